package opendata

import (
	"iter"

	"phusong/geo"
	gapcount "phusong/geo/coverage"
	"phusong/tiles"
)

// named is a unit's code and name, nil where there is none.
func named(x geo.UnitIndex, code geo.AdminCode, level geo.Level, v geo.Vintage) []any {
	return []any{said(code), said(x.Name(code, level, v))}
}

// place is a hamlet and where it lies.
func place(x geo.UnitIndex, h *geo.HamletResult) []any {
	before, since := h.Places[geo.Vintage2024], h.Places[geo.Vintage2025]
	values := []any{string(h.Hamlet.Code), h.Hamlet.Name, said(h.Hamlet.Kind), known(h.Hamlet.People), known(h.Hamlet.Households), listedOf(len(h.Hamlet.Clusters), len(h.Hamlet.Clusters)), known(h.Hamlet.ClusterHouseholds()), degree(h.Hamlet.Centre[0]), degree(h.Hamlet.Centre[1])}
	values = append(values, named(x, since.Commune, geo.LevelCommune, geo.Vintage2025)...)
	values = append(values, named(x, before.Commune, geo.LevelCommune, geo.Vintage2024)...)
	return append(values, named(x, before.District, geo.LevelDistrict, geo.Vintage2024)...)
}

// units are the administrative units of all levels and vintages.
func units() Dataset {
	return Dataset{
		Name: "admin-units", Shape: "MultiPolygon", Formats: listed(),
		Title: tiles.Text{Vietnamese: "Đơn vị hành chính: trước và từ 1/7/2025", English: "Administrative units, before and since 1 July 2025"},
		About: tiles.Text{
			Vietnamese: "Tỉnh, huyện, xã như đã nhập, mỗi hiện trạng địa giới một bộ: 2024 (còn cấp huyện) và 2025-07. Khoá là mã cùng cấp và hiện trạng: mã được dùng lại năm 2025.",
			English:    "Province, districts and communes as imported, a set for each state of the boundaries: 2024 (with districts) and 2025-07. The key is the code with level and vintage: codes were used again in 2025."},
		Definition: tiles.Text{Vietnamese: "Diện tích và dân số là số công bố, không tính từ ranh giới", English: "Area and population are as stated, not reckoned from the boundary"},
		Columns: []Column{
			{"code", Text, tiles.Text{Vietnamese: "mã đơn vị", English: "code"}}, {"name", Text, tiles.Text{Vietnamese: "tên", English: "name"}},
			{"level", Text, tiles.Text{Vietnamese: "cấp: province, district, commune", English: "level"}}, {"vintage", Text, tiles.Text{Vietnamese: "hiện trạng địa giới", English: "state of the boundaries"}},
			{"parent", Text, tiles.Text{Vietnamese: "mã đơn vị cấp trên", English: "code of the unit above"}},
			{"area_km2", Number, tiles.Text{Vietnamese: "diện tích công bố, km²", English: "stated area, km²"}}, {"population", Whole, tiles.Text{Vietnamese: "dân số công bố", English: "stated population"}},
		},
		rows: func(e *tiles.Edition) iter.Seq[Row] {
			return func(yield func(Row) bool) {
				for i := range e.View.Units {
					u := &e.View.Units[i]
					var area any
					if u.AreaKm2 > 0 {
						area = u.AreaKm2
					}
					values := []any{string(u.Code), u.Name, u.Level.String(), string(u.Vintage), said(u.Parent), area, known(u.Population)}
					if !yield(Row{Values: values, Shape: u.Boundary}) {
						return
					}
				}
			}
		},
	}
}

// gaps are the units of a level with their people and hamlets by verdict: a row
// for each unit, technology and definition.
func gaps(level geo.Level, v geo.Vintage) Dataset {
	title := map[geo.Level]tiles.Text{
		geo.LevelDistrict: {Vietnamese: "huyện, thành phố (đến 30/6/2025)", English: "district (until 30 June 2025)"},
		geo.LevelCommune:  {Vietnamese: "xã, phường (đến 30/6/2025)", English: "commune (until 30 June 2025)"},
	}[level]
	if v == geo.Vintage2025 {
		title = tiles.Text{Vietnamese: "xã, phường (từ 1/7/2025)", English: "commune (since 1 July 2025)"}
	}
	d := Dataset{
		Name: "gaps-" + level.String() + "s-" + string(v), Shape: "MultiPolygon", Formats: listed(),
		Title: tiles.Text{Vietnamese: "Số dân, số thôn theo kết luận phủ sóng: " + title.Vietnamese, English: "People and hamlets by verdict: " + title.English},
		About: tiles.Text{
			Vietnamese: "Mỗi đơn vị, công nghệ và định nghĩa một dòng; cùng công nghệ và định nghĩa thì cộng lại bằng cả tỉnh.",
			English:    "A row for each unit, technology and definition; within one technology and definition they add up to the province."},
		Definition: definitions(),
		Columns: []Column{
			{"code", Text, tiles.Text{Vietnamese: "mã đơn vị", English: "code"}}, {"name", Text, tiles.Text{Vietnamese: "tên", English: "name"}},
			{"vintage", Text, tiles.Text{Vietnamese: "hiện trạng địa giới", English: "state of the boundaries"}}, {"parent", Text, tiles.Text{Vietnamese: "mã đơn vị cấp trên", English: "code of the unit above"}},
			{"technology", Text, tiles.Text{Vietnamese: "công nghệ", English: "technology"}}, {"definition", Text, tiles.Text{Vietnamese: "định nghĩa", English: "definition"}},
			{"population", Whole, tiles.Text{Vietnamese: "số người", English: "people"}}, {"households", Whole, tiles.Text{Vietnamese: "số hộ", English: "households"}},
		},
		rows: func(e *tiles.Edition) iter.Seq[Row] { return gapRows(e, level, v) },
	}
	for _, of := range []Column{{"people_", Whole, tiles.Text{Vietnamese: "người ở thôn ", English: "people of hamlets: "}}, {"hamlets_", Whole, tiles.Text{Vietnamese: "thôn ", English: "hamlets: "}}} {
		for _, verdict := range geo.Verdicts() {
			d.Columns = append(d.Columns, Column{of.Name + verdict.String(), Whole, tiles.Text{Vietnamese: of.Vietnamese + verdict.Vietnamese(), English: of.English + verdict.String()}})
		}
	}
	return d
}

func gapRows(e *tiles.Edition, level geo.Level, v geo.Vintage) iter.Seq[Row] {
	return func(yield func(Row) bool) {
		shapes := geo.IndexUnits(e.View.Units)
		for _, q := range questions() {
			for _, r := range gapcount.Gaps(e.View.Hamlets, e.View.Units, level, v, e.Verdicts(q)) {
				row := Row{Values: []any{said(r.Code), r.Name, string(v), said(r.Parent), string(q.Technologies), q.Definition.Code, r.Population, r.Households}}
				for _, c := range []geo.Count{r.People, r.Hamlets} {
					row.Values = append(row.Values, c.Covered, c.Partial, c.None, c.Unknown)
				}
				if u := shapes.Unit(geo.AdminCode(r.Code), level, v); u != nil {
					row.Shape = u.Boundary
				}
				if !yield(row) {
					return
				}
			}
		}
	}
}
