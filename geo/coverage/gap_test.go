package coverage

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"phusong/geo"
)

// ladderOfUnits is a province of 3 districts and 9 communes before the reform,
// and of 3 communes after it.
func ladderOfUnits() []geo.AdminUnit {
	people := 1000
	whole := rectangle(0, 0, 1, 1)
	units := []geo.AdminUnit{
		{Code: "08", Vintage: geo.Vintage2024, Level: geo.LevelProvince, Name: "Tỉnh", Boundary: whole},
		{Code: "08", Vintage: geo.Vintage2025, Level: geo.LevelProvince, Name: "Tỉnh", Boundary: whole},
	}
	for d := range 3 {
		w, e := float64(d)/3, float64(d+1)/3
		district := geo.AdminCode(fmt.Sprintf("07%d", d))
		units = append(units,
			geo.AdminUnit{Code: district, Vintage: geo.Vintage2024, Level: geo.LevelDistrict, Parent: "08", Boundary: rectangle(w, 0, e, 1)},
			geo.AdminUnit{Code: geo.AdminCode(fmt.Sprintf("0%d", d)), Vintage: geo.Vintage2025, Level: geo.LevelCommune, Parent: "08",
				Boundary: rectangle(0, w, 1, e), Population: &people})
		for c := range 3 {
			units = append(units, geo.AdminUnit{Code: geo.AdminCode(fmt.Sprintf("%d%d", d, c)), Vintage: geo.Vintage2024, Level: geo.LevelCommune,
				Parent: district, Boundary: rectangle(w, float64(c)/3, e, float64(c+1)/3), Population: &people})
		}
	}
	return units
}

// judged are the verdicts on the first network.
func judged(results []geo.HamletResult, d geo.Definition) []geo.Verdict {
	verdicts, _ := Verdicts(results, geo.Ask(geo.Networks()[0], d))
	return verdicts
}

func TestGapsHaveTheSameSumOnEveryLevel(t *testing.T) {
	units := ladderOfUnits()
	rapid.Check(t, func(t *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		var hamlets []geo.Hamlet
		for i := range rapid.IntRange(0, 60).Draw(t, "hamlets") {
			area := rectangle(0.9*rng.Float64(), 0.9*rng.Float64(), 1.3, 1.3)
			h := geo.Hamlet{Code: geo.HamletCode(fmt.Sprint(i)), Vintage: geo.Vintage2024, Centre: area.Bound().Min,
				Commune: geo.AdminCode(fmt.Sprintf("%d%d", rng.IntN(4), rng.IntN(3)))}
			if rng.IntN(5) > 0 {
				people, households := rng.IntN(900), rng.IntN(200)
				h.People, h.Households = &people, &households
			}
			if rng.IntN(10) == 0 {
				h.Centre[0] += 3 // in another province, of no vintage
			}
			hamlets = append(hamlets, h)
		}
		hamlets = append(hamlets, Rests(units, hamlets, geo.Vintage2024)...)
		results := make([]geo.HamletResult, len(hamlets))
		places := PlaceHamlets(hamlets, units)
		for i, h := range hamlets {
			results[i] = geo.HamletResult{Hamlet: h, Places: places[i], AreaM2: rng.IntN(9e6), Reaches: make([]geo.Reach, len(geo.Networks()))}
			for n := range results[i].Reaches {
				r := &results[i].Reaches[n]
				*r = geo.Reach{Centre: geo.Class(rng.IntN(6)), PeopleCovered: rng.Float64(), AreaCovered: rng.Float64()}
				if rng.IntN(4) == 0 {
					r.PeopleUnknown, r.AreaUnknown = 1-r.PeopleCovered, 1-r.AreaCovered
				}
			}
			if rng.IntN(3) == 0 {
				results[i].Parts = map[geo.Vintage][]geo.Part{geo.Vintage2025: cutUp(rng)}
			}
		}
		for _, network := range geo.Networks() {
			for _, definition := range geo.Definitions() {
				sumsAgree(t, results, units, network, definition)
			}
		}
	})
}

