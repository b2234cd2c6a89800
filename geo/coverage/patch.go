package coverage

import (
	"math"
	bits64 "math/bits"
	"slices"

	"github.com/paulmach/orb"

	"phusong/geo/terrain"
)

// bits marks hexes of a grid.
type bits struct {
	words []uint64
	count int
}

func newBits(hexes int) *bits { return &bits{words: make([]uint64, (hexes+63)/64)} }

func (b *bits) has(h int32) bool { return b.words[h/64]>>(h%64)&1 == 1 }

// none reports whether no hex is marked; b may be nil.
func (b *bits) none() bool { return b == nil || b.count == 0 }

func (b *bits) set(h int32) {
	if !b.has(h) {
		b.words[h/64] |= 1 << (h % 64)
		b.count++
	}
}

// any reports whether a hex of a span is marked; b may be nil.
func (b *bits) any(s Span) bool {
	if b.none() {
		return false
	}
	end := min(s.To, int32(64*len(b.words)))
	for h := s.From; h < end; h++ {
		word := b.words[h/64] >> (h % 64)
		if word != 0 {
			return h+int32(bits64.TrailingZeros64(word)) < end
		}
		h |= 63 // the rest of the word
	}
	return false
}

// patches are the middles of the squares of patchDeg that hold marked hexes.
type patches []orb.Point

// A patch and the most that a point of it lies from its middle.
const (
	patchDeg = 0.05
	patchKm  = 4
)

func patchesOf(marked *bits, centres []orb.Point) patches {
	if marked.none() {
		return nil
	}
	found, last := map[[2]int32]bool{}, [2]int32{}
	for i, word := range marked.words {
		for ; word != 0; word &= word - 1 {
			p := centres[64*i+bits64.TrailingZeros64(word)]
			at := [2]int32{int32(math.Floor(p.Lon() / patchDeg)), int32(math.Floor(p.Lat() / patchDeg))}
			if at != last || len(found) == 0 { // neighbours stand side by side
				found[at], last = true, at
			}
		}
	}
	all := make(patches, 0, len(found))
	for at := range found {
		all = append(all, orb.Point{(float64(at[0]) + 0.5) * patchDeg, (float64(at[1]) + 0.5) * patchDeg})
	}
	return all
}

// within reports whether a patch may lie within km of the frame's origin.
func (p patches) within(frame terrain.Frame, km float64) bool {
	return slices.ContainsFunc(p, func(at orb.Point) bool {
		away, _ := frame.Polar(at)
		return away <= km+patchKm
	})
}
