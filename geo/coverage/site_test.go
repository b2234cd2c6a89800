package coverage

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"phusong/geo"
	"phusong/geo/terrain"
)

// metres is a point so far east and north of another.
func metres(from orb.Point, east, north float64) orb.Point {
	return orb.Point{from[0] + east/103_200, from[1] + north/110_700}
}

var here = orb.Point{105.2, 21.8}

func ExampleSites() {
	sites := Sites([]geo.Presence{
		{Operator: geo.VNPT, Code: "TQG012", Position: metres(here, 31, 0)},
		{Operator: geo.Viettel, Code: "TQG0007", Position: here},
		{Operator: geo.Viettel, Code: "TQG0008", Position: metres(here, 900, 0)},
	})
	for _, s := range sites {
		for _, p := range s.Presences {
			fmt.Println(s.ID, p.Operator, p.Code)
		}
	}
	// Output:
	// ibdye4rk35 viettel TQG0008
	// opcourxmul viettel TQG0007
	// opcourxmul vnpt TQG012
}

func TestSitesAreChainsOfFiftyMetres(t *testing.T) {
	for _, tt := range []struct {
		name string
		east []float64
		want int
	}{
		{"one place", []float64{0, 0, 0}, 1},
		{"forty-nine metres", []float64{0, 49}, 1},
		{"fifty-one metres", []float64{0, 51}, 2},
		{"a chain longer than its links", []float64{0, 45, 90, 135}, 1},
		{"a broken chain", []float64{0, 45, 100, 140}, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var all []geo.Presence
			for i, east := range tt.east {
				all = append(all, presence(geo.Viettel, geo.SiteCode(fmt.Sprint(i)), metres(here, east, 0)))
			}
			if got := len(Sites(all)); got != tt.want {
				t.Errorf("%d sites, want %d", got, tt.want)
			}
		})
	}
}

func TestSitesDoNotDependOnTheOrderOfRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		var all []geo.Presence
		for i := range 60 {
			p := presence(geo.Operators()[rng.IntN(4)].Code, geo.SiteCode(fmt.Sprint(i)),
				metres(here, 600*rng.Float64(), 600*rng.Float64()))
			all = append(all, p)
		}
		want := Sites(all)
		rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for i := range all {
			s := append([]geo.Sector(nil), all[i].Sectors...)
			rng.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
			all[i].Sectors = s
		}
		if got := Sites(all); !reflect.DeepEqual(got, want) {
			t.Error("another order gives other sites")
		}
		seen, presences := map[string]bool{}, 0
		for _, s := range want {
			if seen[s.ID] {
				t.Errorf("two sites are called %s", s.ID)
			}
			seen[s.ID] = true
			presences += len(s.Presences)
		}
		if presences != len(all) {
			t.Errorf("%d presences of %d", presences, len(all))
		}
		for i, a := range want {
			for _, b := range want[i+1:] {
				for _, p := range a.Presences {
					for _, q := range b.Presences {
						if km := terrain.DistanceKm(p.Position, q.Position); km < sameMastKm-1e-6 {
							t.Errorf("%.1f m lie between two sites", km*1000)
						}
					}
				}
			}
		}
	})
}

func TestSitesLeaveTheirInputAlone(t *testing.T) {
	p := presence(geo.Viettel, "A", here)
	p.Sectors[0].AzimuthDeg, p.Sectors[2].AzimuthDeg = 240, 0
	Sites([]geo.Presence{p})
	if p.Sectors[0].AzimuthDeg != 240 {
		t.Error("the caller's sectors were sorted")
	}
}

func TestProbability(t *testing.T) {
	for _, tt := range []struct {
		margin geo.DBm
		want   float64
	}{{0, 0.5}, {5.4, 0.75}, {10.3, 0.90}, {13.2, 0.95}, {-13.2, 0.05}} {
		if got := Probability(-110+tt.margin, -110, 8); got < tt.want-0.002 || got > tt.want+0.002 {
			t.Errorf("a margin of %g dB gives %.3f, want %.2f", float64(tt.margin), got, tt.want)
		}
	}
}
