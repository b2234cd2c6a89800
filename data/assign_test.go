package data_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkt"

	"phusong/data/datatest"
	"phusong/geo/hex"
)

// The hexes an area is given are those whose centres PostGIS finds in it.
func TestAreasAreGivenTheHexesPostGISFindsInThem(t *testing.T) {
	grid, err := hex.NewGrid([]orb.MultiPolygon{square(105, 22, 0.1)}, 9, 1e5)
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(21, 22))
	var areas []orb.MultiPolygon
	var shapes, centres []string
	for range 40 {
		area := orb.MultiPolygon{{star(rng, 0.03)}}
		areas, shapes = append(areas, area), append(shapes, wkt.MarshalString(area))
	}
	for _, c := range grid.Centres {
		centres = append(centres, fmt.Sprintf("POINT(%.17g %.17g)", c.Lon(), c.Lat()))
	}
	pool := datatest.Pool(t)
	given := 0
	for i, hexes := range grid.Assign(areas) {
		var want []int32
		if err := pool.QueryRow(t.Context(), `
			SELECT coalesce(array_agg(place - 1 ORDER BY place), '{}')::int[]
			FROM unnest($1::text[]) WITH ORDINALITY AS centres (at, place)
			WHERE ST_Contains(ST_GeomFromText($2), ST_GeomFromText(at))`, centres, shapes[i]).Scan(&want); err != nil {
			t.Fatal(err)
		}
		given += len(hexes)
		if !slices.Equal(hexes, want) {
			t.Errorf("area %d is given %d hexes, PostGIS finds %d", i, len(hexes), len(want))
		}
	}
	if given == 0 {
		t.Error("no area was given a hex")
	}
}

// star is a ring of 60 corners around a place in the square, in and out at random.
func star(rng *rand.Rand, radius float64) orb.Ring {
	at := orb.Point{105 + 0.1*rng.Float64(), 22 + 0.1*rng.Float64()}
	var ring orb.Ring
	for i := range 60 {
		far, turn := radius*(0.2+0.8*rng.Float64()), 2*math.Pi*float64(i)/60
		ring = append(ring, orb.Point{at[0] + far*math.Cos(turn), at[1] + far*math.Sin(turn)})
	}
	return append(ring, ring[0])
}
