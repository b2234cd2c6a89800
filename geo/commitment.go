package geo

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/paulmach/orb"
)

// Commitment is an operator's promise to bring a technology on the air: at a site
// of its own, or, where no code was named, at a point. What became of it is
// derived and never a part of it.
type Commitment struct {
	Operator   OperatorCode
	Site       SiteCode   // "" where only a point was promised
	Position   *orb.Point // nil where only a site was named
	Commune    string     // as the document names it, unchecked
	Technology Technology
	Document   string    // the source: a letter's number, minutes of a meeting
	On         time.Time // the document's day
	Terms
}

// Terms are what may be changed of a promise later.
type Terms struct {
	Due     Quarter
	Notes   string
	Hamlets []TiedHamlet
}

// TiedHamlet is a hamlet that was named in a petition which the promise answers.
type TiedHamlet struct {
	Code     HamletCode `json:"code"`
	Petition string     `json:"petition"` // its number or date, as the files call it
}

// The bounds of a promise.
const (
	MostTiedHamlets  = 50
	longestReference = 300
	longestRemark    = 5000
)

// Check reports what is wrong with a promise, if anything; whether there are such
// hamlets it does not know.
func (c Commitment) Check() error {
	switch {
	case OperatorRank(c.Operator) < 0:
		return fmt.Errorf("a promise is one operator's: %.40q is none", string(c.Operator))
	case c.Site == "" && c.Position == nil:
		return fmt.Errorf("a promise needs a place: the site's code, or a point and its commune")
	case c.Site == "" && c.Commune == "":
		return fmt.Errorf("a promise of a point needs the commune it is in, as the document names it")
	case !fits(string(c.Site), 100) || !fits(c.Commune, 100) || strings.TrimSpace(string(c.Site)) != string(c.Site):
		return fmt.Errorf("a site's code and a commune's name have at most 100 letters, without space around a code")
	case c.Position != nil && !onEarth(*c.Position):
		return fmt.Errorf("the promised point %v is no longitude and latitude", *c.Position)
	case c.Technology < GSM || c.Technology > NR:
		return fmt.Errorf("a promise is of one technology: %v", Technologies())
	case strings.TrimSpace(c.Document) == "" || !fits(c.Document, longestReference) || c.On.IsZero():
		return fmt.Errorf("a promise needs the document it stands in (at most %d letters) and the document's day", longestReference)
	}
	return c.Terms.Check()
}

// Check reports what is wrong with the terms, if anything.
func (t Terms) Check() error {
	if !t.Due.Valid() {
		return fmt.Errorf("a promise needs the quarter it is due, like 2026-Q4")
	}
	if !fits(t.Notes, longestRemark) || len(t.Hamlets) > MostTiedHamlets {
		return fmt.Errorf("a promise has notes of at most %d letters and at most %d hamlets", longestRemark, MostTiedHamlets)
	}
	named := map[HamletCode]bool{}
	for _, h := range t.Hamlets {
		if h.Code == "" || named[h.Code] || !fits(string(h.Code), 60) || !fits(h.Petition, longestReference) {
			return fmt.Errorf("hamlet %.60q: each is named once, by its code, with the petition in at most %d letters", string(h.Code), longestReference)
		}
		named[h.Code] = true
	}
	return nil
}

// fits reports whether a text can be kept and has at most so many letters.
func fits(text string, most int) bool {
	return utf8.ValidString(text) && !strings.Contains(text, "\x00") && utf8.RuneCountInString(text) <= most
}

func onEarth(p orb.Point) bool {
	return p.Lon() >= -180 && p.Lon() <= 180 && p.Lat() >= -90 && p.Lat() <= 90
}
