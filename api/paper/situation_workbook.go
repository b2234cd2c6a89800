package paper

import (
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"

	"phusong/geo"
)

// WriteSituationWorkbook writes a situation as XLSX: what it says and means, and a
// sheet for each list. Names are texts and never run; figures are numbers.
func WriteSituationWorkbook(w io.Writer, s Situation) error {
	book := situationBook{&workbook{file: excelize.NewFile(), says: s.caption()}, s}
	defer book.file.Close()
	if err := book.fill(); err != nil {
		return fmt.Errorf("write the situation of %s: %w", s.Outage.Name, err)
	}
	whole, err := book.file.WriteToBuffer()
	if err != nil {
		return fmt.Errorf("write the situation of %s: %w", s.Outage.Name, err)
	}
	return ordered(w, whole.Bytes())
}

type situationBook struct {
	*workbook
	situation Situation
}

func (b situationBook) fill() error {
	if err := b.styles(); err != nil {
		return err
	}
	for _, sheet := range []func() error{b.summary, b.communes, b.hamlets, b.roaming, b.sites, b.history} {
		if err := sheet(); err != nil {
			return err
		}
	}
	return nil
}

func (b situationBook) summary() error {
	const name = "Tình hình"
	if err := b.file.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	s := b.situation
	rows := [][]any{{s.title()}, {s.subtitle()}, {}, {"Trạm đang mất liên lạc", s.Down}, {"Thôn không còn " + s.network(), len(s.Isolated)}, {"Dân của các thôn đó", s.People()},
		{"Xã không còn ai liên lạc được (mỗi địa giới tính riêng)", len(s.Silenced)}, {"Thôn có thể chuyển vùng", len(s.Roaming)}, {}}
	for _, f := range s.facts() {
		rows = append(rows, []any{f.name, f.value})
	}
	return b.stream(name, nil, []float64{48, 110}, rows, func(*excelize.StreamWriter, int) []excelize.RowOpts { return nil })
}

func (b situationBook) communes() error {
	var rows [][]any
	for _, c := range b.situation.Silenced {
		rows = append(rows, []any{c.Code, c.Name, vintageWord(c.Vintage)})
	}
	return b.table("Xã không còn ai", []heading{{"Mã", 12}, {"Xã, phường, thị trấn", 36}, {"Địa giới", 14}}, rows, nil)
}

func (b situationBook) hamlets() error {
	var rows [][]any
	for _, h := range byCommune(b.situation.Isolated) {
		rows = append(rows, []any{string(h.Hamlet.Code), h.Hamlet.Name, h.Commune, h.District, h.CommuneNow, count(h.Hamlet.People), count(h.Hamlet.Households), h.Was.Vietnamese(), h.Is.Vietnamese()})
	}
	return b.table("Thôn bị cô lập", []heading{{"Mã", 14}, {"Thôn, bản, tổ dân phố", 30}, {"Xã 2024", 24}, {"Huyện 2024", 24}, {"Xã từ 7/2025", 24}, {"Dân số", 10}, {"Số hộ", 10}, {"Trước", 18}, {"Nay", 18}}, rows, nil)
}

func (b situationBook) roaming() error {
	var rows [][]any
	for _, h := range roamingByCommune(b.situation.Roaming) {
		rows = append(rows, []any{string(h.Hamlet.Code), h.Hamlet.Name, h.Commune, h.CommuneNow, count(h.Hamlet.People), operatorNames(h.Lost), operatorNames(h.By)})
	}
	return b.table("Chuyển vùng", []heading{{"Mã", 14}, {"Thôn, bản, tổ dân phố", 30}, {"Xã 2024", 24}, {"Xã từ 7/2025", 24}, {"Dân số", 10}, {"Đã mất", 30}, {"Còn", 30}}, rows, nil)
}

func (b situationBook) sites() error {
	var rows [][]any
	for _, d := range b.situation.Sites {
		rows = append(rows, []any{operatorName(d.Station.Operator), d.Station.Code, d.Name, causeWord(d.Cause), d.Power, stamp(&d.Since), stamp(d.ExpectedAt), reporter(d.SaidBy, d.SaidFor), stamp(&d.SaidAt), d.Number})
	}
	return b.table("Trạm mất liên lạc", []heading{{"Nhà mạng", 14}, {"Mã trạm", 18}, {"Tên trạm", 30}, {"Nguyên nhân", 18}, {"Nguồn điện", 24}, {"Mất từ", 17}, {"Dự kiến có lại", 17}, {"Người báo", 20}, {"Báo lúc", 17}, {"Lần báo", 9}}, rows, nil)
}

func (b situationBook) history() error {
	var rows [][]any
	for _, h := range b.situation.Known.Said {
		rows = append(rows, []any{h.Number, stamp(&h.At), reporter(h.By, h.For), h.Down, h.Back, releaseOf(h.Release)})
	}
	return b.table("Các lần báo", []heading{{"Lần", 8}, {"Lúc", 17}, {"Người báo", 24}, {"Trạm mất", 10}, {"Trạm có lại", 10}, {"Bản phát hành", 10}}, rows, nil)
}

// stamp is a time that sorts, in the time of Việt Nam.
func stamp(t *time.Time) any {
	if t == nil {
		return nil
	}
	return t.In(hanoi()).Format("2006-01-02 15:04")
}

// reporter is who said something, and whose people he is; staff where of nobody.
func reporter(by string, of geo.OperatorCode) string {
	switch {
	case of != "":
		return orUnnamed(by) + " (" + operatorName(of) + ")"
	case by == "":
		return "cơ quan quản lý"
	}
	return by
}

// releaseOf is a release's number, nil where it was not kept.
func releaseOf(id *int64) any {
	if id == nil {
		return nil
	}
	return *id
}
