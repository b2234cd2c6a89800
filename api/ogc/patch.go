package ogc

import (
	"math"
	"strings"

	"github.com/paulmach/orb"

	"phusong/api/ogc/cql"
	"phusong/geo"
	"phusong/geo/hex"
	"phusong/tiles"
)

// patches are the connected inhabited places without signal, as the tiles of
// gaps have them: where somebody could stand, not which names are on a list.
func patches() collection {
	return collection{
		id: "gap-patches", shape: "MultiPolygon", on: onNetwork, valid: since, layer: patchesLayer,
		title: tiles.Text{Vietnamese: "Vùng lõm: nơi có người ở mà không có sóng", English: "Gaps: inhabited places without signal"},
		about: tiles.Text{Vietnamese: "Các ô lục giác liền nhau có từ 0,5 người trở lên theo danh sách thôn và mức dự báo dưới ngưỡng có tín hiệu; ô chưa đủ dữ liệu không tính. Không phụ thuộc định nghĩa của kết luận.",
			English: "Touching hexes with at least 0.5 people of the hamlets' lists each and a predicted level below the threshold of signal; hexes not known are left out. They do not depend on a definition of verdicts."},
		own: []property{
			column("patch", cql.Text, "chỉ số H3 của ô đông người nhất", "H3 index of the hex with the most people"),
			column("people", cql.Whole, "số người theo danh sách thôn, sống trong vùng", "people of the hamlets' lists, living in the patch"),
			column("hexes", cql.Whole, "số ô lục giác", "hexes"),
			column("areaKm2", cql.Number, "diện tích, km²", "area, km²"),
			column("hamlets", cql.Text, "mã các thôn có người sống trong vùng, cách nhau bằng dấu phẩy", "codes of the hamlets with people in the patch, comma between"),
		},
		check: func(q *question) error {
			_, err := patchesOf(q)
			return err
		},
		table: func(q *question) table {
			found, _ := patchesOf(q) // which check has refused
			return sorted(each(found, func(*geo.Gap) bool { return true }), func(g *geo.Gap) string { return g.Centre.String() }, patchValues,
				func(g *geo.Gap) orb.Geometry {
					area, _ := hex.Outline(g.Hexes) // hexes of a release are valid
					return area
				})
		},
	}
}

func patchesOf(q *question) ([]geo.Gap, error) {
	found, _, err := q.edition.Patches(q.asks.Operator, q.asks.Technologies)
	if err != nil {
		return nil, wrong("gap-patches of technology %s: %w", q.asks.Technologies, err)
	}
	return found, nil
}

func patchesLayer(q *question) string { return tiles.GapsName(q.asks.Technologies, q.asks.Operator) }

func patchValues(g *geo.Gap, to []cql.Value) []cql.Value {
	codes := make([]string, len(g.Hamlets))
	for i, code := range g.Hamlets {
		codes[i] = string(code)
	}
	return append(to, cql.TextOf(g.Centre.String()), whole(int(math.Round(g.People))), whole(len(g.Hexes)),
		cql.NumberOf(math.Round(g.AreaKm2*1000)/1000), cql.TextOr(strings.Join(codes, ",")))
}
