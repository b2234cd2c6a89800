package coverage

import (
	"slices"
	"testing"

	"phusong/geo"
)

func TestAClaimIsSetBesideWhatIsComputed(t *testing.T) {
	lte := geo.Network{Operator: geo.AnyOperator, Technology: geo.LTE}
	hamlet := func(code string, district geo.AdminCode, reach geo.Reach) geo.HamletResult {
		r := geo.HamletResult{Hamlet: geo.Hamlet{Code: geo.HamletCode(code), Kind: geo.HamletThon}, Reaches: make([]geo.Reach, len(geo.Networks())),
			Places: map[geo.Vintage]geo.Place{geo.Vintage2024: {District: district}}}
		r.Reaches[network(lte.Operator, lte.Technology)] = reach
		return r
	}
	covered, partial, none, unknown := geo.Reach{PeopleCovered: 1}, geo.Reach{PeopleCovered: 0.5}, geo.Reach{}, geo.Reach{PeopleUnknown: 1}
	results := []geo.HamletResult{hamlet("d", "072", none), hamlet("a", "072", covered), hamlet("b", "072", partial), hamlet("c", "073", none), hamlet("e", "073", unknown)}
	rest := hamlet("rest", "072", none)
	rest.Hamlet.Kind = geo.HamletRest
	results = append(results, rest)
	people, err := geo.ParseDefinition("people")
	if err != nil {
		t.Fatal(err)
	}
	verdicts, _ := Verdicts(results, geo.Ask(lte, people))
	stock := Stock{Masts: 10, Presences: 12, Sectors: 36}
	for _, tt := range []struct {
		name     string
		claim    geo.Claim
		computed float64
		holds    bool
		against  []geo.HamletCode
	}{
		{"all hamlets covered", geo.Claim{Subject: geo.ShareCovered, Value: 100}, 20, false, []geo.HamletCode{"b", "c", "d"}},
		{"a fifth of them covered", geo.Claim{Subject: geo.ShareCovered, Value: 20}, 20, true, nil},
		{"half of a district covered", geo.Claim{Subject: geo.ShareCovered, Value: 50, District: "072"}, 33.3, false, []geo.HamletCode{"b", "d"}},
		{"one dark hamlet", geo.Claim{Subject: geo.HamletsNone, Value: 1}, 2, false, []geo.HamletCode{"c", "d"}},
		{"three dark hamlets", geo.Claim{Subject: geo.HamletsNone, Value: 3}, 2, true, nil},
		{"none partial", geo.Claim{Subject: geo.HamletsPartial, Value: 0}, 1, false, []geo.HamletCode{"b"}},
		{"ten masts", geo.Claim{Subject: geo.CountMasts, Value: 10}, 10, true, nil},
		{"ten presences", geo.Claim{Subject: geo.CountPresences, Value: 10}, 12, false, nil},
		{"ten sectors", geo.Claim{Subject: geo.CountSectors, Value: 10}, 36, false, nil},
	} {
		got := CheckClaim(tt.claim, results, verdicts, stock)
		if got.Computed != tt.computed || got.Holds != tt.holds || !slices.Equal(got.Against, tt.against) {
			t.Errorf("%s: computed %v, holds %v, against %v; want %v, %v, %v", tt.name, got.Computed, got.Holds, got.Against, tt.computed, tt.holds, tt.against)
		}
	}
}
