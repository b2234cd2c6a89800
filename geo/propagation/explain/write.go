package explain

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// in returns the words of "vi" or "en".
func in(language string) (words, error) {
	switch language {
	case "vi":
		return vietnamese(), nil
	case "en":
		return english(), nil
	}
	return words{}, fmt.Errorf("language %q is not spoken: use vi or en", language)
}

// Write prints an explanation for a terminal, 72 columns wide but for the
// sentence and long names: the sentence, a table and the profile. language is
// "vi" or "en".
func Write(w io.Writer, e Explanation, language string) error {
	words, err := in(language)
	if err != nil {
		return err
	}
	if len(e.Points) < 2 {
		return fmt.Errorf("%w: the explanation has no profile to draw; make it with Path", ErrPath)
	}
	sentence := e.Sentence.English
	if language == "vi" {
		sentence = e.Sentence.Vietnamese
	}
	_, err = fmt.Fprintf(w, "%s\n\n%s\n%s\n%s\n", sentence, words.tableOf(&e), words.plot(&e), words.legend)
	return err
}

// tableOf lists what is known of e, one line each.
func (w words) tableOf(e *Explanation) string {
	width := 0
	for _, r := range w.rows {
		width = max(width, utf8.RuneCountInString(r.label))
	}
	var b strings.Builder
	f := w.facts(e)
	for _, r := range w.rows {
		if text, whole := f.fill(r.text); whole {
			fmt.Fprintf(&b, "%-*s  %s\n", width, r.label, text)
		}
	}
	return b.String()
}

// WriteValues prints every intermediate of the model, one line each: symbol,
// value, unit, equation.
func WriteValues(w io.Writer, e Explanation, language string) error {
	words, err := in(language)
	if err != nil {
		return err
	}
	var b strings.Builder
	for _, v := range e.Values {
		line := fmt.Sprintf("%-8s %14s %-5s %s", v.Symbol, words.number(v.Value, 4), v.Unit, v.Equation)
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	_, err = io.WriteString(w, b.String())
	return err
}
