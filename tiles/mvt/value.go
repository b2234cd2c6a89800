package mvt

import "math"

// Value is an attribute's value. The zero Value is not valid.
type Value struct {
	kind kind
	text string
	bits uint64
}

type kind uint8

// The kinds are the field numbers of the specification's Value message.
const (
	kindString kind = 1
	kindFloat  kind = 2
	kindDouble kind = 3
	kindInt    kind = 4
	kindUint   kind = 5
	kindSint   kind = 6
	kindBool   kind = 7
)

// String returns a text value.
func String(s string) Value { return Value{kind: kindString, text: s} }

// Double returns a 64-bit floating-point value.
func Double(f float64) Value { return Value{kind: kindDouble, bits: math.Float64bits(f)} }

// Int returns a whole number, in its shortest form on the wire.
func Int(n int64) Value {
	if n < 0 {
		return Value{kind: kindSint, bits: zigzag(n)}
	}
	return Value{kind: kindUint, bits: uint64(n)}
}

// Bool returns a truth value.
func Bool(b bool) Value {
	if b {
		return Value{kind: kindBool, bits: 1}
	}
	return Value{kind: kindBool}
}

// Any returns the value as string, float64, int64, uint64 or bool.
func (v Value) Any() any {
	switch v.kind {
	case kindString:
		return v.text
	case kindFloat:
		return float64(math.Float32frombits(uint32(v.bits)))
	case kindDouble:
		return math.Float64frombits(v.bits)
	case kindInt:
		return int64(v.bits)
	case kindUint:
		return v.bits
	case kindSint:
		return unzigzag(v.bits)
	case kindBool:
		return v.bits != 0
	}
	return nil
}

// append writes the value's message.
func (v Value) append(b []byte) []byte {
	switch v.kind {
	case kindString:
		return appendBytes(b, uint32(kindString), v.text)
	case kindFloat:
		return appendFixed(b, uint32(kindFloat), v.bits, 4)
	case kindDouble:
		return appendFixed(b, uint32(kindDouble), v.bits, 8)
	}
	return appendVarint(b, uint32(v.kind), v.bits)
}

func zigzag(n int64) uint64 { return uint64(n<<1) ^ uint64(n>>63) }

func unzigzag(u uint64) int64 { return int64(u>>1) ^ -int64(u&1) }
