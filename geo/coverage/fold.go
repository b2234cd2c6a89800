package coverage

import (
	"iter"
	"math"
	"sync"

	"phusong/geo"
	"phusong/geo/terrain"
)

// Fold makes the best server of every hex and network from footprints, added in
// any order and from any number of goroutines. Its memory grows with the grid
// and the networks on the air, not with the masts.
type Fold struct {
	engine  *Engine
	tallies []*tally // by place in geo.Networks(); nil for any operator
	scratch sync.Pool

	bestOnly bool // surfaces have no second servers
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
	f.scratch.New = func() any { return &views{count: e.settings.Radials} }
	return f
}

// Add adds a mast: the footprint of each of its layers, in their order.
func (f *Fold) Add(m *Mast, footprints []*Footprint) {
	v := f.scratch.Get().(*views)
	defer f.scratch.Put(v)
	v.from()
	frame := terrain.NewFrame(m.Position)
	for i, footprint := range footprints {
		f.layer(&m.Layers[i], frame, footprint, v)
	}
}

// layer adds one layer of the mast at the origin of frame.
func (f *Fold) layer(layer *MastLayer, frame terrain.Frame, footprint *Footprint, v *views) {
	f.engine.aim(v, frame, footprint.Hexes)
	for same := range runs(layer.Emitters) {
		f.add(same, footprint, v)
		f.addCut(same, layer.Frequency, frame, footprint.Cut)
	}
}

// runs cuts emitters where the network changes.
func runs(emitters []Emitter) iter.Seq[[]Emitter] {
	return func(yield func([]Emitter) bool) {
		for from, to := 0, 1; from < len(emitters); to++ {
			if to < len(emitters) && emitters[to].Network == emitters[from].Network {
				continue
			}
			if !yield(emitters[from:to]) {
				return
			}
			from = to
		}
	}
}

// add adds the emitters of one network and layer.
func (f *Fold) add(emitters []Emitter, footprint *Footprint, v *views) {
	v.look(emitters, footprint.Departures)
	t := f.tallies[emitters[0].Network]
	t.lock.Lock()
	defer t.lock.Unlock()
	t.begin(f.engine.grid.Len(), footprint.Points)
	if footprint.Points == 1 {
		t.addCentres(emitters, footprint, v)
		return
	}
	t.addPoints(emitters, footprint, v)
}

// addCut marks the hexes behind unknown terrain that free space alone would let
// the strongest of the emitters cover.
func (f *Fold) addCut(emitters []Emitter, frequency geo.MHz, frame terrain.Frame, cut []int32) {
	t := f.tallies[emitters[0].Network]
	t.lock.Lock()
	defer t.lock.Unlock()
	f.engine.mark(t.possible, t.covered, emitters, frequency, frame, cut)
}

// mark sets the bits of those cut hexes that the strongest of the emitters could
// cover in free space.
func (e *Engine) mark(possible []uint64, covered geo.Level16, emitters []Emitter, frequency geo.MHz, frame terrain.Frame, cut []int32) {
	if len(cut) == 0 {
		return
	}
	strongest := emitters[0].EIRP
	for _, emitter := range emitters {
		strongest = max(strongest, emitter.EIRP)
	}
	reach := freeSpaceKm(strongest-covered.DBm(), frequency)
	for _, h := range cut {
		if km, _ := frame.Polar(e.grid.Centres[h]); km <= reach {
			possible[h/64] |= 1 << (h % 64)
		}
	}
}

// freeSpaceKm is how far a loss reaches in free space (ITU-R P.525).
func freeSpaceKm(loss geo.DBm, frequency geo.MHz) float64 {
	return math.Pow(10, (float64(loss)-32.4-20*math.Log10(float64(frequency)))/20)
}
