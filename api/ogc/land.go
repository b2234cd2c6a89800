package ogc

import (
	"cmp"
	"unicode"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"phusong/api/ogc/cql"
	"phusong/geo"
	"phusong/geo/coverage"
	"phusong/tiles"
)

// nameOf is a unit's name; null for none, or one that is not among the boundaries.
func nameOf(x geo.UnitIndex, code geo.AdminCode, level geo.Level, v geo.Vintage) cql.Value {
	return cql.TextOr(x.Name(code, level, v))
}

// levelTitle names the units of a level and vintage.
func levelTitle(level geo.Level, v geo.Vintage) tiles.Text {
	title := map[geo.Level]tiles.Text{
		geo.LevelProvince: {Vietnamese: "Tỉnh", English: "Province"},
		geo.LevelDistrict: {Vietnamese: "Huyện, thành phố", English: "Districts"},
		geo.LevelCommune:  {Vietnamese: "Xã, phường", English: "Communes"},
	}[level]
	if v == geo.Vintage2024 {
		return tiles.Text{Vietnamese: title.Vietnamese + " (đến 30/6/2025)", English: title.English + " (until 30 June 2025)"}
	}
	return tiles.Text{Vietnamese: title.Vietnamese + " (từ 1/7/2025)", English: title.English + " (since 1 July 2025)"}
}

// lowerFirst is a title as it goes on within another: months and other names keep
// their capitals.
func lowerFirst(title string) string {
	first, size := utf8.DecodeRuneInString(title)
	return string(unicode.ToLower(first)) + title[size:]
}

// landName is "communes-2025-07".
func landName(level geo.Level, v geo.Vintage) string { return level.String() + "s-" + string(v) }

// landLayer is the tile layer of the units, which is called as they are; the
// province has none.
func landLayer(level geo.Level, v geo.Vintage) func(*question) string {
	return func(*question) string {
		if level == geo.LevelProvince {
			return ""
		}
		return landName(level, v)
	}
}

// units are the administrative units of one level and vintage.
func units(level geo.Level, v geo.Vintage) collection {
	return collection{
		id: landName(level, v), shape: "MultiPolygon", title: levelTitle(level, v), valid: during(v), layer: landLayer(level, v),
		about: tiles.Text{Vietnamese: "Ranh giới hành chính như đã nhập.", English: "Administrative boundaries as they were imported."},
		own: []property{
			column("code", cql.Text, "mã theo Tổng cục Thống kê", "code of the General Statistics Office"),
			column("name", cql.Text, "tên", "name"),
			column("level", cql.Text, "cấp", "level"),
			column("vintage", cql.Text, "hiện trạng địa giới", "state of the boundaries"),
			column("parent", cql.Text, "mã đơn vị cấp trên", "code of the unit above"),
			column("parentName", cql.Text, "tên đơn vị cấp trên", "name of the unit above"),
			column("areaKm2", cql.Number, "diện tích công bố, km²", "stated area, km²"),
			column("population", cql.Whole, "dân số công bố", "stated population"),
		},
		table: func(q *question) table {
			names := geo.IndexUnits(q.edition.View.Units)
			return sorted(unitsOf(q, level, v), func(u *geo.AdminUnit) string { return string(u.Code) },
				func(u *geo.AdminUnit, to []cql.Value) []cql.Value {
					area := cql.Value{}
					if u.AreaKm2 > 0 {
						area = cql.NumberOf(u.AreaKm2)
					}
					return append(to, cql.TextOf(string(u.Code)), cql.TextOf(u.Name), cql.TextOf(level.String()), cql.TextOf(string(v)),
						cql.TextOr(string(u.Parent)), above(names, u), area, cql.WholeOr(u.Population))
				},
				func(u *geo.AdminUnit) orb.Geometry { return u.Boundary })
		},
	}
}

