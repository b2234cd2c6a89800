package population

import (
	"fmt"

	"phusong/data"
	"phusong/importers"
)

// fromRaster turns a grid of people into its inhabited cells. A pixel without
// data is nobody's; one below zero is refused.
func fromRaster(r data.Raster) *points {
	p := &points{ledger: importers.NewLedger()}
	accepted, refused := 0, 0
	for i, v := range r.Values {
		people := float64(v)
		switch {
		case people != people: // no data
			continue
		case people < 0:
			refused++
			continue
		}
		accepted++
		if people == 0 {
			continue
		}
		column, row := i%r.Cols, i/r.Cols
		p.cells = append(p.cells, data.Peopled{
			Lon: r.West + (float64(column)+0.5)*r.StepLon, Lat: r.North - (float64(row)+0.5)*r.StepLat,
			Width: r.StepLon, Height: r.StepLat, People: people,
		})
	}
	p.ledger.Bulk(accepted, refused, 0)
	if refused > 0 {
		p.ledger.Add(data.Issue{Code: "people-negative", Severity: data.Refused,
			Vietnamese: fmt.Sprintf("%d ô có dân số âm: không nhận (giá trị “không có dữ liệu” chưa được khai báo?)", refused),
			English:    fmt.Sprintf("%d pixels have fewer than no people and are refused (is the no-data value not declared?)", refused)})
	}
	return p
}
