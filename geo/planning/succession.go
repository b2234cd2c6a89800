package planning

import (
	"bytes"
	"math"
	"slices"

	"phusong/geo"
	"phusong/geo/coverage"
)

// succession is what a Reliance takes over from the one before it.
type succession struct {
	from *Reliance
	was  []int32 // place of each light in the one before; -1 for one that came
	went []int32 // places, in the one before, of the lights that are gone
}

// lightName says whose light it is.
type lightName struct {
	site     string
	operator geo.OperatorCode
	code     geo.SiteCode
	network  int
}

func (s *Standing) nameOf(l *coverage.Light) lightName {
	p := &s.Sites[l.Site].Presences[l.Presence]
	return lightName{s.Sites[l.Site].ID, p.Operator, p.Code, l.Network}
}

// succeed compares the lights of a standing with those of an earlier one; nil
// where that is of other hexes or hamlets.
func succeed(last *Reliance, s *Standing) *succession {
	if last == nil || last.Grid != s.Grid || last.Points != s.Points || len(s.Hamlets) == 0 || len(last.Hamlets) != len(s.Hamlets) ||
		&last.Hamlets[0] != &s.Hamlets[0] || &last.Shares[0] != &s.Shares[0] || !slices.Equal(last.Known, s.Known) || !sameScales(last.Scales, s.Scales) {
		return nil
	}
	last.mu.Lock()
	last.last = nil // or all that ever were would be kept
	last.mu.Unlock()
	n := &succession{from: last, was: make([]int32, len(s.Lights))}
	standing := map[lightName]int32{}
	for i := range last.Lights {
		standing[last.nameOf(&last.Lights[i])] = int32(i)
	}
	stayed := make([]bool, len(last.Lights))
	for i := range s.Lights {
		l := &s.Lights[i]
		n.was[i] = -1
		if k, stood := standing[s.nameOf(l)]; stood && !stayed[k] && bytes.Equal(last.Lights[k].Spots, l.Spots) && bytes.Equal(last.Lights[k].Possible, l.Possible) {
			n.was[i], stayed[k] = k, true
		}
	}
	for i, same := range stayed {
		if !same {
			n.went = append(n.went, int32(i))
		}
	}
	return n
}

func sameScales(a, b []geo.Scale) bool {
	return slices.EqualFunc(a, b, func(x, y geo.Scale) bool { return x.Technology == y.Technology && x.Covered() == y.Covered() })
}

// recount is count by what came and went since the last one.
func (r *Reliance) recount(n int, c *reliance) {
	old := &r.last.from.networks[n]
	var came, went []*coverage.Light
	for _, i := range c.lights {
		if r.last.was[i] < 0 {
			came = append(came, &r.Lights[i])
		}
	}
	channel, networks := Channels()[n], geo.Networks()
	for _, i := range r.last.went {
		if l := &r.last.from.Lights[i]; channel.serves(networks[l.Network]) {
			went = append(went, l)
		}
	}
	c.count, c.possible, c.levels, c.covered = old.count, old.possible, old.levels, old.covered
	if len(came) == 0 && len(went) == 0 {
		return
	}
	c.count, c.possible, c.levels, c.covered = slices.Clone(old.count), slices.Clone(old.possible), slices.Clone(old.levels), slices.Clone(old.covered)
	for _, l := range came {
		tell(c.count, l.Spots)
		c.tellPossible(r.Grid.Len(), l.Possible)
	}
	for _, l := range went {
		l.Spots.Each(func(from, to int32) { fewer(c.count[from:to]) })
		l.Possible.Each(func(from, to int32) { fewer(c.possible[from:to]) })
	}
	r.compare(old, c, append(came, went...))
}

func fewer(counts []uint16) {
	for i := range counts {
		counts[i]--
	}
}

