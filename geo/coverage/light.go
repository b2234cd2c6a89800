package coverage

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"iter"
	mathbits "math/bits"
	"slices"
	"sync"

	"phusong/geo"
	"phusong/geo/terrain"
)

// Light is what one presence does alone for one network of its own: which spots
// it gives the covered level, and on which hexes it might from behind unknown
// terrain. A spot is a point of a hex: the hex' place in the grid times the
// points of a hex, plus the point's own place. Site and Presence are places in
// the sites, Network is one in geo.Networks().
type Light struct {
	Site, Presence int32
	Network        int
	Spots          Runs
	Possible       Runs
}

// Lighting finds the lights of masts. It serves any number of goroutines.
type Lighting struct {
	engine  *Engine
	sectors []SectorRef
	scratch sync.Pool
}

// NewLighting looks at masts whose emitters are numbered by sectors.
func (e *Engine) NewLighting(sectors []SectorRef) *Lighting {
	l := &Lighting{engine: e, sectors: sectors}
	l.scratch.New = func() any { return &lightDesk{views: views{count: e.settings.Radials}} }
	return l
}

// lightDesk is what one mast after another is worked on with.
type lightDesk struct {
	views views
	near  Footprint
}

// PointsPerHex is how many spots a hex has.
func (e *Engine) PointsPerHex() int { return e.settings.pointsPerHex() }

// LightKey names the lights of a mast by all that they follow from, but for the
// mast's place among the sites.
func (l *Lighting) LightKey(m *Mast) [sha256.Size]byte {
	sum := sha256.New()
	for i := range m.Layers {
		fmt.Fprintf(sum, "layer %x %v\n", m.Layers[i].Key, float64(m.Layers[i].Frequency))
		for _, e := range m.Layers[i].Emitters {
			fmt.Fprintf(sum, "%d %d %v %v\n", l.sectors[e.Sector].Presence, e.Network, float64(e.EIRP), e.aim)
		}
	}
	return [sha256.Size]byte(sum.Sum(nil))
}

// source is whose light it is.
type source struct {
	presence int32
	network  int
}

// glow is what one source is found to light so far.
type glow struct {
	spots    *bits
	possible [][]int32
}

// Of returns the lights of a mast, by presence and network; footprints are the
// mast's, in the order of its layers.
func (l *Lighting) Of(m *Mast, footprints []*Footprint) []Light {
	desk := l.scratch.Get().(*lightDesk)
	defer l.scratch.Put(desk)
	v := &desk.views
	v.from()
	frame := terrain.NewFrame(m.Position)
	found := map[source]*glow{}
	for i := range footprints {
		layer := &m.Layers[i]
		f := l.near(layer, footprints[i], &desk.near)
		l.engine.aim(v, frame, f.Hexes)
		for same := range l.bySource(layer.Emitters) {
			from := source{l.sectors[same[0].Sector].Presence, same[0].Network}
			if found[from] == nil {
				found[from] = &glow{spots: newBits(l.engine.grid.Len() * l.engine.PointsPerHex())}
			}
			covered := l.covered(from.network)
			light(found[from].spots, same, f, v, covered)
			found[from].possible = append(found[from].possible, l.possible(same, layer.Frequency, frame, f.Cut, covered))
		}
	}
	var all []Light
	for from, g := range found {
		all = append(all, Light{m.Site, from.presence, from.network, packBits(g.spots), runsOf(g.possible)})
	}
	slices.SortFunc(all, func(a, b Light) int {
		if a.Presence != b.Presence {
			return int(a.Presence - b.Presence)
		}
		return a.Network - b.Network
	})
	return all
}

// near is the part of a layer's footprint that its strongest emitter could cover
// with its peak: footprints go down to what a phone still hears.
func (l *Lighting) near(layer *MastLayer, f, part *Footprint) *Footprint {
	most := 0
	for _, e := range layer.Emitters {
		most = max(most, int(geo.ToLevel16(e.EIRP))+1-int(l.covered(e.Network)))
	}
	part.Points, part.Cut = f.Points, f.Cut
	part.Hexes, part.Losses, part.Departures = part.Hexes[:0], part.Losses[:0], part.Departures[:0]
	for i, h := range f.Hexes {
		if losses := f.Losses[i*f.Points : (i+1)*f.Points]; int(slices.Min(losses)) <= most {
			part.Hexes = append(part.Hexes, h)
			part.Losses = append(part.Losses, losses...)
			part.Departures = append(part.Departures, f.Departures[i])
		}
	}
	return part
}

func (l *Lighting) covered(network int) geo.Level16 {
	return geo.ToLevel16(l.engine.settings.scale(geo.Networks()[network].Technology).Covered())
}

