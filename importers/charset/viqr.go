package charset

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// viqrMarks are the marks VIQR writes behind a vowel, by the combining mark
// each stands for, and the vowels it can stand behind.
func viqrMark(mark, vowel rune) (rune, bool) {
	switch mark {
	case '^':
		return '\u0302', strings.ContainsRune("aeo", vowel)
	case '(':
		return '\u0306', vowel == 'a'
	case '+':
		return '\u031b', strings.ContainsRune("ou", vowel)
	case '\'':
		return '\u0301', true
	case '`':
		return '\u0300', true
	case '?':
		return '\u0309', true
	case '~':
		return '\u0303', true
	case '.':
		return '\u0323', true
	}
	return 0, false
}

// decodeVIQR reads Vie^.t Nam as Việt Nam. A word that the marks do not turn
// into a syllable keeps them: they are then what they look like.
func decodeVIQR(text string) string {
	var b strings.Builder
	for _, word := range strings.SplitAfter(text, " ") {
		for _, part := range strings.SplitAfter(word, "/") {
			b.WriteString(decodeVIQRWord(part))
		}
	}
	return b.String()
}

func decodeVIQRWord(word string) string {
	core := strings.TrimRight(word, " ,;:!/)\"")
	tail := word[len(core):]
	head := len(core) - len(strings.TrimLeft(core, "(\"-"))
	for _, end := range []int{len(core), len(core) - 1} { // a point at the end may be a full stop
		if end <= head || end < len(core) && !strings.ContainsAny(core[end:], ".?") {
			continue
		}
		if whole := viqrLetters(core[head:end]); whole != core[head:end] && Syllable(whole) {
			return core[:head] + whole + core[end:] + tail
		}
	}
	return word
}

func viqrLetters(word string) string {
	var b strings.Builder
	runes := []rune(word)
	for i := 0; i < len(runes); i++ {
		r, small := runes[i], lower(runes[i])
		if small == 'd' && i+1 < len(runes) && lower(runes[i+1]) == 'd' {
			b.WriteRune(caseOf(r, 'đ'))
			i++
			continue
		}
		b.WriteRune(r)
		if !strings.ContainsRune("aeiouy", small) {
			continue
		}
		for marks := 0; marks < 2 && i+1 < len(runes); marks++ {
			mark, ok := viqrMark(runes[i+1], small)
			if !ok {
				break
			}
			b.WriteRune(mark)
			i++
		}
	}
	return norm.NFC.String(b.String())
}

// strongVIQR counts the words of an ASCII text, and those that nothing but VIQR
// would write: with marks other than those of ordinary sentences.
func strongVIQR(text string) (words, strong int) {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '/' || r == '\n' }) {
		if strings.IndexFunc(word, unicode.IsLetter) < 0 || strings.ContainsAny(word, "0123456789@") {
			continue
		}
		words++
		if decoded := decodeVIQRWord(word); decoded != word && (strings.ContainsAny(word, "^`~+(") || strings.Contains(strings.ToLower(word), "dd")) {
			strong++
		}
	}
	return words, strong
}
