package tiles

import (
	"fmt"
	"sync"

	"phusong/geo"
	"phusong/tiles/mercator"
	"phusong/tiles/mvt"
)

// coverage paints one network's hexes, coloured by class. Features are whole
// hexagons: every hex that reaches into the tile is sent, also when it reaches
// out again, so that no tile's edge shows.
type coverage struct {
	network geo.Network
	pyramid *pyramid
	columns func() []column
	levels  bool // whether levels are sent besides classes
}

func newCoverage(p *pyramid, s geo.Surface) *coverage {
	return &coverage{network: s.Network, pyramid: p, levels: true,
		columns: sync.OnceValue(func() []column { return newColumns(p, s) })}
}

// publicResolution is the finest H3 resolution the public sees coverage at:
// hexes of about a ninth of a square kilometre.
const publicResolution = 9

// newPublicCoverage is a network as everybody may see it: classes alone, each of
// the greater part of a hex by area, and no hex small enough to point at a mast.
func newPublicCoverage(p *pyramid, s geo.Surface) *coverage {
	coarse := p.upTo(publicResolution)
	return &coverage{network: s.Network, pyramid: coarse,
		columns: sync.OnceValue(func() []column { return classesAlone(newColumns(coarse, s)) })}
}

// CoverageName is the layer's name: "coverage-4G-any".
func CoverageName(n geo.Network) string {
	return fmt.Sprintf("coverage-%s-%s", n.Technology, n.Operator)
}

func (c *coverage) bounds() mercator.Box { return c.pyramid.bounds() }

const coverageMaxZoom = 14

func (c *coverage) describe() Layer {
	fields := map[string]string{"class": "number: 0 none, 1 weak, 2 limited, 3 fair, 4 good, 5 very good, 15 unknown"}
	if c.levels {
		fields["level"] = fmt.Sprintf("number: %s in dBm, absent where there is no signal", c.network.Technology.Measure())
	}
	return Layer{
		Name: CoverageName(c.network), Format: MVT, MinZoom: 5, MaxZoom: coverageMaxZoom,
		Title: Text{
			Vietnamese: fmt.Sprintf("Vùng phủ %s, %s", c.network.Technology, operatorName(c.network.Operator).Vietnamese),
			English:    fmt.Sprintf("%s coverage, %s", c.network.Technology, operatorName(c.network.Operator).English),
		},
		Vector: []VectorLayer{{ID: "coverage", Description: "H3 hexes; the id is the hex's short number",
			Fields: fields, MinZoom: 5, MaxZoom: coverageMaxZoom}},
	}
}

func operatorName(code geo.OperatorCode) Text {
	if rank := geo.OperatorRank(code); rank >= 0 {
		name := geo.Operators()[rank].Name
		return Text{name, name}
	}
	return Text{"mọi nhà mạng", "any operator"}
}

// clipFrom is the zoom from which hexes are cut at the tile: whole ones would
// reach so far out that readers with 16-bit coordinates bend them.
const clipFrom = coverageMaxZoom + 1

func (c *coverage) paint(t mercator.Tile, p *palette) []byte {
	place := c.pyramid.place(t.Z)
	r, values := &c.pyramid.rungs[place], c.columns()[place]
	l := p.layer("coverage")
	var tags hexTags
	window := t.Box(0)
	r.index.near(window, func(i int) {
		ring := r.ring(i)
		if !mercator.BoxOf(ring).Meets(window) {
			return
		}
		if t.Z >= clipFrom {
			p.clipped = mercator.Clip(p.clipped[:0], ring, t.Box(pointBuffer))
			ring = p.clipped
		}
		p.ring(t, ring)
		l.Add(r.hexes[i].Short(), &p.geometry, tags.of(l, values.classes[i], values.levels[i])...)
	})
	return p.write(l)
}

// ring draws one ring as the whole geometry.
func (p *palette) ring(t mercator.Tile, ring []mercator.Point) {
	p.points = p.points[:0]
	for _, corner := range ring {
		x, y := t.Local(corner)
		p.points = append(p.points, mvt.Point{X: x, Y: y})
	}
	p.geometry.Reset()
	p.geometry.Ring(p.points, false)
}

// hexTags remembers the tags of a tile's classes and levels, so that a hex costs
// no look-up.
type hexTags struct {
	classes [geo.ClassUnknown + 1]knownTag
	levels  [256]knownTag
	both    [2]mvt.Tag
}

type knownTag struct {
	tag   mvt.Tag
	known bool
}

func (h *hexTags) of(l *mvt.Layer, class geo.Class, level int16) []mvt.Tag {
	c := &h.classes[class]
	if !c.known {
		*c = knownTag{l.Tag("class", mvt.Int(int64(class))), true}
	}
	h.both[0] = c.tag
	if level == noLevel {
		return h.both[:1]
	}
	v := &h.levels[uint8(level)]
	if !v.known {
		*v = knownTag{l.Tag("level", mvt.Int(int64(level))), true}
	}
	h.both[1] = v.tag
	return h.both[:2]
}
