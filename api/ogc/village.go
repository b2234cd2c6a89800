package ogc

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"phusong/api/ogc/cql"
	"phusong/geo"
	"phusong/tiles"
)

// hamlets are the hamlets themselves: what they are called, where they lie, who
// lives there.
func hamlets() collection {
	return collection{
		id: "hamlets", shape: "MultiPolygon", valid: since,
		title: tiles.Text{Vietnamese: "Thôn, bản, tổ dân phố", English: "Hamlets"},
		about: tiles.Text{Vietnamese: "Ranh giới, dân số và đơn vị hành chính trước và sau 1/7/2025 của từng thôn. Phần xã chưa có danh sách thôn không nằm ở đây.",
			English: "Territory, people and administrative units before and after 1 July 2025 of each hamlet. Parts of communes without a list of hamlets are not here."},
		own: []property{
			column("code", cql.Text, "mã thôn", "code of the hamlet"),
			column("name", cql.Text, "tên", "name"),
			column("kind", cql.Text, "loại", "what the people call it"),
			column("people", cql.Whole, "số người", "people"),
			column("households", cql.Whole, "số hộ", "households"),
			column("clusters", cql.Whole, "số cụm dân cư đã khai; trống khi chưa khai cụm nào", "household clusters that were listed; null where none were"),
			column("clusterHouseholds", cql.Whole, "số hộ của các cụm đã khai; trống khi có cụm chưa rõ số hộ", "households of the listed clusters; null where those of one are unknown"),
			column("centreLon", cql.Number, "kinh độ điểm trung tâm (nhà văn hoá), độ", "longitude of the centre, degrees"),
			column("centreLat", cql.Number, "vĩ độ điểm trung tâm, độ", "latitude of the centre, degrees"),
			column("commune2025", cql.Text, "mã xã từ 1/7/2025", "code of the commune since 1 July 2025"),
			column("communeName2025", cql.Text, "tên xã từ 1/7/2025", "name of the commune since 1 July 2025"),
			column("commune2024", cql.Text, "mã xã đến 30/6/2025", "code of the commune until 30 June 2025"),
			column("communeName2024", cql.Text, "tên xã đến 30/6/2025", "name of the commune until 30 June 2025"),
			column("district2024", cql.Text, "mã huyện đến 30/6/2025", "code of the district until 30 June 2025"),
			column("districtName2024", cql.Text, "tên huyện đến 30/6/2025", "name of the district until 30 June 2025"),
		},
		table: func(q *question) table {
			names := geo.IndexUnits(q.edition.View.Units)
			return village(q, func(h *listed, to []cql.Value) []cql.Value {
				before, since := h.Places[geo.Vintage2024], h.Places[geo.Vintage2025]
				return append(to, cql.TextOf(string(h.Hamlet.Code)), cql.TextOf(h.Hamlet.Name), cql.TextOr(string(h.Hamlet.Kind)),
					cql.WholeOr(h.Hamlet.People), cql.WholeOr(h.Hamlet.Households), listedOf(len(h.Hamlet.Clusters), len(h.Hamlet.Clusters)), cql.WholeOr(h.Hamlet.ClusterHouseholds()), degree(h.Hamlet.Centre[0]), degree(h.Hamlet.Centre[1]),
					cql.TextOr(string(since.Commune)), nameOf(names, since.Commune, geo.LevelCommune, geo.Vintage2025),
					cql.TextOr(string(before.Commune)), nameOf(names, before.Commune, geo.LevelCommune, geo.Vintage2024),
					cql.TextOr(string(before.District)), nameOf(names, before.District, geo.LevelDistrict, geo.Vintage2024))
			})
		},
		layer: hamletsLayer,
	}
}

