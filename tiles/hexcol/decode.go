package hexcol

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"

	"phusong/geo"
	"phusong/geo/hex"
)

// ErrMalformed means that bytes are no hex columns of version 1.
var ErrMalformed = errors.New("no hex columns")

// Decode reads a file, or fails with ErrMalformed. What it keeps is at most some
// twenty times len(b).
func Decode(b []byte) (*File, error) {
	r := reader{rest: b}
	f := r.head()
	entries := r.directory(f)
	for i, e := range entries {
		if r.failed != nil {
			break
		}
		body := reader{rest: r.take(e.size)}
		block := body.block(f, e)
		if len(body.rest) > 0 {
			body.fail("%d bytes are left over", len(body.rest))
		}
		if body.failed != nil && r.failed == nil {
			r.failed = fmt.Errorf("block %d: %w", i+1, body.failed)
		}
		f.Blocks = append(f.Blocks, block)
	}
	if len(r.rest) > 0 {
		r.fail("%d bytes are left over", len(r.rest))
	}
	if r.failed != nil {
		return nil, r.failed
	}
	return f, nil
}

// entry is one line of the directory.
type entry struct {
	parent  geo.Hex
	n, size int
}

// reader takes a file apart; after the first failure nothing more is read.
type reader struct {
	rest   []byte
	failed error
}

func (r *reader) fail(format string, arguments ...any) {
	if r.failed == nil {
		r.failed = fmt.Errorf("%w: %s", ErrMalformed, fmt.Sprintf(format, arguments...))
	}
	r.rest = nil
}

// take returns the next n bytes, nil where there are fewer.
func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.rest) {
		r.fail("%d bytes are missing", n-len(r.rest))
		return nil
	}
	taken := r.rest[:n]
	r.rest = r.rest[n:]
	return taken
}

// number reads a varint of at most limit.
func (r *reader) number(limit uint64) uint64 {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 || v > limit {
		r.fail("a number is cut off, or larger than %d", limit)
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

func (r *reader) head() *File {
	head := r.take(len(magic) + 4)
	if head == nil {
		return &File{}
	}
	if string(head[:4]) != magic || head[4] != version {
		r.fail("it begins with %q, version %d", head[:4], head[4])
		return &File{}
	}
	f := &File{Resolution: int(head[5]), Parents: int(head[6]), Columns: Columns(head[7])}
	if f.Resolution > hex.MaxResolution || f.Parents > f.Resolution || f.Resolution-f.Parents > deepest {
		r.fail("hexes of resolution %d under %d", f.Resolution, f.Parents)
	}
	if f.Columns&Class == 0 || f.Columns&^known != 0 {
		r.fail("%v", f.Columns)
	}
	return f
}

func (r *reader) directory(f *File) []entry {
	const least = 3 // bytes of a line
	count := r.number(uint64(len(r.rest) / least))
	var entries []entry
	parent, hexes := uint64(0), 0
	for i := uint64(0); i < count && r.failed == nil; i++ {
		step := r.number(1<<52 - 1)
		if i > 0 && step == 0 {
			r.fail("a parent stands twice")
		}
		parent += step
		e := entry{geo.ShortHex(parent, f.Parents), int(r.number(uint64(children(f.Resolution - f.Parents)))), int(r.number(math.MaxInt32))}
		if parent >= 1<<(7+3*f.Parents) || !hex.Valid(e.parent) || e.n == 0 || e.n > e.size {
			r.fail("a block of %d hexes in %d bytes under %v", e.n, e.size, e.parent)
		}
		if hexes += e.n; hexes > len(r.rest) {
			r.fail("%d hexes in %d bytes", hexes, len(r.rest))
		}
		entries = append(entries, e)
	}
	return entries
}

func (r *reader) block(f *File, e entry) Block {
	b := Block{Parent: e.parent, Hexes: r.hexes(f, e)}
	r.levels(&b.Signal, f, e.n)
	if f.Columns&Server != 0 {
		b.Servers = r.numbers(e.n)
	}
	if f.Columns&Operator != 0 {
		b.Operators = append(b.Operators, r.take(e.n)...)
	}
	if f.Columns&People != 0 {
		b.People = r.numbers(e.n)
	}
	if f.Columns&Technology != 0 {
		b.Technologies = r.technologies(e.n)
	}
	if f.Columns&Before != 0 {
		r.levels(&b.Before, f, e.n)
		if f.Columns&Operator != 0 {
			b.Before.Operators = append(b.Before.Operators, r.take(e.n)...)
		}
	}
	return b
}

// levels reads the classes of n hexes, and levels where the file has them.
func (r *reader) levels(to *Signal, f *File, n int) {
	for _, class := range r.take(n) {
		if class > byte(geo.ClassVeryGood) && class != byte(geo.ClassUnknown) {
			r.fail("there is no class %d", class)
		}
		to.Classes = append(to.Classes, geo.Class(class))
	}
	if f.Columns&Level != 0 {
		for _, level := range r.take(n) {
			to.Levels = append(to.Levels, -int16(level))
		}
	}
}

func (r *reader) technologies(n int) []geo.Technology {
	var all []geo.Technology
	for _, generation := range r.take(n) {
		t := geo.Technology(generation)
		if t != 0 && !slices.Contains(geo.Technologies(), t) {
			r.fail("there is no technology %d", t)
		}
		all = append(all, t)
	}
	return all
}

// numbers reads n varints of at most 32 bits.
func (r *reader) numbers(n int) []uint32 {
	var all []uint32
	for i := 0; i < n && r.failed == nil; i++ {
		all = append(all, uint32(r.number(math.MaxUint32)))
	}
	return all
}

func (r *reader) hexes(f *File, e entry) []geo.Hex {
	steps := f.Resolution - f.Parents
	base := e.parent.Short() << (3 * steps)
	full := e.n == children(steps)
	hexes := make([]geo.Hex, 0, min(e.n, len(r.rest)))
	number := uint64(0)
	for i := 0; i < e.n && r.failed == nil; i++ {
		if full {
			number = octal(i, steps)
		} else {
			step := r.number(1<<(3*steps) - 1)
			if i > 0 && step == 0 {
				r.fail("a hex stands twice")
			}
			number += step
		}
		h := geo.ShortHex(base+number, f.Resolution)
		if number >= 1<<(3*steps) || !hex.Valid(h) {
			r.fail("there is no hex %d under %v", number, e.parent)
		}
		hexes = append(hexes, h)
	}
	return hexes
}
