package terrain

import (
	"fmt"
	"math"
)

// Void is the sample that says "no height here".
const Void = math.MinInt16

// Heights outside these bounds, in metres, are faults of the source and count
// as voids: no ground in Viet Nam lies near either.
const (
	LowestM  = -50
	HighestM = 9000
)

// Sheet is one elevation file: Rows × Cols samples, north to south, west to
// east in each row. West and North are those of the first sample itself, not of
// its pixel's corner. Heights are in units of Scale metres above sea level.
type Sheet struct {
	Name             string
	West, North      float64
	StepLon, StepLat float64 // degrees between samples, positive
	Cols, Rows       int
	Scale            float64 // metres per unit
	Heights          []int16
}

// maxSide bounds the samples of a side: more than a 1″ sheet of five degrees.
const maxSide = 20000

// check says what makes s unusable.
func (s *Sheet) check() error {
	switch {
	case s.Cols < 2 || s.Rows < 2 || s.Cols > maxSide || s.Rows > maxSide:
		return fmt.Errorf("sheet %s: %d × %d samples; a side has 2 to %d", s.Name, s.Cols, s.Rows, maxSide)
	case len(s.Heights) != s.Cols*s.Rows:
		return fmt.Errorf("sheet %s: %d heights for %d × %d samples: the file is cut short or too long",
			s.Name, len(s.Heights), s.Cols, s.Rows)
	case !(s.StepLon > 0 && s.StepLon < 1 && s.StepLat > 0 && s.StepLat < 1):
		return fmt.Errorf("sheet %s: steps of %g° and %g°; they lie between 0 and 1", s.Name, s.StepLon, s.StepLat)
	case !(s.Scale > 0 && s.Scale <= 100):
		return fmt.Errorf("sheet %s: a unit of %g m; it lies between 0 and 100", s.Name, s.Scale)
	case !s.onEarth():
		return fmt.Errorf("sheet %s: its corner %g, %g or its far corner is not a place", s.Name, s.West, s.North)
	}
	return nil
}

func (s *Sheet) onEarth() bool {
	east := s.West + float64(s.Cols-1)*s.StepLon
	south := s.North - float64(s.Rows-1)*s.StepLat
	return s.West >= -181 && east <= 181 && s.North <= 91 && south >= -91 && s.North >= south
}

// SheetReport says what was found in one sheet, in samples.
type SheetReport struct {
	Name     string
	Samples  int
	Voids    int // as the file has them
	Absurd   int // heights below LowestM or above HighestM, taken as voids
	Negative int // heights below the sea that were kept
	Filled   int // voids filled from their neighbours
	Unfilled int // voids that stay unknown
}