// verdicts are the hamlets by what one network does for them.
func verdicts() collection {
	var words []string
	for _, v := range geo.Verdicts() {
		words = append(words, v.String())
	}
	return collection{
		id: "verdicts", shape: "MultiPolygon", on: onVerdict, valid: since,
		title: tiles.Text{Vietnamese: "Kết luận phủ sóng theo thôn", English: "Verdicts of the hamlets"},
		about: tiles.Text{Vietnamese: "Mỗi thôn một kết luận theo công nghệ, nhà mạng và định nghĩa được hỏi (mặc định 4G, bất kỳ nhà mạng nào, tại điểm trung tâm). Mức tín hiệu là dự báo ngoài trời ở độ cao 1,5 m, không phải số đo.",
			English: "One verdict for each hamlet by technology, operator and definition as asked for (4G, any operator, at the centre where nothing is said). Levels are predicted, outdoors at 1.5 m; they are no measurements."},
		own: []property{
			column("code", cql.Text, "mã thôn", "code of the hamlet"),
			column("name", cql.Text, "tên", "name"),
			column("commune2025", cql.Text, "mã xã từ 1/7/2025", "code of the commune since 1 July 2025"),
			column("communeName2025", cql.Text, "tên xã từ 1/7/2025", "name of the commune since 1 July 2025"),
			column("districtName2024", cql.Text, "tên huyện đến 30/6/2025", "name of the district until 30 June 2025"),
			column("people", cql.Whole, "số người", "people"),
			column("verdict", cql.Text, "kết luận: covered phủ sóng, partial lõm sóng, none trắng sóng, unknown không đủ dữ liệu", "verdict", words...),
			column("class", cql.Text, "mức tại điểm trung tâm", "class of the predicted level at the centre"),
			column("levelDbm", cql.Number, "mức dự báo tại điểm trung tâm, dBm; trống khi chỉ được xem mức", "predicted level at the centre, dBm; null where only the class is shown"),
			column("peopleCovered", cql.Number, "phần dân có tín hiệu, 0 đến 1; trống khi hỏi nhiều công nghệ", "share of the people with signal, 0 to 1; null for several technologies"),
			column("peopleUnknown", cql.Number, "phần dân không đủ dữ liệu, 0 đến 1", "share of the people for whom it is unknown, 0 to 1"),
			column("areaCovered", cql.Number, "phần diện tích có tín hiệu, 0 đến 1", "share of the area with signal, 0 to 1"),
			column("areaUnknown", cql.Number, "phần diện tích không đủ dữ liệu, 0 đến 1", "share of the area for which it is unknown, 0 to 1"),
			column("clusters", cql.Whole, "số cụm dân cư được xét cùng điểm trung tâm; trống khi chưa khai cụm nào hoặc hỏi nhiều công nghệ", "household clusters that are judged beside the centre; null where none are listed, and for several technologies"),
			column("clustersCovered", cql.Whole, "số cụm có tín hiệu", "clusters with signal"),
			column("clustersUnknown", cql.Whole, "số cụm không đủ dữ liệu", "clusters of which it is unknown"),
		},
		table: func(q *question) table {
			names, judged := geo.IndexUnits(q.edition.View.Units), q.edition.Verdicts(q.asks)
			return village(q, func(h *listed, to []cql.Value) []cql.Value {
				before, since := h.Places[geo.Vintage2024], h.Places[geo.Vintage2025]
				to = append(to, cql.TextOf(string(h.Hamlet.Code)), cql.TextOf(h.Hamlet.Name),
					cql.TextOr(string(since.Commune)), nameOf(names, since.Commune, geo.LevelCommune, geo.Vintage2025),
					nameOf(names, before.District, geo.LevelDistrict, geo.Vintage2024), cql.WholeOr(h.Hamlet.People),
					cql.TextOf(judged[h.at].String()), cql.TextOf(q.asks.Class(h.Reaches).String()))
				return q.reach(h.Reaches, to)
			})
		},
		layer: hamletsLayer,
	}
}

// listedOf is a count of household clusters, null where none are listed.
func listedOf(n, clusters int) cql.Value {
	if clusters == 0 {
		return cql.Value{}
	}
	return cql.WholeOf(n)
}

// reach appends the level at the centre, the shares of people and area and the
// clusters, as one network's reach has them. They are null where several were asked for or signal
// is counted in another way than runs do, the level also where only the class is
// shown.
func (q *question) reach(reaches []geo.Reach, to []cql.Value) []cql.Value {
	network, stored := q.asks.Stored()
	if !stored {
		return append(to, make([]cql.Value, 8)...)
	}
	r := reaches[slices.Index(geo.Networks(), network)]
	level, clusters := cql.Value{}, int(r.Clusters)
	if r.Centre != geo.ClassNone && r.Centre != geo.ClassUnknown && q.edition.Cut.SeesNetwork(network.Operator) {
		level = cql.NumberOf(math.Round(float64(r.CentreLevel)*10) / 10)
	}
	return append(to, level, share(r.PeopleCovered), share(r.PeopleUnknown), share(r.AreaCovered), share(r.AreaUnknown),
		listedOf(clusters, clusters), listedOf(int(r.ClustersCovered), clusters), listedOf(int(r.ClustersUnknown), clusters))
}

// listed is a hamlet and its place in the view.
type listed struct {
	*geo.HamletResult
	at int
}

// village is a table of the hamlets that are on a list.
func village(q *question, values func(*listed, []cql.Value) []cql.Value) table {
	rows := make([]listed, len(q.edition.View.Hamlets))
	for i := range rows {
		rows[i] = listed{&q.edition.View.Hamlets[i], i}
	}
	known := each(rows, func(h *listed) bool { return h.Hamlet.Kind != geo.HamletRest })
	return sorted(known, func(h *listed) string { return string(h.Hamlet.Code) }, values,
		func(h *listed) orb.Geometry { return h.Hamlet.Territory })
}

func hamletsLayer(q *question) string { return tiles.HamletsName(q.asks) }

// share keeps four digits, degree seven.
func share(v float64) cql.Value  { return cql.NumberOf(math.Round(v*1e4) / 1e4) }
func degree(v float64) cql.Value { return cql.NumberOf(math.Round(v*1e7) / 1e7) }