// cutUp is some parts of a hamlet in communes of 2025, one of them unknown.
func cutUp(rng *rand.Rand) []geo.Part {
	parts := make([]geo.Part, 2+rng.IntN(3))
	var people, area float64
	for i, code := range rng.Perm(4)[:len(parts)] {
		parts[i] = geo.Part{Place: geo.Place{Province: "08", Commune: geo.AdminCode(fmt.Sprintf("0%d", code))}, People: rng.Float64(), Area: rng.Float64()}
		people, area = people+parts[i].People, area+parts[i].Area
	}
	for i := range parts {
		parts[i].People, parts[i].Area = parts[i].People/people, parts[i].Area/area
	}
	return parts
}

// sumsAgree asks for every level and vintage: all have the sum of the hamlets,
// every verdict's part of a row sums to the row, and the pieces of a hamlet to
// the hamlet.
func sumsAgree(t *rapid.T, results []geo.HamletResult, units []geo.AdminUnit, network geo.Network, definition geo.Definition) {
	verdicts, _ := Verdicts(results, geo.Ask(network, definition))
	want := Total(Gaps(results, units, geo.LevelHamlet, geo.Vintage2024, verdicts))
	for _, vintage := range geo.Vintages() {
		for level := geo.LevelProvince; level <= geo.LevelHamlet; level++ {
			rows := Gaps(results, units, level, vintage, verdicts)
			got := Total(rows)
			if got.People != want.People || got.Area != want.Area || got.Homes != want.Homes || got.Hamlets != want.Hamlets || got.Households != want.Households || got.Population != want.Population || got.AreaM2 != want.AreaM2 {
				t.Fatalf("%v %s, %v of %v: %+v, want %+v", network, definition.Code, level, vintage, got, want)
			}
			pieces := map[geo.HamletCode]geo.Piece{}
			for _, row := range rows {
				if row.Population != row.People.Total() || row.Households != row.Homes.Total() || row.AreaM2 != row.Area.Total() || min(row.Population, row.Households, row.AreaM2) < 0 {
					t.Fatalf("row %+v", row)
				}
				for _, p := range row.Pieces {
					sum := pieces[p.Hamlet]
					pieces[p.Hamlet] = geo.Piece{Share: sum.Share + p.Share, People: sum.People + p.People, Households: sum.Households + p.Households, M2: sum.M2 + p.M2}
				}
			}
			for _, r := range results {
				whole, sum := wholeOf(&r), pieces[r.Hamlet.Code]
				if sum.Share > 0 && (sum.People != whole.People || sum.Households != whole.Households || sum.M2 != whole.M2 || math.Abs(sum.Share-1) > 1e-9) {
					t.Fatalf("the pieces of %+v are %+v", whole, sum)
				}
			}
		}
	}
}

