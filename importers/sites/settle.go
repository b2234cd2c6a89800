package sites

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/importers/coordinate"
	"phusong/importers/gazetteer"
	"phusong/importers/table"
)

const (
	marginKm  = 20.0 // sites may stand this far outside the province
	agreesKm  = 2.0  // a mast this near to the commune its row names agrees with it
	farKm     = 5.0  // and one this far away does not
	minAgreed = 0.5  // share of a grid's comparable rows below which it is only assumed
)

// settler decides what places the rows of one list mean.
type settler struct {
	list      *list
	gazetteer *gazetteer.Gazetteer
	turn      Transform
	box       orb.Bound
}

// settle gives every row its place on WGS 84, or refuses it.
func (l *list) settle(ctx context.Context, g *gazetteer.Gazetteer, turn Transform) error {
	s := &settler{list: l, gazetteer: g, turn: turn}
	box, known := g.Bound()
	if known {
		s.box = widen(box, marginKm)
	} else {
		s.box = orb.Bound{Min: orb.Point{102, 8}, Max: orb.Point{110, 24}}
		l.ledger.Add(data.Issue{Code: "no-boundaries", Severity: data.Warning,
			Vietnamese: "chưa nhập ranh giới hành chính: toạ độ chỉ được so với phạm vi Việt Nam",
			English:    "no boundaries are imported yet: places are only compared with the bounds of Viet Nam"})
	}
	l.noteTurned()
	s.restoreCommunes()
	s.settleUnpointed()
	if err := s.settleDegrees(ctx); err != nil {
		return err
	}
	var metres []*row
	for _, r := range l.rows {
		if r.reading.Metres {
			metres = append(metres, r)
		} else {
			r.point = r.reading.Point
		}
	}
	if err := s.settleMetres(ctx, metres); err != nil {
		return err
	}
	for _, r := range l.rows {
		s.check(r)
	}
	s.list.keepTaken()
	return nil
}

// check refuses a place outside the territory and doubts one far from the
// commune its row names.
func (s *settler) check(r *row) {
	if r.refused {
		return
	}
	if !s.box.Contains(r.point) {
		r.complain(fault{severity: data.Refused, field: r.placeField(), code: "outside",
			vietnamese: fmt.Sprintf("toạ độ nằm ngoài địa bàn tỉnh quá %.0f km", marginKm),
			english:    fmt.Sprintf("the place is more than %.0f km outside the province", marginKm),
			proposed:   ""})
		return
	}
	if away := s.away(r, r.point); away > farKm && !math.IsInf(away, 1) {
		r.warn(fieldCommune, "commune-far",
			fmt.Sprintf("toạ độ cách “%s” %.1f km", r.commune, away), fmt.Sprintf("the place is %.1f km from “%s”", away, r.commune))
	}
}

// away is how far p is from the nearest commune called as the row says, of any
// vintage; +Inf where none is known.
func (s *settler) away(r *row, p orb.Point) float64 {
	nearest := math.Inf(1)
	if r.commune == "" {
		return nearest
	}
	for _, unit := range s.gazetteer.Named(r.commune, r.district) {
		nearest = math.Min(nearest, gazetteer.DistanceKm(p, unit))
	}
	return nearest
}

// noteTurned marks the rows whose two coordinates stood in each other's place.
// Columns headed longitude and latitude say their order; for X and Y, and two
// numbers in one cell, most rows of the sheet say it.
func (l *list) noteTurned() {
	type column struct {
		sheet string
		field table.Field
	}
	turned, straight := map[column]int{}, map[column]int{}
	for _, r := range l.rows {
		if at := (column{r.sheet, r.written}); r.reading.Turned {
			turned[at]++
		} else {
			straight[at]++
		}
	}
	for _, r := range l.rows {
		at := column{r.sheet, r.written}
		usual := at.field != fieldLon && turned[at] > straight[at]
		if r.reading.Turned == usual {
			continue
		}
		proposed := degrees(r.reading.Point)
		if r.reading.Metres {
			proposed = fmt.Sprintf("%.2f, %.2f", r.reading.Point[0], r.reading.Point[1])
		}
		r.complain(fault{severity: data.Corrected, field: r.written, code: "swapped", raw: r.rawPlace(), proposed: proposed,
			vietnamese: "hai toạ độ bị đổi chỗ cho nhau: đã đổi lại", english: "the two coordinates stood in each other's place: turned round"})
	}
}

func (l *list) keepTaken() {
	kept := l.rows[:0]
	for _, r := range l.rows {
		if !r.refused {
			kept = append(kept, r)
		}
	}
	l.rows = kept
}

func widen(b orb.Bound, km float64) orb.Bound {
	lat := km / 111.2
	lon := lat / math.Cos(b.Center()[1]*math.Pi/180)
	return orb.Bound{Min: orb.Point{b.Min[0] - lon, b.Min[1] - lat}, Max: orb.Point{b.Max[0] + lon, b.Max[1] + lat}}
}

func degrees(p orb.Point) string { return fmt.Sprintf("%.6f, %.6f", p[0], p[1]) }

// declared finds the grid that a list's titles or headers name.
func declared(titles string) (coordinate.System, bool) {
	text := strings.NewReplacer("’", "'", "′", "'", "º", "°", "o30", "°30", "o00", "°00", " ", "").Replace(strings.ToLower(titles))
	switch {
	case strings.Contains(text, "utm"):
		return coordinate.UTM48, true
	case strings.Contains(text, "105°30"), strings.Contains(text, "105d30"), strings.Contains(text, "105.5°"), strings.Contains(text, "9209"):
		return coordinate.TM10530, true
	case strings.Contains(text, "106°"), strings.Contains(text, "106d00"), strings.Contains(text, "9211"):
		return coordinate.TM10600, true
	case strings.Contains(text, "105°"), strings.Contains(text, "105d00"), strings.Contains(text, "5897"):
		return coordinate.TM10500, true
	}
	return 0, false
}
