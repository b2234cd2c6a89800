package tiles

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"sync"

	"phusong/geo"
	"phusong/geo/hex"
	"phusong/tiles/mercator"
	"phusong/tiles/mvt"
)

// gaps paints where people live and no signal of the networks reaches, as the cut
// sees that: each patch of connected hexes is one feature, with its people, under
// one id in every tile and list.
type gaps struct {
	*coverage
	found func() *darkness
}

// darkness is the patches of networks, the fullest first. Patch of[k] holds the hex
// places[k] of the finest rung that is shown; places of one patch stand together, and
// index finds them.
type darkness struct {
	patches []geo.Gap
	places  []int32
	of      []int32
	index   index
	centres map[int][]gathered // by the resolution of what they are gathered in
}

// gathered is the patches whose centres lie in one H3 hex, at the place of the
// fullest of them.
type gathered struct {
	fullest *geo.Gap
	at      mercator.Point
	count   int
	people  float64
}

// gather brings patches, the fullest first, together by hexes of a resolution. At
// that of their own hexes each is alone.
func gather(patches []geo.Gap, resolution int) []gathered {
	var all []gathered
	in := map[geo.Hex]int{}
	for i := range patches {
		parent := hex.Parent(patches[i].Centre, resolution)
		place, known := in[parent]
		if !known {
			place = len(all)
			in[parent] = place
			all = append(all, gathered{fullest: &patches[i], at: mercator.FromLonLat(hex.Centre(patches[i].Centre))})
		}
		all[place].count++
		all[place].people += patches[i].People
	}
	return all
}

func (r *Release) gaps(c *coverage) gaps {
	return gaps{c, sync.OnceValue(func() *darkness {
		finest, values := c.finest()
		land := r.lands[finest.resolution]()
		return newDarkness(finest, land.Patches(func(i int) geo.Class { return values.classes[i] }))
	})}
}

func newDarkness(r *rung, patches []geo.Gap) *darkness {
	d := &darkness{patches: patches, centres: map[int][]gathered{}}
	for i, patch := range patches {
		for _, h := range patch.Hexes {
			place, _ := slices.BinarySearch(r.hexes, h) // patches are made of the rung's hexes
			d.places, d.of = append(d.places, int32(place)), append(d.of, int32(i))
		}
	}
	d.index = newIndex(len(d.places), r.index.zoom, func(i int) mercator.Box { return r.box(int(d.places[i])) })
	for z := uint32(gapsMinZoom); z <= namesFrom; z++ {
		resolution := gatheredAt(z, r.resolution)
		if d.centres[resolution] == nil {
			d.centres[resolution] = gather(patches, resolution)
		}
	}
	return d
}

// gatheredAt is the resolution patches' centres are gathered at: from afar that of
// the hexes drawn, or a tile would hold thousands on top of each other.
func gatheredAt(zoom uint32, finest int) int {
	if zoom >= namesFrom {
		return finest
	}
	return min(resolutionAt(zoom), finest)
}

// GapsName is the name of the layer of gaps: "gaps-4G-any", "gaps-4G+-any".
func GapsName(technologies geo.TechnologySet, operator geo.OperatorCode) string {
	return fmt.Sprintf("%s%s-%s", gapsPrefix, technologies, operator)
}

const (
	gapsPrefix  = "gaps-"
	gapsMinZoom = atlasMinZoom
)

// areasFrom is the zoom from which patches are drawn as areas: a hex is two or
// three pixels wide there. From afar their centres say the same.
func (g gaps) areasFrom() int {
	finest, _ := g.finest()
	return min(finest.resolution+1, coverageMaxZoom)
}

