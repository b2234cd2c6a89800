package sample

import (
	"fmt"
	"io"
	"strconv"

	"phusong/geo"
)

// The days on which the parts of the sample are said to hold.
const (
	asOf2024   = "2024-01-01"
	asOf2025   = "2025-07-01"
	asOfCensus = "2019-04-01"
	asOfLists  = "2024-12-31"
)

// boundaries writes the units of both vintages and the hamlets.
func (w *writer) boundaries(p *province, communes []boundary) error {
	for _, f := range []struct {
		path    string
		title   Label
		vintage geo.Vintage
		level   geo.Level
		asOf    string
		units   []boundary
	}{
		{"province-2024.geojson", Label{"Địa giới tỉnh, 2024", "Province boundary, 2024"}, geo.Vintage2024, geo.LevelProvince, asOf2024, []boundary{p.whole()}},
		{"districts-2024.geojson", Label{"Địa giới huyện, 2024", "District boundaries, 2024"}, geo.Vintage2024, geo.LevelDistrict, asOf2024, p.districtBoundaries()},
		{"communes-2024.geojson", Label{"Địa giới xã, 2024", "Commune boundaries, 2024"}, geo.Vintage2024, geo.LevelCommune, asOf2024, communes},
		{"communes-2025-07.geojson", Label{"Địa giới xã từ 1/7/2025", "Commune boundaries since July 2025"}, geo.Vintage2025, geo.LevelCommune, asOf2025, p.reformedBoundaries()},
	} {
		entry := File{Path: f.path, Kind: KindBoundaries, Title: f.title, Vintage: f.vintage, Level: f.level.String(), AsOf: f.asOf}
		err := w.file(entry, func(out io.Writer, e *Expected) error {
			e.Rows, e.Accepted = len(f.units), len(f.units)
			for _, u := range f.units {
				e.People += u.people
			}
			return writeGeoJSON(out, f.title.Vietnamese, unitFeatures(f.units))
		})
		if err != nil {
			return err
		}
	}
	entry := File{Path: "hamlets-2024.geojson", Kind: KindHamlets, Title: Label{"Thôn, bản, tổ dân phố, 2024", "Hamlets, 2024"},
		Vintage: geo.Vintage2024, Level: geo.LevelHamlet.String(), AsOf: asOf2024}
	return w.file(entry, func(out io.Writer, e *Expected) error {
		e.Rows, e.Accepted = len(p.hamlets), len(p.hamlets)
		for _, h := range p.hamlets {
			e.People += h.people
		}
		return writeGeoJSON(out, entry.Title.Vietnamese, p.hamletFeatures())
	})
}

// land writes the elevation sheets and the population.
func (w *writer) land(p *province) error {
	for _, name := range sheetNames() {
		entry := File{Path: name, Kind: KindElevation, AsOf: asOf2024, Title: Label{"Độ cao địa hình " + name, "Elevation " + name}}
		err := w.file(entry, func(out io.Writer, e *Expected) error {
			e.Rows, e.Accepted = 1, 1
			return p.ground.writeSheet(out, name)
		})
		if err != nil {
			return err
		}
	}
	entry := File{Path: "population.csv", Kind: KindPopulation, AsOf: asOfCensus, Title: Label{"Phân bố dân cư", "Population grid"}}
	return w.file(entry, func(out io.Writer, e *Expected) error {
		fmt.Fprintf(out, "# %s\nlon,lat,people\n", labelText)
		for _, d := range p.houses {
			e.Rows++
			e.Accepted++
			e.People += d.people
			fmt.Fprintf(out, "%s,%s,%d\n", strconv.FormatFloat(d.at[0], 'f', 6, 64), strconv.FormatFloat(d.at[1], 'f', 6, 64), d.people)
		}
		return nil
	})
}

// sites writes the operators' lists.
func (w *writer) sites(lists map[geo.OperatorCode][]presence) error {
	for _, f := range []struct {
		operator geo.OperatorCode
		ending   string
		write    func(io.Writer, []presence) (Expected, error)
	}{
		{geo.Viettel, "xlsx", writeViettel},
		{geo.VNPT, "csv", writeVNPT},
		{geo.MobiFone, "xlsx", writeMobiFone},
		{geo.Vietnamobile, "csv", writeVietnamobile},
	} {
		name := geo.Operators()[geo.OperatorRank(f.operator)].Name
		entry := File{Path: fmt.Sprintf("sites-%s.%s", f.operator, f.ending), Kind: KindSites, Operator: f.operator, AsOf: asOfLists,
			Title: Label{"Danh sách trạm " + name, "Site list of " + name}}
		err := w.file(entry, func(out io.Writer, e *Expected) error {
			var err error
			*e, err = f.write(out, lists[f.operator])
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
