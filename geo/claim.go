package geo

import (
	"fmt"
	"slices"
	"time"
)

// Subject is what a claim counts.
type Subject string

// The subjects. The share is of hamlets, in percent; "1,283 BTS" may have meant
// masts, operators' presences on them, or sectors, so each is a subject.
const (
	ShareCovered   Subject = "hamlets-covered-percent"
	HamletsCovered Subject = "hamlets-covered"
	HamletsPartial Subject = "hamlets-partial"
	HamletsNone    Subject = "hamlets-none"
	CountMasts     Subject = "masts"
	CountPresences Subject = "presences"
	CountSectors   Subject = "sectors"
)

// Subjects returns all subjects in the order they are shown.
func Subjects() []Subject {
	return []Subject{ShareCovered, HamletsCovered, HamletsPartial, HamletsNone, CountMasts, CountPresences, CountSectors}
}

// ParseSubject reads a subject as flags and forms write it.
func ParseSubject(text string) (Subject, error) {
	if s := Subject(text); slices.Contains(Subjects(), s) {
		return s, nil
	}
	return "", fmt.Errorf("subject %.40q is not known: use one of %v", text, Subjects())
}

// OfHamlets reports whether the subject is judged by verdicts, and so depends on
// a network and a definition.
func (s Subject) OfHamlets() bool {
	return s == ShareCovered || s == HamletsCovered || s == HamletsPartial || s == HamletsNone
}

// Words returns the subject in Vietnamese and in English.
func (s Subject) Words() (vietnamese, english string) {
	switch s {
	case ShareCovered:
		return "tỷ lệ thôn phủ sóng (%)", "hamlets covered, percent"
	case HamletsCovered:
		return "số thôn phủ sóng", "hamlets covered"
	case HamletsPartial:
		return "số thôn lõm sóng", "hamlets partial"
	case HamletsNone:
		return "số thôn trắng sóng", "hamlets dark"
	case CountMasts:
		return "số cột (vị trí)", "masts"
	case CountPresences:
		return "số trạm của các nhà mạng trên các cột", "operators' presences on masts"
	}
	return "số cell (sector)", "sectors"
}

// Claim is what somebody has said of coverage, kept apart from what is computed
// or measured. District is the code of one of 2024, "" for the whole territory;
// Operator, Technologies and the code of a Definition say how the hamlets are
// judged beside it.
type Claim struct {
	Subject      Subject
	Value        float64
	Operator     OperatorCode
	Technologies TechnologySet
	Definition   string
	District     AdminCode
	On           time.Time // the day it was said for
	Source       string
	Words        string // as it was said
}

// Check reports what is wrong with a claim, if anything; whether there is such a
// definition it does not know.
func (c Claim) Check() error {
	_, err := ParseSubject(string(c.Subject))
	switch {
	case err != nil:
		return err
	case !(c.Value >= 0 && c.Value <= 1e9) || c.Subject == ShareCovered && c.Value > 100:
		return fmt.Errorf("a claim of %g %s is no number that can be: give one from 0, percents up to 100", c.Value, c.Subject)
	case c.Source == "" || len(c.Source) > 500 || c.Words == "" || len(c.Words) > 1000:
		return fmt.Errorf("a claim needs its words (at most 1,000 letters) and its source (at most 500): who said it, where")
	case c.On.IsZero():
		return fmt.Errorf("a claim needs the day it was said for")
	}
	if !c.Subject.OfHamlets() {
		return nil
	}
	if len(c.Technologies.Members()) == 0 {
		return fmt.Errorf("a claim about hamlets needs a technology: %v", TechnologySets())
	}
	_, err = ParseOperator(string(c.Operator))
	return err
}

// Answer is what a release says beside a claim. Against are the hamlets that
// speak against it, by code: not covered where more were said to be, or dark or
// partial where fewer were said to be; none where it holds.
type Answer struct {
	Computed float64
	Hamlets  int // of the territory, judged or not
	Unknown  int // of them, not enough is known to judge
	Holds    bool
	Against  []HamletCode
}
