package opendata

import (
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"

	"phusong/geo"
	"phusong/tiles"
)

// hamlets are the hamlets with every verdict: one row each, columns for each
// technology and definition.
func hamlets() Dataset {
	d := Dataset{
		Name: "hamlets-verdicts", Shape: "MultiPolygon", Formats: listed(),
		Title: tiles.Text{Vietnamese: "Thôn, bản, tổ dân phố và kết luận phủ sóng", English: "Hamlets and their coverage verdicts"},
		About: tiles.Text{
			Vietnamese: "Mỗi thôn một dòng: ranh giới, dân số, đơn vị hành chính trước và sau 1/7/2025, kết luận theo từng công nghệ và từng định nghĩa. Kết luận là dự báo bằng mô hình truyền sóng, ngoài trời ở độ cao 1,5 m; không phải số đo.",
			English:    "One row for each hamlet: territory, people, administrative units before and after 1 July 2025, the verdict by technology and definition. Verdicts are predicted by a propagation model, outdoors at 1.5 m; they are no measurements."},
		Definition: definitions(),
		Columns: []Column{
			{"code", Text, tiles.Text{Vietnamese: "mã thôn", English: "code of the hamlet"}},
			{"name", Text, tiles.Text{Vietnamese: "tên", English: "name"}},
			{"kind", Text, tiles.Text{Vietnamese: "loại", English: "what the people call it"}},
			{"people", Whole, tiles.Text{Vietnamese: "số người", English: "people"}},
			{"households", Whole, tiles.Text{Vietnamese: "số hộ", English: "households"}},
			{"clusters", Whole, tiles.Text{Vietnamese: "số cụm dân cư đã khai; trống khi chưa khai cụm nào", English: "household clusters that were listed; empty where none were"}},
			{"cluster_households", Whole, tiles.Text{Vietnamese: "số hộ của các cụm đã khai; trống khi có cụm chưa rõ số hộ", English: "households of the listed clusters; empty where those of one are unknown"}},
			{"centre_lon", Number, tiles.Text{Vietnamese: "kinh độ điểm trung tâm", English: "longitude of the centre, degrees"}},
			{"centre_lat", Number, tiles.Text{Vietnamese: "vĩ độ điểm trung tâm", English: "latitude of the centre, degrees"}},
			{"commune_2025", Text, tiles.Text{Vietnamese: "mã xã từ 1/7/2025", English: "code of the commune since 1 July 2025"}},
			{"commune_name_2025", Text, tiles.Text{Vietnamese: "tên xã từ 1/7/2025", English: "name of the commune since 1 July 2025"}},
			{"commune_2024", Text, tiles.Text{Vietnamese: "mã xã đến 30/6/2025", English: "code of the commune until 30 June 2025"}},
			{"commune_name_2024", Text, tiles.Text{Vietnamese: "tên xã đến 30/6/2025", English: "name of the commune until 30 June 2025"}},
			{"district_2024", Text, tiles.Text{Vietnamese: "mã huyện đến 30/6/2025", English: "code of the district until 30 June 2025"}},
			{"district_name_2024", Text, tiles.Text{Vietnamese: "tên huyện đến 30/6/2025", English: "name of the district until 30 June 2025"}},
		},
		rows: hamletRows,
	}
	for _, t := range geo.Technologies() {
		d.Columns = append(d.Columns, verdictColumns(t)...)
	}
	return d
}

