package coverage

import (
	"encoding/binary"
	"slices"
)

// reader takes numbers off bytes; bad is set for good by the first that is not one.
type reader struct {
	rest []byte
	bad  bool
}

// uvarint reads most numbers without a call: they have one byte.
func (r *reader) uvarint() uint64 {
	if len(r.rest) > 0 && r.rest[0] < 0x80 {
		v := uint64(r.rest[0])
		r.rest = r.rest[1:]
		return v
	}
	return r.longer()
}

func (r *reader) longer() uint64 {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 {
		r.bad = true
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

func (r *reader) varint() int64 {
	u := r.uvarint()
	return int64(u>>1) ^ -int64(u&1)
}

// count reads how many numbers follow: each has at least one byte.
func (r *reader) count() int {
	n := r.uvarint()
	if n > uint64(len(r.rest)) || n > mostHexes {
		r.bad = true
		return 0
	}
	return int(n)
}

// ascending appends the places of a span.
func (r *reader) ascending(to []int32, s Span) []int32 {
	n := r.count()
	to = slices.Grow(to, n)
	last := int64(s.From) - 1
	for range n {
		step := r.uvarint()
		if step > 1<<31 || last+1+int64(step) >= int64(s.To) {
			r.bad = true
		}
		if r.bad {
			return to
		}
		last += 1 + int64(step)
		to = append(to, int32(last))
	}
	return to
}

func (r *reader) departures(to []int16, n int) []int16 {
	to = slices.Grow(to, n)
	last := int64(0)
	for range n {
		last += r.varint()
		if r.bad || last != int64(int16(last)) {
			r.bad = true
			return to
		}
		to = append(to, int16(last))
	}
	return to
}

func (r *reader) losses(to []uint16, hexes, points int) []uint16 {
	if hexes*points > len(r.rest) {
		r.bad = true
		return to
	}
	to = slices.Grow(to, hexes*points)
	last := int64(0)
	for i := range hexes * points {
		u := r.uvarint()
		if u == 0 && !r.bad {
			to = append(to, NoLoss)
			continue
		}
		u--
		loss := last + (int64(u>>1) ^ -int64(u&1))
		if r.bad || loss < 0 || loss >= int64(NoLoss) {
			r.bad = true
			return to
		}
		to = append(to, uint16(loss))
		if i%points == 0 {
			last = loss
		}
	}
	return to
}
