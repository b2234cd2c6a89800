package explain

import "phusong/geo"

// Sentence is the explanation in words. Its numbers are those of the
// Explanation, rounded.
type Sentence struct {
	Vietnamese string `json:"vi"`
	English    string `json:"en"`
}

// words are what one language says. Names in braces stand for facts.
type words struct {
	decimal     string // "," or "."
	sentence    string
	reasons     map[Reason]string
	more        string // added where several ridges stand in the line
	level       string
	lossOnly    string
	kinds       map[Kind]string
	classes     map[geo.Class]string
	assumptions map[geo.Assumption]string
	inSight     string
	hidden      string
	rows        []row
	legend      string
}

// row is one line of the table; it is left out where a fact is not known.
type row struct{ label, text string }

// say puts the explanation in one sentence.
func (e *Explanation) say(w words) string {
	f := w.facts(e)
	reason := w.reasons[e.Reason]
	if e.Reason == Blocked && e.RidgesAboveLine > 1 {
		reason += w.more
	}
	outcome := w.lossOnly
	if e.Received != nil {
		outcome = w.level
	}
	f["reason"], _ = f.fill(reason)
	f["outcome"], _ = f.fill(outcome)
	sentence, _ := f.fill(w.sentence)
	return sentence
}
