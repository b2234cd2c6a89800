package tiles

import (
	"fmt"
	"slices"

	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/tiles/mercator"
	"phusong/tiles/mvt"
	"phusong/tiles/outline"
)

// village is a release's hamlets, ready to be drawn: outline i and centres[i]
// belong to results[i].
type village struct {
	results []geo.HamletResult
	areas   *outline.Set
	centres []mercator.Point
	around  mercator.Box
}

func newVillage(results []geo.HamletResult) *village {
	shapes := make([]orb.MultiPolygon, len(results))
	v := &village{results: results, centres: make([]mercator.Point, len(results))}
	for i := range results {
		shapes[i] = results[i].Hamlet.Territory
		v.centres[i] = mercator.FromLonLat(results[i].Hamlet.Centre)
	}
	v.areas = outline.New(shapes)
	v.around = v.areas.Bounds().Union(mercator.BoxOf(v.centres))
	return v
}

// with is the village with other results; the borders are drawn anew only where
// they or the centres are others. A nil village has none.
func (v *village) with(results []geo.HamletResult) *village {
	same := v != nil && slices.EqualFunc(v.results, results, func(a, b geo.HamletResult) bool {
		return a.Hamlet.Centre == b.Hamlet.Centre && a.Hamlet.Territory.Equal(b.Hamlet.Territory)
	})
	if !same {
		return newVillage(results)
	}
	next := *v
	next.results = results
	return &next
}

// hamlets paints the hamlets by their verdicts under one question: their
// territories and their centres.
type hamlets struct {
	village  *village
	question geo.Question
	verdicts func() []geo.Verdict
}

func (h *hamlets) bounds() mercator.Box { return h.village.around }

func (h *hamlets) describe() Layer {
	fields := map[string]string{
		"code": "string", "name": "string, in territories from zoom 10", "people": "number, in territories from zoom 10",
		"verdict": "string: covered, partial, none or unknown, under the definition " + h.question.Definition.Code,
	}
	operator := operatorName(h.question.Operator)
	technologies, technologiesEnglish := h.question.Technologies.Words()
	definition := h.question.Definition
	return Layer{
		Name: HamletsName(h.question), Format: MVT, MinZoom: 6, MaxZoom: 14,
		Title: Text{
			Vietnamese: fmt.Sprintf("Thôn, bản: %s, %s. %s", technologies, operator.Vietnamese, definition.Vietnamese),
			English:    fmt.Sprintf("Hamlets: %s, %s. %s", technologiesEnglish, operator.English, definition.English),
		},
		Vector: []VectorLayer{
			{ID: "hamlets", Description: "Territories", Fields: fields, MinZoom: 6, MaxZoom: 14},
			{ID: "hamlet-centres", Description: "Centre points (nhà văn hoá)", Fields: fields, MinZoom: 6, MaxZoom: 14},
		},
	}
}

func (h *hamlets) paint(t mercator.Tile, p *palette) []byte {
	return p.write(h.territories(t, p), h.centres(t, p))
}

func (h *hamlets) territories(t mercator.Tile, p *palette) *mvt.Layer {
	l := p.layer("hamlets")
	h.village.territories(outline.Sharp(t, areaBuffer), p, func(i int) { h.add(l, i, p, t.Z >= namesFrom) })
	return l
}

// centres leaves out what stands for the unlisted rest of a commune: it is no
// place.
func (h *hamlets) centres(t mercator.Tile, p *palette) *mvt.Layer {
	l := p.layer("hamlet-centres")
	window := t.Box(pointBuffer)
	for i, centre := range h.village.centres {
		if !window.Holds(centre) || h.village.results[i].Hamlet.Kind == geo.HamletRest {
			continue
		}
		p.point(t, centre)
		h.add(l, i, p, true)
	}
	return l
}

// namesFrom is the zoom from which territories say more than code and verdict:
// from afar a tile holds the whole province, and its centres say the rest.
const namesFrom = 10

// add appends hamlet i with the geometry that was drawn, if any.
func (h *hamlets) add(l *mvt.Layer, i int, p *palette, named bool) {
	if p.geometry.Empty() {
		return
	}
	r := &h.village.results[i]
	verdict := h.verdicts()[i]
	p.tags = append(p.tags[:0],
		l.Tag("code", mvt.String(string(r.Hamlet.Code))),
		l.Tag("verdict", mvt.String(verdict.String())))
	if named {
		p.tags = append(p.tags, l.Tag("name", mvt.String(r.Hamlet.Name)))
	}
	if named && r.Hamlet.People != nil {
		p.tags = append(p.tags, l.Tag("people", mvt.Int(int64(*r.Hamlet.People))))
	}
	l.Add(uint64(i)+1, &p.geometry, p.tags...)
}

// point draws one point as the whole geometry.
func (p *palette) point(t mercator.Tile, at mercator.Point) {
	x, y := t.Local(at)
	p.geometry.Reset()
	p.geometry.Point(mvt.Point{X: x, Y: y})
}
