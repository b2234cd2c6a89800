package charset

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// FromBytes reads single bytes as windows-1252, so that none is lost: the five
// bytes that encoding leaves open become the control characters of their number.
func FromBytes(raw []byte) string {
	var b strings.Builder
	b.Grow(len(raw) + len(raw)/4)
	for _, c := range raw {
		r := charmap.Windows1252.DecodeByte(c)
		if r == utf8.RuneError {
			r = rune(c)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// toByte is the byte FromBytes made r of.
func toByte(r rune) (byte, bool) {
	if r < utf8.RuneSelf {
		return byte(r), true
	}
	if c, ok := charmap.Windows1252.EncodeRune(r); ok {
		return c, true
	}
	return byte(r), r <= 0xff
}

// single reports a text that could be single bytes of an old encoding.
func single(text string) bool {
	for _, r := range text {
		if _, ok := toByte(r); !ok {
			return false
		}
	}
	return true
}

// decode1258 reads the bytes of a text as windows-1258, whose tones stand apart.
func decode1258(text string) string {
	var b strings.Builder
	for _, r := range text {
		c, ok := toByte(r)
		if !ok {
			b.WriteRune(r)
			continue
		}
		if decoded := charmap.Windows1258.DecodeByte(c); decoded != utf8.RuneError {
			r = decoded
		}
		b.WriteRune(r)
	}
	return norm.NFC.String(b.String())
}

// decodeMojibake turns text back into the bytes it was read from and reads them
// as UTF-8. Two letters lose their second byte on the way more often than not:
// à (C3 A0, a hard blank) and Đ (C4 90, no letter of windows-1252).
func decodeMojibake(text string) decoding {
	d := decoding{}
	runes := []rune(text)
	var raw []byte
	for i, r := range runes {
		c, ok := toByte(r)
		if !ok {
			raw = utf8.AppendRune(raw, r)
			continue
		}
		raw = append(raw, c)
		next := byte(' ')
		if i+1 < len(runes) {
			next, _ = toByte(runes[i+1])
		}
		switch {
		case r == 'Ã' && next < utf8.RuneSelf:
			raw, d.lost = append(raw, 0xa0), true
		case r == 'Ä' && next < utf8.RuneSelf:
			raw, d.lost = append(raw, 0x90), true
		}
	}
	d.lost = d.lost || !utf8.Valid(raw)
	d.text = norm.NFC.String(strings.ToValidUTF8(string(raw), "\uFFFD"))
	return d
}

// withoutEth writes Đ for the letters that look like it, in words that are
// Vietnamese then.
func withoutEth(text string) string {
	if !strings.ContainsAny(text, "ÐðƉɖ") {
		return text
	}
	var b strings.Builder
	eachWord(text, func(word string, isWord bool) {
		if plain := ethLetters.Replace(word); isWord && Syllable(plain) {
			word = plain
		}
		b.WriteString(word)
	})
	return b.String()
}

var ethLetters = strings.NewReplacer("Ð", "Đ", "ð", "đ", "Ɖ", "Đ", "ɖ", "đ")
