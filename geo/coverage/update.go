package coverage

import (
	"slices"
	"sync"

	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/geo/terrain"
)

// Span is a stretch of places in a grid: From up to, not with, To.
type Span struct{ From, To int32 }

// Block is a span of an earlier result. Serving are the sectors that are best or
// second in some hex there, and Unknown says whether the level of some hex is,
// both by place in geo.Networks().
type Block struct {
	Span
	Serving [][]int32
	Unknown []bool
}

// Base is an earlier result over the same engine: the masts as Plan gave them
// and what was folded from them, in blocks that ascend and fill the grid.
type Base struct {
	Masts  []Mast
	Blocks []Block
}

// Update is a fold that begins with an earlier result. What it makes is what a
// Fold of all masts would, bit for bit, for a fraction of the work: only blocks
// in which a sector that went was serving, or that one that came may reach, are
// looked at; in these a hex is folded again where a sector that went was among
// its two best, and sectors that came are ranked in. In all other blocks the
// sectors get their new numbers and nothing else changes.
//
// The order of use is Came, Reach, Needs, Restore, Wanted, Add, Each.
type Update struct {
	fold    *Fold
	base    Base
	masts   []Mast
	matched matched
	touched map[geo.Technology][]bool // by block
	moved   []bool                    // by network: sectors of it came or went
	went    map[geo.Technology]bool   // sectors of it
	dirty   []*bits                   // by network
	best    bool                      // second servers are not asked for
	reserve *Reserve                  // of the base; may be nil
	left    []bool                    // survivors, where there is a reserve
	thin    []*bits                   // by network: told by the reserve, but for survivors
}

// BestOnly spares the update what only second servers would be told by: levels,
// covered shares and best servers are those of a Fold all the same, and Each is
// about networks of operators alone; AnyOperator follows it. It is said before
// anything is restored.
func (u *Update) BestOnly() { u.best, u.fold.bestOnly = true, true }

// From gives an update that is BestOnly the reserve of its base, before anything
// is restored: fewer footprints are wanted.
func (u *Update) From(r *Reserve) { u.reserve, u.left = r, u.survivors() }

// NewUpdate compares masts with those of a base. Hexes of several points keep no
// levels of single sectors to begin with: for them there is no update.
func (e *Engine) NewUpdate(base Base, masts []Mast) (u *Update, ok bool) {
	if e.settings.pointsPerHex() > 1 || len(base.Blocks) == 0 || int(base.Blocks[len(base.Blocks)-1].To) != e.grid.Len() {
		return nil, false
	}
	u = &Update{fold: e.NewFold(), base: base, masts: masts, matched: match(base.Masts, masts),
		touched: map[geo.Technology][]bool{}, went: map[geo.Technology]bool{}}
	u.dirty, u.thin = make([]*bits, len(u.fold.tallies)), make([]*bits, len(u.fold.tallies))
	for _, t := range geo.Technologies() {
		u.touched[t] = make([]bool, len(base.Blocks))
	}
	u.moved = u.matched.moved(base.Masts, masts)
	went := u.matched.went(base.Masts)
	for i, n := range geo.Networks() {
		left := went[n.Technology]
		if n.Operator == geo.AnyOperator || len(left) == 0 {
			continue
		}
		u.went[n.Technology] = true
		for b := range base.Blocks {
			// What went may have hidden a hex from behind unknown terrain.
			block := &base.Blocks[b]
			if slices.ContainsFunc(block.Serving[i], u.matched.gone) || block.Unknown[i] && e.within(block.Span, left) {
				u.touched[n.Technology][b] = true
			}
		}
	}
	return u, true
}

// within reports whether a hex of a span may be in the radius of one of masts.
func (e *Engine) within(s Span, masts []orb.Point) bool {
	box := orb.MultiPoint(e.grid.Centres[s.From:s.To]).Bound()
	const hair = 0.1 // km, for the difference between a frame and the box
	return slices.ContainsFunc(masts, func(mast orb.Point) bool {
		nearest := orb.Point{min(max(mast[0], box.Min[0]), box.Max[0]), min(max(mast[1], box.Min[1]), box.Max[1])}
		km, _ := terrain.NewFrame(mast).Polar(nearest)
		return km <= e.settings.RadiusKm+hair
	})
}

// Now is the number of a sector of the base in the new list, geo.NoSector for
// one that went. What stays ascends as before.
func (u *Update) Now(sector int32) int32 { return u.matched.now(sector) }

