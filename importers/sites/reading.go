package sites

import (
	"fmt"
	"math"
	"strings"

	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/importers/gazetteer"
	"phusong/importers/table"
)

// readings are the places of a row with what speaks for each, in the order of
// their kinds; nil where there is but one.
func (s *settler) readings(r *row) []Reading {
	if len(r.candidates) < 2 && len(r.unpointed) == 0 {
		return nil
	}
	var all []Reading
	for _, c := range r.candidates {
		all = append(all, s.reading(r, c, c.kind))
	}
	return all
}

func (s *settler) reading(r *row, c candidate, kind string) Reading {
	point := c.point
	reading := Reading{Kind: kind, Point: &point, Score: math.Round(100*c.score()) / 100}
	vietnamese, english := c.words()
	switch {
	case math.IsInf(c.communeKm, 1):
	case c.communeKm == 0:
		vietnamese += fmt.Sprintf(": nằm trong “%s”", r.commune)
		english += fmt.Sprintf(": inside “%s”", r.commune)
	default:
		vietnamese += fmt.Sprintf(": cách “%s” %.1f km", r.commune, c.communeKm)
		english += fmt.Sprintf(": %.1f km from “%s”", c.communeKm, r.commune)
	}
	if !math.IsInf(c.communeKm, 1) {
		km := math.Round(10*c.communeKm) / 10
		reading.CommuneKm = &km
	}
	if c.list == 1 {
		vietnamese, english = vietnamese+"; hợp với cả bảng", english+"; as the rest of the list"
	}
	if c.near == 1 {
		vietnamese, english = vietnamese+"; gần các hàng bên cạnh", english+"; near the rows beside it"
	}
	reading.Vietnamese, reading.English = vietnamese, english
	return reading
}

// words name a way of reading.
func (c candidate) words() (vietnamese, english string) {
	switch c.kind {
	case kindWritten:
		return "đúng như đã ghi (WGS 84)", "as written (WGS 84)"
	case kindTurned:
		return "hai giá trị đổi chỗ cho nhau", "the two values turned round"
	case kindUnpointed:
		return "đặt lại dấu thập phân", "the decimal points put back"
	case kindTwisted:
		return "đặt lại dấu thập phân và đổi chỗ hai giá trị", "the decimal points put back and the two values turned round"
	}
	return c.system.Name(), c.system.Name()
}

// question says why a row must wait.
func (s *settler) question(r *row, winner int) fault {
	best := r.candidates[winner]
	f := fault{field: r.placeField(), raw: r.rawPlace(), proposed: degrees(best.point)}
	switch {
	case best.kind == kindUnpointed || best.kind == kindTwisted:
		f.code, f.vietnamese, f.english = "coordinate-unpointed", "có vẻ mất dấu thập phân trong toạ độ: chọn vị trí đúng hoặc sửa ô", "the decimal point seems to be lost: choose the right place or correct the cell"
	case r.datum == datumUnsaid && !r.reading.Metres:
		f.code, f.vietnamese, f.english = "datum-unsaid", "bảng nói đến VN-2000 nhưng toạ độ ghi bằng độ: VN-2000 hay đã là WGS 84? (lệch nhau khoảng 220 m)", "the list speaks of VN-2000, but the places are in degrees: of VN-2000, or of WGS 84 already? (some 220 m apart)"
	case twin(best.system):
		f.code, f.vietnamese, f.english = "grid-twin", "kinh tuyến 105° múi 3° và UTM 48N chỉ lệch nhau 751 m: chọn hệ toạ độ, hoặc ghi rõ ở đầu bảng", "the 105° grid and UTM 48N differ by only 751 m: choose the one meant, or state it above the list"
	default:
		f.code, f.vietnamese, f.english = "grid-unknown", "toạ độ mét VN-2000 không rõ kinh tuyến trục: chọn múi, ghi rõ ở đầu bảng, hoặc thêm cột xã", "VN-2000 metres of an unstated meridian: choose the zone, state it above the list, or add a commune column"
	}
	return f
}

const (
	besideRows = 10   // rows looked at on either side
	besideKm   = 15.0 // within which a neighbour agrees
	awayKm     = 40.0 // and beyond which it does not
)

// weighNear compares the places of rows that are still open with the nearest
// rows of the same sheet that are not: lists go from commune to commune.
func (s *settler) weighNear() {
	rows := s.list.rows
	sure := make([]*orb.Point, len(rows))
	for i, r := range rows {
		if winner, margin := r.best(); !r.refused && margin >= minMargin && r.candidates[winner].commune >= 0.5 {
			sure[i] = &r.candidates[winner].point
		}
	}
	for i, r := range rows {
		if r.refused || sure[i] != nil || len(r.candidates) < 2 {
			continue
		}
		for k := range r.candidates {
			c := &r.candidates[k]
			if km := beside(rows, sure, i, c.point); !math.IsInf(km, 1) {
				c.near = math.Max(0, math.Min(1, (awayKm-km)/(awayKm-besideKm)))
			}
		}
	}
}

// beside is how far a place of row i is from the nearest place that is sure among
// the rows beside it; +Inf where there is none.
func beside(rows []*row, sure []*orb.Point, i int, p orb.Point) float64 {
	nearest := math.Inf(1)
	for j := max(0, i-besideRows); j < min(len(rows), i+besideRows+1); j++ {
		if sure[j] != nil && rows[j].sheet == rows[i].sheet {
			nearest = math.Min(nearest, gazetteer.Km(p, *sure[j]))
		}
	}
	return nearest
}

// inside names the commune a place lies in, of today or else of 2024.
func (s *settler) inside(p orb.Point) (string, bool) {
	for _, vintage := range []geo.Vintage{geo.Vintage2025, geo.Vintage2024} {
		if unit, ok := s.gazetteer.Containing(p, vintage); ok {
			return unit.Name, true
		}
	}
	return "", false
}

// datum is what a sheet says of its degrees.
type datum byte

const (
	datumWGS84  datum = iota // said, or nothing else said
	datumVN2000              // the columns say so
	datumUnsaid              // the titles speak of VN-2000, the columns do not
)

// squeezed is a text without accents, marks and blanks.
func squeezed(text string) string { return strings.ReplaceAll(table.Fold(text), " ", "") }

// datumOf reads the headers of the coordinates, then the titles.
func (s *sheetReader) datumOf(titles string) datum {
	var labels strings.Builder
	for _, field := range []table.Field{fieldLon, fieldLat, fieldCoord} {
		labels.WriteString(" " + s.header.Label(field))
	}
	text := squeezed(labels.String())
	switch {
	case strings.Contains(text, "wgs"), s.shapes != nil: // the frame of a file of shapes counts
		return datumWGS84
	case strings.Contains(text, "vn2000"):
		return datumVN2000
	case strings.Contains(squeezed(titles), "wgs"), !strings.Contains(squeezed(titles), "vn2000"):
		return datumWGS84
	}
	return datumUnsaid
}
