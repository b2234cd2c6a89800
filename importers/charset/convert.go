package charset

import (
	"strings"
	"unicode/utf8"
)

const (
	sampleTexts = 300 // different texts of a column that are looked at
	fewWords    = 4   // below so many the sheet as a whole decides
	minShare    = 0.7 // of words that must be Vietnamese under an encoding
	minGain     = 0.3 // by which it must do better than the text as it is
	minVIQR     = 0.25
)

// candidates are the encodings a text of single bytes may be in.
func candidates(raw bool) []Encoding {
	if raw {
		return []Encoding{Windows1258, Mojibake, TCVN3, VNI}
	}
	return []Encoding{Mojibake, TCVN3, VNI, Windows1258}
}

// evidence is what a column, or all of them, says about its encoding.
type evidence struct {
	under               map[Encoding]*tally
	viqrWords, viqrRead int
}

func newEvidence() *evidence {
	e := &evidence{under: map[Encoding]*tally{Unicode: {}}}
	for _, c := range candidates(false) {
		e.under[c] = &tally{}
	}
	return e
}

func (e *evidence) add(other *evidence) {
	for encoding, t := range other.under {
		e.under[encoding].words += t.words
		e.under[encoding].right += t.right
	}
	e.viqrWords += other.viqrWords
	e.viqrRead += other.viqrRead
}

// weigh looks at a sample of a column, spread over its length.
func weigh(c Column, complete bool) *evidence {
	e := newEvidence()
	seen := map[string]bool{}
	for i := 0; i < len(c.Texts) && len(seen) < sampleTexts; i += max(1, len(c.Texts)/(4*sampleTexts)) {
		text := *c.Texts[i]
		if seen[text] || len(text) > 4096 {
			continue
		}
		seen[text] = true
		if isASCII(text) {
			words, strong := strongVIQR(text)
			e.viqrWords += words
			e.viqrRead += strong
			continue
		}
		e.under[Unicode].add(text)
		for _, encoding := range candidates(c.Raw) {
			e.under[encoding].add(attempt(encoding, text, complete))
		}
	}
	return e
}

// attempt is a text under an encoding; where letters ư may have been lost, with
// those back that are sure.
func attempt(encoding Encoding, text string, complete bool) string {
	if !single(text) {
		return text
	}
	decoded := encoding.decode(text).text
	if encoding == TCVN3 && !complete {
		decoded, _ = restoreWords(decoded)
	}
	return decoded
}

// verdict is the encoding that gives the most Vietnamese, if it clearly beats
// the text as it is.
func (e *evidence) verdict(raw bool) Encoding {
	if e.viqrRead >= 2 && e.under[Unicode].words == 0 && float64(e.viqrRead) >= minVIQR*float64(e.viqrWords) {
		return VIQR
	}
	best, most, need := Unicode, e.under[Unicode].share(), minGain
	for _, encoding := range candidates(raw) {
		share := e.under[encoding].share()
		if share >= minShare && share >= most+need {
			best, most, need = encoding, share, 0.02
		}
	}
	return best
}

func (e *evidence) words() int { return e.under[Unicode].words + e.viqrRead }

// Convert finds the encoding of each column and converts its texts in place. A
// column with too few words goes by all of them together. Texts that are
// already Unicode, in a column that otherwise is not, stay as they are.
func Convert(columns []Column) []Conversion {
	all, whole, raw := make([]*evidence, len(columns)), newEvidence(), false
	complete := hasSoftHyphen(columns)
	for i, c := range columns {
		all[i] = weigh(c, complete)
		whole.add(all[i])
		raw = raw || c.Raw
	}
	common := whole.verdict(raw)
	var done []Conversion
	for i, c := range columns {
		own := all[i].verdict(c.Raw)
		if all[i].words() < fewWords && all[i].suits(common, own) {
			own = common
		}
		r := reader{column: i, raw: c.Raw, encoding: own, common: common, complete: complete, memo: map[string]reading{}}
		done = append(done, r.convert(c)...)
	}
	return done
}

// suits reports whether the encoding of the others does for a column as well as
// its own reading.
func (e *evidence) suits(common, own Encoding) bool {
	if common == VIQR {
		return e.under[Unicode].words == 0
	}
	return common == Unicode && own == Unicode || e.under[common] != nil && e.under[common].share() >= e.under[own].shareOr(0)
}

func (t *tally) shareOr(otherwise float64) float64 {
	if t == nil {
		return otherwise
	}
	return t.share()
}

// Suspicious reports a text that may have to be converted: anything beyond
// ASCII, or the marks of VIQR beside a letter.
func Suspicious(text string) bool {
	letter, mark := false, false
	for i := range len(text) {
		switch c := text[i]; {
		case c >= utf8.RuneSelf:
			return true
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			letter = true
			mark = mark || c|0x20 == 'd' && i > 0 && text[i-1]|0x20 == 'd'
		case strings.IndexByte("^`~+('?.", c) >= 0:
			mark = true
		}
	}
	return letter && mark
}
