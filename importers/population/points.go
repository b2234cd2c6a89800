package population

import (
	"fmt"
	"math"

	"phusong/data"
	"phusong/importers"
	"phusong/importers/coordinate"
	"phusong/importers/intake"
	"phusong/importers/table"
)

const (
	fieldLon    table.Field = "lon"
	fieldLat    table.Field = "lat"
	fieldPeople table.Field = "people"
)

func vocabulary() table.Vocabulary {
	return table.NewVocabulary([]table.Spelling{
		{Field: fieldLon, As: []string{"Kinh độ", "Lon", "Long", "Lng", "Longitude", "X"}},
		{Field: fieldLat, As: []string{"Vĩ độ", "Lat", "Latitude", "Y"}},
		{Field: fieldPeople, As: []string{"Dân số", "Số dân", "Số người", "Nhân khẩu", "Population", "People", "Pop", "Value", "Z", "people_2020", "vnm_general_2020"}},
	})
}

// points is a table of people by place.
type points struct {
	cells     []data.Peopled
	ledger    *importers.Ledger
	notes     map[string]string
	synthetic bool
}

// readPoints reads a table. The error is a *intake.Refusal.
func readPoints(file intake.File) (*points, error) {
	sheets, err := importers.Tables(file)
	if err != nil {
		return nil, err
	}
	p := &points{ledger: importers.NewLedger(), notes: map[string]string{}}
	for i := range sheets {
		p.readSheet(&sheets[i])
	}
	if p.ledger.Counts().Rows == 0 {
		return nil, intake.Refuse("header-missing", "không tìm thấy các cột kinh độ, vĩ độ và dân số", "no columns for longitude, latitude and people were found")
	}
	return p, nil
}

func (p *points) readSheet(sheet *table.Sheet) {
	header, ok := table.FindHeader(sheet, vocabulary())
	if !ok || !header.Has(fieldLon) || !header.Has(fieldLat) || !header.Has(fieldPeople) {
		return
	}
	p.ledger.Converted(p.notes, sheet.Name, sheet.Conversions, table.ColumnName)
	for row := range header.Top {
		p.synthetic = p.synthetic || importers.Invented(fmt.Sprint(sheet.Rows[row]))
	}
	header.Records(sheet, []table.Field{fieldLon, fieldLat, fieldPeople}, func(r table.Record, fate table.Fate) {
		at := pointRow{Record: r, sheet: sheet.Name, ledger: p.ledger}
		if fate != table.Data {
			p.ledger.Drop(sheet.Name, r.Row+1)
			return
		}
		p.ledger.Row(sheet.Name, r.Row+1)
		if cell, ok := at.read(); ok {
			p.cells = append(p.cells, cell)
		}
	})
}

// pointRow is one row of the table.
type pointRow struct {
	table.Record
	sheet  string
	ledger *importers.Ledger
}

func (r pointRow) read() (data.Peopled, bool) {
	people, ok := table.Number(r.Text(fieldPeople))
	switch {
	case !ok:
		return r.refuse(fieldPeople, "people-missing", "thiếu số dân hoặc không phải số", "the number of people is missing or no number")
	case people < 0 || people > 1e7:
		return r.refuse(fieldPeople, "people-implausible", "số dân âm hoặc quá lớn", "the number of people is negative or far too large")
	}
	lon, err1 := coordinate.Parse(r.Text(fieldLon))
	lat, err2 := coordinate.Parse(r.Text(fieldLat))
	if err1 != nil || err2 != nil || math.Abs(lon.Number) > 180 || math.Abs(lat.Number) > 90 {
		return r.refuse(fieldLon, "coordinate-unreadable", "không đọc được toạ độ: cần độ thập phân WGS 84", "the coordinates cannot be read: decimal degrees of WGS 84 are needed")
	}
	return data.Peopled{Lon: lon.Number, Lat: lat.Number, People: people}, true
}

func (r pointRow) refuse(field table.Field, code, vietnamese, english string) (data.Peopled, bool) {
	column := r.Column(field)
	r.ledger.Add(data.Issue{Sheet: r.sheet, Row: r.Row + 1, Column: column + 1, Cell: table.CellName(r.Row, column),
		Code: code, Severity: data.Refused, Vietnamese: vietnamese, English: english, Raw: r.Text(field)})
	return data.Peopled{}, false
}
