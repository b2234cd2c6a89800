package tiles

import (
	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/tiles/mercator"
	"phusong/tiles/mvt"
	"phusong/tiles/outline"
)

// units paints the administrative units of one level and vintage. Area first+i
// of the set is units[i].
type units struct {
	name  string
	title Text
	layer string // in the tile
	units []geo.AdminUnit
	areas *outline.Set
	first int // the set's area of units[0]
}

// newUnits prepares the communes of both vintages and the old districts. Levels
// of one vintage are prepared together, so that a district's border is drawn
// exactly where its communes' borders are.
func newUnits(all []geo.AdminUnit) []painter {
	old := pick(all, geo.Vintage2024, geo.LevelCommune)
	districts := pick(all, geo.Vintage2024, geo.LevelDistrict)
	current := pick(all, geo.Vintage2025, geo.LevelCommune)
	before, after := outline.New(append(boundaries(old), boundaries(districts)...)), outline.New(boundaries(current))
	return []painter{
		&units{"communes-2024", Text{"Xã, phường (đến 30/6/2025)", "Communes (until 30 June 2025)"}, "communes", old, before, 0},
		&units{"communes-2025-07", Text{"Xã, phường (từ 1/7/2025)", "Communes (since 1 July 2025)"}, "communes", current, after, 0},
		&units{"districts-2024", Text{"Huyện, thành phố (đến 30/6/2025)", "Districts (until 30 June 2025)"}, "districts", districts, before, len(old)},
		newBorders(geo.Vintage2024, before, levelsOf(old, districts)),
		newBorders(geo.Vintage2025, after, levelsOf(current)),
	}
}

func pick(all []geo.AdminUnit, v geo.Vintage, level geo.Level) []geo.AdminUnit {
	var picked []geo.AdminUnit
	for _, u := range all {
		if u.Vintage == v && u.Level == level {
			picked = append(picked, u)
		}
	}
	return picked
}

func boundaries(all []geo.AdminUnit) []orb.MultiPolygon {
	shapes := make([]orb.MultiPolygon, len(all))
	for i, u := range all {
		shapes[i] = u.Boundary
	}
	return shapes
}

func (u *units) bounds() mercator.Box {
	around := mercator.EmptyBox()
	for i := range u.units {
		around = around.Union(u.areas.Box(u.first + i))
	}
	return around
}

func (u *units) describe() Layer {
	fields := map[string]string{"code": "string", "name": "string"}
	if u.layer == "communes" {
		fields["district"] = "string: code of the district, absent since districts ended"
	}
	return Layer{
		Name: u.name, Format: MVT, Title: u.title, MinZoom: 4, MaxZoom: 14,
		Vector: []VectorLayer{{ID: u.layer, Description: u.title.English, Fields: fields, MinZoom: 4, MaxZoom: 14}},
	}
}

func (u *units) paint(t mercator.Tile, p *palette) []byte {
	l := p.layer(u.layer)
	for i, unit := range u.units {
		p.geometry.Reset()
		u.areas.Draw(&p.geometry, u.first+i, outline.Sharp(t, areaBuffer), &p.brush)
		if p.geometry.Empty() {
			continue
		}
		p.tags = append(p.tags[:0], l.Tag("code", mvt.String(string(unit.Code))), l.Tag("name", mvt.String(unit.Name)))
		if unit.Level == geo.LevelCommune && unit.Vintage == geo.Vintage2024 {
			p.tags = append(p.tags, l.Tag("district", mvt.String(string(unit.Parent))))
		}
		l.Add(uint64(i)+1, &p.geometry, p.tags...)
	}
	return p.write(l)
}