// bySource cuts emitters where the presence or the network changes.
func (l *Lighting) bySource(emitters []Emitter) iter.Seq[[]Emitter] {
	return func(yield func([]Emitter) bool) {
		of := func(e Emitter) source { return source{l.sectors[e.Sector].Presence, e.Network} }
		for from, to := 0, 1; from < len(emitters); to++ {
			if to < len(emitters) && of(emitters[to]) == of(emitters[from]) {
				continue
			}
			if !yield(emitters[from:to]) {
				return
			}
			from = to
		}
	}
}

// light marks the spots of a footprint that one of the emitters covers. The one
// that can give the most in a direction is asked first: mostly no other need be.
// What an emitter radiates towards a hex is worked out once for all its points.
func light(spots *bits, emitters []Emitter, f *Footprint, v *views, covered geo.Level16) {
	v.look(emitters, f.Departures)
	for i, h := range f.Hexes {
		radial, losses, first := v.radials[i], f.Losses[i*f.Points:(i+1)*f.Points], h*int32(f.Points)
		nearest, left := darkest(spots, losses, first)
		if left == 0 || below(v.most[radial], nearest) < covered {
			continue
		}
		foremost := v.foremost(radial, len(emitters))
		for turn := 0; turn < len(emitters) && left > 0; turn++ {
			w := &v.each[(foremost+turn)%len(emitters)]
			if below(w.most[radial], nearest) < covered {
				continue
			}
			level := w.toward(radial, f.Departures[i])
			for k, loss := range losses {
				if spot := first + int32(k); below(level, loss) >= covered && !spots.has(spot) {
					spots.set(spot)
					left--
				}
			}
		}
	}
}

// darkest is the least loss to a spot of a hex that nothing lights yet, and how
// many those are.
func darkest(spots *bits, losses []uint16, first int32) (least uint16, left int) {
	for k, loss := range losses {
		if spots.has(first + int32(k)) {
			continue
		}
		if left == 0 || loss < least {
			least = loss
		}
		left++
	}
	return least, left
}

// foremost is the emitter that can give the most along a radial.
func (v *views) foremost(radial uint16, emitters int) int {
	best := 0
	for j := 1; j < emitters; j++ {
		if v.each[j].most[radial] > v.each[best].most[radial] {
			best = j
		}
	}
	return best
}

// possible are the cut hexes that free space alone would let the strongest of
// the emitters cover, ascending: as a fold has them.
func (l *Lighting) possible(emitters []Emitter, frequency geo.MHz, frame terrain.Frame, cut []int32, covered geo.Level16) []int32 {
	strongest := emitters[0].EIRP
	for _, e := range emitters {
		strongest = max(strongest, e.EIRP)
	}
	reach := freeSpaceKm(strongest-covered.DBm(), frequency)
	var hexes []int32
	for _, h := range cut {
		if km, _ := frame.Polar(l.engine.grid.Centres[h]); km <= reach {
			hexes = append(hexes, h)
		}
	}
	return hexes
}

// Runs is a set of numbers from 0 on, packed: gaps and lengths in turn, as
// varints. Neighbours on the ground have numbers next to each other, so that a
// mast's thousands of hexes are some hundred bytes.
type Runs []byte

// packBits packs the numbers that are marked.
func packBits(marked *bits) Runs {
	var numbers []int32
	for i, word := range marked.words {
		for ; word != 0; word &= word - 1 {
			numbers = append(numbers, int32(64*i+mathbits.TrailingZeros64(word)))
		}
	}
	return PackRuns(numbers)
}

// runsOf packs the union of sets that each ascend.
func runsOf(sets [][]int32) Runs {
	all := slices.Concat(sets...)
	slices.Sort(all)
	return PackRuns(slices.Compact(all))
}

// PackRuns packs numbers that ascend and never repeat.
func PackRuns(numbers []int32) Runs {
	var packed Runs
	end := int32(0)
	for i := 0; i < len(numbers); {
		from := i
		for i++; i < len(numbers) && numbers[i] == numbers[i-1]+1; i++ {
		}
		packed = binary.AppendUvarint(packed, uint64(numbers[from]-end))
		packed = binary.AppendUvarint(packed, uint64(i-from))
		end = numbers[i-1] + 1
	}
	return slices.Clip(packed)
}

// Each calls do with every run of numbers, from ≤ number < to, ascending.
func (r Runs) Each(do func(from, to int32)) {
	for at, end := 0, int32(0); at < len(r); {
		gap, n := binary.Uvarint(r[at:])
		at += n
		length, n := binary.Uvarint(r[at:])
		at += n
		from := end + int32(gap)
		end = from + int32(length)
		do(from, end)
	}
}
