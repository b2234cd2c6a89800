package tiles

import (
	"math"

	"phusong/geo"
)

// noLevel stands where a hex has no level to show.
const noLevel int16 = -32768

// column is what one network does on one rung: classes[i] and levels[i] (whole
// dBm, or noLevel) belong to hex i of the rung.
type column struct {
	classes []geo.Class
	levels  []int16
}

// newColumns grades a surface on every rung of the pyramid.
func newColumns(p *pyramid, s geo.Surface) []column {
	scale := geo.ScaleOf(s.Network.Technology)
	grades := make([]geo.Class, len(s.Levels))
	for i, level := range s.Levels {
		grades[i] = level.Class(scale)
	}
	columns := make([]column, len(p.rungs))
	for i := range p.rungs {
		columns[i] = summarise(&p.rungs[i], grades, s.Levels)
	}
	return columns
}

// classesAlone forgets the levels.
func classesAlone(columns []column) []column {
	for _, c := range columns {
		for i := range c.levels {
			c.levels[i] = noLevel
		}
	}
	return columns
}

// summarise grades the hexes of a rung by their children in the release's grid:
// a hex has the class that most of its children have, the worse one when two
// tie, and unknown counts like any other. All children of the grid are of one
// size, so this is by area. Its level is the mean, in dB, of the children of
// that class.
func summarise(r *rung, grades []geo.Class, levels []geo.Level16) column {
	c := column{classes: make([]geo.Class, len(r.hexes)), levels: make([]int16, len(r.hexes))}
	for i := range r.hexes {
		from, to := r.below[i], r.below[i+1]
		class := majority(grades[from:to])
		c.classes[i] = class
		c.levels[i] = meanLevel(class, grades[from:to], levels[from:to])
	}
	return c
}

// majority returns the most frequent class, of equals the worst; unknown is
// worse than every class.
func majority(grades []geo.Class) geo.Class {
	var counts [geo.ClassUnknown + 1]int
	for _, class := range grades {
		counts[class]++
	}
	best := geo.ClassUnknown
	for class := range geo.ClassUnknown {
		if counts[class] > counts[best] {
			best = class
		}
	}
	return best
}

// meanLevel is in whole dBm, rounded to the nearest.
func meanLevel(class geo.Class, grades []geo.Class, levels []geo.Level16) int16 {
	if class == geo.ClassNone || class == geo.ClassUnknown {
		return noLevel
	}
	sum, n := 0, 0
	for i, grade := range grades {
		if grade == class {
			sum += int(levels[i])
			n++
		}
	}
	return int16(math.Round(float64(sum) / float64(10*n)))
}
