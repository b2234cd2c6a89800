package coverage

import (
	"slices"
	"strings"

	"phusong/geo"
)

// unplaced is the name of the row of hamlets that lie in no known unit.
const unplaced = "Không xác định đơn vị hành chính"

// Gaps counts the people and hamlets of each unit of one level and vintage by
// verdict: a row for every such unit, with hamlets or without, ascending by
// code. A hamlet that borders of the vintage cut counts as a hamlet where its
// centre lies, and with its people, households and ground in the unit of each
// piece. Hamlets that lie in no unit make a last row with no code, so that the
// rows of every level have the same sum. On LevelHamlet a row is a whole hamlet.
// The rest of a commune counts with its people, but is no hamlet. Verdicts[i] is
// of results[i].
func Gaps(results []geo.HamletResult, units []geo.AdminUnit, level geo.Level, vintage geo.Vintage, verdicts []geo.Verdict) []geo.GapRow {
	if level == geo.LevelHamlet {
		return hamletRows(results, vintage, verdicts)
	}
	var rows []geo.GapRow
	row := map[geo.AdminCode]int{}
	for _, u := range units {
		if _, twice := row[u.Code]; u.Level != level || u.Vintage != vintage || twice {
			continue
		}
		row[u.Code] = len(rows)
		rows = append(rows, geo.GapRow{Code: string(u.Code), Name: u.Name, Level: level, Vintage: vintage, Parent: u.Parent})
	}
	rest := geo.GapRow{Name: unplaced, Level: level, Vintage: vintage}
	in := func(p geo.Place) *geo.GapRow {
		if i, ok := row[unitAt(p, level)]; ok {
			return &rows[i]
		}
		return &rest
	}
	for i := range results {
		r := &results[i]
		home := in(r.Places[vintage])
		if r.Hamlet.Kind != geo.HamletRest {
			home.Hamlets.Add(verdicts[i], 1)
		}
		if len(r.Parts[vintage]) == 0 { // nearly all
			addTo(home, verdicts[i], wholeOf(r))
			continue
		}
		addPieces(verdicts[i], pieces(r, vintage, in), home)
	}
	sortRows(rows)
	if rest.Hamlets.Total() > 0 || rest.Population > 0 || rest.AreaM2 > 0 {
		rows = append(rows, rest)
	}
	return rows
}

func hamletRows(results []geo.HamletResult, vintage geo.Vintage, verdicts []geo.Verdict) []geo.GapRow {
	rows := make([]geo.GapRow, len(results))
	for i, r := range results {
		rows[i] = geo.GapRow{Code: string(r.Hamlet.Code), Name: r.Hamlet.Name, Level: geo.LevelHamlet,
			Vintage: vintage, Parent: r.Places[vintage].Commune}
		if r.Hamlet.Kind != geo.HamletRest {
			rows[i].Hamlets.Add(verdicts[i], 1)
		}
		addTo(&rows[i], verdicts[i], wholeOf(&results[i]))
	}
	sortRows(rows)
	return rows
}

func sortRows(rows []geo.GapRow) {
	slices.SortStableFunc(rows, func(a, b geo.GapRow) int { return strings.Compare(a.Code, b.Code) })
}

func unitAt(p geo.Place, level geo.Level) geo.AdminCode {
	switch level {
	case geo.LevelProvince:
		return p.Province
	case geo.LevelDistrict:
		return p.District
	}
	return p.Commune
}

// Total sums rows: the answer for the whole territory.
func Total(rows []geo.GapRow) geo.GapRow {
	var all geo.GapRow
	for _, r := range rows {
		all.Level, all.Vintage = r.Level, r.Vintage
		all.Population += r.Population
		all.Households += r.Households
		all.AreaM2 += r.AreaM2
		for _, v := range geo.Verdicts() {
			all.People.Add(v, countOf(r.People, v))
			all.Homes.Add(v, countOf(r.Homes, v))
			all.Area.Add(v, countOf(r.Area, v))
			all.Hamlets.Add(v, countOf(r.Hamlets, v))
		}
	}
	return all
}

func countOf(c geo.Count, v geo.Verdict) int {
	switch v {
	case geo.Covered:
		return c.Covered
	case geo.Partial:
		return c.Partial
	case geo.None:
		return c.None
	}
	return c.Unknown
}
