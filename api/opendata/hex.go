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
				hexes, classes := seen(e, geo.AnyOperator)
				for i, h := range hexes {
					values := []any{h.String()}
					for _, c := range classes {
						values = append(values, c.at(i))
					}
					if !yield(Row{Values: values, Shape: orb.Polygon{hex.Boundary(h)}}) {
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

// seen returns the hexes of resolution finest, or the finest there are, and each
// technology's classes on them, of an operator's networks. All technologies are
// computed on one grid; one that is not is left out.
func seen(e *tiles.Edition, operator geo.OperatorCode) (hexes []geo.Hex, classes []column) {
	for _, t := range geo.Technologies() {
		s, shown := e.SeenAt(geo.Network{Operator: operator, Technology: t}, finest)
		shown = shown && len(s.Hexes) > 0
		if shown && hexes == nil {
			hexes = s.Hexes
		}
		if shown && len(s.Hexes) == len(hexes) {
			classes = append(classes, s.Classes)
		} else {
			classes = append(classes, nil)
		}
	}
	return hexes, classes
}
