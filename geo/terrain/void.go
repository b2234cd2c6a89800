package terrain

import "slices"

// smallVoid is how many samples across a void may be to be filled: 250 m in a
// 1″ sheet, where neighbours still say something about what lies between them.
const smallVoid = 8

// mend returns the heights of s with absurd ones made void and small voids
// filled, and the report of it. The heights of s are left alone.
func mend(s *Sheet) ([]int16, SheetReport) {
	report := SheetReport{Name: s.Name, Samples: len(s.Heights)}
	lowest, highest := LowestM/s.Scale, HighestM/s.Scale
	heights, owned := s.Heights, false
	for i, h := range s.Heights {
		switch v := float64(h); {
		case h == Void:
			report.Voids++
		case v < lowest || v > highest:
			if !owned {
				heights, owned = slices.Clone(s.Heights), true
			}
			heights[i] = Void
			report.Absurd++
		case h < 0:
			report.Negative++
		}
	}
	if report.Voids+report.Absurd == 0 {
		return heights, report
	}
	heights, report.Filled = fillVoids(heights, s.Cols)
	report.Unfilled = report.Voids + report.Absurd - report.Filled
	return heights, report
}

// fillVoids returns a copy of heights, in rows of cols, with each small void
// filled, and how many samples that were.
func fillVoids(heights []int16, cols int) (mended []int16, filled int) {
	mended = slices.Clone(heights)
	seen := make([]bool, len(heights))
	var patch []int
	for i, h := range heights {
		if h != Void || seen[i] {
			continue
		}
		var small bool
		if patch, small = voidAt(heights, cols, i, seen, patch[:0]); !small {
			continue
		}
		for _, k := range patch {
			if v, ok := between(heights, cols, k); ok {
				mended[k] = v
				filled++
			}
		}
	}
	return mended, filled
}

// voidAt collects the void that touches sample i, corners too, and reports
// whether it is small in both directions.
func voidAt(heights []int16, cols, i int, seen []bool, patch []int) ([]int, bool) {
	west, east, north, south := i%cols, i%cols, i/cols, i/cols
	patch, seen[i] = append(patch, i), true
	for next := 0; next < len(patch); next++ {
		x, y := patch[next]%cols, patch[next]/cols
		west, east, north, south = min(west, x), max(east, x), min(north, y), max(south, y)
		for ny := max(y-1, 0); ny <= min(y+1, len(heights)/cols-1); ny++ {
			for nx := max(x-1, 0); nx <= min(x+1, cols-1); nx++ {
				if k := ny*cols + nx; heights[k] == Void && !seen[k] {
					seen[k] = true
					patch = append(patch, k)
				}
			}
		}
	}
	return patch, east-west < smallVoid && south-north < smallVoid
}

// between is the mean of the nearest known samples west, east, north and south
// of sample k, each weighted by one over its distance.
func between(heights []int16, cols, k int) (int16, bool) {
	x, y, rows := k%cols, k/cols, len(heights)/cols
	var sum, weights float64
	look := func(dx, dy int) {
		for d := 1; d <= smallVoid; d++ {
			nx, ny := x+d*dx, y+d*dy
			if nx < 0 || nx >= cols || ny < 0 || ny >= rows {
				return
			}
			if h := heights[ny*cols+nx]; h != Void {
				sum += float64(h) / float64(d)
				weights += 1 / float64(d)
				return
			}
		}
	}
	look(-1, 0)
	look(1, 0)
	look(0, -1)
	look(0, 1)
	if weights == 0 {
		return Void, false
	}
	mean := sum / weights
	if mean < 0 {
		return int16(mean - 0.5), true
	}
	return int16(mean + 0.5), true
}
