package coverage

import (
	"math"
	"slices"

	"phusong/geo"
)

// Stock is what stands in a territory, each counted for itself: one mast may
// carry several presences, and each of them several sectors.
type Stock struct{ Masts, Presences, Sectors int }

// CheckClaim sets a claim beside what was computed. A claim of coverage holds
// when no fewer hamlets are covered than it says, one of gaps when no more are
// dark or partial, one of stock when the count is the same; unknown hamlets
// never help it. Percents are compared to a tenth. Verdicts[i] is of results[i],
// under the claim's question; a claim of stock needs none.
func CheckClaim(c geo.Claim, results []geo.HamletResult, verdicts []geo.Verdict, stock Stock) geo.Answer {
	switch c.Subject {
	case geo.CountMasts:
		return geo.Answer{Computed: float64(stock.Masts), Holds: c.Value == float64(stock.Masts)}
	case geo.CountPresences:
		return geo.Answer{Computed: float64(stock.Presences), Holds: c.Value == float64(stock.Presences)}
	case geo.CountSectors:
		return geo.Answer{Computed: float64(stock.Sectors), Holds: c.Value == float64(stock.Sectors)}
	}
	var count geo.Count
	by := map[geo.Verdict][]geo.HamletCode{}
	for i, r := range results {
		if r.Hamlet.Kind == geo.HamletRest || c.District != "" && r.Places[geo.Vintage2024].District != c.District {
			continue
		}
		count.Add(verdicts[i], 1)
		by[verdicts[i]] = append(by[verdicts[i]], r.Hamlet.Code)
	}
	a := geo.Answer{Hamlets: count.Total(), Unknown: count.Unknown}
	switch c.Subject {
	case geo.HamletsPartial:
		a.Computed, a.Against = float64(count.Partial), by[geo.Partial]
		a.Holds = a.Computed <= c.Value
	case geo.HamletsNone:
		a.Computed, a.Against = float64(count.None), by[geo.None]
		a.Holds = a.Computed <= c.Value
	default:
		a.Computed, a.Against = float64(count.Covered), slices.Concat(by[geo.None], by[geo.Partial])
		if c.Subject == geo.ShareCovered {
			a.Computed = math.Floor(1000*a.Computed/math.Max(1, float64(a.Hamlets))) / 10
		}
		a.Holds = a.Computed >= c.Value
	}
	if a.Holds {
		a.Against = nil
	}
	slices.Sort(a.Against)
	return a
}
