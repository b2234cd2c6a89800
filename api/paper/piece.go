package paper

import (
	"strconv"
	"strings"

	"phusong/geo"
)

// piece is how much of a hamlet that borders cut counts in one unit.
type piece struct {
	geo.Piece
	unit, code string
	vintage    geo.Vintage
}

// pieces lists what borders cut, hamlet by hamlet.
func (r Report) pieces() []piece {
	var all []piece
	for _, p := range r.Parts {
		for _, row := range p.Rows {
			for _, each := range row.Pieces {
				all = append(all, piece{each, row.Name, row.Code, p.Vintage})
			}
		}
	}
	return all
}

func (p piece) counted() string {
	if p.Home {
		return "x"
	}
	return ""
}

// divided is the sheet of hamlets that borders cut.
func (b *workbook) divided() error {
	var rows [][]any
	for _, p := range b.report.pieces() {
		rows = append(rows, []any{string(p.Hamlet), p.Name, string(p.vintage), p.code, p.unit, p.Share, p.People, p.Households, squareKm(p.M2), p.counted()})
	}
	if len(rows) == 0 {
		return nil
	}
	return b.table("Thôn bị chia", []heading{{"Mã", 14}, {"Thôn, bản, tổ dân phố", 30}, {"Địa giới", 10}, {"Mã đơn vị", 10}, {"Phần nằm ở", 30},
		{"Tỷ lệ diện tích", 12}, {"Dân số", 10}, {"Số hộ", 10}, {"Diện tích (km²)", 14}, {"Tính là thôn ở đây", 12}}, rows, nil)
}

// divided is the table of hamlets that borders cut.
func (d document) divided() {
	columns := []column{{"Thôn, bản, tổ dân phố", 52, "L"}, {"Phần nằm ở (địa giới)", 62, "L"}, {"% diện tích", 18, "R"}, {"Dân số", 16, "R"}, {"Số hộ", 14, "R"}, {"Tính ở đây", 18, "C"}}
	var rows [][]string
	for _, p := range d.report.pieces() {
		rows = append(rows, []string{p.Name, p.unit + " (" + string(p.vintage) + ")", tenths(100 * p.Share), whole(p.People), whole(p.Households), p.counted()})
	}
	if len(rows) > 0 {
		d.table("Các thôn bị ranh giới mới chia: dân theo nơi ở, đất theo diện tích", columns, rows, false)
	}
}

// tenths writes a number with one digit after the comma, as Vietnamese readers
// expect.
func tenths(v float64) string {
	return strings.Replace(strconv.FormatFloat(v, 'f', 1, 64), ".", ",", 1)
}

// squareKm turns whole square metres into km².
func squareKm(m2 int) float64 { return float64(m2) / 1e6 }