// Came returns the masts, with those of their layers, that have a sector that came.
func (u *Update) Came() []Mast {
	return narrowed(u.masts, func(_ *Mast, l *MastLayer) bool { return slices.ContainsFunc(l.Emitters, u.came) })
}

func (u *Update) came(e Emitter) bool { return u.matched.came[e.Sector] }

// narrowed are the masts with those of their layers that are kept, without masts
// that keep none.
func narrowed(masts []Mast, kept func(*Mast, *MastLayer) bool) []Mast {
	var all []Mast
	for i := range masts {
		m := Mast{Site: masts[i].Site, Position: masts[i].Position}
		for j := range masts[i].Layers {
			if kept(&masts[i], &masts[i].Layers[j]) {
				m.Layers = append(m.Layers, masts[i].Layers[j])
			}
		}
		if len(m.Layers) > 0 {
			all = append(all, m)
		}
	}
	return all
}

// Reach tells the update which spans the footprint of a layer of Came lies in.
func (u *Update) Reach(l *MastLayer, spans []Span) {
	networks := geo.Networks()
	for _, e := range l.Emitters {
		if !u.came(e) {
			continue
		}
		touched := u.touched[networks[e.Network].Technology]
		for _, s := range spans {
			b, _ := slices.BinarySearchFunc(u.base.Blocks, s.From, func(b Block, from int32) int { return int(b.To - 1 - from) })
			for ; b < len(touched) && u.base.Blocks[b].From < s.To; b++ {
				touched[b] = true
			}
		}
	}
}

// Need names what one network does in one block: the place of the network in
// geo.Networks(), and that of the block in the base.
type Need struct{ Network, Block int }

// Needs returns what Restore must be given of the base: networks of operators,
// not that of any operator.
func (u *Update) Needs() []Need {
	var all []Need
	for i, n := range geo.Networks() {
		if n.Operator == geo.AnyOperator || u.best && !u.moved[i] {
			continue
		}
		for b, touched := range u.touched[n.Technology] {
			if touched {
				all = append(all, Need{i, b})
			}
		}
	}
	return all
}

// Restore gives the update one of its needs, with the numbers that sectors had.
// It may be called from several goroutines.
func (u *Update) Restore(n Need, was geo.Surface) {
	t, from := u.fold.tallies[n.Network], u.base.Blocks[n.Block].From
	t.lock.Lock()
	defer t.lock.Unlock()
	if t.servers == nil {
		t.beginOn(u.fold.engine.room(), u.spans(geo.Networks()[n.Network].Technology), 1)
	}
	if u.dirty[n.Network] == nil {
		u.dirty[n.Network], u.thin[n.Network] = newBits(u.fold.engine.grid.Len()), newBits(u.fold.engine.grid.Len())
	}
	for k, best := range was.Best {
		h := from + int32(k)
		if best == geo.NoSector {
			if was.Levels[k] == geo.UnknownLevel && u.fold.engine.known[h] { // its servers are not told
				u.dirty[n.Network].set(h)
			}
			continue
		}
		at, told := u.stayed(&was, k, t.covered)
		if !told && u.reserve != nil && u.best {
			if at.best, told = u.reserve.best(n.Network, h, u.matched.now); told {
				at.second = noServers().second
				u.thin[n.Network].set(h)
			}
		}
		if !told {
			u.dirty[n.Network].set(h)
			continue
		}
		t.servers[h] = at
	}
}

// stayed are the servers of hex k of a block that are left, and whether they are
// told: what comes after a server that went is not. A hex that is not covered any
// more may be so from behind unknown terrain, which is not told either.
func (u *Update) stayed(was *geo.Surface, k int, covered geo.Level16) (at servers, told bool) {
	best := server{was.Levels[k], u.matched.now(was.Best[k])}
	second := server{was.SecondLevel[k], u.matched.now(was.Second[k])}
	if was.Second[k] == geo.NoSector {
		second = noServers().second
	}
	switch {
	case best.sector != geo.NoSector && (second.sector != geo.NoSector || was.Second[k] == geo.NoSector):
		return servers{best, second}, true
	case !u.best:
		return servers{}, false
	case best.sector != geo.NoSector:
		return servers{best, noServers().second}, true
	}
	return servers{second, noServers().second}, second.sector != geo.NoSector && second.level >= covered
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
	within := make([]bool, len(near)) // by network: a hex in reach is folded again
	var at *Mast
	return narrowed(u.masts, func(m *Mast, l *MastLayer) bool {
		if m != at {
			at = m
			frame := terrain.NewFrame(m.Position)
			for i, p := range near {
				within[i] = p.within(frame, u.fold.engine.settings.RadiusKm)
			}
		}
		return slices.ContainsFunc(l.Emitters, func(e Emitter) bool {
			return u.came(e) || within[e.Network] || u.survives(e) && !u.thin[e.Network].none()
		})
	})
}

