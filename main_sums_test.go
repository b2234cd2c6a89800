package main_test

import (
	"math"
	"testing"

	orbgeo "github.com/paulmach/orb/geo"

	"phusong/geo"
	"phusong/geo/coverage"
)

// TestTheSampleAddsUpOnEveryLevelForEveryQuestion asks the sample's release for
// every technology, operator and definition: hamlets, people, households and
// ground have one sum by old district, old commune, new commune and hamlet.
func TestTheSampleAddsUpOnEveryLevelForEveryQuestion(t *testing.T) {
	view := home(t).truth(t)
	for _, network := range geo.Networks() {
		for _, definition := range geo.Definitions() {
			verdicts, stored := coverage.Verdicts(view.Hamlets, geo.Ask(network, definition))
			if !stored {
				t.Fatalf("%v by %s is not kept", network, definition.Code)
			}
			want := coverage.Total(coverage.Gaps(view.Hamlets, view.Units, geo.LevelHamlet, geo.Vintage2024, verdicts))
			if want.Population != 784811 || want.Hamlets.Total() != 1733 {
				t.Fatalf("%v by %s: %+v", network, definition.Code, want)
			}
			for _, vintage := range geo.Vintages() {
				for level := geo.LevelProvince; level <= geo.LevelHamlet; level++ {
					got := coverage.Total(coverage.Gaps(view.Hamlets, view.Units, level, vintage, verdicts))
					if got.People != want.People || got.Hamlets != want.Hamlets || got.Area != want.Area || got.Population != want.Population ||
						got.Households != want.Households || got.AreaM2 != want.AreaM2 || got.People.Total() != got.Population || got.Area.Total() != got.AreaM2 {
						t.Errorf("%v by %s, %v of %s: %+v, want %+v", network, definition.Code, level, vintage, got, want)
					}
				}
			}
		}
	}
}

// TestTheSampleAgreesWithTheBoundariesOwnFigures compares each unit's people with
// the number its boundary came with, and its part of the ground with that of the
// drawn boundary: a thousandth is allowed.
func TestTheSampleAgreesWithTheBoundariesOwnFigures(t *testing.T) {
	view := home(t).truth(t)
	verdicts, _ := coverage.Verdicts(view.Hamlets, geo.Ask(geo.Networks()[0], geo.Definitions()[0]))
	divided := 0
	for _, asked := range []struct {
		level   geo.Level
		vintage geo.Vintage
		units   int
	}{{geo.LevelProvince, geo.Vintage2024, 1}, {geo.LevelDistrict, geo.Vintage2024, 7}, {geo.LevelCommune, geo.Vintage2024, 138}, {geo.LevelCommune, geo.Vintage2025, 51}} {
		rows := map[geo.AdminCode]geo.GapRow{}
		ground := 0
		for _, row := range coverage.Gaps(view.Hamlets, view.Units, asked.level, asked.vintage, verdicts) {
			rows[geo.AdminCode(row.Code)] = row
			ground += row.AreaM2
			divided += len(row.Pieces)
		}
		drawn := 0.0
		for _, u := range view.Units {
			if u.Level == asked.level && u.Vintage == asked.vintage {
				drawn += orbgeo.Area(u.Boundary)
			}
		}
		seen := 0
		for _, u := range view.Units {
			if u.Level != asked.level || u.Vintage != asked.vintage {
				continue
			}
			seen++
			row := rows[u.Code]
			if off := math.Abs(float64(row.Population - *u.Population)); off > float64(*u.Population)/1000 {
				t.Errorf("%s %s of %s: %d people, its boundary says %d", u.Code, u.Name, u.Vintage, row.Population, *u.Population)
			}
			if share, want := float64(row.AreaM2)/float64(ground), orbgeo.Area(u.Boundary)/drawn; math.Abs(share/want-1) > 0.001 {
				t.Errorf("%s %s of %s: %.5f of the ground, its boundary encloses %.5f", u.Code, u.Name, u.Vintage, share, want)
			}
		}
		if seen != asked.units {
			t.Errorf("%d units of %v in %s", seen, asked.level, asked.vintage)
		}
	}
	if divided == 0 {
		t.Error("the reform of 2025 divided no hamlet of the sample: the test has nothing to see")
	}
}