// compare finds what lights that came or went make different: levels, hamlets, and
// how many lights must go out at once before that is told otherwise than before.
func (r *Reliance) compare(old, c *reliance, lights []*coverage.Light) {
	c.needed = slices.Repeat([]uint16{math.MaxUint16}, r.Grid.Len())
	need := func(h int32, n uint16) { c.needed[h] = min(c.needed[h], n) }
	changed := make([]bool, r.Grid.Len())
	for _, l := range lights {
		l.Spots.Each(func(from, to int32) {
			for spot := from; spot < to; spot++ {
				h := spot / int32(r.Points)
				need(h, min(old.count[spot], c.count[spot]))
				changed[h] = true
			}
		})
		l.Possible.Each(func(from, to int32) {
			for h := from; h < to; h++ {
				need(h, 0)
				changed[h] = true
			}
		})
	}
	seen := make([]bool, len(r.Hamlets))
	for h := range changed {
		if !changed[h] {
			continue
		}
		if c.levels[h], c.covered[h] = r.hex(c, h, nil); c.levels[h] == old.levels[h] && c.covered[h] == old.covered[h] {
			continue
		}
		for _, i := range r.lies[h] {
			if !seen[i] {
				seen[i] = true
				c.dirty = append(c.dirty, i)
			}
		}
	}
	for _, i := range c.dirty {
		for _, share := range r.Shares[i] {
			need(share.Hex, r.fewest(c, share.Hex))
		}
		for _, p := range r.Hamlets[i].Points() {
			if at, in := r.Grid.IndexAt(p); in {
				need(int32(at), r.fewest(c, int32(at)))
			}
		}
	}
}

// fewest is how many lights must go out for something to change on a hex.
func (r *Reliance) fewest(c *reliance, h int32) uint16 {
	least := slices.Min(c.count[int(h)*r.Points : (int(h)+1)*r.Points])
	if c.possible != nil && c.possible[h] > 0 {
		least = min(least, c.possible[h])
	}
	return least
}

// before is what of an earlier reliance still holds; nil for nothing.
func (r *Reliance) before() *succession {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.last
}

// holds reports whether what was told of some lights that go out at once on a
// network still holds.
func (s *succession) holds(r *Reliance, network int, lights []int32) bool {
	c := &r.networks[network]
	holds := !slices.ContainsFunc(lights, func(l int32) bool { return s.was[l] < 0 })
	if c.needed == nil {
		return holds
	}
	ask := func(from, to int32) {
		for h := from; h < to && holds; h++ {
			holds = int(c.needed[h]) > len(lights)
		}
	}
	for _, l := range lights {
		r.Lights[l].Spots.Each(func(from, to int32) { ask(from/int32(r.Points), (to-1)/int32(r.Points)+1) })
		r.Lights[l].Possible.Each(ask)
	}
	return holds
}

// alone is what was told of a light, alone, where that still holds.
func (s *succession) alone(r *Reliance, network int, light int32) (falls []Fall, holds bool) {
	if s == nil || !s.from.networks[network].told.Load() || !s.holds(r, network, []int32{light}) {
		return nil, false
	}
	return s.from.networks[network].alone[s.was[light]], true
}

// told is what was told of parts of a kind on a network, by their names, and the
// lights that made each of them; nil where it was not asked for.
func (s *succession) told(kind Kind, network int) map[partName]toldPart {
	if s == nil {
		return nil
	}
	s.from.mu.Lock()
	t := s.from.tables[tableKey{kind, network}]
	s.from.mu.Unlock()
	if t == nil || !t.told.Load() {
		return nil
	}
	all, parts, of := map[partName]toldPart{}, s.from.Parts(kind), s.from.lightsOf(network)
	for i := range parts {
		all[parts[i].called] = toldPart{lights: parts[i].lights(of)}
	}
	for _, f := range t.failures {
		name := parts[f.Part].called
		all[name] = toldPart{all[name].lights, f.Falls}
	}
	return all
}

// toldPart is what was told of a part, and of which lights.
type toldPart struct {
	lights []int32
	falls  []Fall
}

// together is what was told of a part, where it is made of the same lights and
// that still holds.
func (s *succession) together(r *Reliance, network int, part toldPart, lights []int32) (falls []Fall, holds bool) {
	if len(part.lights) != len(lights) || !s.holds(r, network, lights) {
		return nil, false
	}
	for _, l := range lights {
		if !slices.Contains(part.lights, s.was[l]) {
			return nil, false
		}
	}
	return part.falls, true
}
