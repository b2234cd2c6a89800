package derive

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/geo/coverage"
	"phusong/geo/hex"
)

// hexPeopleOf loads the people and puts them on a grid.
func hexPeopleOf(ctx context.Context, store *data.Store, revisions []data.Revision, grid *hex.Grid) ([]float32, error) {
	people, err := store.PopulationOf(ctx, data.IDs(revisions, data.Population))
	if err != nil {
		return nil, fmt.Errorf("load population: %w", err)
	}
	points, rasters := counted(people)
	hexPeople, _ := coverage.HexPeople(grid, points, rasters)
	return hexPeople, nil
}

// counted sorts the population into points and rasters.
func counted(people []data.Peopled) ([]coverage.PeopleAt, []coverage.PeopleRaster) {
	var points []coverage.PeopleAt
	sizes := map[[2]float64][]data.Peopled{}
	for _, c := range people {
		if c.Width == 0 || c.Height == 0 {
			points = append(points, coverage.PeopleAt{At: orb.Point{c.Lon, c.Lat}, People: c.People})
			continue
		}
		size := [2]float64{c.Width, c.Height}
		sizes[size] = append(sizes[size], c)
	}
	var rasters []coverage.PeopleRaster
	for _, cells := range sizes {
		rasters = append(rasters, rasterOf(cells))
	}
	slices.SortFunc(rasters, func(a, b coverage.PeopleRaster) int {
		return cmp.Or(cmp.Compare(a.StepLon, b.StepLon), cmp.Compare(a.StepLat, b.StepLat))
	})
	return points, rasters
}

// rasterOf puts cells of one size back into the raster they came from.
func rasterOf(cells []data.Peopled) coverage.PeopleRaster {
	box := orb.Bound{Min: orb.Point{cells[0].Lon, cells[0].Lat}, Max: orb.Point{cells[0].Lon, cells[0].Lat}}
	for _, c := range cells {
		box = box.Extend(orb.Point{c.Lon, c.Lat})
	}
	w, h := cells[0].Width, cells[0].Height
	r := coverage.PeopleRaster{
		West: box.Min.Lon() - w/2, North: box.Max.Lat() + h/2, StepLon: w, StepLat: h,
		Cols: int(math.Round((box.Max.Lon()-box.Min.Lon())/w)) + 1,
		Rows: int(math.Round((box.Max.Lat()-box.Min.Lat())/h)) + 1,
	}
	r.Values = make([]float32, r.Cols*r.Rows)
	for _, c := range cells {
		col, row := int((c.Lon-r.West)/w), int((r.North-c.Lat)/h)
		r.Values[row*r.Cols+col] += float32(c.People)
	}
	return r
}
