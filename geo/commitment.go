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

// PromiseFault is what is wrong with a promise, in which part of it: operator,
// place, commune, technology, document, due, notes or hamlets.
type PromiseFault struct{ Part, Vietnamese, English string }

// Error is the English sentence.
func (f *PromiseFault) Error() string { return f.English }

// faulty makes a fault; both sentences take the same arguments.
func faulty(part, vietnamese, english string, args ...any) *PromiseFault {
	return &PromiseFault{part, fmt.Sprintf(vietnamese, args...), fmt.Sprintf(english, args...)}
}

// Check reports what is wrong with a promise, if anything, as a *PromiseFault;
// whether there are such hamlets it does not know.
func (c Commitment) Check() error {
	switch {
	case OperatorRank(c.Operator) < 0:
		return faulty("operator", "cam kết phải của một nhà mạng: %.40q không phải nhà mạng nào", "a promise is one operator's: %.40q is none", string(c.Operator))
	case c.Site == "" && c.Position == nil:
		return faulty("place", "cam kết cần địa điểm: mã trạm, hoặc một điểm và xã", "a promise needs a place: the site's code, or a point and its commune")
	case c.Site == "" && c.Commune == "":
		return faulty("commune", "cam kết theo điểm cần tên xã như văn bản ghi", "a promise of a point needs the commune it is in, as the document names it")
	case !fits(string(c.Site), 100) || !fits(c.Commune, 100) || strings.TrimSpace(string(c.Site)) != string(c.Site):
		return faulty("place", "mã trạm và tên xã không quá 100 ký tự, mã không có khoảng trắng hai đầu", "a site's code and a commune's name have at most 100 letters, without space around a code")
	case c.Position != nil && !onEarth(*c.Position):
		return faulty("place", "điểm cam kết %v không phải kinh độ, vĩ độ", "the promised point %v is no longitude and latitude", *c.Position)
	case c.Technology < GSM || c.Technology > NR:
		return faulty("technology", "cam kết phải của một công nghệ: %v", "a promise is of one technology: %v", Technologies())
	case strings.TrimSpace(c.Document) == "" || !fits(c.Document, longestReference) || c.On.IsZero():
		return faulty("document", "cam kết cần văn bản ghi nó (không quá %d ký tự) và ngày văn bản", "a promise needs the document it stands in (at most %d letters) and the document's day", longestReference)
	}
	return c.Terms.Check()
}

// Check reports what is wrong with the terms, if anything, as a *PromiseFault.
func (t Terms) Check() error {
	switch {
	case !t.Due.Valid():
		return faulty("due", "cam kết cần quý đến hạn, như 2026-Q4 hoặc Quý IV/2026", "a promise needs the quarter it is due, like 2026-Q4")
	case !fits(t.Notes, longestRemark):
		return faulty("notes", "ghi chú không quá %d ký tự", "notes have at most %d letters", longestRemark)
	case len(t.Hamlets) > MostTiedHamlets:
		return faulty("hamlets", "cam kết gắn không quá %d thôn", "a promise has at most %d hamlets", MostTiedHamlets)
	}
	named := map[HamletCode]bool{}
	for _, h := range t.Hamlets {
		if h.Code == "" || named[h.Code] || !fits(string(h.Code), 60) || !fits(h.Petition, longestReference) {
			return faulty("hamlets", "thôn %.60q: mỗi thôn ghi một lần bằng mã, kiến nghị không quá %d ký tự", "hamlet %.60q: each is named once, by its code, with the petition in at most %d letters", string(h.Code), longestReference)
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
