package table

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	textunicode "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"
)

// Decode turns the bytes of a text file into clean UTF-8 and names the encoding
// it took them for: "utf-8", "utf-16le", "utf-16be" or "windows-1258".
func Decode(content []byte) (text, encoding string) {
	switch {
	case bytes.HasPrefix(content, []byte("\xef\xbb\xbf")):
		return string(bytes.ToValidUTF8(content[3:], []byte("\uFFFD"))), "utf-8"
	case bytes.HasPrefix(content, []byte("\xff\xfe")):
		return utf16(content[2:], textunicode.LittleEndian), "utf-16le"
	case bytes.HasPrefix(content, []byte("\xfe\xff")):
		return utf16(content[2:], textunicode.BigEndian), "utf-16be"
	}
	if order, ok := bareUTF16(content); ok {
		if order == textunicode.BigEndian {
			return utf16(content, order), "utf-16be"
		}
		return utf16(content, order), "utf-16le"
	}
	if utf8.Valid(content) {
		return string(content), "utf-8"
	}
	decoded, err := charmap.Windows1258.NewDecoder().Bytes(content)
	if err != nil {
		return string(bytes.ToValidUTF8(content, []byte("\uFFFD"))), "utf-8"
	}
	return string(norm.NFC.Bytes(decoded)), "windows-1258"
}

func utf16(content []byte, order textunicode.Endianness) string {
	decoded, err := textunicode.UTF16(order, textunicode.IgnoreBOM).NewDecoder().Bytes(content)
	if err != nil {
		return ""
	}
	return string(decoded)
}

// bareUTF16 recognises UTF-16 without its mark by NULs that stand in only one
// half of the byte pairs.
func bareUTF16(content []byte) (textunicode.Endianness, bool) {
	head := content[:min(len(content), 4096)]
	half := len(head) / 2
	odd, even := 0, 0
	for i, c := range head[:half*2] {
		if c == 0 && i%2 == 1 {
			odd++
		} else if c == 0 {
			even++
		}
	}
	switch {
	case half >= 4 && even == 0 && odd > half*6/10:
		return textunicode.LittleEndian, true
	case half >= 4 && odd == 0 && even > half*6/10:
		return textunicode.BigEndian, true
	}
	return textunicode.LittleEndian, false
}

// clean makes a cell comparable: one composed form, ordinary spaces, nothing
// invisible, no blanks around it. A very long cell is cut.
func clean(cell string) string {
	if len(cell) > maxCellBytes {
		cell = strings.ToValidUTF8(cell[:maxCellBytes], "")
	}
	if !plain(cell) {
		cell = strings.Map(func(r rune) rune {
			switch {
			case r == '\n', r == '\t':
				return r
			case r == '\r':
				return -1
			case unicode.IsSpace(r):
				return ' '
			case unicode.IsControl(r), r == '\u200b', r == '\u200c', r == '\u200d', r == '\u2060', r == '\ufeff':
				return -1
			}
			return r
		}, norm.NFC.String(cell))
	}
	return strings.TrimSpace(cell)
}

// plain reports text that needs no cleaning but trimming: printable ASCII.
func plain(cell string) bool {
	for i := range len(cell) {
		if cell[i] < 0x20 || cell[i] > 0x7e {
			return false
		}
	}
	return true
}
