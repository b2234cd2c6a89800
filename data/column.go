package data

import (
	"encoding/binary"
	"fmt"
	"math"

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
	zip, err := zstd.NewWriter(nil)
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

func columnBytes[T number](column []T) []byte {
	raw, err := binary.Append(make([]byte, 0, binary.Size(column)), binary.LittleEndian, column)
	if err != nil { // only for a type without a fixed size, which number excludes
		panic(err)
	}
	return raw
}

// columnFrom reads a column of n numbers; fewer or more bytes are an error.
func columnFrom[T number](raw []byte, n int) ([]T, error) {
	column := make([]T, n)
	if want := binary.Size(column); want != len(raw) {
		return nil, fmt.Errorf("stored column has %d bytes, want %d", len(raw), want)
	}
	_, err := binary.Decode(raw, binary.LittleEndian, column)
	return column, err
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
