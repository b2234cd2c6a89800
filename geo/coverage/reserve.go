package coverage

import (
	"slices"
	"sync"

	"phusong/geo"
	"phusong/geo/terrain"
)

// Reserve is who would serve a hex if others fell away: for every network the
// best sector of each of the few best masts there. An update that is given that
// of its base looks for other masts only where all of these are gone.
type Reserve struct {
	engine  *Engine
	depth   int     // masts a hex
	mastOf  []int32 // place of the mast of each sector
	benches []*bench
	scratch sync.Pool
}

// bench is a reserve of one network.
type bench struct {
	lock           sync.Mutex
	floor, covered geo.Level16
	levels         []geo.Level16 // depth for each hex, the best first
	sectors        []int32
	possible       []uint64 // one bit a hex: may be covered across unknown terrain
}

// The masts a hex that a reserve keeps: with the least it is worth its making,
// and beyond the most hardly a hex is left that needs more.
const (
	leastDepth, mostDepth = 2, 4
	bytesEach             = 6
)

// NewReserve begins the reserve of masts in so many bytes. There is none where
// these are too few, and for hexes of several points, which have no updates.
func (e *Engine) NewReserve(masts []Mast, bytes int) (r *Reserve, ok bool) {
	r = &Reserve{engine: e, benches: make([]*bench, len(geo.Networks()))}
	onAir := 0
	for i := range masts {
		eachEmitter(masts[i:i+1], func(_ identity, emitter *Emitter) {
			r.mastOf = grown(r.mastOf, int(emitter.Sector), -1)
			r.mastOf[emitter.Sector] = int32(i)
			if r.benches[emitter.Network] == nil {
				r.benches[emitter.Network] = &bench{}
				onAir++
			}
		})
	}
	hexes := e.grid.Len()
	r.depth = min(mostDepth, bytes/max(1, bytesEach*hexes*onAir))
	if r.depth < leastDepth || e.settings.pointsPerHex() > 1 {
		return nil, false
	}
	for i, b := range r.benches {
		if b == nil {
			continue
		}
		scale := e.settings.scale(geo.Networks()[i].Technology)
		b.floor, b.covered = geo.ToLevel16(scale.Floor()), geo.ToLevel16(scale.Covered())
		b.levels = slices.Repeat([]geo.Level16{geo.BelowFloor}, hexes*r.depth)
		b.sectors = slices.Repeat([]int32{geo.NoSector}, hexes*r.depth)
		b.possible = make([]uint64, (hexes+63)/64)
	}
	r.scratch.New = func() any { return &views{count: e.settings.Radials} }
	return r, true
}

// Add adds one of the masts: the footprint of each of its layers, in their order.
// It may be called from any number of goroutines.
func (r *Reserve) Add(m *Mast, footprints []*Footprint) {
	v := r.scratch.Get().(*views)
	defer r.scratch.Put(v)
	v.from()
	frame := terrain.NewFrame(m.Position)
	for i, footprint := range footprints {
		layer := &m.Layers[i]
		r.engine.aim(v, frame, footprint.Hexes)
		for same := range runs(layer.Emitters) {
			b := r.benches[same[0].Network]
			v.look(same, footprint.Departures)
			b.lock.Lock()
			r.rank(b, same, footprint, v)
			r.engine.mark(b.possible, b.covered, same, layer.Frequency, frame, footprint.Cut)
			b.lock.Unlock()
		}
	}
}

// rank ranks emitters of one network wherever one of them may be among the best.
func (r *Reserve) rank(b *bench, emitters []Emitter, f *Footprint, v *views) {
	for i, h := range f.Hexes {
		radial, loss, from := v.radials[i], f.Losses[i], int(h)*r.depth
		levels, sectors := b.levels[from:from+r.depth], b.sectors[from:from+r.depth]
		last := &levels[r.depth-1]
		if below(v.most[radial], loss) < max(b.floor, *last) {
			continue
		}
		for j := range emitters {
			w := &v.each[j]
			if below(w.most[radial], loss) < max(b.floor, *last) {
				continue
			}
			if level := below(w.toward(radial, f.Departures[i]), loss); level >= max(b.floor, *last) {
				r.put(levels, sectors, server{level, w.Sector})
			}
		}
	}
}

// put ranks one sector among those of a hex, where its mast is listed once.
func (r *Reserve) put(levels []geo.Level16, sectors []int32, a server) {
	mast, to := r.mastOf[a.sector], 0
	for ; to < r.depth && (server{levels[to], sectors[to]}).over(a); to++ {
		if r.mastOf[sectors[to]] == mast {
			return
		}
	}
	if to == r.depth {
		return
	}
	out := to // which leaves its place
	for out < r.depth-1 && sectors[out] != geo.NoSector && r.mastOf[sectors[out]] != mast {
		out++
	}
	copy(levels[to+1:out+1], levels[to:out])
	copy(sectors[to+1:out+1], sectors[to:out])
	levels[to], sectors[to] = a.level, a.sector
}

// best is the best of the masts of a hex whose own best sector stayed, by its new
// number, and whether it is told: not where all that are listed are gone, and
// others may be left, nor where unknown terrain may have a say.
func (r *Reserve) best(network int, h int32, now func(int32) int32) (best server, told bool) {
	b, best := r.benches[network], noServers().best
	if b == nil {
		return best, true
	}
	full := true
	for k := int(h) * r.depth; k < (int(h)+1)*r.depth; k++ {
		if b.sectors[k] == geo.NoSector {
			full = false
			break
		}
		if n := now(b.sectors[k]); n != geo.NoSector {
			best = server{b.levels[k], n}
			break
		}
	}
	if best.sector == geo.NoSector && full {
		return best, false
	}
	return best, best.level >= b.covered || b.possible[h/64]>>(h%64)&1 == 0
}

// survivors are the sectors, by new number, that stayed on a mast from which
// another sector of their network went: their reserve is not told.
func (u *Update) survivors() []bool {
	left := make([]bool, len(u.matched.came))
	for i := range u.base.Masts {
		went := map[int]bool{} // by network
		mast := u.base.Masts[i : i+1]
		eachEmitter(mast, func(_ identity, e *Emitter) {
			if u.matched.gone(e.Sector) {
				went[e.Network] = true
			}
		})
		if len(went) == 0 {
			continue
		}
		eachEmitter(mast, func(_ identity, e *Emitter) {
			if now := u.matched.now(e.Sector); now != geo.NoSector && went[e.Network] {
				left[now] = true
			}
		})
	}
	return left
}
