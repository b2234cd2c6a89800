package coverage

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"phusong/geo"
	"phusong/geo/hex"
)

// quarters cuts the little world into n×n hamlets.
func quarters(n int) []geo.Hamlet {
	var all []geo.Hamlet
	for i := range n * n {
		w, s, side := float64(i%n)/float64(n), float64(i/n)/float64(n), 1/float64(n)
		area := rectangle(w, s, w+side, s+side)
		all = append(all, geo.Hamlet{Code: geo.HamletCode(rune('a' + i)), Territory: area, Centre: area.Bound().Center()})
	}
	return all
}

func littleGrid(t fataler) *hex.Grid {
	grid, err := hex.NewGrid([]orb.MultiPolygon{rectangle(0.02, 0.02, 0.98, 0.98)}, 9, 100_000)
	if err != nil {
		t.Fatal(err)
	}
	return grid
}

func TestSharesOfAHamletSumToOne(t *testing.T) {
	grid := littleGrid(t)
	hamlets := append(quarters(5),
		geo.Hamlet{Code: "dot", Territory: orb.MultiPolygon{{{{105.1, 21.9}, {105.10001, 21.9}, {105.1, 21.90001}, {105.1, 21.9}}}}, Centre: orb.Point{105.1, 21.9}},
		geo.Hamlet{Code: "point", Centre: orb.Point{105.05, 21.95}})
	rapid.Check(t, func(t *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		people := make([]float32, grid.Len())
		for i := range people {
			if rng.IntN(3) == 0 {
				people[i] = float32(rng.ExpFloat64() * 40)
			}
		}
		owners := make([]int, grid.Len())
		for i, shares := range Shares(grid, hamlets, people) {
			var area, folk float64
			for k, s := range shares {
				area, folk = area+s.Area, folk+s.People
				if k > 0 && s.Hex <= shares[k-1].Hex {
					t.Fatal("hexes do not ascend")
				}
				if i < 25 {
					owners[s.Hex]++
				}
			}
			if math.Abs(area-1) > 1e-12 || math.Abs(folk-1) > 1e-12 {
				t.Errorf("hamlet %s: area %g, people %g", hamlets[i].Code, area, folk)
			}
			if i >= 25 && len(shares) != 1 {
				t.Errorf("hamlet %s, smaller than a hex, has %d hexes", hamlets[i].Code, len(shares))
			}
		}
		for i, n := range owners {
			if n != 1 {
				t.Fatalf("hex %d belongs to %d hamlets", i, n)
			}
		}
	})
}

func TestPeopleFallBackToArea(t *testing.T) {
	grid := littleGrid(t)
	for _, s := range Shares(grid, quarters(5), make([]float32, grid.Len()))[7] {
		if s.People != s.Area {
			t.Fatalf("share %+v", s)
		}
	}
}

func TestHamletOutsideTheGridIsUnknown(t *testing.T) {
	grid := littleGrid(t)
	hamlets := []geo.Hamlet{{Centre: orb.Point{107, 20}}}
	reaches := Reaches(grid, []geo.Surface{brightSurface(grid.Len())}, hamlets, Shares(grid, hamlets, make([]float32, grid.Len())), geo.DefaultScales())
	for _, d := range geo.Definitions() {
		if v := d.Verdict(reaches[0][0]); v != geo.Unknown {
			t.Errorf("by %s: %v", d.Code, v)
		}
	}
}

// The rest of a commune has people and ground like any hamlet, but no centre.
func TestTheRestOfACommuneIsJudgedByAllButItsCentre(t *testing.T) {
	grid := littleGrid(t)
	rest := quarters(1)[:1]
	rest[0].Kind = geo.HamletRest
	reaches := Reaches(grid, []geo.Surface{brightSurface(grid.Len())}, rest, Shares(grid, rest, make([]float32, grid.Len())), geo.DefaultScales())
	for code, want := range map[string]geo.Verdict{"centre": geo.Unknown, "people": geo.Covered, "area": geo.Covered} {
		definition, err := geo.ParseDefinition(code)
		if err != nil {
			t.Fatal(err)
		}
		if got := definition.Verdict(reaches[0][0]); got != want {
			t.Errorf("by %s: %v, want %v", code, got, want)
		}
	}
}

// brightSurface has signal everywhere.
func brightSurface(n int) geo.Surface {
	s := geo.Surface{Network: geo.Network{Operator: geo.AnyOperator, Technology: geo.LTE}, Levels: make([]geo.Level16, n), Covered: make([]uint8, n)}
	for i := range n {
		s.Levels[i], s.Covered[i] = geo.ToLevel16(-70), 100
	}
	return s
}

