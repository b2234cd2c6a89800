package coverage

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math"
	"slices"
)

// ParseFootprint reads the stored form. Places are not checked against a grid:
// Fits does that.
func ParseFootprint(b []byte) (*Footprint, error) {
	return ParseFootprintWithin(b, func(Span) bool { return true })
}

// ParseFootprintWithin reads what a stored footprint says of the parts that are
// within: a hex in one of their spans is there if it is in the footprint.
func ParseFootprintWithin(b []byte, within func(Span) bool) (*Footprint, error) {
	points, parts, err := partsOf(b)
	if err != nil {
		return nil, err
	}
	parts = slices.DeleteFunc(parts, func(p part) bool { return !within(p.span) })
	f := roomFor(parts, points)
	for _, p := range parts {
		r := reader{rest: p.body}
		r.part(f, p.span)
		if r.bad || len(r.rest) > 0 {
			return nil, fmt.Errorf("numbers out of bounds or %d bytes too many: %w", len(r.rest), ErrFootprint)
		}
	}
	return f, nil
}

// roomFor is an empty footprint into which parts fit: a part begins with how many
// hexes it has, which are no more than its bytes.
func roomFor(parts []part, points int) *Footprint {
	hexes := 0
	for _, p := range parts {
		r := reader{rest: p.body}
		hexes += r.count()
	}
	return &Footprint{Points: points, Hexes: make([]int32, 0, hexes), Departures: make([]int16, 0, hexes), Losses: make([]uint16, 0, hexes*points)}
}

// FootprintSpans returns the spans outside of which a stored footprint has
// neither a hex nor a cut one; they ascend.
func FootprintSpans(b []byte) ([]Span, error) {
	_, parts, err := partsOf(b)
	spans := make([]Span, len(parts))
	for i, p := range parts {
		spans[i] = p.span
	}
	return spans, err
}

// part is a piece of a stored footprint.
type part struct {
	span Span
	body []byte
}

// partsOf checks that bytes are a whole footprint, and cuts them into its parts.
func partsOf(b []byte) (points int, parts []part, err error) {
	if len(b) < 7 || string(b[:2]) != "FP" || b[2] != 1 && b[2] != codecVersion {
		return 0, nil, fmt.Errorf("%d bytes that do not begin as version %d does: %w", len(b), codecVersion, ErrFootprint)
	}
	body, sum := b[:len(b)-4], binary.LittleEndian.Uint32(b[len(b)-4:])
	if crc32.Checksum(body, castagnoli()) != sum {
		return 0, nil, fmt.Errorf("checksum does not agree: %w", ErrFootprint)
	}
	r := reader{rest: body[3:]}
	if points = int(r.uvarint()); points != 1 && points != 7 {
		return 0, nil, fmt.Errorf("%d points per hex: %w", points, ErrFootprint)
	}
	if b[2] == 1 {
		return points, []part{{Span{0, math.MaxInt32}, r.rest}}, nil
	}
	if parts = r.parts(); r.bad || len(r.rest) > 0 {
		return 0, nil, fmt.Errorf("a list of parts that are not there: %w", ErrFootprint)
	}
	return points, parts, nil
}

// parts reads the list of parts, and takes their bodies.
func (r *reader) parts() []part {
	n := r.count()
	parts, sizes := make([]part, 0, n), make([]uint64, 0, n)
	last := int64(-1)
	for range n {
		step, size := r.uvarint(), r.uvarint()
		last += 1 + int64(min(step, math.MaxInt32))
		if last >= math.MaxInt32/partPlaces {
			r.bad = true
			return nil
		}
		from := int32(last) * partPlaces
		parts, sizes = append(parts, part{span: Span{from, from + partPlaces}}), append(sizes, size)
	}
	for i, size := range sizes {
		if size > uint64(len(r.rest)) {
			r.bad = true
			return nil
		}
		parts[i].body, r.rest = r.rest[:size], r.rest[size:]
	}
	return parts
}

// part appends what one part says to f.
func (r *reader) part(f *Footprint, s Span) {
	from := len(f.Hexes)
	f.Hexes = r.ascending(f.Hexes, s)
	hexes := len(f.Hexes) - from
	f.Departures = r.departures(f.Departures, hexes)
	f.Losses = r.losses(f.Losses, hexes, f.Points)
	f.Cut = r.ascending(f.Cut, s)
}
