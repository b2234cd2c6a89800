package coverage

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"slices"
)

// The stored form of a footprint, version 2. All numbers are LEB128 varints;
// "delta" is the difference from the one before, "zigzag" puts signed numbers
// in order 0, -1, 1, -2 …
//
//	byte      'F' 'P' 2
//	varint    points per hex, 1 or 7
//	varint    number of parts
//	for each part, ascending:
//	  varint  its number, delta, less one from the second on: it holds the
//	          places from 2048 times that number up to the next part's
//	  varint  its bytes
//	the parts, one after another:
//	  varint    number of hexes n
//	  n varints hexes, delta from the part's first place, less one from the second on
//	  n varints departures, delta, zigzag
//	  n × points varints losses: the centre's is zigzag delta from the hex before,
//	            the others from the centre; 0 for NoLoss, else the zigzag plus one.
//	            NoLoss leaves the number the next delta counts from as it was.
//	  varint    number of cut hexes c
//	  c varints cut hexes, as hexes
//	4 bytes   CRC-32C of all before, little-endian
//
// Version 1 is one part that begins at place 0, without the list of parts. It is
// read, and no longer written.

// ErrFootprint means that bytes are not a footprint, or a damaged one.
var ErrFootprint = errors.New("not a stored footprint")

const codecVersion = 2

// partPlaces is how many places of the grid a part holds: some 30 km² at
// resolution 10, because places next to each other are so on the ground.
const partPlaces = 2048

// mostHexes bounds what a footprint may claim: a radius of 50 km at the finest
// resolution allowed has some 26 million.
const mostHexes = 1 << 25

func castagnoli() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) }

// Append appends the stored form of f to b.
func (f *Footprint) Append(b []byte) []byte {
	from := len(b)
	b = append(b, 'F', 'P', codecVersion)
	b = binary.AppendUvarint(b, uint64(f.Points))
	var numbers []int32
	var sizes []int
	var bodies []byte
	for rest := (cursor{}); rest.hex < len(f.Hexes) || rest.cut < len(f.Cut); {
		number, before := rest.part(f), len(bodies)
		bodies = f.appendPart(bodies, number*partPlaces, &rest)
		numbers, sizes = append(numbers, number), append(sizes, len(bodies)-before)
	}
	b = binary.AppendUvarint(b, uint64(len(numbers)))
	last := int32(-1)
	for i, number := range numbers {
		b = binary.AppendUvarint(b, uint64(number-last-1))
		b = binary.AppendUvarint(b, uint64(sizes[i]))
		last = number
	}
	b = append(b, bodies...)
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b[from:], castagnoli()))
}

// Spans are those that FootprintSpans tells of the stored form.
func (f *Footprint) Spans() []Span {
	var all []Span
	for _, places := range [][]int32{f.Hexes, f.Cut} {
		for i := 0; i < len(places); {
			from := places[i] / partPlaces * partPlaces
			all = append(all, Span{from, from + partPlaces})
			i += before(places[i:], from+partPlaces)
		}
	}
	slices.SortFunc(all, func(a, b Span) int { return int(a.From - b.From) })
	return slices.Compact(all)
}

// cursor is how much of a footprint has been written.
type cursor struct{ hex, cut int }

// part is the number of the part that comes next.
func (c cursor) part(f *Footprint) int32 {
	switch {
	case c.hex == len(f.Hexes):
		return f.Cut[c.cut] / partPlaces
	case c.cut == len(f.Cut):
		return f.Hexes[c.hex] / partPlaces
	}
	return min(f.Hexes[c.hex], f.Cut[c.cut]) / partPlaces
}

// appendPart appends the part that begins at place start.
func (f *Footprint) appendPart(b []byte, start int32, at *cursor) []byte {
	from := at.hex
	at.hex = from + before(f.Hexes[from:], start+partPlaces)
	b = appendAscending(b, f.Hexes[from:at.hex], start)
	last := int64(0)
	for _, d := range f.Departures[from:at.hex] {
		b = binary.AppendVarint(b, int64(d)-last)
		last = int64(d)
	}
	b = appendLosses(b, f.Losses[from*f.Points:at.hex*f.Points], f.Points)
	cut := at.cut
	at.cut = cut + before(f.Cut[cut:], start+partPlaces)
	return appendAscending(b, f.Cut[cut:at.cut], start)
}

// before is how many of ascending places lie before end.
func before(places []int32, end int32) int {
	for i, p := range places[:min(len(places), partPlaces)] {
		if p >= end {
			return i
		}
	}
	return min(len(places), partPlaces)
}

func appendLosses(b []byte, losses []uint16, points int) []byte {
	last := int64(0)
	for i, loss := range losses {
		if loss == NoLoss {
			b = append(b, 0)
			continue
		}
		delta := int64(loss) - last
		b = binary.AppendUvarint(b, uint64(delta<<1^delta>>63)+1)
		if i%points == 0 {
			last = int64(loss)
		}
	}
	return b
}

func appendAscending(b []byte, places []int32, start int32) []byte {
	b = binary.AppendUvarint(b, uint64(len(places)))
	last := start - 1
	for _, p := range places {
		b = binary.AppendUvarint(b, uint64(p-last-1))
		last = p
	}
	return b
}

// Fits reports whether f belongs to a grid of so many hexes.
func (f *Footprint) Fits(hexes int) bool {
	return (len(f.Hexes) == 0 || int(f.Hexes[len(f.Hexes)-1]) < hexes) &&
		(len(f.Cut) == 0 || int(f.Cut[len(f.Cut)-1]) < hexes)
}
