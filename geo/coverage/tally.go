package coverage

import (
	"sync"

	"phusong/geo"
)

// tally is what is known so far of one operator's network.
type tally struct {
	lock           sync.Mutex
	floor, covered geo.Level16
	servers        []servers
	points         []geo.Level16 // best level at each point of each hex; nil where a hex is one point
	possible       []uint64      // one bit a hex: may be covered across unknown terrain
}

// servers are the best two of a hex.
type servers struct{ best, second server }

// server is a sector and its median level over a hex.
type server struct {
	level  geo.Level16
	sector int32
}

func noServers() servers {
	none := server{geo.BelowFloor, geo.NoSector}
	return servers{none, none}
}

func newTally(scale geo.Scale) *tally {
	return &tally{floor: geo.ToLevel16(scale.Floor()), covered: geo.ToLevel16(scale.Covered())}
}

// begin makes room with the network's first sector.
func (t *tally) begin(hexes, points int) {
	if t.servers != nil {
		return
	}
	t.beginOn(make([]servers, hexes), []Span{{0, int32(hexes)}}, points)
}

// beginOn begins in a room of one for each hex, where nothing but spans will be
// looked at.
func (t *tally) beginOn(room []servers, spans []Span, points int) {
	hexes := len(room)
	t.servers = room
	for _, s := range spans {
		for h := s.From; h < s.To; h++ {
			t.servers[h] = noServers()
		}
	}
	if points > 1 {
		t.points = make([]geo.Level16, hexes*points)
		for i := range t.points {
			t.points[i] = geo.BelowFloor
		}
	}
	t.possible = make([]uint64, (hexes+63)/64)
}

// over reports whether a serves before b: the stronger, then the earlier sector.
func (a server) over(b server) bool {
	if a.level != b.level {
		return a.level > b.level
	}
	return a.sector >= 0 && (b.sector < 0 || a.sector < b.sector)
}

// put ranks s among the two best.
func (s *servers) put(a server) {
	switch {
	case a.over(s.best):
		s.best, s.second = a, s.best
	case a.over(s.second):
		s.second = a
	}
}

// addCentres adds emitters where each hex is its centre. Where the most they
// give along a bearing leaves less than the second server has, nothing can
// change and no antenna is asked.
func (t *tally) addCentres(emitters []Emitter, f *Footprint, v *views) {
	for i, h := range f.Hexes {
		at, radial, loss := &t.servers[h], v.radials[i], f.Losses[i]
		if below(v.most[radial], loss) < max(t.floor, at.second.level) {
			continue
		}
		for j := range emitters {
			w := &v.each[j]
			if below(w.most[radial], loss) < max(t.floor, at.second.level) {
				continue
			}
			if level := below(w.toward(radial, f.Departures[i]), loss); level >= max(t.floor, at.second.level) {
				at.put(server{level, w.Sector})
			}
		}
	}
}

// addPoints is addCentres for hexes of several points. A sector serves a hex
// with the median of its levels there.
func (t *tally) addPoints(emitters []Emitter, f *Footprint, v *views) {
	for i, h := range f.Hexes {
		radial := v.radials[i]
		losses := f.Losses[i*f.Points : (i+1)*f.Points]
		points := t.points[int(h)*f.Points : (int(h)+1)*f.Points]
		at := &t.servers[h]
		if !t.matters(v.most[radial], losses, points, at.second.level) {
			continue
		}
		for j := range emitters {
			if w := &v.each[j]; t.matters(w.most[radial], losses, points, at.second.level) {
				t.raise(points, at, losses, w.toward(radial, f.Departures[i]), w.Sector)
			}
		}
	}
}

// raise adds one sector to one hex.
func (t *tally) raise(points []geo.Level16, at *servers, losses []uint16, power geo.Level16, sector int32) {
	var levels [7]geo.Level16
	for k, loss := range losses {
		if levels[k] = below(power, loss); levels[k] < t.floor {
			levels[k] = geo.BelowFloor
		}
		points[k] = max(points[k], levels[k])
	}
	if m := median(levels[:len(losses)]); m != geo.BelowFloor {
		at.put(server{m, sector})
	}
}

// matters reports whether losses from a peak could raise a point, or the median
// to the second server's.
func (t *tally) matters(peak geo.Level16, losses []uint16, points []geo.Level16, second geo.Level16) bool {
	high := 0
	for k, loss := range losses {
		level := below(peak, loss)
		if level >= t.floor && level > points[k] {
			return true
		}
		if level >= max(second, t.floor) {
			high++
		}
	}
	return 2*high > len(losses)
}

// below is the level that is left of a power after a stored loss.
func below(power geo.Level16, loss uint16) geo.Level16 {
	if loss == NoLoss {
		return geo.BelowFloor
	}
	return geo.Level16(max(int(power)-int(loss), int(geo.UnknownLevel)+1))
}

// median returns the middle one of an odd number of levels.
func median(levels []geo.Level16) geo.Level16 {
	var sorted [7]geo.Level16
	n := copy(sorted[:], levels)
	for i := 1; i < n; i++ {
		for j := i; j > 0 && sorted[j-1] > sorted[j]; j-- {
			sorted[j-1], sorted[j] = sorted[j], sorted[j-1]
		}
	}
	return sorted[n/2]
}
