package coverage

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
)

// The stored form of a footprint, version 1. All numbers are LEB128 varints;
// "delta" is the difference from the one before, "zigzag" puts signed numbers
// in order 0, -1, 1, -2 …
//
//	byte      'F' 'P' 1
//	varint    points per hex, 1 or 7
//	varint    number of hexes n
//	n varints hexes, delta, less one from the second on
//	n varints departures, delta, zigzag
//	n × points varints losses: the centre's is zigzag delta from the hex before,
//	          the others from the centre; 0 for NoLoss, else the zigzag plus one.
//	          NoLoss leaves the number the next delta counts from as it was.
//	varint    number of cut hexes c
//	c varints cut hexes, delta, less one from the second on
//	4 bytes   CRC-32C of all before, little-endian

// ErrFootprint means that bytes are not a footprint, or a damaged one.
var ErrFootprint = errors.New("not a stored footprint")

const codecVersion = 1

// mostHexes bounds what a footprint may claim: a radius of 50 km at the finest
// resolution allowed has some 26 million.
const mostHexes = 1 << 25

func castagnoli() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) }

// Append appends the stored form of f to b.
func (f *Footprint) Append(b []byte) []byte {
	from := len(b)
	b = append(b, 'F', 'P', codecVersion)
	b = binary.AppendUvarint(b, uint64(f.Points))
	b = appendAscending(b, f.Hexes)
	last := int64(0)
	for _, d := range f.Departures {
		b = binary.AppendVarint(b, int64(d)-last)
		last = int64(d)
	}
	b = f.appendLosses(b)
	b = appendAscending(b, f.Cut)
	return append(b[:from], sealed(b[from:])...)
}

// sealed returns b with its checksum after it.
func sealed(b []byte) []byte {
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, castagnoli()))
}

func (f *Footprint) appendLosses(b []byte) []byte {
	last := int64(0)
	for i, loss := range f.Losses {
		if loss == NoLoss {
			b = append(b, 0)
			continue
		}
		delta := int64(loss) - last
		b = binary.AppendUvarint(b, uint64(delta<<1^delta>>63)+1)
		if i%f.Points == 0 {
			last = int64(loss)
		}
	}
	return b
}

func appendAscending(b []byte, places []int32) []byte {
	b = binary.AppendUvarint(b, uint64(len(places)))
	last := int32(-1)
	for _, p := range places {
		b = binary.AppendUvarint(b, uint64(p-last-1))
		last = p
	}
	return b
}

// ParseFootprint reads the stored form. Places are not checked against a grid:
// Fits does that.
func ParseFootprint(b []byte) (*Footprint, error) {
	if len(b) < 7 || string(b[:3]) != "FP\x01" {
		return nil, fmt.Errorf("%d bytes that do not begin as version %d does: %w", len(b), codecVersion, ErrFootprint)
	}
	body, sum := b[:len(b)-4], binary.LittleEndian.Uint32(b[len(b)-4:])
	if crc32.Checksum(body, castagnoli()) != sum {
		return nil, fmt.Errorf("checksum does not agree: %w", ErrFootprint)
	}
	r := reader{rest: body[3:]}
	f := &Footprint{Points: int(r.uvarint())}
	if f.Points != 1 && f.Points != 7 {
		return nil, fmt.Errorf("%d points per hex: %w", f.Points, ErrFootprint)
	}
	f.Hexes = r.ascending()
	f.Departures = r.departures(len(f.Hexes))
	f.Losses = r.losses(len(f.Hexes), f.Points)
	f.Cut = r.ascending()
	if r.bad || len(r.rest) > 0 {
		return nil, fmt.Errorf("numbers out of bounds or %d bytes too many: %w", len(r.rest), ErrFootprint)
	}
	return f, nil
}

// Fits reports whether f belongs to a grid of so many hexes.
func (f *Footprint) Fits(hexes int) bool {
	return (len(f.Hexes) == 0 || int(f.Hexes[len(f.Hexes)-1]) < hexes) &&
		(len(f.Cut) == 0 || int(f.Cut[len(f.Cut)-1]) < hexes)
}
