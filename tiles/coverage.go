package tiles

import (
	"fmt"
	"sync"

	"phusong/data"
	"phusong/geo"
	"phusong/tiles/mercator"
	"phusong/tiles/mvt"
)

// coverage is what one operator's networks, of one technology or whichever of
// several is best, do on the hexes of a pyramid, as one cut may see it; columns are
// in the order of the rungs.
type coverage struct {
	operator     geo.OperatorCode
	technologies geo.TechnologySet
	pyramid      *pyramid
	columns      func() []column
	levels       bool // whether levels are known besides classes
	// best[i] is the place in sectors of the best server of hex i of the finest rung,
	// people[i] who live there; all are nil where levels are not shown.
	best    []int32
	sectors []data.SectorRef
	people  []float32
	// members tells of several technologies which is best where, to those who may know
	// the levels of each; nil of one technology and for everybody else.
	members func() members
}

func newCoverage(p *pyramid, s geo.Surface, seen *data.View) *coverage {
	return &coverage{operator: s.Network.Operator, technologies: geo.Only(s.Network.Technology), pyramid: p, levels: true,
		best: s.Best, sectors: seen.Sectors, people: seen.HexPeople,
		columns: sync.OnceValue(func() []column { return newColumns(p, grades(s), s.Levels) })}
}

// publicResolution is the finest H3 resolution the public sees coverage at:
// hexes of about a ninth of a square kilometre.
const publicResolution = 9

// newPublicCoverage is a network as everybody may see it: classes alone, each of
// the greater part of a hex by area, and no hex small enough to point at a mast.
func newPublicCoverage(p *pyramid, s geo.Surface) *coverage {
	return newClasses(p.upTo(publicResolution), s.Network.Operator, geo.Only(s.Network.Technology), func() []geo.Class { return grades(s) })
}

// newClasses is networks by their classes alone, which are those of the release's
// hexes.
func newClasses(p *pyramid, operator geo.OperatorCode, technologies geo.TechnologySet, classes func() []geo.Class) *coverage {
	return &coverage{operator: operator, technologies: technologies, pyramid: p,
		columns: sync.OnceValue(func() []column { return newColumns(p, classes(), nil) })}
}

// at is what is drawn at a zoom: hexes of a size to see and what they hold.
func (c *coverage) at(zoom uint32) (*rung, column) {
	place := c.pyramid.place(zoom)
	return &c.pyramid.rungs[place], c.columns()[place]
}

func (c *coverage) bounds() mercator.Box { return c.pyramid.bounds() }

func (c *coverage) title(vietnamese, english string) Text {
	operator := operatorName(c.operator)
	words, inEnglish := c.technologies.Words()
	return Text{
		Vietnamese: fmt.Sprintf(vietnamese, words, operator.Vietnamese),
		English:    fmt.Sprintf(english, inEnglish, operator.English),
	}
}

// named is the name of a layer of the networks: "coverage-4G-any".
func (c *coverage) named(prefix string) string {
	return fmt.Sprintf("%s%s-%s", prefix, c.technologies, c.operator)
}

func operatorName(code geo.OperatorCode) Text {
	if rank := geo.OperatorRank(code); rank >= 0 {
		name := geo.Operators()[rank].Name
		return Text{name, name}
	}
	return Text{"mọi nhà mạng", "any operator"}
}

const classField = "number: 0 none, 1 weak, 2 limited, 3 fair, 4 good, 5 very good, 15 unknown"

// classAreas paints a network's classes: hexes of one class that touch are one
// area, so a tile has one feature for each class.
type classAreas struct{ *coverage }

// CoverageName is the name of the layer of an operator's coverage by one technology,
// or several of which any will do: "coverage-4G-any", "coverage-4G+-any".
func CoverageName(technologies geo.TechnologySet, operator geo.OperatorCode) string {
	return fmt.Sprintf("%s%s-%s", coveragePrefix, technologies, operator)
}

const (
	coveragePrefix  = "coverage-"
	coverageMinZoom = 5
	coverageMaxZoom = 14
)

func (c classAreas) describe() Layer {
	return Layer{
		Name: c.named(coveragePrefix), Format: MVT, MinZoom: coverageMinZoom, MaxZoom: coverageMaxZoom,
		Title: c.title("Vùng phủ %s, %s", "%s coverage, %s"),
		Vector: []VectorLayer{{ID: "coverage", Description: "Areas of one class, along H3 hexes",
			Fields: map[string]string{"class": classField}, MinZoom: coverageMinZoom, MaxZoom: coverageMaxZoom}},
		Columns: &Blocks{c.resolution(), c.blocks(), c.pieces()},
	}
}

// clipFrom is the zoom from which hexes are cut at the tile: whole ones would
// reach so far out that readers with 16-bit coordinates bend them. Nothing is
// merged there: a tile is hardly larger than a hex.
const clipFrom = coverageMaxZoom + 1

func (c classAreas) paint(t mercator.Tile, p *palette) []byte {
	if t.Z < coverageMinZoom {
		return nil
	}
	r, values := c.at(t.Z)
	l := p.layer("coverage")
	if t.Z >= clipFrom {
		var tags hexTags
		p.hexes(l, r, t, func(i int32) []mvt.Tag { return tags.of(l, values.classes[i], noLevel) })
		return p.write(l)
	}
	p.areas.dissolve(r, values.classes, t)
	for class := range p.areas.drawn {
		if g := &p.areas.drawn[class]; !g.Empty() {
			l.Add(uint64(class)+1, g, l.Tag("class", mvt.Int(int64(class))))
		}
	}
	return p.write(l)
}