func TestReachWeighsHexesByTheirShares(t *testing.T) {
	grid := littleGrid(t)
	n := grid.Len()
	s := geo.Surface{Network: geo.Network{Operator: geo.AnyOperator, Technology: geo.LTE}, Levels: make([]geo.Level16, n), Covered: make([]uint8, n)}
	for i := range n {
		s.Levels[i] = geo.BelowFloor
	}
	s.Levels[0], s.Covered[0] = -900, 100
	s.Levels[1], s.Covered[1] = -1080, 43
	s.Levels[2] = geo.UnknownLevel
	hamlet := geo.Hamlet{Centre: grid.Centres[0]}
	shares := []Share{{0, 0.1, 0.4}, {1, 0.2, 0.3}, {2, 0.3, 0.2}, {3, 0.4, 0.1}}
	got := Reaches(grid, []geo.Surface{s}, []geo.Hamlet{hamlet}, [][]Share{shares}, geo.DefaultScales())[0][0]
	want := geo.Reach{Centre: geo.ClassGood, CentreLevel: -90,
		PeopleCovered: 0.4 + 0.3*0.43, PeopleUnknown: 0.2, AreaCovered: 0.1 + 0.2*0.43, AreaUnknown: 0.3}
	if got.Centre != want.Centre || got.CentreLevel != want.CentreLevel ||
		math.Abs(got.PeopleCovered-want.PeopleCovered) > 1e-12 || got.PeopleUnknown != want.PeopleUnknown ||
		math.Abs(got.AreaCovered-want.AreaCovered) > 1e-12 || got.AreaUnknown != want.AreaUnknown {
		t.Errorf("reach %+v, want %+v", got, want)
	}
}

func TestPeopleAreNeitherLostNorMade(t *testing.T) {
	grid := littleGrid(t)
	rapid.Check(t, func(t *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		step := rapid.SampledFrom([]float64{0.004, 0.00833, 0.05}).Draw(t, "step")
		r := PeopleRaster{West: 104.99, North: 22.01, StepLon: step, StepLat: step * 1.1, Cols: int(0.23 / step), Rows: int(0.2 / step)}
		var want float64
		for i := range r.Cols * r.Rows {
			v := float32(rng.ExpFloat64() * 100)
			switch i % 7 {
			case 0:
				v = -99999
			case 1:
				v = float32(math.NaN())
			default:
				want += float64(v)
			}
			r.Values = append(r.Values, v)
		}
		points := []PeopleAt{{orb.Point{105.1, 21.9}, 120}, {orb.Point{120, 10}, 7}, {orb.Point{105.1, 21.9}, math.NaN()}}
		hexes, got := HexPeople(grid, points, []PeopleRaster{r})
		for _, n := range hexes {
			if n < 0 {
				t.Fatalf("%g people in a hex", n)
			}
			got += float64(n)
		}
		if want += 127; math.Abs(got-want) > 1e-6*want {
			t.Errorf("%g people of %g", got, want)
		}
	})
}

// A rectangle of people half in the territory gives it half of them.
func TestNeighboursAreNotCountedIn(t *testing.T) {
	area := rectangle(0.2, 0.2, 0.8, 0.8)
	grid, err := hex.NewGrid([]orb.MultiPolygon{area}, 10, 100_000)
	if err != nil {
		t.Fatal(err)
	}
	const step = 1.0 / 120
	west := area.Bound().Min.Lon()
	r := PeopleRaster{West: west - step/2, North: 21.9, StepLon: step, StepLat: step, Cols: 3, Rows: 1, Values: []float32{1000, 1000, 1000}}
	hexes, outside := HexPeople(grid, nil, []PeopleRaster{r})
	inside := 0.0
	for _, n := range hexes {
		inside += float64(n)
	}
	if math.Abs(inside-2500) > 30 || math.Abs(inside+outside-3000) > 0.1 {
		t.Errorf("%.0f inside and %.0f outside", inside, outside)
	}
}

func TestAPointCountsInItsHex(t *testing.T) {
	grid := littleGrid(t)
	hexes, outside := HexPeople(grid, []PeopleAt{{grid.Centres[5], 120}, {orb.Point{120, 10}, 7}}, nil)
	if hexes[5] != 120 || outside != 7 {
		t.Errorf("%g in the hex, %g outside", hexes[5], outside)
	}
}
