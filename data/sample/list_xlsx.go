package sample

import (
	"fmt"
	"io"
	"strconv"

	"phusong/geo"
)

// writeViettel writes Viettel's list: a workbook with title rows, a heading of
// two merged rows, a row of column numbers, a section for each district, sites
// merged over the rows of their layers, azimuths in one cell, and a sum at the end.
func writeViettel(w io.Writer, list []presence) (Expected, error) {
	var e Expected
	b, err := newWorkbook()
	if err != nil {
		return e, err
	}
	if err := b.open("Danh sách trạm", 18); err != nil {
		return e, err
	}
	if err := viettelHead(b); err != nil {
		return e, err
	}
	e.Dropped = 2 // the column numbers and the sum
	section, sections := "", 0
	for number, p := range list {
		if p.district != section {
			section = p.district
			sections++
			e.Dropped++
			if err := b.add(b.head, romanSection(sections), section); err != nil {
				return e, err
			}
		}
		if err := viettelStation(b, p, number+1); err != nil {
			return e, err
		}
		e.count(p, len(p.layers))
	}
	if err := b.add(b.head, "", "Tổng cộng", fmt.Sprintf("%d trạm", len(list))); err != nil {
		return e, err
	}
	if err := b.close(); err != nil {
		return e, err
	}
	return e, b.write(w)
}

// viettelHead writes the titles and the heading.
func viettelHead(b *workbook) error {
	err := b.titles("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
		"DANH SÁCH TRẠM BTS CỦA VIETTEL TRÊN ĐỊA BÀN TỈNH TUYÊN QUANG", "DỮ LIỆU MẪU – invented sample")
	if err != nil {
		return err
	}
	b.row++ // an empty row
	top := []string{"STT", "Mã trạm", "Tên trạm", "Xã/Phường", "Huyện/Thành phố", "Toạ độ (WGS-84)", "", "Chiều cao cột (m)", "Công nghệ",
		"Băng tần (MHz)", "Độ cao anten (m)", "Góc phương vị (độ)", "Góc ngẩng (độ)", "", "Công suất (W)", "Trạng thái", "Ngày phát sóng", "Ghi chú"}
	low := make([]string, len(top))
	low[5], low[6], low[12], low[13] = "Kinh độ", "Vĩ độ", "Tilt cơ", "Tilt điện"
	if err := b.add(b.head, top...); err != nil {
		return err
	}
	if err := b.add(b.head, low...); err != nil {
		return err
	}
	numbers := make([]string, len(top))
	for i := range top {
		numbers[i] = fmt.Sprintf("(%d)", i+1)
		if low[i] == "" {
			err = b.merge(i, b.row-1, i, b.row)
		} else if top[i] != "" {
			err = b.merge(i, b.row-1, i+1, b.row-1)
		}
		if err != nil {
			return err
		}
	}
	return b.add(b.head, numbers...)
}

// viettelStation writes one station: what holds for all its layers is merged
// over their rows.
func viettelStation(b *workbook, p presence, number int) error {
	status := map[geo.Status]string{geo.StatusOnAir: "Đang phát sóng", geo.StatusPaused: "Tạm dừng", geo.StatusPlanned: "Quy hoạch"}
	lon, lat := p.coordinates()
	first := b.row + 1
	for k, l := range p.layers {
		cells := make([]string, 8, 18)
		if k == 0 {
			cells = append(cells[:0], strconv.Itoa(number), p.code, p.name, p.commune.name, p.district, lon, lat, strconv.Itoa(p.mastM))
		}
		cells = append(cells, l.technology.String(), strconv.Itoa(l.band), strconv.Itoa(l.heightM), l.directions(),
			strconv.Itoa(l.mechanical), strconv.Itoa(l.electrical), strconv.Itoa(l.powerW), status[p.status], p.since.Format("02/01/2006"))
		if err := b.add(b.ground, cells...); err != nil {
			return err
		}
	}
	for column := 0; column < 8 && len(p.layers) > 1; column++ {
		if err := b.merge(column, first, column, b.row); err != nil {
			return err
		}
	}
	return nil
}

func romanSection(n int) string {
	if n == 1 {
		return "I"
	}
	return roman(n)
}

// writeMobiFone writes MobiFone's list: a workbook with a sheet for each
// technology, coordinates in VN-2000 (X north, Y east), azimuths in one cell.
func writeMobiFone(w io.Writer, list []presence) (Expected, error) {
	var e Expected
	b, err := newWorkbook()
	if err != nil {
		return e, err
	}
	for _, p := range list {
		e.count(p, len(p.layers))
	}
	for _, t := range geo.Technologies() {
		if err := mobifoneSheet(b, t, list); err != nil {
			return e, err
		}
	}
	return e, b.write(w)
}

func mobifoneSheet(b *workbook, t geo.Technology, list []presence) error {
	if err := b.open(t.String(), 14); err != nil {
		return err
	}
	err := b.titles("TỔNG CÔNG TY VIỄN THÔNG MOBIFONE - TỈNH TUYÊN QUANG", "DANH SÁCH TRẠM "+t.String()+" - DỮ LIỆU MẪU – invented sample",
		"Hệ toạ độ VN-2000, kinh tuyến trục 106°00', múi chiếu 3°, đơn vị mét")
	if err != nil {
		return err
	}
	err = b.add(b.head, "STT", "Mã trạm", "Tên trạm", "Xã, phường, thị trấn", "X (m)", "Y (m)", "Công nghệ", "Băng tần", "Độ cao anten (m)",
		"Azimuth", "M-tilt", "E-Tilt", "Công suất", "Trạng thái")
	if err != nil {
		return err
	}
	status := map[geo.Status]string{geo.StatusOnAir: "Đang hoạt động", geo.StatusPaused: "Tạm ngừng", geo.StatusPlanned: "Quy hoạch"}
	number := 0
	for _, p := range list {
		x, y := p.grid()
		for _, l := range p.layers {
			if l.technology != t {
				continue
			}
			number++
			err := b.add(b.ground, strconv.Itoa(number), p.code, p.name, p.commune.name, x, y, t.String(), strconv.Itoa(l.band), strconv.Itoa(l.heightM),
				l.directions(), strconv.Itoa(l.mechanical), strconv.Itoa(l.electrical), fmt.Sprintf("%d W", l.powerW), status[p.status])
			if err != nil {
				return err
			}
		}
	}
	return b.close()
}
