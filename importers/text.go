package importers

import (
	"fmt"
	"strings"

	"phusong/data"
	"phusong/importers/charset"
)

// Converted says of each column of a sheet whose text was in another encoding
// what was done: a warning with a sample, since only a reader can see whether
// the words are right, and a note in the receipt. Name is what people call a
// column.
func (l *Ledger) Converted(notes map[string]string, sheet string, conversions []charset.Conversion, name func(column int) string) {
	for _, c := range conversions {
		column := name(c.Column)
		vietnamese, english := conversionWords(c, column)
		l.Add(data.Issue{Sheet: sheet, Column: c.Column + 1, Code: conversionCode(c.Encoding), Severity: data.Warning,
			Vietnamese: vietnamese, English: english, Raw: sample(c.Before), Proposed: sample(c.After)})
		if c.Encoding != charset.Unknown {
			said := fmt.Sprintf("%s %s: “%s” → “%s”", column, c.Encoding, sample(c.Before), sample(c.After))
			if sheet != "" {
				said = sheet + "!" + said
			}
			notes["text"] = strings.TrimPrefix(notes["text"]+"; "+said, "; ")
		}
	}
}

func conversionCode(e charset.Encoding) string {
	switch e {
	case charset.TCVN3:
		return "text-tcvn3"
	case charset.VNI:
		return "text-vni"
	case charset.VIQR:
		return "text-viqr"
	case charset.Windows1258:
		return "text-windows-1258"
	case charset.Mojibake:
		return "text-mojibake"
	case charset.Eth:
		return "text-eth"
	}
	return "text-unknown"
}

func conversionWords(c charset.Conversion, column string) (vietnamese, english string) {
	if c.Encoding == charset.Unknown {
		return fmt.Sprintf("cột %s: %d ô có chữ không rõ bảng mã hoặc đã mất chữ: hãy lưu tệp bằng Unicode (UTF-8)", column, c.Cells),
			fmt.Sprintf("column %s: %d cells are in an unknown encoding or have lost letters: save the file as Unicode (UTF-8)", column, c.Cells)
	}
	vietnamese = fmt.Sprintf("cột %s: %d ô viết bằng %s, đã chuyển sang Unicode", column, c.Cells, c.Encoding)
	english = fmt.Sprintf("column %s: %d cells were in %s and were turned into Unicode", column, c.Cells, c.Encoding)
	if c.Restored > 0 {
		vietnamese += fmt.Sprintf("; chữ ư đã mất, khôi phục được ở %d từ, các từ khác cần xem lại", c.Restored)
		english += fmt.Sprintf("; the letter ư had been lost, it is back in %d words, others must be looked at", c.Restored)
	}
	if c.Doubtful > 0 {
		vietnamese += fmt.Sprintf("; %d ô còn chữ lạ", c.Doubtful)
		english += fmt.Sprintf("; %d cells still hold odd words", c.Doubtful)
	}
	return vietnamese, english
}

// sample keeps a cell fit to be shown.
func sample(text string) string {
	if runes := []rune(text); len(runes) > 60 {
		return string(runes[:60]) + "…"
	}
	return text
}
