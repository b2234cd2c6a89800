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
	for _, m := range x.masts {
		if hit, ok := m.called(code, sees); ok {
			found = append(found, hit)
		}
	}
	return found
}

// called reports whether somebody who sees only some operators' masts may know
// m by that code.
func (m mast) called(code string, sees func(geo.OperatorCode) bool) (Hit, bool) {
	hit := Hit{Kind: Mast, Code: m.ID, Position: m.Position}
	for _, p := range m.presences {
		if sees(p.operator) && (strings.EqualFold(p.code, code) || strings.EqualFold(m.ID, code)) {
			hit.Name = string(p.operator) + " " + p.code
			return hit, true
		}
	}
	return hit, false
}
