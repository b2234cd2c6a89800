package tiles

import (
	"fmt"

	"phusong/geo"
	"phusong/tiles/mercator"
	"phusong/tiles/mvt"
)

// hexes paints a network's hexes one by one, to be pointed at and chosen: the id
// is the hex's short number. They are whole: every hex that meets the tile is
// sent, also when it reaches out again, so that no tile's edge shows.
type hexes struct{ *coverage }

// HexesName is the name of the layer of single hexes: "hexes-4G-any".
func HexesName(n geo.Network) string {
	return fmt.Sprintf("%s%s-%s", hexesPrefix, n.Technology, n.Operator)
}

const hexesPrefix = "hexes-"

// hexesMinZoom is where a hex is large enough to be hit.
const hexesMinZoom = 12

func (c hexes) describe() Layer {
	fields := map[string]string{"class": classField}
	if c.levels {
		fields["level"] = fmt.Sprintf("number: %s in dBm, absent where there is no signal", c.technologies.Members()[0].Measure())
	}
	return Layer{
		Name: c.named(hexesPrefix), Format: MVT, MinZoom: hexesMinZoom, MaxZoom: coverageMaxZoom, quick: true,
		Title: c.title("Ô lục giác %s, %s", "%s hexes, %s"),
		Vector: []VectorLayer{{ID: "hexes", Description: "H3 hexes; the id is the hex's short number",
			Fields: fields, MinZoom: hexesMinZoom, MaxZoom: coverageMaxZoom}},
	}
}

func (c hexes) paint(t mercator.Tile, p *palette) []byte {
	if t.Z < hexesMinZoom {
		return nil
	}
	r, values := c.at(t.Z)
	l := p.layer("hexes")
	var tags hexTags
	p.hexes(l, r, t, func(i int32) []mvt.Tag { return tags.of(l, values.classes[i], values.levels[i]) })
	return p.write(l)
}

// hexes draws every hex that meets the tile as a feature of its own.
func (p *palette) hexes(l *mvt.Layer, r *rung, t mercator.Tile, tags func(i int32) []mvt.Tag) {
	p.areas.near = r.meeting(p.areas.near[:0], t)
	p.each(l, r, t, p.areas.near, tags)
}

// each draws hexes of a rung, each as a feature of its own.
func (p *palette) each(l *mvt.Layer, r *rung, t mercator.Tile, all []int32, tags func(i int32) []mvt.Tag) {
	for _, i := range all {
		ring := r.ring(int(i))
		if t.Z >= clipFrom {
			p.clipped = mercator.Clip(p.clipped[:0], ring, t.Box(pointBuffer))
			ring = p.clipped
		}
		p.ring(t, ring)
		l.Add(r.hexes[i].Short(), &p.geometry, tags(i)...)
	}
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