// verdictColumns are the columns of one technology, any operator.
func verdictColumns(t geo.Technology) []Column {
	low := strings.ToLower(t.String())
	var columns []Column
	for _, d := range geo.Definitions() {
		columns = append(columns, Column{"verdict_" + low + "_" + d.Code, Text,
			tiles.Text{Vietnamese: fmt.Sprintf("kết luận %v theo định nghĩa %s: covered phủ sóng, partial lõm sóng, none trắng sóng, unknown không đủ dữ liệu", t, d.Code), English: fmt.Sprintf("%v verdict by the definition %s", t, d.Code)}})
	}
	columns = append(columns, Column{"class_" + low, Text,
		tiles.Text{Vietnamese: fmt.Sprintf("mức %v tại điểm trung tâm", t), English: fmt.Sprintf("%v class at the centre", t)}})
	for _, share := range []struct{ name, vietnamese, english string }{
		{"people_covered", "phần dân có tín hiệu", "share of the people with signal"}, {"people_unknown", "phần dân không đủ dữ liệu", "share of the people of whom it is unknown"},
		{"area_covered", "phần diện tích có tín hiệu", "share of the area with signal"}, {"area_unknown", "phần diện tích không đủ dữ liệu", "share of the area of which it is unknown"},
	} {
		columns = append(columns, Column{share.name + "_" + low, Number, tiles.Text{Vietnamese: fmt.Sprintf("%s %v, 0 đến 1", share.vietnamese, t), English: fmt.Sprintf("%v: %s, 0 to 1", t, share.english)}})
	}
	return append(columns,
		Column{"clusters_covered_" + low, Whole, tiles.Text{Vietnamese: fmt.Sprintf("số cụm dân cư có tín hiệu %v; trống khi chưa khai cụm nào", t), English: fmt.Sprintf("household clusters with %v signal; empty where none are listed", t)}},
		Column{"clusters_unknown_" + low, Whole, tiles.Text{Vietnamese: fmt.Sprintf("số cụm dân cư không đủ dữ liệu %v", t), English: fmt.Sprintf("household clusters of which %v is unknown", t)}})
}

// definitions says what the verdicts mean.
func definitions() tiles.Text {
	var vietnamese, english []string
	for _, d := range geo.Definitions() {
		vietnamese, english = append(vietnamese, d.Code+": "+d.Vietnamese), append(english, d.Code+": "+d.English)
	}
	return tiles.Text{Vietnamese: strings.Join(vietnamese, ". "), English: strings.Join(english, ". ")}
}

func hamletRows(e *tiles.Edition) iter.Seq[Row] {
	return func(yield func(Row) bool) {
		names, asked := geo.IndexUnits(e.View.Units), questions()
		verdicts := make([][]geo.Verdict, len(asked))
		for i, q := range asked {
			verdicts[i] = e.Verdicts(q)
		}
		for i := range e.View.Hamlets {
			h := &e.View.Hamlets[i]
			if h.Hamlet.Kind == geo.HamletRest {
				continue
			}
			values := place(names, h)
			for k, q := range asked {
				values = append(values, verdicts[k][i].String())
				if (k+1)%len(geo.Definitions()) == 0 {
					values = append(values, reach(q, h.Reaches)...)
				}
			}
			if !yield(Row{Values: values, Shape: h.Hamlet.Territory}) {
				return
			}
		}
	}
}

// questions are all that is answered: any operator, each technology by each of
// the definitions that are always there.
func questions() []geo.Question {
	var all []geo.Question
	for _, t := range geo.Technologies() {
		for _, d := range geo.Definitions() {
			all = append(all, geo.Ask(geo.Network{Operator: geo.AnyOperator, Technology: t}, d))
		}
	}
	return all
}

// reach is the class at the centre, the shares and the clusters.
func reach(q geo.Question, reaches []geo.Reach) []any {
	r := reaches[slices.Index(geo.Networks(), q.Networks()[0])]
	return []any{r.Centre.String(), share(r.PeopleCovered), share(r.PeopleUnknown), share(r.AreaCovered), share(r.AreaUnknown), listedOf(int(r.ClustersCovered), int(r.Clusters)), listedOf(int(r.ClustersUnknown), int(r.Clusters))}
}

// listedOf is a count of household clusters, nil where none are listed.
func listedOf(n, clusters int) any {
	if clusters == 0 {
		return nil
	}
	return n
}

func share(v float64) float64  { return math.Round(v*1e4) / 1e4 }
func degree(v float64) float64 { return math.Round(v*1e7) / 1e7 }