func (g gaps) describe() Layer {
	fields := map[string]string{
		"patch":   "string: H3 index of the hex with the most people; the id is its short number",
		"people":  "number: of the hamlets' lists, living in the patch",
		"hexes":   "number",
		"areaKm2": "number",
	}
	centres := maps.Clone(fields)
	centres["hexes"], centres["areaKm2"] = "number, from zoom 10", "number, from zoom 10"
	centres["people"] = "number: up to zoom 9 of all patches that the point stands for"
	centres["patches"] = "number, up to zoom 9: of patches that the point stands for; it is called after the fullest"
	return Layer{
		Name: g.named(gapsPrefix), Format: MVT, MinZoom: gapsMinZoom, MaxZoom: coverageMaxZoom,
		Title: g.title("Nơi có người ở mà không có sóng %s, %s", "Inhabited places without %s signal, %s"),
		Vector: []VectorLayer{
			{ID: "gaps", Description: "Patches of connected inhabited hexes without signal", Fields: fields, MinZoom: g.areasFrom(), MaxZoom: coverageMaxZoom},
			{ID: "gap-centres", Description: "The middle of each patch's hex with the most people", Fields: centres, MinZoom: gapsMinZoom, MaxZoom: coverageMaxZoom},
		},
	}
}

func (g gaps) paint(t mercator.Tile, p *palette) []byte {
	if t.Z < gapsMinZoom {
		return nil
	}
	return p.write(g.areas(t, p), g.centres(t, p))
}

func (g gaps) areas(t mercator.Tile, p *palette) *mvt.Layer {
	l := p.layer("gaps")
	if int(t.Z) < g.areasFrom() {
		return l
	}
	r, _ := g.finest()
	d := g.found()
	near, of := d.meeting(r, t)
	p.areas.near = append(p.areas.near[:0], near...)
	if t.Z >= clipFrom {
		byHex := map[int32]int32{}
		for k, i := range near {
			byHex[i] = of[k]
		}
		p.each(l, r, t, near, func(i int32) []mvt.Tag { return p.gap(l, &d.patches[byHex[i]]) })
		return l
	}
	p.areas.mark(r)
	for from := 0; from < len(near); {
		to := from + 1
		for to < len(near) && of[to] == of[from] {
			to++
		}
		p.geometry.Reset()
		p.areas.merge(r, near[from:to], t, &p.geometry)
		patch := &d.patches[of[from]]
		l.Add(patch.Centre.Short(), &p.geometry, p.gap(l, patch)...)
		from = to
	}
	p.areas.unmark()
	return l
}

// meeting returns the hexes of patches that share a point with the tile, patch by
// patch, and the patch of each.
func (d *darkness) meeting(r *rung, t mercator.Tile) (hexes, of []int32) {
	window := t.Box(0)
	var found []int
	d.index.near(window, func(k int) {
		if r.box(int(d.places[k])).Meets(window) {
			found = append(found, k)
		}
	})
	slices.Sort(found)
	for _, k := range found {
		hexes, of = append(hexes, d.places[k]), append(of, d.of[k])
	}
	return hexes, of
}

func (g gaps) centres(t mercator.Tile, p *palette) *mvt.Layer {
	l := p.layer("gap-centres")
	finest, _ := g.finest()
	window := t.Box(pointBuffer)
	for _, c := range g.found().centres[gatheredAt(t.Z, finest.resolution)] {
		if !window.Holds(c.at) {
			continue
		}
		p.point(t, c.at)
		if t.Z >= namesFrom {
			p.gap(l, c.fullest)
		} else {
			p.tags = append(p.tags[:0], l.Tag("patch", mvt.String(c.fullest.Centre.String())),
				l.Tag("people", mvt.Int(int64(math.Round(c.people)))), l.Tag("patches", mvt.Int(int64(c.count))))
		}
		l.Add(c.fullest.Centre.Short(), &p.geometry, p.tags...)
	}
	return l
}

// gap returns what a patch says of itself.
func (p *palette) gap(l *mvt.Layer, patch *geo.Gap) []mvt.Tag {
	p.tags = append(p.tags[:0],
		l.Tag("patch", mvt.String(patch.Centre.String())),
		l.Tag("people", mvt.Int(int64(math.Round(patch.People)))),
		l.Tag("hexes", mvt.Int(int64(len(patch.Hexes)))),
		l.Tag("areaKm2", mvt.Double(math.Round(patch.AreaKm2*1000)/1000)))
	return p.tags
}
