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
}

// NewFold starts an empty fold over the engine's grid.
func (e *Engine) NewFold() *Fold {
	f := &Fold{engine: e}
	for _, n := range geo.Networks() {
		var t *tally
		if n.Operator != geo.AnyOperator {
			scale := e.settings.scale(n.Technology)
			t = &tally{floor: geo.ToLevel16(scale.Floor()), covered: geo.ToLevel16(scale.Covered())}
		}
		f.tallies = append(f.tallies, t)
	}
	return f
}

// tally is what is known so far of one operator's network.
type tally struct {
	lock           sync.Mutex
	floor, covered geo.Level16
	best, second   []server
	points         []geo.Level16 // best level at each point of each hex
	possible       []uint64      // one bit a hex: may be covered across unknown terrain
}

// server is a sector and its median level over a hex.
type server struct {
	level  geo.Level16
	sector int32
}

var noServer = server{geo.BelowFloor, geo.NoSector}

// over reports whether a serves before b: the stronger, then the earlier sector.
func (a server) over(b server) bool {
	if a.level != b.level {
		return a.level > b.level
	}
	return a.sector >= 0 && (b.sector < 0 || a.sector < b.sector)
}

// rank puts s among the two best.
func rank(best, second *server, s server) {
	switch {
	case s.over(*best):
		*best, *second = s, *best
	case s.over(*second):
		*second = s
	}
}

func (t *tally) begin(hexes, points int) {
	if t.best != nil {
		return
	}
	t.best, t.second = make([]server, hexes), make([]server, hexes)
	for i := range hexes {
		t.best[i], t.second[i] = noServer, noServer
	}
	t.points = make([]geo.Level16, hexes*points)
	for i := range t.points {
		t.points[i] = geo.BelowFloor
	}
	t.possible = make([]uint64, (hexes+63)/64)
}

// Add adds the footprint of one layer of a mast.
func (f *Fold) Add(m *Mast, l *MastLayer, footprint *Footprint) {
	frame := terrain.NewFrame(m.Position)
	azimuths := make([]float32, len(footprint.Hexes))
	for i, h := range footprint.Hexes {
		_, azimuth := frame.Polar(f.engine.grid.Centres[h])
		azimuths[i] = float32(azimuth)
	}
	for i := range l.Emitters {
		emitter := &l.Emitters[i]
		t := f.tallies[emitter.Network]
		t.lock.Lock()
		t.begin(f.engine.grid.Len(), f.engine.settings.pointsPerHex())
		t.add(emitter, footprint, azimuths)
		t.addCut(emitter, l.Layer, frame, f.engine, footprint.Cut)
		t.lock.Unlock()
	}
}

func (t *tally) add(e *Emitter, f *Footprint, azimuths []float32) {
	var levels [7]geo.Level16
	for i, h := range f.Hexes {
		losses := f.Losses[i*f.Points : (i+1)*f.Points]
		least := float64(min(losses[0], losses[len(losses)-1]))
		for _, loss := range losses {
			least = min(least, float64(loss))
		}
		if geo.ToLevel16(e.EIRP-geo.DBm(least/100)) < t.floor {
			continue
		}
		peak := e.EIRP.Plus(e.Antenna.Toward(float64(azimuths[i])).Gain(float64(f.Departures[i]) / 10))
		for k, loss := range losses {
			levels[k] = levelAfter(peak, loss, t.floor)
		}
		t.put(int(h), levels[:f.Points], e.Sector)
	}
}

// levelAfter is the level after a stored loss, BelowFloor where it is under it.
func levelAfter(peak geo.DBm, loss uint16, floor geo.Level16) geo.Level16 {
	if loss == NoLoss {
		return geo.BelowFloor
	}
	if level := geo.ToLevel16(peak - geo.DBm(loss)/100); level >= floor {
		return level
	}
	return geo.BelowFloor
}

// put tells of a sector's levels at the points of a hex.
func (t *tally) put(h int, levels []geo.Level16, sector int32) {
	points := t.points[h*len(levels) : (h+1)*len(levels)]
	for k, level := range levels {
		points[k] = max(points[k], level)
	}
	if s := (server{median(levels), sector}); s.level != geo.BelowFloor {
		rank(&t.best[h], &t.second[h], s)
	}
}

// median returns the middle one of an odd number of levels.
func median(levels []geo.Level16) geo.Level16 {
	if len(levels) == 1 {
		return levels[0]
	}
	var sorted [7]geo.Level16
	n := copy(sorted[:], levels)
	for i := 1; i < n; i++ {
		for j := i; j > 0 && sorted[j-1] > sorted[j]; j-- {
			sorted[j-1], sorted[j] = sorted[j], sorted[j-1]
		}
	}
	return sorted[n/2]
}

// addCut marks the hexes behind unknown terrain that free space alone would let
// the emitter cover.
func (t *tally) addCut(e *Emitter, layer propagation.Layer, frame terrain.Frame, engine *Engine, cut []int32) {
	reach := freeSpaceKm(e.EIRP-t.covered.DBm(), layer.Frequency)
	for _, h := range cut {
		if km, _ := frame.Polar(engine.grid.Centres[h]); km <= reach {
			t.possible[h/64] |= 1 << (h % 64)
		}
	}
}

// freeSpaceKm is how far a loss reaches in free space (ITU-R P.525).
func freeSpaceKm(loss geo.DBm, frequency geo.MHz) float64 {
	return math.Pow(10, (float64(loss)-32.4-20*math.Log10(float64(frequency)))/20)
}
