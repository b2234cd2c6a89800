package coverage

import (
	"cmp"
	"math"
	"slices"

	"phusong/geo"
)

// placed is a piece of a hamlet and the row of the unit it lies in.
type placed struct {
	row   *geo.GapRow
	piece geo.Piece
}

// wholeOf is the hamlet in one piece; people and households that are not known
// count as none.
func wholeOf(r *geo.HamletResult) geo.Piece {
	p := geo.Piece{Hamlet: r.Hamlet.Code, Name: r.Hamlet.Name, Commune: r.Hamlet.Commune, Home: true, Share: 1, M2: r.AreaM2}
	if r.Hamlet.People != nil {
		p.People = *r.Hamlet.People
	}
	if r.Hamlet.Households != nil {
		p.Households = *r.Hamlet.Households
	}
	return p
}

// pieces divides a hamlet among the units that its parts lie in; in tells the
// row of a place. One that lies in one unit is whole, however many communes of
// the unit it lies in.
func pieces(r *geo.HamletResult, vintage geo.Vintage, in func(geo.Place) *geo.GapRow) []placed {
	whole, parts := wholeOf(r), r.Parts[vintage]
	home := in(r.Places[vintage])
	if len(parts) == 0 {
		return []placed{{home, whole}}
	}
	var rows []*geo.GapRow
	var people, area []float64
	for _, part := range parts {
		row := in(part.Place)
		i := slices.Index(rows, row)
		if i < 0 {
			i = len(rows)
			rows, people, area = append(rows, row), append(people, 0), append(area, 0)
		}
		people[i], area[i] = people[i]+part.People, area[i]+part.Area
	}
	if len(rows) == 1 && rows[0] == home {
		return []placed{{home, whole}}
	}
	persons, households, m2 := Apportion(whole.People, people), Apportion(whole.Households, people), Apportion(whole.M2, area)
	all := make([]placed, len(rows))
	for i, row := range rows {
		p := whole
		p.Home, p.Share, p.People, p.Households, p.M2 = row == home, area[i], persons[i], households[i], m2[i]
		all[i] = placed{row, p}
	}
	return all
}

// addPieces counts the pieces of one hamlet in their rows. Where it is not whole
// at home, every row it lies in names its piece.
func addPieces(verdict geo.Verdict, all []placed, home *geo.GapRow) {
	for _, p := range all {
		addTo(p.row, verdict, p.piece)
		if len(all) > 1 || p.row != home {
			p.row.Pieces = append(p.row.Pieces, p.piece)
		}
	}
}

func addTo(row *geo.GapRow, verdict geo.Verdict, p geo.Piece) {
	row.Population += p.People
	row.People.Add(verdict, p.People)
	row.Households += p.Households
	row.Homes.Add(verdict, p.Households)
	row.AreaM2 += p.M2
	row.Area.Add(verdict, p.M2)
}

// Apportion divides n, not negative, by shares into whole numbers that sum to n:
// each gets what is whole of its quota, and what is left goes to the largest
// remainders, of equal ones to the first. Shares that sum to nothing give all to
// the first; there must be one.
func Apportion(n int, shares []float64) []int {
	total := 0.0
	for _, s := range shares {
		total += s
	}
	given, order := make([]int, len(shares)), make([]int, len(shares))
	if !(total > 0) {
		given[0] = n
		return given
	}
	left := n
	remainder := make([]float64, len(shares))
	for i, s := range shares {
		quota := float64(n) * s / total
		given[i] = min(int(math.Floor(quota)), left)
		left -= given[i]
		order[i], remainder[i] = i, quota-math.Floor(quota)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(remainder[b], remainder[a]) })
	for i := 0; left > 0; i, left = i+1, left-1 {
		given[order[i%len(order)]]++
	}
	return given
}
