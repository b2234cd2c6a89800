package tiles

import (
	"phusong/tiles/mercator"
	"phusong/tiles/mvt"
	"phusong/tiles/outline"
)

// territories paints where hamlets end, whatever is asked about them: for pages that
// have the rest in their lists.
type territories struct{ village *village }

func (v territories) bounds() mercator.Box { return v.village.areas.Bounds() }

func (v territories) describe() Layer {
	return Layer{
		Name: "territories", Format: MVT, MinZoom: 6, MaxZoom: 14, Title: Text{"Địa bàn thôn, bản", "Territories of hamlets"},
		Vector: []VectorLayer{{ID: "hamlets", Description: "Territories", Fields: map[string]string{"code": "string"}, MinZoom: 6, MaxZoom: 14}},
	}
}

func (v territories) paint(t mercator.Tile, p *palette) []byte {
	l := p.layer("hamlets")
	v.village.territories(light(t), p, func(i int) {
		l.Add(uint64(i)+1, &p.geometry, l.Tag("code", mvt.String(string(v.village.results[i].Hamlet.Code))))
	})
	return p.write(l)
}

// territories calls add for each hamlet that has some ground in the frame, when its
// outline is the palette's geometry.
func (v *village) territories(f outline.Frame, p *palette, add func(i int)) {
	for i := range v.results {
		p.geometry.Reset()
		v.areas.Draw(&p.geometry, i, f, &p.brush)
		if !p.geometry.Empty() {
			add(i)
		}
	}
}
