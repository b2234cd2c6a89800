package coverage

import (
	"math"
	"sync"

	"phusong/geo"
)

// Surfaces returns what every network does on the grid, in the order of
// geo.Networks(). A network without a sector on the air has a surface too. A hex
// whose own ground is unknown is unknown for every network; one that is not
// covered as far as is known, but could be from behind unknown terrain, also.
func (f *Fold) Surfaces() []geo.Surface {
	networks := geo.Networks()
	surfaces := make([]geo.Surface, len(networks))
	var wait sync.WaitGroup
	for i, n := range networks {
		wait.Go(func() {
			surfaces[i] = f.surfaceOf(i, n)
		})
	}
	wait.Wait()
	return surfaces
}

// surfaceOf is the surface of network n, the one in place i.
func (f *Fold) surfaceOf(i int, n geo.Network) geo.Surface {
	t := f.tallies[i]
	whole := Span{0, int32(f.engine.grid.Len())}
	if t == nil {
		t = f.anyOperator(n.Technology, []Span{whole})
	}
	return f.surface(n, t, whole)
}

// anyOperator is the tally of all operators of one technology together, where
// the spans are.
func (f *Fold) anyOperator(technology geo.Technology, spans []Span) *tally {
	all := newTally(f.engine.settings.scale(technology))
	for i, n := range geo.Networks() {
		t := f.tallies[i]
		if n.Technology != technology || t == nil || t.servers == nil {
			continue
		}
		if all.servers == nil {
			all.beginOn(f.engine.room(), spans, f.engine.settings.pointsPerHex())
		}
		for _, s := range spans {
			for h := s.From; h < s.To; h++ {
				all.servers[h].put(t.servers[h].best)
				all.servers[h].put(t.servers[h].second)
			}
		}
		for k, level := range t.points {
			all.points[k] = max(all.points[k], level)
		}
		for k, word := range t.possible {
			all.possible[k] |= word
		}
	}
	return all
}

// surface is what a tally comes to on the hexes of a span.
func (f *Fold) surface(network geo.Network, t *tally, span Span) geo.Surface {
	hexes := int(span.To - span.From)
	s := geo.Surface{
		Network: network,
		Levels:  make([]geo.Level16, hexes),
		Covered: make([]uint8, hexes),
		Best:    make([]int32, hexes),
	}
	if !f.bestOnly {
		s.SecondLevel, s.Second = make([]geo.Level16, hexes), make([]int32, hexes)
	}
	for i := range hexes {
		s.Levels[i], s.Best[i] = geo.BelowFloor, geo.NoSector
		if !f.bestOnly {
			s.SecondLevel[i], s.Second[i] = geo.BelowFloor, geo.NoSector
		}
		h := int(span.From) + i
		if !f.engine.known[h] {
			s.Levels[i] = geo.UnknownLevel
			continue
		}
		if t.servers != nil {
			f.hex(&s, t, i, h)
		}
	}
	return s
}

// hex writes hex h of a network on the air in place i.
func (f *Fold) hex(s *geo.Surface, t *tally, i, h int) {
	at := t.servers[h]
	level, covered := at.best.level, uint8(0)
	if per := f.engine.settings.pointsPerHex(); per > 1 {
		points := t.points[h*per : (h+1)*per]
		level, covered = median(points), t.litPercent(points)
	} else if level >= t.covered {
		covered = 100
	}
	if level < t.covered && t.possible[h/64]>>(h%64)&1 == 1 {
		s.Levels[i] = geo.UnknownLevel
		return
	}
	s.Levels[i], s.Covered[i], s.Best[i] = level, covered, at.best.sector
	if !f.bestOnly {
		s.SecondLevel[i], s.Second[i] = at.second.level, at.second.sector
	}
}

// litPercent is the share of points at or above the covered bound.
func (t *tally) litPercent(points []geo.Level16) uint8 {
	lit := 0
	for _, p := range points {
		if p >= t.covered {
			lit++
		}
	}
	return uint8(math.Round(100 * float64(lit) / float64(len(points))))
}
