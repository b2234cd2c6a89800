package charset

import "unicode/utf8"

// parts words are made apart by: ASCII that is no letter and no digit, and the
// marks of typography. Other signs (¸ ® §) are letters of a dead encoding until
// shown otherwise.
func separates(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9')
	case r == '\u00a0', r == '–', r == '—', r == '‘', r == '’', r == '“', r == '”', r == '…', r == '•', r == '°':
		return true
	}
	return false
}

// eachWord calls each for the words of a text and what lies between, in order.
func eachWord(text string, each func(part string, isWord bool)) {
	start, inWord := 0, false
	for i, r := range text {
		if word := !separates(r); word != inWord {
			if i > start {
				each(text[start:i], inWord)
			}
			start, inWord = i, word
		}
	}
	if start < len(text) {
		each(text[start:], inWord)
	}
}

// tally counts the words of a text that say something about its encoding,
// those with a letter beyond ASCII and no digit, and how many are syllables.
type tally struct {
	words, right int
}

func (t *tally) add(text string) {
	eachWord(text, func(word string, isWord bool) {
		if !isWord || isASCII(word) || hasDigit(word) || abbreviates(word) {
			return
		}
		t.words++
		if Syllable(word) {
			t.right++
		}
	})
}

func tallyOf(text string) tally {
	var t tally
	t.add(text)
	return t
}

// share is how much of it is Vietnamese; 0 where there is nothing to tell by.
func (t tally) share() float64 {
	if t.words == 0 {
		return 0
	}
	return float64(t.right) / float64(t.words)
}

func hasDigit(word string) bool {
	for i := range len(word) {
		if word[i] >= '0' && word[i] <= '9' {
			return true
		}
	}
	return false
}

// abbreviates reports a word of consonants only, such as HĐND: it tells nothing.
func abbreviates(word string) bool {
	for _, r := range word {
		if r = lower(r); r != 'đ' && (r < 'a' || r > 'z') || r == 'a' || r == 'e' || r == 'i' || r == 'o' || r == 'u' || r == 'y' {
			return false
		}
	}
	return true
}