func TestWholeNumbersAreApportioned(t *testing.T) {
	for _, tt := range []struct {
		n      int
		shares []float64
		want   []int
	}{
		{10, []float64{0.5, 0.5}, []int{5, 5}}, {11, []float64{0.5, 0.5}, []int{6, 5}}, {1, []float64{0.2, 0.8}, []int{0, 1}},
		{100, []float64{1, 1, 1}, []int{34, 33, 33}}, {0, []float64{1, 2}, []int{0, 0}}, {7, []float64{0, 0}, []int{7, 0}}, {5, []float64{0, 3}, []int{0, 5}},
	} {
		if got := Apportion(tt.n, tt.shares); !slices.Equal(got, tt.want) {
			t.Errorf("%d by %v is %v, want %v", tt.n, tt.shares, got, tt.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		n, shares := rapid.IntRange(0, 1e9).Draw(t, "n"), rapid.SliceOfN(rapid.Float64Range(0, 1), 1, 9).Draw(t, "shares")
		given, total := Apportion(n, shares), 0.0
		for _, s := range shares {
			total += s
		}
		sum := 0
		for i, g := range given {
			sum += g
			if quota := float64(n) * shares[i] / total; total > 0 && math.Abs(float64(g)-quota) > 1+1e-6*quota {
				t.Errorf("%d of %d for %v of %v", g, n, shares[i], shares)
			}
		}
		if sum != n {
			t.Errorf("%v sums to %d, want %d", given, sum, n)
		}
	})
}

func TestEveryUnitHasARow(t *testing.T) {
	units := ladderOfUnits()
	for level, want := range map[geo.Level]int{geo.LevelProvince: 1, geo.LevelDistrict: 3, geo.LevelCommune: 9, geo.LevelHamlet: 0} {
		rows := Gaps(nil, units, level, geo.Vintage2024, nil)
		if len(rows) != want {
			t.Errorf("%d rows of level %v, want %d", len(rows), level, want)
		}
		for i := 1; i < len(rows); i++ {
			if rows[i].Code <= rows[i-1].Code {
				t.Errorf("row %s after %s", rows[i].Code, rows[i-1].Code)
			}
		}
	}
}

func TestHamletsArePlacedInBothVintages(t *testing.T) {
	units := ladderOfUnits()
	for _, tt := range []struct {
		name   string
		hamlet geo.Hamlet
		want   map[geo.Vintage]geo.Place
	}{
		{"where its list says, in its own vintage",
			geo.Hamlet{Vintage: geo.Vintage2024, Commune: "20", Centre: rectangle(0.1, 0.5, 0.2, 0.6).Bound().Center()},
			map[geo.Vintage]geo.Place{geo.Vintage2024: {Province: "08", District: "072", Commune: "20"}, geo.Vintage2025: {Province: "08", Commune: "01"}}},
		{"where its centre lies, if its list names no commune we know",
			geo.Hamlet{Vintage: geo.Vintage2024, Commune: "99", Centre: rectangle(0.1, 0.5, 0.2, 0.6).Bound().Center()},
			map[geo.Vintage]geo.Place{geo.Vintage2024: {Province: "08", District: "070", Commune: "01"}, geo.Vintage2025: {Province: "08", Commune: "01"}}},
		{"nowhere",
			geo.Hamlet{Vintage: geo.Vintage2024, Commune: "99", Centre: rectangle(3, 3, 4, 4).Bound().Center()},
			map[geo.Vintage]geo.Place{geo.Vintage2024: {}, geo.Vintage2025: {}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := PlaceHamlets([]geo.Hamlet{tt.hamlet}, units)[0]
			for vintage, want := range tt.want {
				if got[vintage] != want {
					t.Errorf("in %v %+v, want %+v", vintage, got[vintage], want)
				}
			}
		})
	}
}

func TestRestsStandForCommunesWithoutAList(t *testing.T) {
	units := ladderOfUnits()
	listed := geo.Hamlet{Vintage: geo.Vintage2024, Commune: "11", Centre: rectangle(0.4, 0.4, 0.6, 0.6).Bound().Center()}
	rests := Rests(units, []geo.Hamlet{listed}, geo.Vintage2024)
	if len(rests) != 8 {
		t.Fatalf("%d rests, want 8", len(rests))
	}
	for _, r := range rests {
		if r.Kind != geo.HamletRest || r.Commune == "11" || *r.People != 1000 || !contains(r.Territory, r.Centre) {
			t.Errorf("rest %+v", r)
		}
	}
	results := make([]geo.HamletResult, len(rests))
	for i, places := range PlaceHamlets(rests, units) {
		results[i] = geo.HamletResult{Hamlet: rests[i], Places: places, Reaches: make([]geo.Reach, len(geo.Networks()))}
	}
	all := Total(Gaps(results, units, geo.LevelCommune, geo.Vintage2024, judged(results, geo.Definitions()[0])))
	if all.Population != 8000 || all.Hamlets.Total() != 0 {
		t.Errorf("the rests count as %d people and %d hamlets, want 8000 and none", all.Population, all.Hamlets.Total())
	}
}
