package sample

import (
	"slices"

	"github.com/paulmach/orb"
)

// piece is one straight piece of a line.
type piece struct {
	line, at int
	a, b     orb.Point
}

// crossings returns the lines, ascending, that cross or touch another line or
// themselves anywhere but at the ends that they share.
func crossings(lines [][]orb.Point) []int {
	const square = 12.0 // columns and rows
	squares := map[[2]int][]piece{}
	for l, line := range lines {
		for k := range len(line) - 1 {
			s := piece{l, k, line[k], line[k+1]}
			for x := int(min(s.a[0], s.b[0]) / square); x <= int(max(s.a[0], s.b[0])/square); x++ {
				for y := int(min(s.a[1], s.b[1]) / square); y <= int(max(s.a[1], s.b[1])/square); y++ {
					squares[[2]int{x, y}] = append(squares[[2]int{x, y}], s)
				}
			}
		}
	}
	bad := map[int]bool{}
	for _, pieces := range squares {
		for i, s := range pieces {
			for _, t := range pieces[:i] {
				if s.touches(t) {
					bad[s.line], bad[t.line] = true, true
				}
			}
		}
	}
	var all []int
	for l := range bad {
		all = append(all, l)
	}
	slices.Sort(all)
	return all
}

// touches says whether s and t have more in common than one end.
func (s piece) touches(t piece) bool {
	if max(s.a[0], s.b[0]) < min(t.a[0], t.b[0]) || max(t.a[0], t.b[0]) < min(s.a[0], s.b[0]) ||
		max(s.a[1], s.b[1]) < min(t.a[1], t.b[1]) || max(t.a[1], t.b[1]) < min(s.a[1], s.b[1]) {
		return false
	}
	if s.a == t.b || s.b == t.b {
		t.a, t.b = t.b, t.a
	}
	if s.b == t.a {
		s.a, s.b = s.b, s.a
	}
	if s.a == t.a { // one end in common: they may not lie on each other
		return s.b == t.b || turn(s.a, s.b, t.b) == 0 &&
			(s.b[0]-s.a[0])*(t.b[0]-s.a[0])+(s.b[1]-s.a[1])*(t.b[1]-s.a[1]) > 0
	}
	return turn(s.a, s.b, t.a)*turn(s.a, s.b, t.b) <= 0 && turn(t.a, t.b, s.a)*turn(t.a, t.b, s.b) <= 0
}

// turn is positive when c lies left of the way from a to b.
func turn(a, b, c orb.Point) float64 {
	return (b[0]-a[0])*(c[1]-a[1]) - (b[1]-a[1])*(c[0]-a[0])
}
