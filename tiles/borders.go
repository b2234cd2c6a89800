package tiles

import (
	"slices"

	"phusong/geo"
	"phusong/tiles/mercator"
	"phusong/tiles/mvt"
	"phusong/tiles/outline"
)

// borders paints the borders of one vintage's units as lines, each once: where
// districts end, too, as theirs alone. Who only draws them needs no areas.
type borders struct {
	vintage geo.Vintage
	lines   *outline.Borders
	levels  []geo.Level // of line i: the highest of a unit that ends there
	around  mercator.Box
}

// newBorders draws the areas of a set, where area i is of the level levels[i].
func newBorders(v geo.Vintage, areas *outline.Set, levels []geo.Level) *borders {
	b := &borders{vintage: v, lines: areas.Borders(), around: areas.Bounds()}
	for i := range b.lines.Len() {
		level := geo.LevelCommune
		for _, area := range b.lines.Areas(i) {
			if levels[area] == geo.LevelDistrict {
				level = geo.LevelDistrict
			}
		}
		b.levels = append(b.levels, level)
	}
	return b
}

func (b *borders) bounds() mercator.Box { return b.around }

func (b *borders) describe() Layer {
	title := Text{"Địa giới đến 30/6/2025", "Borders until 30 June 2025"}
	if b.vintage == geo.Vintage2025 {
		title = Text{"Địa giới từ 1/7/2025", "Borders since 1 July 2025"}
	}
	fields := map[string]string{"level": "string: district or commune, the highest unit that ends here"}
	return Layer{Name: "borders-" + string(b.vintage), Format: MVT, Title: title, MinZoom: 4, MaxZoom: 14,
		Vector: []VectorLayer{{ID: "borders", Description: title.English + ", each line once", Fields: fields, MinZoom: 4, MaxZoom: 14}}}
}

func (b *borders) paint(t mercator.Tile, p *palette) []byte {
	l := p.layer("borders")
	frame := light(t)
	for id, level := range []geo.Level{geo.LevelCommune, geo.LevelDistrict} {
		p.geometry.Reset()
		for i := range b.lines.Len() {
			if b.levels[i] == level {
				b.lines.Draw(&p.geometry, i, frame, &p.brush)
			}
		}
		l.Add(uint64(id)+1, &p.geometry, l.Tag("level", mvt.String(level.String())))
	}
	return p.write(l)
}

// levelsOf are the levels of units, one after the other.
func levelsOf(lists ...[]geo.AdminUnit) []geo.Level {
	var levels []geo.Level
	for _, u := range slices.Concat(lists...) {
		levels = append(levels, u.Level)
	}
	return levels
}

// light is the frame of a tile for those who only see lines, and no verdicts by them:
// with the vertices of a zoom further away, but for the last tiles, which are drawn larger yet.
func light(t mercator.Tile) outline.Frame {
	f := outline.Sharp(t, areaBuffer)
	if t.Z > 0 && t.Z < coverageMaxZoom {
		f.Detail--
	}
	return f
}
