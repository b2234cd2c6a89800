package sites

import (
	"context"
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/geo"
	"phusong/importers/gazetteer"
)

const (
	marginKm  = 20.0 // sites may stand this far outside the province
	agreesKm  = 2.0  // a mast this near to the commune its row names agrees with it
	farKm     = 5.0  // and one this far away does not
	minAgreed = 0.5  // share of a sheet's comparable rows that must agree on a grid
)

// settler decides what places the rows of one list mean.
type settler struct {
	list      *list
	gazetteer *gazetteer.Gazetteer
	turn      Transform
	box       orb.Bound
	named     map[[2]string][]geo.AdminUnit // by the names of a commune and its district
}

// settle gives every row its place on WGS 84, leaves it to a person, or refuses
// it. Every place the written coordinates may mean is weighed by the commune the
// row names (of either vintage), by the sheet and by the rows beside it; one that
// does not lead clearly is not taken.
func (l *list) settle(ctx context.Context, g *gazetteer.Gazetteer, turn Transform) error {
	s := &settler{list: l, gazetteer: g, turn: turn, box: l.within(g), named: map[[2]string][]geo.AdminUnit{}}
	s.restoreCommunes()
	if err := s.propose(ctx); err != nil {
		return err
	}
	for _, r := range l.rows {
		found := len(r.candidates)
		if s.weighCommune(r); len(r.candidates) == 0 {
			r.refuseOutside(found)
		}
	}
	s.elect()
	s.weighNear()
	for _, r := range l.rows {
		if !r.refused {
			s.place(r)
		}
	}
	l.noteTurned()
	for _, r := range l.rows {
		if !r.refused {
			s.check(r)
			s.checkName(r)
		}
	}
	l.noteInferred()
	l.keepTaken()
	return nil
}

// within is the box that sites must stand in.
func (l *list) within(g *gazetteer.Gazetteer) orb.Bound {
	if box, known := g.Bound(); known {
		return widen(box, marginKm)
	}
	l.ledger.Add(data.Issue{Code: "no-boundaries", Severity: data.Warning,
		Vietnamese: "chưa nhập ranh giới hành chính: toạ độ chỉ được so với phạm vi Việt Nam",
		English:    "no boundaries are imported yet: places are only compared with the bounds of Viet Nam"})
	return orb.Bound{Min: orb.Point{102, 8}, Max: orb.Point{110, 24}}
}

func (r *row) refuseOutside(places int) {
	if len(r.unpointed) > 0 {
		r.refuseUnplaced()
		return
	}
	vietnamese, english := fmt.Sprintf("toạ độ nằm ngoài địa bàn tỉnh quá %.0f km", marginKm), fmt.Sprintf("the place is more than %.0f km outside the province", marginKm)
	if places > 1 {
		vietnamese, english = vietnamese+" theo mọi cách hiểu", english+", however it is read"
	}
	r.refuse(r.placeField(), "outside", vietnamese, english)
}

// place takes the winning place of a row, or asks where none leads clearly. A
// lost decimal point is put back only where the commune bears witness.
func (s *settler) place(r *row) {
	winner, margin := r.best()
	best := r.candidates[winner]
	r.readings = s.readings(r)
	pointless := best.kind == kindUnpointed || best.kind == kindTwisted
	if margin < minMargin || pointless && (best.commune < 1 || math.IsInf(best.communeKm, 1)) {
		chosen, answered := r.ask(s.question(r, winner), r.readings)
		if !answered {
			return
		}
		r.chosen, r.point, r.answered = r.candidates[chosen], r.candidates[chosen].point, true
		return
	}
	r.chosen, r.point = best, best.point
	switch {
	case pointless:
		r.complain(fault{severity: data.Corrected, field: r.written, code: "coordinate-unpointed", raw: r.rawPlace(), proposed: degrees(r.point),
			vietnamese: fmt.Sprintf("toạ độ mất dấu thập phân: đã đặt lại theo xã “%s”", r.commune),
			english:    fmt.Sprintf("the decimal point was lost: put back so that the place lies in “%s”", r.commune)})
	case r.election.against(best.system):
		r.complain(fault{severity: data.Corrected, field: r.placeField(), code: "grid-other", proposed: degrees(r.point),
			vietnamese: fmt.Sprintf("hàng này khớp với xã đã ghi theo %s, khác các hàng còn lại (%s)", best.system.Name(), r.election.elected.Name()),
			english:    fmt.Sprintf("this row agrees with its commune in %s, unlike the other rows (%s)", best.system.Name(), r.election.elected.Name())})
	}
}

// check asks about a place far from the commune its row names: either of the two
// is wrong, and only a person knows which.
func (s *settler) check(r *row) {
	away := r.chosen.communeKm
	if away <= agreesKm || math.IsInf(away, 1) || r.answered {
		return
	}
	vietnamese, english := fmt.Sprintf("toạ độ cách “%s” %.1f km", r.commune, away), fmt.Sprintf("the place is %.1f km from “%s”", away, r.commune)
	if away <= farKm {
		r.warn(fieldCommune, "commune-far", vietnamese, english)
		return
	}
	f := fault{field: fieldCommune, code: "commune-far", vietnamese: vietnamese + ": toạ độ sai hay tên xã sai?", english: english + ": is the place wrong, or the commune?"}
	if inside, ok := s.inside(r.point); ok {
		f.proposed = inside
	}
	r.ask(f, []Reading{s.reading(r, r.chosen, "place-right")})
}

// away is how far p is from the nearest commune called as the row says, of any
// vintage; +Inf where none is known.
func (s *settler) away(r *row, p orb.Point) float64 {
	nearest := math.Inf(1)
	for _, unit := range r.named {
		nearest = math.Min(nearest, gazetteer.DistanceKm(p, unit))
	}
	return nearest
}

// noteTurned marks the rows whose two coordinates stood in each other's place.
// Columns headed longitude and latitude say their order; for X and Y, and two
// numbers in one cell, most rows of the sheet say it.
func (l *list) noteTurned() {
	type column struct {
		sheet, field string
	}
	turned, straight := map[column]int{}, map[column]int{}
	for _, r := range l.rows {
		if at := (column{r.sheet, string(r.written)}); r.reading.Turned {
			turned[at]++
		} else {
			straight[at]++
		}
	}
	for _, r := range l.rows {
		at := column{r.sheet, string(r.written)}
		usual := r.written != fieldLon && turned[at] > straight[at]
		if r.reading.Turned == usual || r.refused {
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
