package elevation

import (
	"math"

	"phusong/data"
	"phusong/geo/terrain"
)

// fromRaster turns a raster of heights into a sheet. Whole metres stay whole;
// fractions are kept to a decimetre where the heights leave room for it.
func fromRaster(name string, r data.Raster) *terrain.Sheet {
	sheet := &terrain.Sheet{
		Name: name, West: r.West + r.StepLon/2, North: r.North - r.StepLat/2,
		StepLon: r.StepLon, StepLat: r.StepLat, Cols: r.Cols, Rows: r.Rows,
		Scale: scale(r.Values), Heights: make([]int16, len(r.Values)),
	}
	for i, v := range r.Values {
		units := math.Round(float64(v) / sheet.Scale)
		if math.IsNaN(units) || units <= terrain.Void || units > math.MaxInt16 {
			sheet.Heights[i] = terrain.Void
			continue
		}
		sheet.Heights[i] = int16(units)
	}
	return sheet
}

func scale(values []float32) float64 {
	whole, highest := true, 0.0
	for _, v := range values {
		height := float64(v)
		if math.IsNaN(height) {
			continue
		}
		whole = whole && height == math.Trunc(height)
		if math.Abs(height) <= terrain.HighestM {
			highest = math.Max(highest, math.Abs(height))
		}
	}
	if whole || highest > 3200 {
		return 1
	}
	return 0.1
}
