package api

import (
	"cmp"
	"context"
	"slices"

	"phusong/api/paper"
	"phusong/geo"
	"phusong/geo/planning"
	"phusong/tiles"
)

// dependenceQuestion asks for hamlets by what they hang on.
type dependenceQuestion struct {
	FailureQuestion
	Effect string `query:"effect" enum:"dark,fell" default:"dark" doc:"dark: one failure leaves the hamlet without signal; fell: its verdict falls at all"`
	Hamlet string `query:"hamlet" maxLength:"60" doc:"Only this hamlet, by its code: the dependence of one card"`
}

type dependenceBody struct {
	Provenance
	Kind          kindBody        `json:"kind"`
	Total         Toll            `json:"total" doc:"Each hamlet counted once"`
	Units         []unitToll      `json:"units" doc:"The same by district and commune of 2024 and commune of 2025-07, those with the most people first"`
	NumberMatched int             `json:"numberMatched"`
	Rows          []dependenceRow `json:"rows"`
}

type unitToll struct {
	Code    string `json:"code"`
	Name    string `json:"name"`
	Level   string `json:"level" enum:"district,commune"`
	Vintage string `json:"vintage"`
	Toll
}

// dependenceRow is a hamlet and everything of a kind that it hangs on.
type dependenceRow struct {
	Code       string      `json:"code"`
	Name       string      `json:"name"`
	People     *int        `json:"people"`
	Households *int        `json:"households"`
	Places     []placeBody `json:"places"`
	Verdict    verdictWord `json:"verdict" doc:"As it stands"`
	HangsOn    []hook      `json:"hangsOn"`
}

// hook is one part that a hamlet hangs on.
type hook struct {
	PartBody
	Becomes verdictWord `json:"becomes"`
}

func (s *server) failureHamlets(ctx context.Context, q *dependenceQuestion) (dependenceBody, error) {
	e, err := s.breakable(ctx, q.Past)
	if err != nil {
		return dependenceBody{}, err
	}
	a, err := s.readFailure(ctx, q.FailureQuestion, e)
	if err != nil {
		return dependenceBody{}, err
	}
	body := dependenceBody{Provenance: a.provenance(e), Kind: a.known(e), Units: []unitToll{}, Rows: []dependenceRow{}}
	if body.Kind.Named == 0 {
		return body, nil // as in the ranking
	}
	r, err := s.relianceIn(ctx, e)
	if err != nil {
		return dependenceBody{}, err
	}
	hooks, was := map[int32][]hook{}, map[int32]geo.Verdict{}
	for _, f := range a.shown(e, r, q.FailureQuestion) {
		for _, fall := range f.falls {
			before, becomes := a.definition.Verdict(fall.Was), a.definition.Verdict(fall.Leaves)
			if q.Effect == "dark" && !planning.Dark(before, becomes) || q.Hamlet != "" && q.Hamlet != string(r.Hamlets[fall.Hamlet].Code) {
				continue
			}
			hooks[fall.Hamlet] = append(hooks[fall.Hamlet], hook{f.part, verdictWord(becomes.String())})
			was[fall.Hamlet] = before
		}
	}
	rows, names := []dependenceRow{}, namesOf(e)
	for h, on := range hooks {
		hamlet := r.Hamlets[h]
		body.Total.add(hamlet)
		rows = append(rows, dependenceRow{string(hamlet.Code), hamlet.Name, hamlet.People, hamlet.Households, names.places(r.Places[h]), verdictWord(was[h].String()), on})
	}
	slices.SortFunc(rows, func(a, b dependenceRow) int {
		return cmp.Or(cmp.Compare(peopleOf(b.People), peopleOf(a.People)), cmp.Compare(a.Code, b.Code))
	})
	body.Units = names.tolls(r, hooks)
	body.NumberMatched, body.Rows = len(rows), of(q.Window, rows)
	return body, nil
}

func peopleOf(people *int) int {
	if people == nil {
		return 0
	}
	return *people
}

// vintageNames are the names of units, by vintage.
type vintageNames map[geo.Vintage]unitIndex

func namesOf(e *tiles.Edition) vintageNames {
	names := vintageNames{}
	for _, v := range geo.Vintages() {
		names[v] = unitNames(e, v)
	}
	return names
}

// places says where a hamlet lies.
func (n vintageNames) places(in map[geo.Vintage]geo.Place) []placeBody {
	all := []placeBody{}
	for _, v := range geo.Vintages() {
		if place, known := in[v]; known {
			all = append(all, placeBody{string(v), n[v].of(place.Province, geo.LevelProvince), n[v].of(place.District, geo.LevelDistrict), n[v].of(place.Commune, geo.LevelCommune)})
		}
	}
	return all
}

// within names the units above a hamlet, the nearest first, in the oldest
// boundaries that it has a place in.
func (n vintageNames) within(in map[geo.Vintage]geo.Place) []string {
	name := func(v geo.Vintage, code geo.AdminCode, level geo.Level) string {
		if unit := n[v].of(code, level); unit != nil {
			return unit.Name
		}
		return ""
	}
	was, is := in[geo.Vintage2024], in[geo.Vintage2025]
	return paper.Above(name(geo.Vintage2024, was.Commune, geo.LevelCommune), name(geo.Vintage2024, was.District, geo.LevelDistrict), name(geo.Vintage2025, is.Commune, geo.LevelCommune))
}

// tolls sums hamlets by the units they lie in.
func (n vintageNames) tolls(r *planning.Reliance, hamlets map[int32][]hook) []unitToll {
	type unit struct {
		vintage geo.Vintage
		level   geo.Level
		code    geo.AdminCode
	}
	sums := map[unit]*Toll{}
	add := func(u unit, h geo.Hamlet) {
		if u.code == "" {
			return
		}
		if sums[u] == nil {
			sums[u] = &Toll{}
		}
		sums[u].add(h)
	}
	for i := range hamlets {
		for v, place := range r.Places[i] {
			add(unit{v, geo.LevelDistrict, place.District}, r.Hamlets[i])
			add(unit{v, geo.LevelCommune, place.Commune}, r.Hamlets[i])
		}
	}
	all := []unitToll{}
	for u, t := range sums {
		if name := n[u.vintage].of(u.code, u.level); name != nil {
			all = append(all, unitToll{name.Code, name.Name, u.level.String(), string(u.vintage), *t})
		}
	}
	slices.SortFunc(all, func(a, b unitToll) int {
		return cmp.Or(cmp.Compare(a.Vintage, b.Vintage), -cmp.Compare(a.Level, b.Level), cmp.Compare(b.People, a.People), cmp.Compare(b.Hamlets, a.Hamlets), cmp.Compare(a.Code, b.Code))
	})
	return all
}
