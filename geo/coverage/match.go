package coverage

import (
	"slices"

	"github.com/paulmach/orb"

	"phusong/geo"
)

// aim is where an antenna points: with its technology and frequency, all that
// makes its pattern.
type aim struct {
	azimuthDeg, mechanicalDeg, electricalDeg float64
	known, omni                              bool
}

func aimOf(s geo.Sector) aim {
	return aim{s.AzimuthDeg, s.MechanicalTilt, s.ElectricalTilt, s.AzimuthKnown, s.Omni}
}

// identity is all that a sector's levels follow from.
type identity struct {
	footprint FootprintKey
	network   int
	eirp      geo.DBm
	aim       aim
}

// eachEmitter calls do for every emitter; those of one identity come in the
// order of their numbers.
func eachEmitter(masts []Mast, do func(identity, *Emitter)) {
	for i := range masts {
		for j := range masts[i].Layers {
			l := &masts[i].Layers[j]
			for k := range l.Emitters {
				e := &l.Emitters[k]
				do(identity{l.Key, e.Network, e.EIRP, e.aim}, e)
			}
		}
	}
}

// matched says which sectors of two lists are the same. What stayed is in the
// same order in both, so that ranks between equals stand.
type matched struct {
	numbers []int32 // new number by old one, geo.NoSector for what went
	came    []bool  // by new number
}

// match looks for sectors on the mast in the same place alone: the footprint that
// is part of an identity depends on the place.
func match(before, after []Mast) matched {
	var m matched
	standing := make(map[orb.Point][]int32, len(before)) // masts in a place
	for i := range before {
		standing[before[i].Position] = append(standing[before[i].Position], int32(i))
		eachEmitter(before[i:i+1], func(_ identity, e *Emitter) { m.numbers = grown(m.numbers, int(e.Sector), geo.NoSector) })
	}
	eachEmitter(after, func(_ identity, e *Emitter) { m.came = grown(m.came, int(e.Sector), true) })
	var stood []standingSector
	for i := range after {
		stood = stood[:0]
		for _, k := range standing[after[i].Position] {
			eachEmitter(before[k:k+1], func(id identity, e *Emitter) { stood = append(stood, standingSector{id, e.Sector, false}) })
		}
		eachEmitter(after[i:i+1], func(id identity, e *Emitter) {
			if k := slices.IndexFunc(stood, func(s standingSector) bool { return !s.taken && s.identity == id }); k >= 0 {
				m.numbers[stood[k].number], stood[k].taken = e.Sector, true
			}
		})
	}
	ascending(m.numbers)
	for _, now := range m.numbers {
		if now != geo.NoSector {
			m.came[now] = false
		}
	}
	return m
}

// standingSector is one of an earlier list that may be taken for one of a later.
type standingSector struct {
	identity
	number int32
	taken  bool
}

// grown returns s so long that i is in it, filled up with empty.
func grown[T any](s []T, i int, empty T) []T {
	for len(s) <= i {
		s = append(s, empty)
	}
	return s
}

// ascending takes out of numbers what is not in the longest part that ascends.
func ascending(numbers []int32) {
	var ends []int32 // ends[n]: place of the least number that n+1 of them can end with
	before := make([]int32, len(numbers))
	for i, number := range numbers {
		if number == geo.NoSector {
			continue
		}
		n, _ := slices.BinarySearchFunc(ends, number, func(end, number int32) int { return int(numbers[end] - number) })
		before[i] = -1
		if n > 0 {
			before[i] = ends[n-1]
		}
		ends = grown(ends, n, 0)
		ends[n] = int32(i)
	}
	kept := make([]bool, len(numbers))
	if len(ends) > 0 {
		for i := ends[len(ends)-1]; i >= 0; i = before[i] {
			kept[i] = true
		}
	}
	for i := range numbers {
		if !kept[i] {
			numbers[i] = geo.NoSector
		}
	}
}

// now is the new number of an old sector.
func (m matched) now(sector int32) int32 {
	if sector < 0 || int(sector) >= len(m.numbers) {
		return geo.NoSector
	}
	return m.numbers[sector]
}

// gone reports whether an old sector went.
func (m matched) gone(sector int32) bool { return m.now(sector) == geo.NoSector }

// went are the masts from which a sector went, by its technology.
func (m matched) went(before []Mast) map[geo.Technology][]orb.Point {
	networks := geo.Networks()
	left := map[geo.Technology][]orb.Point{}
	for i := range before {
		eachEmitter(before[i:i+1], func(_ identity, e *Emitter) {
			if t := networks[e.Network].Technology; m.gone(e.Sector) {
				if at := left[t]; len(at) == 0 || at[len(at)-1] != before[i].Position {
					left[t] = append(at, before[i].Position)
				}
			}
		})
	}
	return left
}

// moved are the networks, by place, that sectors came to or went from.
func (m matched) moved(before, after []Mast) []bool {
	all := make([]bool, len(geo.Networks()))
	eachEmitter(before, func(_ identity, e *Emitter) { all[e.Network] = all[e.Network] || m.gone(e.Sector) })
	eachEmitter(after, func(_ identity, e *Emitter) { all[e.Network] = all[e.Network] || m.came[e.Sector] })
	return all
}
