package planning

import (
	"math"
	"slices"
	"time"

	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/geo/terrain"
)

// Keeping is how far a promise is kept. It is derived from the lists and the
// release, and never typed.
type Keeping string

// The states of a promise, each beyond the one before. By measurement nothing is
// kept yet: there are no measurements.
const (
	Promised  Keeping = "promised"
	OnAir     Keeping = "on-air"
	Confirmed Keeping = "confirmed"
)

// Keepings returns the states in their order.
func Keepings() []Keeping { return []Keeping{Promised, OnAir, Confirmed} }

// PromiseWithinKm is how far from a promised point a site may stand and still be
// the promised one.
const PromiseWithinKm = 0.5

// Radiating is a site on the air of an operator's current list. First is, by each
// technology there, the day of the first of its lists that shows it on the air.
type Radiating struct {
	Operator geo.OperatorCode
	Code     geo.SiteCode
	Position orb.Point
	First    map[geo.Technology]time.Time
}

// Evidence is what promises are held against. Verdict answers for an operator's
// own network; a hamlet that is not in the release is unknown.
type Evidence struct {
	OnAir    []Radiating
	Released time.Time // the release's as-of date
	Verdict  func(geo.HamletCode, geo.OperatorCode, geo.Technology) geo.Verdict
}

// Fulfilment is what became of a promise by a certain day.
type Fulfilment struct {
	State    Keeping
	Since    time.Time // day of what shows the state: the document, the list, the release
	Site     geo.SiteCode
	Verdicts []geo.Verdict // of the tied hamlets, in their order
	DueDay   time.Time
	Overdue  bool // the quarter is over and nothing is on the air
	AgeDays  int  // since the document's day
	DaysLeft int  // to the last day; below 0 where it is past
}

// Confirmable reports whether a computation can confirm the promise: it names
// hamlets.
func (s Fulfilment) Confirmable() bool { return len(s.Verdicts) > 0 }

// Stand holds a promise against the evidence, on the day of now in its zone. With
// more on the air and more covered a state never falls back.
func Stand(c geo.Commitment, e Evidence, now time.Time) Fulfilment {
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	s := Fulfilment{State: Promised, Since: c.On, DueDay: c.Due.LastDay(), Verdicts: make([]geo.Verdict, len(c.Hamlets))}
	s.AgeDays, s.DaysLeft = days(c.On, today), days(today, s.DueDay)
	for i, h := range c.Hamlets {
		s.Verdicts[i] = e.Verdict(h.Code, c.Operator, c.Technology)
	}
	if site, since, on := e.site(c); on {
		s.State, s.Site, s.Since = OnAir, site, since
		uncovered := func(v geo.Verdict) bool { return v != geo.Covered }
		if s.Confirmable() && !slices.ContainsFunc(s.Verdicts, uncovered) {
			s.State, s.Since = Confirmed, later(since, e.Released)
		}
	}
	s.Overdue = s.State == Promised && today.After(s.DueDay)
	return s
}

// site finds what was promised among what is on the air: by its code, else the
// nearest within PromiseWithinKm of the point, of those as near the first by code.
func (e Evidence) site(c geo.Commitment) (code geo.SiteCode, since time.Time, found bool) {
	nearest := PromiseWithinKm
	for _, r := range e.OnAir {
		first, radiates := r.First[c.Technology]
		if r.Operator != c.Operator || !radiates {
			continue
		}
		if c.Site != "" && r.Code == c.Site {
			return c.Site, first, true
		}
		if c.Position == nil {
			continue
		}
		if km := terrain.DistanceKm(*c.Position, r.Position); km < nearest || km == nearest && (!found || r.Code < code) {
			nearest, code, since, found = km, r.Code, first, true
		}
	}
	return code, since, found
}

// days counts the days from one midnight to another.
func days(from, to time.Time) int { return int(math.Round(to.Sub(from).Hours() / 24)) }

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// Tally counts promises by what became of them. Overdue ones are among the
// promised; OldestDays is the age of the oldest that is not on the air.
type Tally struct {
	Promised   int
	OnAir      int
	Confirmed  int
	Overdue    int
	OldestDays int
}

// Add counts one more.
func (t *Tally) Add(s Fulfilment) {
	switch s.State {
	case Confirmed:
		t.Confirmed++
	case OnAir:
		t.OnAir++
	default:
		t.Promised++
		t.OldestDays = max(t.OldestDays, s.AgeDays)
	}
	if s.Overdue {
		t.Overdue++
	}
}
