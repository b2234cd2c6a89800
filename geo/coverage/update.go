package coverage

import (
	"slices"
	"sync"

	"phusong/geo"
	"phusong/geo/terrain"
)

// Base is an earlier result over the same engine: the masts as Plan gave them
// and the surfaces folded from them, in the order of geo.Networks().
type Base struct {
	Masts    []Mast
	Surfaces []geo.Surface
}

// Update is a fold that begins with an earlier result. Its surfaces are those
// that a Fold of all masts would give, bit for bit, for a fraction of the work:
// where a sector that went was among the two best of a hex, the hex is folded
// again; sectors that came are ranked in; the others get their new numbers.
type Update struct {
	fold     *Fold
	base     Base
	masts    []Mast
	matched  matched
	affected []bool // by network: a sector of its technology came or went
	dirty    []*bits
}

// NewUpdate compares masts with those of a base, whose surfaces become the
// update's own. Hexes of several points keep no levels of single sectors to
// begin with: for them there is no update.
func (e *Engine) NewUpdate(base Base, masts []Mast) (u *Update, ok bool) {
	if e.settings.pointsPerHex() > 1 || len(base.Surfaces) != len(geo.Networks()) {
		return nil, false
	}
	u = &Update{fold: e.NewFold(), base: base, masts: masts, matched: match(base.Masts, masts)}
	u.affected = u.matched.affected(base.Masts, masts)
	u.dirty = make([]*bits, len(base.Surfaces))
	for _, t := range geo.Technologies() {
		u.begin(t)
	}
	return u, true
}

// begin fills the tallies of one technology from the base.
func (u *Update) begin(technology geo.Technology) {
	hidden := newBits(u.fold.engine.grid.Len())
	var own []int
	for i, n := range geo.Networks() {
		if n.Technology == technology && n.Operator != geo.AnyOperator && u.affected[i] {
			own = append(own, i)
			u.hidden(i, hidden)
		}
	}
	var wait sync.WaitGroup
	for _, i := range own {
		wait.Go(func() { u.restore(i, hidden.clone()) })
	}
	wait.Wait()
}

// hidden marks the hexes whose servers a surface does not tell: those that could
// be covered from behind unknown terrain.
func (u *Update) hidden(network int, to *bits) {
	for h, level := range u.base.Surfaces[network].Levels {
		if level == geo.UnknownLevel && u.fold.engine.known[h] {
			to.set(int32(h))
		}
	}
}

// restore makes the tally of a network what it was, without the sectors that
// went, and empty on the hexes that are to be folded again.
func (u *Update) restore(network int, dirty *bits) {
	t, s := u.fold.tallies[network], &u.base.Surfaces[network]
	t.begin(len(s.Levels), 1)
	for h, best := range s.Best {
		if best == geo.NoSector || dirty.has(int32(h)) {
			continue
		}
		at := servers{server{s.Levels[h], u.matched.now(best)}, server{s.SecondLevel[h], u.matched.now(s.Second[h])}}
		if at.best.sector == geo.NoSector || s.Second[h] != geo.NoSector && at.second.sector == geo.NoSector {
			dirty.set(int32(h))
			continue
		}
		t.servers[h] = at
	}
	u.dirty[network] = dirty
}

// Wanted returns the masts, with those of their layers, whose footprints the
// update needs: in any order, each is to be added once.
func (u *Update) Wanted() []Mast {
	near := make([]patches, len(u.dirty))
	for i, d := range u.dirty {
		if d != nil {
			near[i] = patchesOf(d, u.fold.engine.grid.Centres)
		}
	}
	var wanted []Mast
	for _, m := range u.masts {
		within := make([]bool, len(near)) // by network: a hex in reach is folded again
		frame := terrain.NewFrame(m.Position)
		for i, p := range near {
			within[i] = p.within(frame, u.fold.engine.settings.RadiusKm)
		}
		layers := slices.DeleteFunc(slices.Clone(m.Layers), func(l MastLayer) bool {
			return !slices.ContainsFunc(l.Emitters, func(e Emitter) bool { return u.matched.came[e.Sector] || within[e.Network] })
		})
		if len(layers) > 0 {
			wanted = append(wanted, Mast{Site: m.Site, Position: m.Position, Layers: layers})
		}
	}
	return wanted
}

// Add adds one of the wanted masts: the footprint of each of its layers, in
// their order. It may be called from any number of goroutines.
func (u *Update) Add(m *Mast, footprints []*Footprint) {
	v := u.fold.scratch.Get().(*views)
	defer u.fold.scratch.Put(v)
	frame := terrain.NewFrame(m.Position)
	for i, footprint := range footprints {
		came, stayed := m.Layers[i], m.Layers[i]
		came.Emitters, stayed.Emitters = u.parted(m.Layers[i].Emitters)
		if len(came.Emitters) > 0 {
			u.fold.layer(&came, frame, footprint, v)
		}
		for same := range runs(stayed.Emitters) {
			if part := footprint.within(u.dirty[same[0].Network]); part != nil {
				u.fold.layer(&MastLayer{Layer: stayed.Layer, Emitters: same}, frame, part, v)
			}
		}
	}
}

func (u *Update) parted(emitters []Emitter) (came, stayed []Emitter) {
	for _, e := range emitters {
		if u.matched.came[e.Sector] {
			came = append(came, e)
		} else {
			stayed = append(stayed, e)
		}
	}
	return came, stayed
}

// within is the part of a footprint that lies on marked hexes; nil for none.
func (f *Footprint) within(marked *bits) *Footprint {
	if marked == nil || marked.none() {
		return nil
	}
	part := &Footprint{Points: f.Points}
	for i, h := range f.Hexes {
		if marked.has(h) {
			part.Hexes = append(part.Hexes, h)
			part.Losses = append(part.Losses, f.Losses[i*f.Points:(i+1)*f.Points]...)
			part.Departures = append(part.Departures, f.Departures[i])
		}
	}
	for _, h := range f.Cut {
		if marked.has(h) {
			part.Cut = append(part.Cut, h)
		}
	}
	if len(part.Hexes) == 0 && len(part.Cut) == 0 {
		return nil
	}
	return part
}

// Surfaces returns the updated surfaces in the order of geo.Networks().
func (u *Update) Surfaces() []geo.Surface {
	networks := geo.Networks()
	surfaces := make([]geo.Surface, len(networks))
	var wait sync.WaitGroup
	for i, n := range networks {
		wait.Go(func() {
			if u.affected[i] {
				surfaces[i] = u.fold.surfaceOf(i, n)
				return
			}
			surfaces[i] = u.base.Surfaces[i]
			u.matched.renumber(surfaces[i].Best)
			u.matched.renumber(surfaces[i].Second)
		})
	}
	wait.Wait()
	return surfaces
}
