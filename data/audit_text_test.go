package data

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestPrintableShowsWhatWasThere(t *testing.T) {
	for text, want := range map[string]string{
		"":                         "",
		"Nguyễn Văn An":            "Nguyễn Văn An",
		"a\nb\r\t\x00":             `a\u{a}b\u{d}\u{9}\u{0}`,
		`a\nb`:                     `a\\nb`,
		"\xc3(":                    `\xc3(`,
		"\ufffd":                   "\ufffd",
		"abc\u202edef\u2028\ufeff": `abc\u{202e}def\u{2028}\u{feff}`,
	} {
		if got := printable(text); got != want {
			t.Errorf("printable(%q) = %s, want %s", text, got, want)
		}
	}
}

func FuzzPrintable(f *testing.F) {
	for _, seed := range []string{"", "an\r\nadmin", `\u{a}`, "\xff", "\x1b[31m", "{\"a\":1}"} {
		f.Add(seed, `\`+seed)
	}
	f.Fuzz(func(t *testing.T, one, other string) {
		shown := printable(one)
		if !utf8.ValidString(shown) || strings.ContainsFunc(shown, func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Errorf("printable(%q) = %q", one, shown)
		}
		if one != other && shown == printable(other) {
			t.Errorf("%q and %q are both shown as %s", one, other, shown)
		}
		if cut := shorten(shown, 5); utf8.RuneCountInString(cut) > 5 || !strings.HasPrefix(shown, cut) {
			t.Errorf("shorten(%q, 5) = %q", shown, cut)
		}
	})
}
