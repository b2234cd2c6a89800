package coverage

import "phusong/geo"

// Flips lists the hamlets whose verdict differs between two judgements of one
// release, in its order: verdicts i are of results[i]. They have no cause but what
// is meant. The rest of a commune is no hamlet and is left out.
func Flips(results []geo.HamletResult, was, is []geo.Verdict) []geo.HamletChange {
	var found []geo.HamletChange
	for i, r := range results {
		if was[i] != is[i] && r.Hamlet.Kind != geo.HamletRest {
			found = append(found, geo.HamletChange{Hamlet: r.Hamlet, Places: r.Places, Was: was[i], Is: is[i]})
		}
	}
	return found
}
