package cql

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is what a word of an expression is.
type kind uint8

const (
	end kind = iota
	name
	quotedName
	number
	text
	sign
)

// word is one word; at is where it begins, in bytes.
type word struct {
	kind kind
	text string // without quotes
	at   int
}

// is tells whether the word is a keyword or a sign; quoted names are none.
func (w word) is(what string) bool {
	return (w.kind == name || w.kind == sign) && strings.EqualFold(w.text, what)
}

func (w word) String() string {
	if w.kind == end {
		return "the end"
	}
	return fmt.Sprintf("%.30q", w.text)
}

// words takes an expression apart; the last word is the end.
func words(filter string) ([]word, error) {
	var all []word
	for at := 0; ; {
		for at < len(filter) && strings.IndexByte(" \t\r\n", filter[at]) >= 0 {
			at++
		}
		if at == len(filter) {
			return append(all, word{end, "", at}), nil
		}
		w, length, err := first(filter[at:])
		if err != nil {
			return nil, fmt.Errorf("%w: at %d: %w", ErrFilter, at+1, err)
		}
		w.at = at
		all = append(all, w)
		at += length
	}
}

// first returns the word that a text begins with, and its length in bytes.
func first(rest string) (word, int, error) {
	letter, _ := utf8.DecodeRuneInString(rest)
	switch {
	case letter == '\'':
		return quoted(rest, '\'', text)
	case letter == '"':
		return quoted(rest, '"', quotedName)
	case unicode.IsLetter(letter) || letter == '_' || letter == ':':
		n := strings.IndexFunc(rest, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("_.:", r)
		})
		return cut(rest, n, name)
	case letter >= '0' && letter <= '9' || letter == '.':
		return cut(rest, numberLength(rest), number)
	}
	for _, s := range []string{"<>", "<=", ">=", "=", "<", ">", "(", ")", ",", "+", "-"} {
		if strings.HasPrefix(rest, s) {
			return word{kind: sign, text: s}, len(s), nil
		}
	}
	return word{}, 0, fmt.Errorf("%.10q means nothing here", string(letter))
}

func cut(rest string, n int, k kind) (word, int, error) {
	if n < 0 {
		n = len(rest)
	}
	return word{kind: k, text: rest[:n]}, n, nil
}

// numberLength is how far a number reaches: digits, a point, an exponent.
func numberLength(rest string) int {
	for i := range len(rest) {
		c := rest[i]
		exponent := i > 0 && (rest[i-1] == 'e' || rest[i-1] == 'E')
		if c >= '0' && c <= '9' || c == '.' || c == 'e' || c == 'E' || exponent && (c == '+' || c == '-') {
			continue
		}
		return i
	}
	return len(rest)
}

// quoted reads what stands between quotes; a doubled quote, or one after a
// backslash, is a quote.
func quoted(rest string, quote byte, k kind) (word, int, error) {
	var out strings.Builder
	for i := 1; i < len(rest); i++ {
		switch {
		case i+1 < len(rest) && rest[i+1] == quote && (rest[i] == quote || rest[i] == '\\'):
			i++
		case rest[i] == quote:
			return word{kind: k, text: out.String()}, i + 1, nil
		}
		out.WriteByte(rest[i])
	}
	return word{}, 0, fmt.Errorf("the quote %c is never closed", quote)
}
