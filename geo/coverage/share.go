package coverage

import (
	"phusong/geo"
	"phusong/geo/hex"

	"github.com/paulmach/orb"
)

// Share is the part of a hamlet that one hex of the grid stands for: of its
// area and of its people, 0…1.
type Share struct {
	Hex          int32
	Area, People float64
}

// Shares returns how each hamlet is made of hexes, hexes ascending: those whose
// centres lie in its territory, each with an equal part of the area, and of the
// people as hexPeople has them, or as the area where it has none there. A
// hamlet that holds no centre is the hex of its centre point. Both parts of a
// hamlet sum to 1; a hamlet that lies outside the grid has no shares.
func Shares(grid *hex.Grid, hamlets []geo.Hamlet, hexPeople []float32) [][]Share {
	territories := make([]orb.MultiPolygon, len(hamlets))
	for i, h := range hamlets {
		territories[i] = h.Territory
	}
	inside := grid.Assign(territories)
	shares := make([][]Share, len(hamlets))
	for i, h := range hamlets {
		if len(inside[i]) == 0 {
			if at, ok := grid.IndexAt(h.Centre); ok {
				inside[i] = []int32{int32(at)}
			}
		}
		shares[i] = divide(inside[i], hexPeople)
	}
	return shares
}

func divide(hexes []int32, hexPeople []float32) []Share {
	var people float64
	for _, h := range hexes {
		people += float64(hexPeople[h])
	}
	shares := make([]Share, len(hexes))
	for i, h := range hexes {
		part := 1 / float64(len(hexes))
		shares[i] = Share{Hex: h, Area: part, People: part}
		if people > 0 {
			shares[i].People = float64(hexPeople[h]) / people
		}
	}
	return shares
}
