package coverage

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestAzimuthIsAtan2(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		east, north := rapid.Float64Range(-2e4, 2e4).Draw(t, "east"), rapid.Float64Range(-2e4, 2e4).Draw(t, "north")
		want := math.Atan2(east, north)
		if want < 0 {
			want += 2 * math.Pi
		}
		if got := azimuth(east, north); math.Abs(math.Remainder(got-want, 2*math.Pi)) > 2e-5 || got < 0 || got > 2*math.Pi {
			t.Errorf("azimuth of %g, %g = %g, want %g", east, north, got, want)
		}
	})
	if azimuth(0, 0) != 0 {
		t.Error("no direction has an azimuth")
	}
}

func TestRadialIsTheNearestOne(t *testing.T) {
	e := &Engine{settings: Settings{Radials: 16}}
	for _, tt := range []struct {
		deg  float64
		want int
	}{{0, 0}, {11, 0}, {12, 1}, {90, 4}, {180, 8}, {270, 12}, {348, 15}, {349, 0}, {359.99, 0}} {
		east, north := math.Sincos(tt.deg * math.Pi / 180)
		if got := e.radialOf(east, north); got != tt.want {
			t.Errorf("%g° lies on radial %d, want %d", tt.deg, got, tt.want)
		}
	}
}

func TestSorterSorts(t *testing.T) {
	var s sorter
	rapid.Check(t, func(t *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		var all []receiver
		for i := range rapid.IntRange(0, 500).Draw(t, "receivers") {
			all = append(all, receiver{km: math.Round(rng.Float64()*900) / 60, point: int32(i), radial: rng.Int32N(8)})
		}
		rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		s.sort(all, 8)
		slices.SortFunc(all, func(a, b receiver) int {
			return cmp.Or(cmp.Compare(a.radial, b.radial), cmp.Compare(a.km, b.km), cmp.Compare(a.point, b.point))
		})
		if !slices.Equal(s.inOrder, all) {
			t.Error("the receivers are not in order")
		}
		for radial := range 8 {
			for _, r := range s.group(radial) {
				if int(r.radial) != radial {
					t.Errorf("radial %d in the group of %d", r.radial, radial)
				}
			}
		}
	})
}
