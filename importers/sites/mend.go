package sites

import (
	"context"
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/importers/coordinate"
	"phusong/importers/table"
)

// restoreCommunes mends names of communes that lost their letters ư.
func (s *settler) restoreCommunes() {
	for _, r := range s.list.rows {
		name, ok := s.gazetteer.Restore(r.commune)
		if !ok {
			continue
		}
		r.complain(fault{severity: data.Corrected, field: fieldCommune, code: "commune-restored", raw: r.commune, proposed: name,
			vietnamese: "tên xã mất chữ ư (lỗi phông TCVN3): đã khôi phục theo danh mục xã", english: "the commune's name had lost its letter ư (TCVN3 fonts): restored from the list of communes"})
		r.commune = name
	}
}

// settleUnpointed puts lost decimal points back where the commune a row names
// leaves one place only; other rows wait for a person.
func (s *settler) settleUnpointed() {
	for _, r := range s.list.rows {
		if len(r.unpointed) == 0 {
			continue
		}
		var fit []orb.Point
		for _, p := range r.unpointed {
			if s.away(r, p) <= agreesKm {
				fit = append(fit, p)
			}
		}
		if len(fit) != 1 {
			r.refuseUnplaced()
			continue
		}
		r.reading = coordinate.Reading{Point: fit[0]}
		r.complain(fault{severity: data.Corrected, field: r.written, code: "coordinate-unpointed", raw: r.rawPlace(), proposed: degrees(fit[0]),
			vietnamese: fmt.Sprintf("toạ độ mất dấu thập phân: đã đặt lại theo xã “%s”", r.commune),
			english:    fmt.Sprintf("the decimal point was lost: put back so that the place lies in “%s”", r.commune)})
	}
}

// saysVNDegrees reports whether the header says that degrees are those of
// VN-2000: "Kinh độ (VN-2000)".
func (s *sheetReader) saysVNDegrees() bool {
	for _, field := range []table.Field{fieldLon, fieldLat, fieldCoord} {
		label := strings.ReplaceAll(table.Fold(s.header.Label(field)), " ", "")
		if strings.Contains(label, "vn2000") && !strings.Contains(label, "wgs") {
			return true
		}
	}
	return false
}

// settleDegrees brings degrees of VN-2000 to WGS 84.
func (s *settler) settleDegrees(ctx context.Context) error {
	var rows []*row
	var points []orb.Point
	for _, r := range s.list.rows {
		if r.degrees && !r.refused && !r.reading.Metres {
			rows, points = append(rows, r), append(points, r.reading.Point)
		}
	}
	if len(rows) == 0 {
		return nil
	}
	turned, err := s.turn(ctx, int(coordinate.VNDegrees), points)
	if err != nil {
		return fmt.Errorf("place the rows given in degrees of VN-2000: %w", err)
	}
	for i, r := range rows {
		r.reading.Point = turned[i]
	}
	s.list.notes["datum"] = fmt.Sprintf("EPSG:%d, %d", coordinate.VNDegrees, len(rows))
	return nil
}
