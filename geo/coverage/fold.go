package coverage

import (
	"math"
	"sync"

	"phusong/geo"
	"phusong/geo/propagation"
	"phusong/geo/terrain"
)

// Fold makes the best server of every hex and network from footprints, added in
// any order and from any number of goroutines. Its memory grows with the grid
// and the networks on the air, not with the masts.
type Fold struct {
	engine  *Engine
	tallies []*tally // by place in geo.Networks(); nil for any operator
	scratch sync.Pool
}

// NewFold starts an empty fold over the engine's grid.
func (e *Engine) NewFold() *Fold {
	f := &Fold{engine: e}
	for _, n := range geo.Networks() {
		var t *tally
		if n.Operator != geo.AnyOperator {
			t = newTally(e.settings.scale(n.Technology))
		}
		f.tallies = append(f.tallies, t)
	}
	f.scratch.New = func() any { return newBearings(e.settings.Radials) }
	return f
}

// bearings is where the hexes of one mast lie from it, and how one emitter
// looks that way.
type bearings struct {
	radials []uint16 // by place in the footprint
	beams   []propagation.Beam
	most    []geo.Level16 // of each beam
}

func newBearings(radials int) *bearings {
	return &bearings{beams: make([]propagation.Beam, radials), most: make([]geo.Level16, radials)}
}

// look sets the beams up for an emitter.
func (b *bearings) look(e *Emitter) {
	for i := range b.beams {
		b.beams[i] = e.Antenna.Toward(360 * float64(i) / float64(len(b.beams)))
		b.most[i] = e.most(b.beams[i])
	}
}

// toward is what an emitter radiates towards hex i of a footprint.
func (b *bearings) toward(e *Emitter, f *Footprint, i int) geo.Level16 {
	return geo.ToLevel16(e.EIRP.Plus(b.beams[b.radials[i]].Gain(float64(f.Departures[i]))))
}

// Add adds a mast: the footprint of each of its layers, in their order.
func (f *Fold) Add(m *Mast, footprints []*Footprint) {
	b := f.scratch.Get().(*bearings)
	defer f.scratch.Put(b)
	frame := terrain.NewFrame(m.Position)
	for i, footprint := range footprints {
		layer := &m.Layers[i]
		b.radials = b.radials[:0]
		for _, h := range footprint.Hexes {
			b.radials = append(b.radials, uint16(f.engine.radialOf(frame.Offset(f.engine.grid.Centres[h]))))
		}
		for j := range layer.Emitters {
			f.add(&layer.Emitters[j], footprint, b)
			f.addCut(&layer.Emitters[j], layer.Frequency, frame, footprint.Cut)
		}
	}
}

func (f *Fold) add(e *Emitter, footprint *Footprint, b *bearings) {
	b.look(e)
	t := f.tallies[e.Network]
	t.lock.Lock()
	defer t.lock.Unlock()
	t.begin(f.engine.grid.Len(), footprint.Points)
	if footprint.Points == 1 {
		t.addCentres(e, footprint, b)
		return
	}
	t.addPoints(e, footprint, b)
}

// addCut marks the hexes behind unknown terrain that free space alone would let
// the emitter cover.
func (f *Fold) addCut(e *Emitter, frequency geo.MHz, frame terrain.Frame, cut []int32) {
	t := f.tallies[e.Network]
	t.lock.Lock()
	defer t.lock.Unlock()
	reach := freeSpaceKm(e.EIRP-t.covered.DBm(), frequency)
	for _, h := range cut {
		if km, _ := frame.Polar(f.engine.grid.Centres[h]); km <= reach {
			t.possible[h/64] |= 1 << (h % 64)
		}
	}
}

// freeSpaceKm is how far a loss reaches in free space (ITU-R P.525).
func freeSpaceKm(loss geo.DBm, frequency geo.MHz) float64 {
	return math.Pow(10, (float64(loss)-32.4-20*math.Log10(float64(frequency)))/20)
}
