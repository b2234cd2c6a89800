package sample

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"phusong/geo"
)

// writeVNPT writes VNPT's list: a CSV file as Excel saves it in Viet Nam, with
// byte-order mark, semicolons and decimal commas, a row for each sector.
func writeVNPT(w io.Writer, list []presence) (Expected, error) {
	fmt.Fprintf(w, "\ufeff# %s\r\n", labelText)
	out := csv.NewWriter(w)
	out.Comma, out.UseCRLF = ';', true
	out.Write([]string{"STT", "Mã trạm", "Tên trạm", "Cell Name", "Phường xã", "Huyện/Thành phố", "Kinh độ", "Vĩ độ", "Công nghệ",
		"Băng tần", "Độ cao cột anten", "Độ cao anten", "Azimuth", "M-tilt", "E-Tilt", "Công suất (dBm)", "Tình trạng hoạt động",
		"Ngày hoạt động CSHT", "Ghi chú"})
	status := map[geo.Status]string{geo.StatusOnAir: "Đang hoạt động", geo.StatusPaused: "Tạm dừng", geo.StatusPlanned: "Quy hoạch"}
	var e Expected
	for _, p := range list {
		rows := 0
		lon, lat := p.coordinates()
		for _, l := range p.layers {
			for k, s := range l.single() {
				rows++
				out.Write([]string{strconv.Itoa(e.Rows + rows), p.code, p.name, fmt.Sprintf("%s-%s-%d-%d", p.code, l.technology, l.band, k+1),
					p.commune.name, p.district, comma(lon), comma(lat), l.technology.String(), strconv.Itoa(l.band),
					comma(strconv.FormatFloat(float64(p.mastM), 'f', 1, 64)), strconv.Itoa(l.heightM), s.directions(),
					strconv.Itoa(l.mechanical), strconv.Itoa(l.electrical), comma(dBm(l.powerW)), status[p.status], p.since.Format("02/01/2006"), ""})
			}
		}
		e.count(p, rows)
	}
	out.Flush()
	return e, out.Error()
}

// writeVietnamobile writes Vietnamobile's list: a plain CSV file with English
// headings, a row for each sector.
func writeVietnamobile(w io.Writer, list []presence) (Expected, error) {
	fmt.Fprintf(w, "# %s\n", labelText)
	out := csv.NewWriter(w)
	out.Write([]string{"Site ID", "Site Name", "Cell Name", "Commune", "Latitude", "Longitude", "RAT", "Band", "Height",
		"Azimuth", "M-tilt", "E-Tilt", "Tx power (W)", "Status", "On air date"})
	status := map[geo.Status]string{geo.StatusOnAir: "on-air", geo.StatusPaused: "paused", geo.StatusPlanned: "planned"}
	var e Expected
	for _, p := range list {
		rows := 0
		lon, lat := p.coordinates()
		for _, l := range p.layers {
			for k, s := range l.single() {
				rows++
				out.Write([]string{p.code, p.name, fmt.Sprintf("%s_%s_%d", p.code, l.technology, k+1), p.commune.name, lat, lon,
					l.technology.Standard(), strconv.Itoa(l.band), strconv.Itoa(l.heightM), s.directions(), strconv.Itoa(l.mechanical),
					strconv.Itoa(l.electrical), strconv.Itoa(l.powerW), status[p.status], p.since.Format("2006-01-02")})
			}
		}
		e.count(p, rows)
	}
	out.Flush()
	return e, out.Error()
}
