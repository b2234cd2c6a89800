package coverage

import (
	"encoding/binary"
	"math"
	"os"
	"testing"

	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/geo/hex"
	"phusong/geo/propagation"
	"phusong/geo/terrain"
)

// tamDao is the real ground around the Tam Đảo ridge, which rises to 1,590 m
// from plains of 50 m (SRTM, public domain).
func tamDao(t *testing.T) *terrain.Ground {
	data, err := os.ReadFile("../../../shared/real/dem/N21E105.hgt")
	if err != nil {
		t.Skip("no real sheet here:", err)
	}
	s := &terrain.Sheet{Name: "N21E105.hgt", West: 105, North: 22, StepLon: 1.0 / 1200, StepLat: 1.0 / 1200,
		Cols: 1201, Rows: 1201, Scale: 1, Heights: make([]int16, 1201*1201)}
	for i := range s.Heights {
		s.Heights[i] = int16(binary.BigEndian.Uint16(data[2*i:]))
	}
	ground, err := terrain.NewGround([]*terrain.Sheet{s})
	if err != nil {
		t.Fatal(err)
	}
	return ground
}

// reachKm is how far out the sectors of a circle around a mast are covered: the
// distance within which as much of the sector's area lies as is covered of it.
func reachKm(grid *hex.Grid, s geo.Surface, mast orb.Point, sectors int) []float64 {
	frame := terrain.NewFrame(mast)
	lit, all := make([]float64, sectors), make([]float64, sectors)
	for i, c := range grid.Centres {
		km, azimuth := frame.Polar(c)
		if km > 15 {
			continue
		}
		k := int(azimuth*float64(sectors)/360+0.5) % sectors
		all[k]++
		if s.Covered[i] >= 50 {
			lit[k]++
		}
	}
	for k := range lit {
		lit[k] = 15 * math.Sqrt(lit[k]/all[k])
	}
	return lit
}

// "Coverage always shows a circle" is what users of such tools complain of most.
func TestCoverageUnderTamDaoIsNotADisc(t *testing.T) {
	mast := orb.Point{105.56, 21.47} // at the south-western foot
	reach := func(ground *terrain.Ground) []float64 {
		settings := DefaultSettings()
		settings.Resolution = 9
		box := terrain.NewFrame(mast).Box(15.5).ToPolygon()
		grid, err := hex.NewGrid([]orb.MultiPolygon{{box}}, 9, 100_000)
		if err != nil {
			t.Fatal(err)
		}
		model, err := propagation.Named("")
		if err != nil {
			t.Fatal(err)
		}
		p := presence(geo.Viettel, "A", mast)
		p.Sectors = p.Sectors[:1]
		p.Sectors[0].Omni = true
		r := compute(t, Input{Ground: ground, Grid: grid, Model: model, Settings: settings}, []geo.Presence{p})
		return reachKm(grid, r.Surfaces[network(geo.Viettel, geo.LTE)], mast, 16)
	}
	got := reach(tamDao(t))
	for _, tt := range []struct {
		name        string
		winds       []int // sixteenths of a turn, clockwise from north
		least, most float64
	}{
		{"the ridge, from north-north-east to south-east, stops it at once", []int{2, 3, 4, 5}, 0, 2},
		{"over the plain, to the south and south-west, it carries far", []int{7, 8, 9}, 10, 15},
	} {
		for _, wind := range tt.winds {
			if got[wind] < tt.least || got[wind] > tt.most {
				t.Errorf("%s: %.1f km at %g°", tt.name, got[wind], float64(wind)*22.5)
			}
		}
	}
	level := &terrain.Sheet{Name: "flat", West: 105, North: 22, StepLon: 0.01, StepLat: 0.01, Cols: 101, Rows: 101, Scale: 1, Heights: make([]int16, 101*101)}
	flat, err := terrain.NewGround([]*terrain.Sheet{level})
	if err != nil {
		t.Fatal(err)
	}
	for wind, km := range reach(flat) {
		if km < 9 {
			t.Errorf("without the mountains: %.1f km at %g°", km, float64(wind)*22.5)
		}
	}
}
