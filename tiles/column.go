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

// grades are the classes of a surface, hex by hex of the release's grid.
func grades(s geo.Surface) []geo.Class {
	scale := geo.ScaleOf(s.Network.Technology)
	classes := make([]geo.Class, len(s.Levels))
	for i, level := range s.Levels {
		classes[i] = level.Class(scale)
	}
	return classes
}

// newColumns brings grades to every rung of the pyramid, and levels where they are
// given.
func newColumns(p *pyramid, grades []geo.Class, levels []geo.Level16) []column {
	columns := make([]column, len(p.rungs))
	for i := range p.rungs {
		columns[i] = summarise(&p.rungs[i], grades, levels)
	}
	return columns
}

// summarise grades the hexes of a rung by their children in the release's grid:
// a hex has the class that most of its children have, the worse one when two
// tie, and unknown counts like any other. All children of the grid are of one
// size, so this is by area. Its level is the mean, in dB, of the children of
// that class, and none where no levels are given.
func summarise(r *rung, grades []geo.Class, levels []geo.Level16) column {
	c := column{classes: make([]geo.Class, len(r.hexes)), levels: make([]int16, len(r.hexes))}
	for i := range r.hexes {
		from, to := r.below[i], r.below[i+1]
		class := majority(grades[from:to])
		c.classes[i] = class
		c.levels[i] = noLevel
		if levels != nil {
			c.levels[i] = meanLevel(class, grades[from:to], levels[from:to])
		}
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

// wholeDBm is one level as meanLevel has it.
func wholeDBm(level geo.Level16) int16 { return int16(math.Round(float64(level) / 10)) }