// above names the unit that another lies in.
func above(x geo.UnitIndex, u *geo.AdminUnit) cql.Value {
	if all := x.Above(u); len(all) > 0 {
		return cql.TextOr(all[0].Name)
	}
	return cql.Value{}
}

// unitsOf returns the units of a level and vintage, each code once.
func unitsOf(q *question, level geo.Level, v geo.Vintage) []*geo.AdminUnit {
	known := map[geo.AdminCode]bool{}
	return each(q.edition.View.Units, func(u *geo.AdminUnit) bool {
		if u.Level != level || u.Vintage != v || known[u.Code] {
			return false
		}
		known[u.Code] = true
		return true
	})
}

// gaps are the units with their people and hamlets by verdict.
func gaps(level geo.Level, v geo.Vintage) collection {
	title := levelTitle(level, v)
	return collection{
		id: "gaps-" + landName(level, v), shape: "MultiPolygon", on: onVerdict, valid: since, layer: landLayer(level, v),
		title: tiles.Text{Vietnamese: "Vùng lõm: " + lowerFirst(title.Vietnamese), English: "Gaps: " + lowerFirst(title.English)},
		about: tiles.Text{Vietnamese: "Số dân và số thôn theo kết luận của từng đơn vị, theo công nghệ, nhà mạng và định nghĩa được hỏi; cộng lại bằng cả tỉnh.",
			English: "People and hamlets by verdict in each unit, by technology, operator and definition as asked for; they add up to the province."},
		own: []property{
			column("code", cql.Text, "mã đơn vị", "code of the unit"),
			column("name", cql.Text, "tên", "name"),
			column("vintage", cql.Text, "hiện trạng địa giới", "state of the boundaries"),
			column("parent", cql.Text, "mã đơn vị cấp trên", "code of the unit above"),
			column("population", cql.Whole, "số người", "people"),
			column("households", cql.Whole, "số hộ", "households"),
			column("peopleCovered", cql.Whole, "người ở thôn phủ sóng", "people of hamlets that are covered"),
			column("peoplePartial", cql.Whole, "người ở thôn lõm sóng", "people of hamlets that are covered in part"),
			column("peopleNone", cql.Whole, "người ở thôn trắng sóng", "people of hamlets that are dark"),
			column("peopleUnknown", cql.Whole, "người ở thôn không đủ dữ liệu", "people of hamlets of which it is unknown"),
			column("hamletsCovered", cql.Whole, "thôn phủ sóng", "hamlets that are covered"),
			column("hamletsPartial", cql.Whole, "thôn lõm sóng", "hamlets that are covered in part"),
			column("hamletsNone", cql.Whole, "thôn trắng sóng", "hamlets that are dark"),
			column("hamletsUnknown", cql.Whole, "thôn không đủ dữ liệu", "hamlets of which it is unknown"),
		},
		table: func(q *question) table {
			shapes := geo.IndexUnits(q.edition.View.Units)
			rows := coverage.Gaps(q.edition.View.Hamlets, q.edition.View.Units, level, v, q.edition.Verdicts(q.asks))
			return sorted(each(rows, func(*geo.GapRow) bool { return true }), func(r *geo.GapRow) string { return cmp.Or(r.Code, "unplaced") },
				func(r *geo.GapRow, to []cql.Value) []cql.Value {
					to = append(to, cql.TextOr(r.Code), cql.TextOf(r.Name), cql.TextOf(string(v)), cql.TextOr(string(r.Parent)),
						whole(r.Population), whole(r.Households))
					return count(r.Hamlets, count(r.People, to))
				},
				func(r *geo.GapRow) orb.Geometry {
					if u := shapes.Unit(geo.AdminCode(r.Code), level, v); u != nil {
						return u.Boundary
					}
					return nil
				})
		},
	}
}

func count(c geo.Count, to []cql.Value) []cql.Value {
	return append(to, whole(c.Covered), whole(c.Partial), whole(c.None), whole(c.Unknown))
}

func whole(n int) cql.Value { return cql.WholeOf(n) }
