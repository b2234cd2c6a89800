package api

import (
	"cmp"
	"context"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/geo/alphabet"
	"phusong/importers/table"
	"phusong/tiles"
)

type hamletsQuestion struct {
	Question
	Past
	Vintage  vintageWord `query:"vintage" doc:"Which communes and districts are named; the hamlets' own where not said"`
	District string      `query:"district" maxLength:"20" doc:"Only hamlets of the district with this code"`
	Commune  string      `query:"commune" maxLength:"20" doc:"Only hamlets of the commune with this code"`
	Verdict  verdictWord `query:"verdict" doc:"Only hamlets with this verdict"`
	Q        string      `query:"q" maxLength:"100" doc:"Only hamlets whose name holds these letters, with or without accents"`
	Sorting
	Window
}

type hamletsBody struct {
	Provenance
	Vintage       string      `json:"vintage"`
	NumberMatched int         `json:"numberMatched"`
	Rows          []hamletRow `json:"rows"`
}

type hamletRow struct {
	Code       string      `json:"code"`
	Name       string      `json:"name"`
	Kind       string      `json:"kind"`
	Listed     bool        `json:"listed" doc:"False for what stands for the unlisted rest of a commune: it is no place"`
	Commune    *unitName   `json:"commune"`
	District   *unitName   `json:"district"`
	Centre     orb.Point   `json:"centre"`
	People     *int        `json:"people"`
	Households *int        `json:"households"`
	Verdict    verdictWord `json:"verdict"`
	Class      geo.Class   `json:"class" doc:"Class of the level at the centre; of several technologies the best"`
	LevelDBm   *float64    `json:"levelDbm" doc:"Level at the centre, dBm outdoors at 1.5 m; null where only the class is shown, and for several technologies"`
}

type unitName struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// TransformSchema is part of huma.SchemaTransformer: a hamlet may lie in none.
func (unitName) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema { return nullable(s) }

func (s *server) hamlets(ctx context.Context, q *hamletsQuestion) (hamletsBody, error) {
	r, a, err := s.asked(ctx, q.Past, q.Question)
	if err != nil {
		return hamletsBody{}, err
	}
	vintage := geo.Vintage(q.Vintage)
	if vintage == "" {
		vintage = home(r)
	}
	names := unitNames(r, vintage)
	sought := table.Fold(q.Q)
	found := []hamletRow{}
	for i := range r.View.Hamlets {
		h := &r.View.Hamlets[i]
		place := h.Places[vintage]
		verdict, class, level := a.verdicts[i], a.Class(h.Reaches), a.level(r, h)
		switch {
		case q.District != "" && string(place.District) != q.District,
			q.Commune != "" && string(place.Commune) != q.Commune,
			q.Verdict != "" && verdict.String() != string(q.Verdict),
			sought != "" && !strings.Contains(table.Fold(h.Hamlet.Name), sought):
			continue
		}
		found = append(found, hamletRow{
			Code: string(h.Hamlet.Code), Name: h.Hamlet.Name, Kind: string(h.Hamlet.Kind), Listed: h.Hamlet.Kind != geo.HamletRest,
			Commune: names.of(place.Commune, geo.LevelCommune), District: names.of(place.District, geo.LevelDistrict),
			Centre: h.Hamlet.Centre, People: h.Hamlet.People, Households: h.Hamlet.Households,
			Verdict: verdictWord(verdict.String()), Class: class, LevelDBm: level,
		})
	}
	if q.Sort == "name" {
		alphabet.Sort(found, func(row hamletRow) []string {
			names := []string{row.Name}
			for _, above := range []*unitName{row.Commune, row.District} {
				if above != nil {
					names = append(names, above.Name)
				}
			}
			return names
		})
	}
	return hamletsBody{q.provenance(r, a), string(vintage), len(found), of(q.Window, found)}, nil
}

// level is that at the centre, where one network alone was asked for.
func (a asked) level(e *tiles.Edition, h *geo.HamletResult) *float64 {
	if len(a.places) != 1 {
		return nil
	}
	return levelOf(e, a.Networks()[0], h.Reaches[a.places[0]])
}

// levelOf is the level at the centre, or nil where there is none to show: of
// networks that are seen by class alone, nowhere.
func levelOf(e *tiles.Edition, n geo.Network, r geo.Reach) *float64 {
	if r.Centre == geo.ClassNone || r.Centre == geo.ClassUnknown || !e.Cut.SeesNetwork(n.Operator) {
		return nil
	}
	level := tenth(float64(r.CentreLevel))
	return &level
}

// unitIndex finds the units of one vintage.
type unitIndex struct {
	units   geo.UnitIndex
	vintage geo.Vintage
}

func unitNames(r *tiles.Edition, v geo.Vintage) unitIndex {
	return unitIndex{geo.IndexUnits(r.View.Units), v}
}

// unit returns a unit, nil where there is none.
func (x unitIndex) unit(code geo.AdminCode, level geo.Level) *geo.AdminUnit {
	return x.units.Unit(code, level, x.vintage)
}

// of names a unit; nil for none. One that is not among the boundaries has its
// code for a name.
func (x unitIndex) of(code geo.AdminCode, level geo.Level) *unitName {
	if code == "" {
		return nil
	}
	return &unitName{string(code), cmp.Or(x.units.Name(code, level, x.vintage), string(code))}
}
