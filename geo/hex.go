package geo

import "strconv"

// Hex is one H3 cell, its index in the H3 bit layout.
type Hex uint64

// String returns the hex as H3 writes it: lower-case hexadecimal.
func (h Hex) String() string { return strconv.FormatUint(uint64(h), 16) }

// Resolution returns the H3 resolution, 0…15.
func (h Hex) Resolution() int { return int(h>>52) & 15 }

// Short returns the significant digits of h at its resolution as a number of at
// most 52 bits, safe in JavaScript; ShortHex turns it back.
func (h Hex) Short() uint64 {
	res := h.Resolution()
	return uint64(h) >> (3 * (15 - res)) & (1<<(7+3*res) - 1)
}

// ShortHex returns the hex of resolution res whose Short is short.
func ShortHex(short uint64, res int) Hex {
	unused := uint64(1)<<(3*(15-res)) - 1
	return Hex(1<<59 | uint64(res)<<52 | short<<(3*(15-res)) | unused)
}
