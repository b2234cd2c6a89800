package coverage

import (
	"slices"
	"sync"

	"phusong/geo"
)

// Same reports whether a block of the base says of best servers what it says now,
// sectors' numbers aside.
func (u *Update) Same(was, is geo.Surface) bool {
	for k := range was.Best {
		if !u.sameAt(&was, &is, k) {
			return false
		}
	}
	return len(was.Best) == len(is.Best)
}

// sameAt is Same at hex k of a block.
func (u *Update) sameAt(was, is *geo.Surface, k int) bool {
	if was.Levels[k] != is.Levels[k] || was.Covered[k] != is.Covered[k] {
		return false
	}
	old, now := was.Best[k], is.Best[k]
	return old == geo.NoSector && now == geo.NoSector || old != geo.NoSector && now != geo.NoSector && u.Now(old) == now
}

// AnyNeeds returns what AnyOperator must be given of the base where networks
// changed: what these did, what any operator did, and where that does not tell
// enough, what the others do.
func (u *Update) AnyNeeds(changed map[Need]geo.Surface) []Need {
	var all []Need
	for n := range u.anyOperators(changed) {
		others := u.base.Blocks[n.Block].Unknown[n.Network] || u.went[geo.Networks()[n.Network].Technology]
		for i, network := range geo.Networks() {
			if network.Technology != geo.Networks()[n.Network].Technology {
				continue
			}
			operator := Need{i, n.Block}
			if _, moved := changed[operator]; moved || i == n.Network || others {
				all = append(all, operator)
			}
		}
	}
	return all
}

// anyOperators are any operator's needs in the blocks that networks changed in.
func (u *Update) anyOperators(changed map[Need]geo.Surface) map[Need]bool {
	networks, all := geo.Networks(), map[Need]bool{}
	for n := range changed {
		any := geo.Network{Operator: geo.AnyOperator, Technology: networks[n.Network].Technology}
		all[Need{slices.Index(networks, any), n.Block}] = true
	}
	return all
}

// AnyOperator returns what any operator now does in the blocks where that is not
// the same, from what Each said of the networks that changed and from its needs.
// Whoever served a hex best and stayed need only be ranked among the sectors of
// networks that changed there.
func (u *Update) AnyOperator(changed, was map[Need]geo.Surface) map[Need]geo.Surface {
	var lock sync.Mutex
	var working sync.WaitGroup
	all := map[Need]geo.Surface{}
	for n := range u.anyOperators(changed) {
		working.Go(func() {
			r := u.roaming(n, changed, was)
			if is, differs := r.surface(); differs {
				lock.Lock()
				defer lock.Unlock()
				all[n] = is
			}
		})
	}
	working.Wait()
	return all
}

// roaming is one block of any operator: what it did there, what the networks that
// changed did and do, and what the others do.
type roaming struct {
	*Update
	covered geo.Level16
	was     geo.Surface
	moved   []movedSurface
	stood   []geo.Surface
}

type movedSurface struct{ was, is geo.Surface }

func (u *Update) roaming(n Need, changed, was map[Need]geo.Surface) roaming {
	technology := geo.Networks()[n.Network].Technology
	r := roaming{Update: u, was: was[n], covered: geo.ToLevel16(u.fold.engine.settings.scale(technology).Covered())}
	for i, network := range geo.Networks() {
		operator := Need{i, n.Block}
		if network.Technology != technology || i == n.Network {
			continue
		}
		if is, moved := changed[operator]; moved {
			r.moved = append(r.moved, movedSurface{was[operator], is})
		} else if stands, told := was[operator]; told {
			r.stood = append(r.stood, stands)
		}
	}
	return r
}

// surface is what any operator does now, and whether that is something else.
func (r *roaming) surface() (is geo.Surface, differs bool) {
	is = geo.Surface{Network: r.was.Network, Levels: slices.Clone(r.was.Levels), Covered: slices.Clone(r.was.Covered), Best: make([]int32, len(r.was.Best))}
	for k, best := range r.was.Best {
		is.Best[k] = r.Now(best)
	}
	for k := range is.Best {
		if slices.ContainsFunc(r.moved, func(m movedSurface) bool { return !r.sameAt(&m.was, &m.is, k) }) {
			r.hex(&is, k)
			differs = differs || !r.sameAt(&r.was, &is, k)
		}
	}
	return is, differs
}

// hex ranks the servers of hex k anew. A hex that is not covered as far as is known
// is unknown if it is so for one operator.
func (r *roaming) hex(is *geo.Surface, k int) {
	best, unknown := noServers().best, false
	rank := func(s *geo.Surface, sector int32) {
		unknown = unknown || s.Levels[k] == geo.UnknownLevel
		if a := (server{s.Levels[k], sector}); sector != geo.NoSector && a.over(best) {
			best = a
		}
	}
	for i := range r.moved {
		rank(&r.moved[i].is, r.moved[i].is.Best[k])
	}
	if was := r.was.Best[k]; r.was.Levels[k] != geo.UnknownLevel && (was == geo.NoSector || r.Now(was) != geo.NoSector) {
		rank(&r.was, r.Now(was))
	} else {
		for i := range r.stood {
			rank(&r.stood[i], r.Now(r.stood[i].Best[k]))
		}
	}
	is.Levels[k], is.Covered[k], is.Best[k] = best.level, 0, best.sector
	switch {
	case best.sector != geo.NoSector && best.level >= r.covered:
		is.Covered[k] = 100
	case unknown:
		is.Levels[k], is.Best[k] = geo.UnknownLevel, geo.NoSector
	}
}
