package tiles

import (
	"fmt"
	"math"
	"sort"
	"strconv"

	"phusong/geo"
	"phusong/geo/hex"
	"phusong/tiles/hexcol"
)

// blockResolution is that of the parents in the columns of a whole network: of
// hexes of resolution 10 they hold 2,401 each. pieceResolution is the one whose
// columns can be had alone, too: who points at a place waits for less than a kilobyte.
const (
	blockResolution = 6
	pieceResolution = 7
)

// Columns returns what a network does on the finest hexes the edition shows of it,
// as hex columns: all of them, or those under one hex of blockResolution or
// pieceResolution when under, which must be valid, is not 0. The network is named as in its layer of coverage: "4G-any". It
// fails with ErrLayer, ErrAddress where under is no such hex, and ErrEmpty.
func (e *Edition) Columns(network string, under geo.Hex) (Tile, error) {
	s, known := e.named(coveragePrefix + network)
	if !known {
		return Tile{}, fmt.Errorf("%w: no columns of %.60q", ErrLayer, network)
	}
	c, is := s.painter.(classAreas)
	if !is {
		return Tile{}, fmt.Errorf("%w: no columns of %.60q", ErrLayer, network)
	}
	if res := under.Resolution(); under != 0 && res != c.blocks() && res != c.pieces() {
		return Tile{}, fmt.Errorf("%w: %v is no H3 hex of resolution %d or %d", ErrAddress, under, c.blocks(), c.pieces())
	}
	at := address{cut: s.layer.Cut, layer: "columns " + network, under: under}
	tile, err := e.release.made(at, Layer{Format: HexColumns}, func(p *palette) ([]byte, error) { return p.columns(c.file(under)), nil })
	if err != nil {
		return Tile{}, err
	}
	tile.ETag = string(e.Cut) + "-" + tile.ETag
	return tile, nil
}

// columns writes a file in the palette's memory, nothing where it has no hexes.
func (p *palette) columns(f *hexcol.File) []byte {
	if len(f.Blocks) == 0 {
		return nil
	}
	p.body = f.Append(p.body[:0])
	return p.body
}

// finest is the rung with the smallest hexes that are shown.
func (c *coverage) finest() (*rung, column) {
	last := len(c.pyramid.rungs) - 1
	return &c.pyramid.rungs[last], c.columns()[last]
}

// blocks is the resolution of the parents in the network's hex columns.
func (c *coverage) blocks() int { return min(blockResolution, c.resolution()) }

// pieces is the resolution of the smallest hexes whose columns can be had alone.
func (c *coverage) pieces() int { return min(pieceResolution, c.resolution()) }

// resolution is that of the smallest hexes that are shown.
func (c *coverage) resolution() int { return c.pyramid.rungs[len(c.pyramid.rungs)-1].resolution }

// file is the columns of all hexes, or of those under one.
func (c *coverage) file(under geo.Hex) *hexcol.File {
	r, values := c.finest()
	f := &hexcol.File{Resolution: r.resolution, Parents: c.blocks(), Columns: hexcol.Class}
	from, to := 0, len(r.hexes)
	if under != 0 {
		f.Parents = under.Resolution()
		from, to = below(r.hexes, under)
	}
	all := hexcol.Block{Hexes: r.hexes[from:to], Signal: hexcol.Signal{Classes: values.classes[from:to]}}
	levels, best := values.levels, c.best
	if c.members != nil {
		m := c.members()
		levels, best = m.levels, m.best
		f.Columns |= hexcol.Technology
		all.Technologies = m.technologies[from:to]
	}
	if c.levels || c.members != nil {
		f.Columns |= hexcol.Level | hexcol.Server | hexcol.Operator | hexcol.People
		all.Levels, all.People = shownLevels(levels[from:to]), c.hundredths(from, to)
		all.Servers, all.Operators = c.servers(best, from, to)
	}
	f.Blocks = hexcol.Under(f.Parents, all)
	return f
}

// below is which of ascending hexes lie under a parent: from, and up to but without to.
func below(hexes []geo.Hex, parent geo.Hex) (from, to int) {
	resolution := parent.Resolution()
	place := func(beyond geo.Hex) int {
		return sort.Search(len(hexes), func(i int) bool { return hex.Parent(hexes[i], resolution) >= beyond })
	}
	return place(parent), place(parent + 1)
}

// shownLevels has 0 where there is no level.
func shownLevels(levels []int16) []int16 {
	shown := make([]int16, len(levels))
	for i, level := range levels {
		if level != noLevel {
			shown[i] = level
		}
	}
	return shown
}

// servers are the masts of the best servers of hexes from … to-1, as the layer of
// sites numbers them, and their operators by place, from 1: 0 for none.
func (c *coverage) servers(best []int32, from, to int) (masts []uint32, operators []uint8) {
	masts, operators = make([]uint32, to-from), make([]uint8, to-from)
	if best == nil {
		return masts, operators
	}
	for i, place := range best[from:to] {
		if place != geo.NoSector {
			sector := &c.sectors[place]
			masts[i], operators[i] = uint32(sector.Site)+1, uint8(geo.OperatorRank(sector.Operator)+1)
		}
	}
	return masts, operators
}

// hundredths are the people of hexes from … to-1, in hundredths: most hexes of wild
// land hold less than one, and all of them together thousands.
func (c *coverage) hundredths(from, to int) []uint32 {
	people := make([]uint32, to-from)
	if c.people == nil {
		return people
	}
	for i, p := range c.people[from:to] {
		people[i] = uint32(math.Round(100 * float64(p)))
	}
	return people
}

// ParseBlock reads the hex of a block from an address, or fails with ErrAddress.
func ParseBlock(text string) (geo.Hex, error) {
	number, err := strconv.ParseUint(text, 16, 64)
	if h := geo.Hex(number); err == nil && h.String() == text && hex.Valid(h) {
		return h, nil
	}
	return 0, fmt.Errorf("%w: %.20q is no H3 hex", ErrAddress, text)
}
