package opendata

import (
	"iter"
	"strings"

	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/geo/hex"
	"phusong/tiles"
)

// finest is the finest H3 resolution of what anybody may take.
const finest = 9

// hexAbout says how a hex got its class.
func hexAbout() tiles.Text {
	return tiles.Text{
		Vietnamese: "Mức là của phần lớn diện tích ô; bằng nhau thì lấy mức xấu hơn. Có sóng là từ mức limited trở lên, ngoài trời ở độ cao 1,5 m, theo dự báo.",
		English:    "The class is that of the greater part of the hex by area, of equals the worse. Signal is from the class limited up, outdoors at 1.5 m, as predicted.",
	}
}

// coverage is the class of each technology on each hex.
func coverage() Dataset {
	d := Dataset{
		Name: "coverage-h3", Shape: "Polygon", Formats: []Format{GeoPackage, GeoJSON, GeoParquet, CSV},
		Title: tiles.Text{Vietnamese: "Vùng phủ theo ô lục giác H3 mức 9", English: "Coverage by H3 hexes of resolution 9"},
		About: tiles.Text{
			Vietnamese: "Mỗi ô khoảng 0,1 km²: mức phủ sóng của mọi nhà mạng gộp lại, theo từng công nghệ: none, weak, limited, fair, good, very_good, unknown.",
			English:    "Hexes of about 0.1 km²: the class of all operators together, for each technology: none, weak, limited, fair, good, very_good, unknown."},
		Definition: hexAbout(),
		Columns:    []Column{{"h3_res9_id", Text, tiles.Text{Vietnamese: "chỉ số H3", English: "H3 index"}}},
		rows: func(e *tiles.Edition) iter.Seq[Row] {
			return func(yield func(Row) bool) {
				hexes, classes := seen(e)
				for i, h := range hexes {
					values := []any{h.String()}
					for _, c := range classes {
						values = append(values, c.at(i))
					}
					if !yield(Row{values, orb.Polygon{hex.Boundary(h)}}) {
						return
					}
				}
			}
		},
	}
	for _, t := range geo.Technologies() {
		d.Columns = append(d.Columns, Column{"class_" + strings.ToLower(t.String()), Text, tiles.Text{Vietnamese: "mức " + t.String(), English: t.String() + " class"}})
	}
	return d
}

// column are the classes of one technology, nil where the release has none.
type column []geo.Class

func (c column) at(i int) any {
	if c == nil {
		return nil
	}
	return c[i].String()
}

// seen returns the public's hexes and each technology's classes on them. All
// technologies are computed on one grid; one that is not is left out.
func seen(e *tiles.Edition) (hexes []geo.Hex, classes []column) {
	for _, t := range geo.Technologies() {
		s, shown := e.Seen(geo.Network{Operator: geo.AnyOperator, Technology: t})
		coarse := shown && len(s.Hexes) > 0 && s.Hexes[0].Resolution() <= finest
		if coarse && hexes == nil {
			hexes = s.Hexes
		}
		if coarse && len(s.Hexes) == len(hexes) {
			classes = append(classes, s.Classes)
		} else {
			classes = append(classes, nil)
		}
	}
	return hexes, classes
}

// availability is where there is signal, in the columns of the FCC's Broadband
// Data Collection, so that programs made for that read it.
func availability() Dataset {
	return Dataset{
		Name: "availability", Formats: []Format{GeoParquet, CSV},
		Title: tiles.Text{Vietnamese: "Nơi có sóng, theo cột của FCC BDC", English: "Availability in the columns of the FCC's BDC"},
		About: tiles.Text{
			Vietnamese: "Mỗi ô H3 mức 9 có sóng và mỗi công nghệ một dòng. providerid 0 là mọi nhà mạng gộp lại, không phải một nhà mạng. technology: 300 là 3G, 400 là 4G, 500 là 5G như FCC; 200 là 2G, FCC không có mã. mindown, minup để trống: tốc độ chưa tính. minsignal là cận dưới của mức, dBm, không phải số đo. environmnt 0: người đứng ngoài trời. Không có hình: nối với coverage-h3 bằng h3_res9_id.",
			English:    "A row for each H3 hex of resolution 9 with signal and each technology. providerid 0 is the union of all operators, no provider. technology: 300 is 3G, 400 4G, 500 5G as the FCC has them; 200 is 2G, for which it has no code. mindown and minup are empty: speeds are not computed. minsignal is the lower bound of the class in dBm, no measurement. environmnt 0: a person standing outdoors. No shapes: join coverage-h3 by h3_res9_id."},
		Definition: hexAbout(),
		Columns: []Column{
			{"h3_res9_id", Text, tiles.Text{Vietnamese: "chỉ số H3", English: "H3 index"}},
			{"providerid", Whole, tiles.Text{Vietnamese: "0: mọi nhà mạng gộp lại", English: "0: the union of all operators"}},
			{"technology", Whole, tiles.Text{Vietnamese: "mã công nghệ", English: "code of the technology"}},
			{"mindown", Number, tiles.Text{Vietnamese: "để trống", English: "empty"}}, {"minup", Number, tiles.Text{Vietnamese: "để trống", English: "empty"}},
			{"minsignal", Number, tiles.Text{Vietnamese: "cận dưới của mức, dBm", English: "lower bound of the class, dBm"}},
			{"environmnt", Whole, tiles.Text{Vietnamese: "0: ngoài trời, đứng yên", English: "0: outdoors, standing"}},
		},
		rows: availabilityRows,
	}
}

func availabilityRows(e *tiles.Edition) iter.Seq[Row] {
	return func(yield func(Row) bool) {
		hexes, classes := seen(e)
		for i, h := range hexes {
			for k, t := range geo.Technologies() {
				if classes[k] == nil || classes[k][i] < geo.ClassLimited || classes[k][i] == geo.ClassUnknown {
					continue
				}
				least := geo.ScaleOf(t).Bounds[classes[k][i]-1]
				if !yield(Row{Values: []any{h.String(), 0, 100 * int(t), nil, nil, float64(least), 0}}) {
					return
				}
			}
		}
	}
}
