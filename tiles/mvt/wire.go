package mvt

import "encoding/binary"

// The wire types of protocol buffers that the specification uses.
const (
	wireVarint  = 0
	wireFixed64 = 1
	wireBytes   = 2
	wireFixed32 = 5
)

func appendVarint(b []byte, field uint32, v uint64) []byte {
	b = binary.AppendUvarint(b, uint64(field)<<3|wireVarint)
	return binary.AppendUvarint(b, v)
}

func appendBytes[T string | []byte](b []byte, field uint32, data T) []byte {
	b = binary.AppendUvarint(b, uint64(field)<<3|wireBytes)
	b = binary.AppendUvarint(b, uint64(len(data)))
	return append(b, data...)
}

func appendFixed(b []byte, field uint32, bits uint64, size int) []byte {
	wire := uint64(wireFixed64)
	if size == 4 {
		wire = wireFixed32
	}
	b = binary.AppendUvarint(b, uint64(field)<<3|wire)
	for range size {
		b = append(b, byte(bits))
		bits >>= 8
	}
	return b
}

// varintSize is the number of bytes v takes.
func varintSize(v uint64) int {
	size := 1
	for ; v >= 0x80; v >>= 7 {
		size++
	}
	return size
}

// appendHead opens a field of size bytes that follow.
func appendHead(b []byte, field uint32, size int) []byte {
	b = binary.AppendUvarint(b, uint64(field)<<3|wireBytes)
	return binary.AppendUvarint(b, uint64(size))
}

func appendRaw(b []byte, v uint64) []byte { return binary.AppendUvarint(b, v) }
