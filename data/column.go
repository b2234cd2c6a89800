package data

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"github.com/klauspost/compress/zstd"
)

// packer turns columns of numbers into compressed little-endian bytes and back.
type packer struct {
	zip   *zstd.Encoder
	unzip *zstd.Decoder
}

// maxColumn bounds what one stored column may unpack to: an elevation sheet of
// 10,801² samples is the largest thing we keep.
const maxColumn = 256 << 20

func newPacker() (packer, error) {
	zip, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest))
	if err != nil {
		return packer{}, fmt.Errorf("prepare compression: %w", err)
	}
	unzip, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxColumn), zstd.WithDecoderConcurrency(0))
	if err != nil {
		return packer{}, fmt.Errorf("prepare decompression: %w", err)
	}
	return packer{zip, unzip}, nil
}

func (p packer) pack(raw []byte) []byte { return p.zip.EncodeAll(raw, nil) }

func (p packer) unpack(packed []byte) ([]byte, error) { return p.unzip.DecodeAll(packed, nil) }

// number is what a column may be made of.
type number interface {
	~int16 | ~uint8 | ~int32 | ~uint64
}

// widthOf is how many bytes a number takes.
func widthOf[T number]() int {
	var v T
	return binary.Size(v)
}

// columnBytes writes numbers one after another. It is by hand because the
// library's way takes ten times as long for columns of types of our own.
func columnBytes[T number](column []T) []byte {
	size := widthOf[T]()
	raw := make([]byte, 0, size*len(column))
	for _, v := range column {
		switch size {
		case 1:
			raw = append(raw, byte(v))
		case 2:
			raw = binary.LittleEndian.AppendUint16(raw, uint16(v))
		case 4:
			raw = binary.LittleEndian.AppendUint32(raw, uint32(v))
		default:
			raw = binary.LittleEndian.AppendUint64(raw, uint64(v))
		}
	}
	return raw
}

// appendFrom appends a column of n numbers to to; fewer or more bytes are an error.
func appendFrom[T number](to []T, raw []byte, n int) ([]T, error) {
	size := widthOf[T]()
	if len(raw) != n*size {
		return to, fmt.Errorf("stored column has %d bytes, want %d", len(raw), n*size)
	}
	from := len(to)
	to = slices.Grow(to, n)[:from+n]
	column := to[from:]
	switch size { // a loop for each, or reading an elevation sheet takes four times as long
	case 1:
		for i := range column {
			column[i] = T(raw[i])
		}
	case 2:
		for i := range column {
			column[i] = T(binary.LittleEndian.Uint16(raw[2*i:]))
		}
	case 4:
		for i := range column {
			column[i] = T(binary.LittleEndian.Uint32(raw[4*i:]))
		}
	default:
		for i := range column {
			column[i] = T(binary.LittleEndian.Uint64(raw[8*i:]))
		}
	}
	return to, nil
}

// columnFrom reads a column of n numbers.
func columnFrom[T number](raw []byte, n int) ([]T, error) {
	return appendFrom(make([]T, 0, n), raw, n)
}

func floatBytes(column []float32) []byte {
	raw := make([]byte, 0, 4*len(column))
	for _, v := range column {
		raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(v))
	}
	return raw
}

func floatsFrom(raw []byte) []float32 {
	column := make([]float32, len(raw)/4)
	for i := range column {
		column[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
	}
	return column
}
