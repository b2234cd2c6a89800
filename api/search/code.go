package search

import (
	"fmt"
	"slices"
	"strings"

	"phusong/data"
	"phusong/geo"
	"phusong/importers/coordinate"
)

// atCoordinates reads degrees as people copy them: two numbers in either order,
// or degrees, minutes and seconds.
func atCoordinates(words string) (Hit, bool) {
	pair, err := coordinate.Pair(words)
	if err != nil {
		return Hit{}, false
	}
	reading, err := coordinate.Read(pair[0], pair[1])
	if err != nil || reading.Metres {
		return Hit{}, false
	}
	name := fmt.Sprintf("%.5f, %.5f", reading.Point.Lat(), reading.Point.Lon())
	return Hit{Kind: Place, Code: fmt.Sprintf("%.6f,%.6f", reading.Point.Lon(), reading.Point.Lat()), Name: name, Position: reading.Point}, true
}

// mast is a mast and what its operators call it.
type mast struct {
	data.Mast
	presences []presence
}

type presence struct {
	operator geo.OperatorCode
	code     string
}

func mastsOf(v *data.View) []mast {
	masts := make([]mast, len(v.Masts))
	for i, m := range v.Masts {
		masts[i].Mast = m
	}
	for _, s := range v.Sectors {
		m := &masts[s.Site]
		if p := (presence{s.Operator, string(s.SiteCode)}); !slices.Contains(m.presences, p) {
			m.presences = append(m.presences, p)
		}
	}
	return masts
}

// byCode finds hamlets and units by their whole code, masts by id or site code.
func (x *Index) byCode(words string, sees func(geo.OperatorCode) bool) []Hit {
	code := strings.TrimSpace(words)
	var found []Hit
	if code == "" {
		return nil
	}
	for i := range x.entries {
		if e := &x.entries[i]; strings.EqualFold(e.Code, code) {
			found = append(found, e.Hit)
		}
	}
	whole := func(known string) bool { return strings.EqualFold(known, code) }
	for _, m := range x.masts {
		if hit, ok := m.called(whole, sees); ok {
			found = append(found, hit)
		}
	}
	return found
}

// leastPart is how many letters and digits of a code find it.
const leastPart = 3

// byPart finds at most limit places by a part of their code: units and hamlets by
// its beginning, masts by any stretch of a site code. Words without a digit are no
// part of a code. What is found already is left out.
func (x *Index) byPart(words string, sees func(geo.OperatorCode) bool, limit int, found []Hit) []Hit {
	part := strings.ToLower(strings.TrimSpace(words))
	if len(part) < leastPart || !strings.ContainsAny(part, "0123456789") || strings.ContainsAny(part, " ,;") {
		return nil
	}
	var more []Hit
	add := func(h Hit) {
		same := func(other Hit) bool { return other.Kind == h.Kind && other.Code == h.Code }
		if !slices.ContainsFunc(found, same) && !slices.ContainsFunc(more, same) {
			more = append(more, h)
		}
	}
	for i := range x.entries {
		if e := &x.entries[i]; len(more) < limit && strings.HasPrefix(strings.ToLower(e.Code), part) {
			add(e.Hit)
		}
	}
	within := func(known string) bool { return strings.Contains(strings.ToLower(known), part) }
	for _, m := range x.masts {
		if hit, ok := m.called(within, sees); ok && len(more) < limit {
			add(hit)
		}
	}
	return more
}

// called reports whether somebody who sees only some operators' masts may know
// m by a code that fits.
func (m mast) called(fits func(known string) bool, sees func(geo.OperatorCode) bool) (Hit, bool) {
	hit := Hit{Kind: Mast, Code: m.ID, Position: m.Position}
	for _, p := range m.presences {
		if sees(p.operator) && (fits(p.code) || fits(m.ID)) {
			hit.Name = string(p.operator) + " " + p.code
			return hit, true
		}
	}
	return hit, false
}
