package ogc

import (
	"fmt"

	"phusong/data"
	"phusong/tiles"
)

// paste is something to be pasted into another program, as it stands.
type paste struct {
	Where tiles.Text
	Text  string
}

// pastes open what the page is about in other programs, at the address the server
// was asked at and with what was said of the context. Quotes are those that every
// shell knows. Programs see what an account sees by a token of it.
func (q *question) pastes() []paste {
	var all []paste
	header := ""
	if q.edition.Cut != data.PublicCut {
		const bearer = "Authorization: Bearer TOKEN"
		header = fmt.Sprintf("--config GDAL_HTTP_HEADERS %q ", bearer)
		page := q.service.Base(q.r) + "/tokens"
		all = append(all, paste{tiles.Text{
			Vietnamese: "Để chương trình xem như tài khoản này: tạo mã tại " + page + ", điền vào chỗ TOKEN; QGIS: Xác thực → API Header",
			English:    "For programs to see what this account sees: make a token at " + page + " and put it for TOKEN; QGIS: Authentication → API Header"}, bearer})
	}
	all = append(all,
		paste{tiles.Text{Vietnamese: "QGIS: Lớp → Thêm lớp → WFS / OGC API – Features → Mới → URL", English: "QGIS: Layer → Add Layer → WFS / OGC API – Features → New → URL"}, q.to("")},
		paste{tiles.Text{Vietnamese: "GDAL: tải thôn cùng kết luận thành một tệp", English: "GDAL: hamlets and their verdicts as a file"},
			fmt.Sprintf("ogr2ogr %sverdicts.gpkg \"OAPIF:%s\" verdicts", header, q.to(""))})
	name := tiles.CoverageName(q.asks.Technologies, q.asks.Operator)
	layer, err := q.service.Layer(q.r.Context(), q.edition, name)
	if err != nil {
		return all
	}
	tile := fmt.Sprintf("%s/tiles/%s/latest/%s/{z}/{x}/{y}.mvt", q.service.Base(q.r), layer.Cut, name)
	return append(all, paste{tiles.Text{
		Vietnamese: fmt.Sprintf("QGIS: Lớp → Thêm lớp → Mảnh vectơ → Mới → URL (zoom %d–%d)", layer.MinZoom, layer.MaxZoom),
		English:    fmt.Sprintf("QGIS: Layer → Add Layer → Vector Tile Layer → New → URL (zoom %d–%d)", layer.MinZoom, layer.MaxZoom)}, tile})
}
