// Package paper writes the gap list the way leaders file it: a workbook with a
// sheet for each level, and an A4 document in the official layout. Both carry
// with every figure its definition, territory, as-of date and release.
package paper

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/alphabet"
	"phusong/geo/coverage"
	"phusong/importers/gazetteer"
)

// Report is the gap list of one release and question, for the whole territory or
// for one district of 2024.
type Report struct {
	Area     string // the territory's or the district's name
	Province string
	geo.Question
	Release data.Release
	Model   string
	Sigma   geo.DB // of a level about its prediction; 0 where none is known
	Parts   []Part
	Total   geo.GapRow
	Hamlets []Hamlet // those not covered, by unit and name
}

// Part is a table: the units of one level and vintage.
type Part struct {
	Level   geo.Level
	Vintage geo.Vintage
	Rows    []geo.GapRow
}

// Hamlet is a line of evidence: a hamlet and its verdict.
type Hamlet struct {
	Code, Name        string
	Commune, District string // of the hamlet list's own vintage
	CommuneNow        string // since July 2025
	People            *int
	Households        *int
	Verdict           geo.Verdict

	vintage geo.Vintage
	parent  geo.AdminCode
	areaM2  int
}

// ErrNoDistrict means that no district of 2024 is called so.
var ErrNoDistrict = errors.New("no such district")

// New makes the report of a view's lists. Verdicts answer the question: one for
// each of its hamlets. District is the name or code of one of 2024, "" for the
// whole territory.
func New(v *data.View, q geo.Question, verdicts []geo.Verdict, district string) (Report, error) {
	r := Report{Province: provinceOf(v.Units), Question: q, Release: v.Release, Model: v.Model, Sigma: v.Sigma()}
	r.Area = r.Province
	results := v.Hamlets
	if district != "" {
		unit, err := districtCalled(v.Units, district)
		if err != nil {
			return Report{}, err
		}
		r.Area = unit.Name
		results, verdicts = within(unit.Code, results, verdicts)
	}
	for _, p := range []Part{{Level: geo.LevelDistrict, Vintage: geo.Vintage2024}, {Level: geo.LevelCommune, Vintage: geo.Vintage2024}, {Level: geo.LevelCommune, Vintage: geo.Vintage2025}} {
		p.Rows = inhabited(coverage.Gaps(results, v.Units, p.Level, p.Vintage, verdicts), district != "")
		alphabet.Sort(p.Rows, func(row geo.GapRow) []string { return []string{row.Name} })
		if len(p.Rows) > 0 {
			r.Parts, r.Total = append(r.Parts, p), coverage.Total(p.Rows)
		}
	}
	r.Hamlets = uncovered(v.Units, results, verdicts)
	return r, nil
}

// within keeps the hamlets of a district of 2024 and their verdicts.
func within(district geo.AdminCode, results []geo.HamletResult, verdicts []geo.Verdict) (kept []geo.HamletResult, of []geo.Verdict) {
	for i, h := range results {
		if h.Places[geo.Vintage2024].District == district {
			kept, of = append(kept, h), append(of, verdicts[i])
		}
	}
	return kept, of
}

// inhabited drops the units none of whose hamlets are asked for.
func inhabited(rows []geo.GapRow, drop bool) []geo.GapRow {
	if !drop {
		return rows
	}
	return slices.DeleteFunc(rows, func(r geo.GapRow) bool { return r.Hamlets.Total() == 0 && r.Population == 0 })
}

// provinceOf names the province; "" where the boundaries have none.
func provinceOf(units []geo.AdminUnit) string {
	for _, u := range units {
		if u.Level == geo.LevelProvince {
			return u.Name
		}
	}
	return ""
}

func districtCalled(units []geo.AdminUnit, words string) (geo.AdminUnit, error) {
	var names []string
	for _, u := range units {
		if u.Level != geo.LevelDistrict || u.Vintage != geo.Vintage2024 {
			continue
		}
		if string(u.Code) == words || gazetteer.Core(u.Name) == gazetteer.Core(words) {
			return u, nil
		}
		names = append(names, u.Name)
	}
	return geo.AdminUnit{}, fmt.Errorf("district %.60q of 2024: %w; there are %s", words, ErrNoDistrict, strings.Join(names, ", "))
}

func uncovered(units []geo.AdminUnit, results []geo.HamletResult, verdicts []geo.Verdict) []Hamlet {
	names := map[geo.Vintage]map[geo.AdminCode]string{geo.Vintage2024: {}, geo.Vintage2025: {}}
	for _, u := range units {
		if u.Level != geo.LevelProvince {
			names[u.Vintage][u.Code] = u.Name
		}
	}
	var all []Hamlet
	for i, h := range results {
		verdict := verdicts[i]
		if verdict == geo.Covered || h.Hamlet.Kind == geo.HamletRest {
			continue
		}
		was, is := h.Places[geo.Vintage2024], h.Places[geo.Vintage2025]
		all = append(all, Hamlet{Code: string(h.Hamlet.Code), Name: h.Hamlet.Name, Commune: names[geo.Vintage2024][was.Commune],
			District: names[geo.Vintage2024][was.District], CommuneNow: names[geo.Vintage2025][is.Commune],
			People: h.Hamlet.People, Households: h.Hamlet.Households, Verdict: verdict,
			vintage: h.Hamlet.Vintage, parent: h.Hamlet.Commune, areaM2: h.AreaM2})
	}
	alphabet.Sort(all, func(h Hamlet) []string { return []string{h.District, h.Commune, h.Name} })
	return all
}

// asOf is the date of the newest input, as people here write dates.
func (r Report) asOf() string { return r.Release.AsOf.Format("02/01/2006") }

func (r Report) published() string {
	return r.Release.PublishedAt.In(hanoi()).Format("02/01/2006 15:04")
}

// hanoi is seven hours ahead of UTC, all year.
func hanoi() *time.Location { return time.FixedZone("Asia/Ho_Chi_Minh", 7*3600) }

// operator is the network's operator in words.
func (r Report) operator() string {
	if rank := geo.OperatorRank(r.Operator); rank >= 0 {
		return geo.Operators()[rank].Name
	}
	return "bất kỳ nhà mạng nào"
}

// levelName is a part's heading.
func (p Part) levelName() string {
	switch {
	case p.Level == geo.LevelDistrict:
		return "Theo huyện, thành phố (địa giới 2024; cấp huyện kết thúc ngày 01/7/2025)"
	case p.Vintage == geo.Vintage2024:
		return "Theo xã, phường, thị trấn (địa giới 2024)"
	}
	return "Theo xã, phường (địa giới từ 01/7/2025)"
}

// sheet is a part's name in a workbook.
func (p Part) sheet() string {
	switch {
	case p.Level == geo.LevelDistrict:
		return "Huyện 2024"
	case p.Vintage == geo.Vintage2024:
		return "Xã 2024"
	}
	return "Xã 2025-07"
}
