package coverage

import (
	"cmp"
	"slices"

	"phusong/geo"
	"phusong/geo/hex"
)

// inhabited is the least number of people a hex has whose darkness counts: less
// is the dust of spreading a hamlet over its fields.
const inhabited = 0.5

// DarkPatches returns the connected patches of inhabited hexes without signal
// of a surface's network, the one with the most people first; equal ones by
// their first hex. Hexes whose level is unknown are in none. It looks at every
// hex once and at the neighbours of the dark ones.
func DarkPatches(grid *hex.Grid, hexPeople []float32, surface geo.Surface, scale geo.Scale, hamlets []geo.Hamlet) []geo.Gap {
	return Settle(grid, hexPeople, hamlets).Patches(func(h int) geo.Class { return surface.Levels[h].Class(scale) })
}

// Settle spreads the people of hamlets over the hexes they live in. It is the
// costly part of finding patches, and the same for every network.
func Settle(grid *hex.Grid, hexPeople []float32, hamlets []geo.Hamlet) *Settled {
	s := peopled(grid, hamlets, Shares(grid, hamlets, hexPeople))
	return &s
}

// Patches are DarkPatches of a network whose class is told of each hex by place.
func (s *Settled) Patches(class func(int) geo.Class) []geo.Gap {
	land, grid := s, s.grid
	dark := newBits(grid.Len())
	for h := range grid.Hexes {
		if land.people[h] >= inhabited && class(h) < geo.ClassLimited {
			dark.set(int32(h))
		}
	}
	seen := newBits(grid.Len())
	gaps := []geo.Gap{}
	for h := range int32(grid.Len()) {
		if dark.has(h) && !seen.has(h) {
			gaps = append(gaps, land.gap(flood(grid, dark, seen, h)))
		}
	}
	slices.SortStableFunc(gaps, func(a, b geo.Gap) int {
		return cmp.Or(cmp.Compare(b.People, a.People), cmp.Compare(a.Hexes[0], b.Hexes[0]))
	})
	return gaps
}

// flood returns the marked hexes connected to from, ascending, and marks them
// as seen.
func flood(grid *hex.Grid, marked, seen *bits, from int32) []int32 {
	seen.set(from)
	found := []int32{from}
	for next := 0; next < len(found); next++ {
		for _, n := range hex.Neighbours(grid.Hexes[found[next]]) {
			if i, known := grid.Index(n); known && marked.has(int32(i)) && !seen.has(int32(i)) {
				seen.set(int32(i))
				found = append(found, int32(i))
			}
		}
	}
	slices.Sort(found)
	return found
}

// Settled is where the people of the hamlets live: by hex, in all and by hamlet.
// It is safe for concurrent use.
type Settled struct {
	grid    *hex.Grid
	hamlets []geo.Hamlet
	people  []float64
	within  map[int32][]dweller
}

// dweller is a hamlet's people in one hex.
type dweller struct {
	hamlet int
	people float64
}

func peopled(grid *hex.Grid, hamlets []geo.Hamlet, shares [][]Share) Settled {
	s := Settled{grid: grid, hamlets: hamlets, people: make([]float64, grid.Len()), within: map[int32][]dweller{}}
	for i, parts := range shares {
		if hamlets[i].People == nil {
			continue
		}
		for _, p := range parts {
			n := float64(*hamlets[i].People) * p.People
			s.people[p.Hex] += n
			s.within[p.Hex] = append(s.within[p.Hex], dweller{i, n})
		}
	}
	return s
}

func (s *Settled) gap(hexes []int32) geo.Gap {
	var g geo.Gap
	most := 0.0
	of := map[int]float64{}
	for _, h := range hexes {
		g.Hexes = append(g.Hexes, s.grid.Hexes[h])
		g.People += s.people[h]
		g.AreaKm2 += hex.AreaKm2(s.grid.Hexes[h])
		if s.people[h] > most {
			most, g.Centre = s.people[h], s.grid.Hexes[h]
		}
		for _, d := range s.within[h] {
			of[d.hamlet] += d.people
		}
	}
	named := make([]int, 0, len(of))
	for hamlet := range of {
		if s.hamlets[hamlet].Kind != geo.HamletRest {
			named = append(named, hamlet)
		}
	}
	slices.SortFunc(named, func(a, b int) int { return cmp.Or(cmp.Compare(of[b], of[a]), cmp.Compare(a, b)) })
	for _, hamlet := range named {
		g.Hamlets = append(g.Hamlets, s.hamlets[hamlet].Code)
		g.Within = append(g.Within, of[hamlet])
	}
	return g
}