// Within reports whether the footprint of a wanted layer matters in a span.
func (u *Update) Within(l *MastLayer, s Span) bool {
	return slices.ContainsFunc(l.Emitters, func(e Emitter) bool {
		return u.came(e) || u.dirty[e.Network].any(s) || u.survives(e) && u.thin[e.Network].any(s)
	})
}

func (u *Update) survives(e Emitter) bool { return u.left != nil && u.left[e.Sector] }

// Add adds one of the wanted masts: the footprint of each of its layers, in
// their order, as far as it is Within. It may be called from any number of
// goroutines.
func (u *Update) Add(m *Mast, footprints []*Footprint) {
	v := u.fold.scratch.Get().(*views)
	defer u.fold.scratch.Put(v)
	v.from()
	frame := terrain.NewFrame(m.Position)
	for i, footprint := range footprints {
		came, stayed := m.Layers[i], m.Layers[i]
		came.Emitters, stayed.Emitters = u.parted(m.Layers[i].Emitters)
		if len(came.Emitters) > 0 {
			u.fold.layer(&came, frame, footprint, v)
		}
		u.again(&stayed, frame, footprint, u.dirty, v)
		stayed.Emitters = slices.DeleteFunc(stayed.Emitters, func(e Emitter) bool { return !u.survives(e) })
		u.again(&stayed, frame, footprint, u.thin, v)
	}
}

// again adds emitters that stayed on the marked hexes of their networks.
func (u *Update) again(stayed *MastLayer, frame terrain.Frame, footprint *Footprint, marked []*bits, v *views) {
	for same := range runs(stayed.Emitters) {
		if part := footprint.within(marked[same[0].Network]); part != nil {
			u.fold.layer(&MastLayer{Layer: stayed.Layer, Emitters: same}, frame, part, v)
		}
	}
}

func (u *Update) parted(emitters []Emitter) (came, stayed []Emitter) {
	for _, e := range emitters {
		if u.came(e) {
			came = append(came, e)
		} else {
			stayed = append(stayed, e)
		}
	}
	return came, stayed
}

// within is the part of a footprint that lies on marked hexes; nil for none.
func (f *Footprint) within(marked *bits) *Footprint {
	if marked.none() {
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

// spans are the touched blocks of a technology.
func (u *Update) spans(t geo.Technology) []Span {
	var all []Span
	for b, touched := range u.touched[t] {
		if touched {
			all = append(all, u.base.Blocks[b].Span)
		}
	}
	return all
}

// Each calls do with what every network that sectors came to or went from, and
// any operator, now does in every block that may have changed, several at a time.
// For the others sectors get their new numbers and nothing else changes. It is
// called once: of the update only AnyOperator is of use afterwards.
func (u *Update) Each(do func(n Need, is geo.Surface)) {
	var wait sync.WaitGroup
	for _, t := range geo.Technologies() {
		spans := u.spans(t)
		if len(spans) == 0 {
			continue
		}
		wait.Go(func() {
			for i, n := range geo.Networks() {
				if n.Technology != t || n.Operator != geo.AnyOperator && !u.moved[i] || n.Operator == geo.AnyOperator && u.best {
					continue
				}
				tally := u.fold.tallies[i]
				if tally == nil {
					tally = u.fold.anyOperator(t, spans)
				}
				for k, b := range u.blocks(t) {
					do(Need{i, b}, u.fold.surface(n, tally, spans[k]))
				}
				if n.Operator == geo.AnyOperator {
					u.fold.engine.leave(tally)
				}
			}
		})
	}
	wait.Wait()
	for _, tally := range u.fold.tallies {
		u.fold.engine.leave(tally)
	}
}

// blocks are the touched ones of a technology.
func (u *Update) blocks(t geo.Technology) []int {
	var all []int
	for b, touched := range u.touched[t] {
		if touched {
			all = append(all, b)
		}
	}
	return all
}
