package mvt

import (
	"encoding/binary"
	"fmt"
)

// reader walks the fields of one protocol-buffer message. After the first
// failure it reads nothing more.
type reader struct {
	rest   []byte
	field  uint32
	wire   uint64
	data   []byte // of a wireBytes field
	bits   uint64 // of any other
	failed error
}

// next moves to the next field and tells whether there is one.
func (r *reader) next() bool {
	if r.failed != nil || len(r.rest) == 0 {
		return false
	}
	head := r.varint()
	r.field, r.wire, r.data, r.bits = uint32(head>>3), head&7, nil, 0
	switch r.wire {
	case wireVarint:
		r.bits = r.varint()
	case wireFixed64:
		r.bits = r.little(8)
	case wireFixed32:
		r.bits = r.little(4)
	case wireBytes:
		r.data = r.take(r.varint())
	default:
		r.fail(fmt.Errorf("%w: wire type %d", ErrMalformed, r.wire))
	}
	return r.failed == nil
}

// number returns the field as a varint; another wire type is a failure.
func (r *reader) number() uint64 {
	if r.wire != wireVarint {
		r.fail(fmt.Errorf("%w: field %d has wire type %d", ErrMalformed, r.field, r.wire))
	}
	return r.bits
}

// fixed returns the bits of a fixed-size field.
func (r *reader) fixed() uint64 {
	if r.wire != wireFixed32 && r.wire != wireFixed64 {
		r.fail(fmt.Errorf("%w: field %d has wire type %d", ErrMalformed, r.field, r.wire))
	}
	return r.bits
}

// message returns the field as bytes; another wire type is a failure.
func (r *reader) message() []byte {
	if r.wire != wireBytes {
		r.fail(fmt.Errorf("%w: field %d has wire type %d", ErrMalformed, r.field, r.wire))
	}
	return r.data
}

func (r *reader) varint() uint64 {
	v, size := binary.Uvarint(r.rest)
	if size <= 0 {
		r.fail(fmt.Errorf("%w: a number is cut off", ErrMalformed))
		return 0
	}
	r.rest = r.rest[size:]
	return v
}

func (r *reader) little(size uint64) uint64 {
	var v uint64
	for i, b := range r.take(size) {
		v |= uint64(b) << (8 * i)
	}
	return v
}

func (r *reader) take(size uint64) []byte {
	if size > uint64(len(r.rest)) {
		r.fail(fmt.Errorf("%w: a field of %d bytes where %d are left", ErrMalformed, size, len(r.rest)))
		return nil
	}
	data := r.rest[:size]
	r.rest = r.rest[size:]
	return data
}

// fail keeps the first failure.
func (r *reader) fail(err error) {
	if r.failed == nil && err != nil {
		r.failed = err
		r.rest = nil
	}
}
