package hex

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/paulmach/orb"
	"github.com/uber/h3-go/v4"

	"phusong/geo"
)

// AppendIn appends the places of the hexes whose centres lie in box, ascending.
func (g *Grid) AppendIn(to []int32, box orb.Bound) []int32 {
	if len(g.Hexes) == 0 || box.IsEmpty() {
		return to
	}
	found := make([]uint64, (len(g.Hexes)+63)/64) // a bit a hex: cheaper than sorting
	for r := g.rows.row(box.Min.Lat()); r <= g.rows.row(box.Max.Lat()); r++ {
		row := g.rows.at[g.rows.start[r]:g.rows.start[r+1]]
		k, _ := slices.BinarySearchFunc(row, box.Min.Lon(),
			func(p orb.Point, west float64) int { return cmp.Compare(p.Lon(), west) })
		for ; k < len(row) && row[k].Lon() <= box.Max.Lon(); k++ {
			if row[k].Lat() >= box.Min.Lat() && row[k].Lat() <= box.Max.Lat() {
				i := g.rows.order[int(g.rows.start[r])+k]
				found[i/64] |= 1 << (i % 64)
			}
		}
	}
	for word, set := range found {
		for ; set != 0; set &= set - 1 {
			to = append(to, int32(64*word+bits.TrailingZeros64(set)))
		}
	}
	return to
}

// SubPoints returns the centres of the seven children of each hex, seven after
// seven in the order of the grid; the first of them is the hex's own centre. Of
// a pentagon, which has six, the centre stands twice.
func (g *Grid) SubPoints() []orb.Point {
	children := make([]geo.Hex, 0, 7*len(g.Hexes))
	for _, h := range g.Hexes {
		from := len(children)
		children = appendChildren(children, h, g.Resolution+1)
		if len(children)-from == 6 {
			children = append(children, children[from])
		}
	}
	return centres(children)
}

// AreaKm2 is the ground one hex covers.
func AreaKm2(h geo.Hex) float64 {
	km2, err := h3.CellAreaKm2(h3.Cell(h))
	if err != nil {
		return 0
	}
	return km2
}
