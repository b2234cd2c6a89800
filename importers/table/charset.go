package table

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	textunicode "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"

	"phusong/importers/charset"
)

// Decode turns the bytes of a text file into UTF-8. Bytes that are no Unicode
// are raw: kept one by one as charset.FromBytes does, until each column has
// shown what it is in.
func Decode(content []byte) (text string, raw bool) {
	switch {
	case bytes.HasPrefix(content, []byte("\xef\xbb\xbf")):
		return string(bytes.ToValidUTF8(content[3:], []byte("\uFFFD"))), false
	case bytes.HasPrefix(content, []byte("\xff\xfe")):
		return utf16(content[2:], textunicode.LittleEndian), false
	case bytes.HasPrefix(content, []byte("\xfe\xff")):
		return utf16(content[2:], textunicode.BigEndian), false
	}
	if order, ok := bareUTF16(content); ok {
		return utf16(content, order), false
	}
	if utf8.Valid(content) {
		return string(content), false
	}
	return charset.FromBytes(content), true
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

// Clean makes a text from elsewhere comparable as cells are.
func Clean(text string) string { return clean(text, DefaultLimits().CellText) }

// clean makes a cell comparable: one composed form, ordinary spaces, nothing
// invisible, no blanks around it. A very long cell is cut to so many characters.
func clean(cell string, most int) string {
	if len(cell) > most {
		cell = firstRunes(cell, most)
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
			case unicode.IsControl(r), unicode.Is(unicode.Cf, r): // soft hyphens, zero widths, marks of direction
				return -1
			}
			return r
		}, norm.NFC.String(cell))
	}
	return unmarked(strings.TrimSpace(cell))
}

// unmarked removes the apostrophe by which spreadsheets, and our own exports, say
// that what follows is a text and no formula.
func unmarked(cell string) string {
	if len(cell) > 1 && cell[0] == '\'' && Runs(cell[1:]) {
		return cell[1:]
	}
	return cell
}

// firstRunes cuts a text to n characters.
func firstRunes(text string, n int) string {
	for i := range text {
		if n == 0 {
			return text[:i]
		}
		n--
	}
	return text
}

// convert brings the texts of a sheet to Unicode, column by column, and then
// cleans every cell. Cleaning first would destroy what the old encodings mean.
func (s *Sheet) convert(raw bool, limits Limits) {
	columns := make([]charset.Column, s.Width())
	for _, row := range s.Rows {
		for i := range row {
			if charset.Suspicious(row[i]) {
				columns[i].Texts = append(columns[i].Texts, &row[i])
			}
		}
	}
	for i := range columns {
		columns[i].Raw = raw
	}
	written := s.copyOdd()
	s.Conversions = charset.Convert(columns)
	for _, row := range s.Rows {
		for i := range row {
			row[i] = clean(row[i], limits.CellText)
		}
	}
	s.written = map[int][]string{}
	for i, row := range written {
		if !slices.Equal(row, s.Rows[i]) {
			s.written[i] = row
		}
	}
}

// copyOdd copies the rows with a cell that may have to be changed.
func (s *Sheet) copyOdd() map[int][]string {
	odd := map[int][]string{}
	for i, row := range s.Rows {
		if slices.ContainsFunc(row, func(cell string) bool {
			return charset.Suspicious(cell) || !plain(cell) || strings.TrimSpace(cell) != cell
		}) {
			odd[i] = slices.Clone(row)
		}
	}
	return odd
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

// Runs reports whether a spreadsheet that opens a CSV may take a text for a
// formula: it begins with = + - @, also in full width, or with tab, CR, LF, NUL.
func Runs(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return text != "" && strings.ContainsRune("=+-@＝＋－＠\t\r\n\x00", first)
}
