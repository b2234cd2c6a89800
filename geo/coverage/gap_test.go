package coverage

import (
	"fmt"
	"math/rand/v2"
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
			results[i] = geo.HamletResult{Hamlet: h, Places: places[i], Reaches: make([]geo.Reach, len(geo.Networks()))}
			r := &results[i].Reaches[0]
			*r = geo.Reach{Centre: geo.ClassNone, PeopleCovered: rng.Float64()}
			if rng.IntN(4) == 0 {
				r.PeopleUnknown = 1 - r.PeopleCovered
			}
		}
		for _, definition := range geo.Definitions() {
			want := Total(Gaps(results, units, geo.LevelHamlet, geo.Vintage2024, geo.Networks()[0], definition))
			for _, vintage := range geo.Vintages() {
				for level := geo.LevelProvince; level <= geo.LevelHamlet; level++ {
					rows := Gaps(results, units, level, vintage, geo.Networks()[0], definition)
					got := Total(rows)
					if got.People != want.People || got.Hamlets != want.Hamlets || got.Households != want.Households || got.Population != want.Population {
						t.Fatalf("%v of %v by %s: %+v, want %+v", level, vintage, definition.Code, got, want)
					}
					for _, row := range rows {
						if row.Population != row.People.Total() {
							t.Fatalf("row %+v", row)
						}
					}
				}
			}
		}
	})
}

func TestEveryUnitHasARow(t *testing.T) {
	units := ladderOfUnits()
	for level, want := range map[geo.Level]int{geo.LevelProvince: 1, geo.LevelDistrict: 3, geo.LevelCommune: 9, geo.LevelHamlet: 0} {
		rows := Gaps(nil, units, level, geo.Vintage2024, geo.Networks()[0], geo.Definitions()[0])
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
	all := Total(Gaps(results, units, geo.LevelCommune, geo.Vintage2024, geo.Networks()[0], geo.Definitions()[0]))
	if all.Population != 8000 || all.Hamlets.Total() != 0 {
		t.Errorf("the rests count as %d people and %d hamlets, want 8000 and none", all.Population, all.Hamlets.Total())
	}
}
