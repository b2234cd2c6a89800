package sites

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"phusong/data"
	"phusong/geo"
	"phusong/importers/gazetteer"
)

// foldCode brings the spellings of one code together: no accents, no case, no
// marks but those between two digits. Thuong-NongII_TQG is ThuongNongII_TQG and
// not ThuongNongIII_TQG; 0327-12 is not 03271-2.
func foldCode(code string) string {
	var b strings.Builder
	last, mark := rune(0), false
	for _, r := range norm.NFD.String(strings.ToLower(code)) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case r == 'đ', r == 'ð':
			r = 'd'
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			mark = true
			continue
		}
		if mark && unicode.IsDigit(r) && unicode.IsDigit(last) {
			b.WriteByte('-')
		}
		b.WriteRune(r)
		last, mark = r, false
	}
	return b.String()
}

var (
	scientific = regexp.MustCompile(`^\d([.,]\d+)?[eE]\+?\d{1,3}$`)
	dateLike   = regexp.MustCompile(`^(\d{1,2}[/-]\d{1,2}[/-](\d{2}|\d{4})|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}-(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|thg ?\d{1,2})|(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|thg ?\d{1,2})-\d{2,4})$`)
	allDigits  = regexp.MustCompile(`^\d+$`)
)

// How sure a pattern of codes must be before a code that breaks it is doubted.
const (
	fewCodes    = 5
	mostOfCodes = 0.8
)

// habit is what the codes of one sheet have in common.
type habit struct {
	codes, digits int         // all; of digits only
	dated         int         // that read like dates
	widths        map[int]int // of those with leading zeros, by length
	shapes        map[string]int
}

// mendCodes finds codes that a spreadsheet took for numbers or dates. A lost
// leading zero is put back where the codes of the sheet agree on their length;
// what cannot be told is asked.
func (l *list) mendCodes() {
	of := map[string]*habit{}
	for _, r := range l.rows {
		if of[r.sheet] == nil {
			of[r.sheet] = &habit{widths: map[int]int{}, shapes: map[string]int{}}
		}
		of[r.sheet].add(string(r.code))
	}
	for _, r := range l.rows {
		if !r.refused {
			of[r.sheet].mend(r)
		}
	}
	l.keepTaken()
}

func (h *habit) add(code string) {
	h.codes++
	h.shapes[shape(code)]++
	if dateLike.MatchString(code) {
		h.dated++
	}
	if allDigits.MatchString(code) {
		h.digits++
		if code[0] == '0' {
			h.widths[len(code)]++
		}
	}
}

// shape is a code with its letters and digits made alike: TQG0327-12 is A9-9.
func shape(code string) string {
	var b strings.Builder
	last := rune(0)
	for _, r := range code {
		switch {
		case unicode.IsDigit(r):
			r = '9'
		case unicode.IsLetter(r):
			r = 'A'
		}
		if r != last || r != '9' && r != 'A' {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

func (h *habit) mend(r *row) {
	code := string(r.code)
	if width := h.width(); width > 0 && allDigits.MatchString(code) && len(code) < width && len(code) >= width-3 {
		r.code = geo.SiteCode(strings.Repeat("0", width-len(code)) + code)
		r.complain(fault{severity: data.Corrected, field: r.codeField, code: "code-zeros", raw: code, proposed: string(r.code),
			vietnamese: "mã trạm mất số 0 ở đầu (Excel): đã bù theo các mã khác", english: "the code had lost its leading zeros to Excel: put back as in the other codes"})
		return
	}
	eaten := ""
	switch {
	case scientific.MatchString(code):
		eaten = "số dạng khoa học|a number in scientific notation"
	case dateLike.MatchString(code) && 2*h.dated < h.codes:
		eaten = "ngày tháng|a date"
	case allDigits.MatchString(code) && h.codes >= fewCodes && float64(h.most()) >= mostOfCodes*float64(h.codes) && !h.usual(code):
		eaten = "số|a number"
	}
	if vietnamese, english, found := strings.Cut(eaten, "|"); found {
		r.ask(fault{field: r.codeField, code: "code-eaten", raw: code,
			vietnamese: fmt.Sprintf("có vẻ Excel đã biến mã trạm thành %s: hãy ghi lại mã đúng", vietnamese),
			english:    fmt.Sprintf("Excel seems to have turned the code into %s: write the right code", english)},
			[]Reading{{Kind: "as-written", Vietnamese: "mã đúng như đã ghi", English: "the code is right as written", Score: 0.5}})
	}
}

// width is the length the digit codes of a sheet keep with leading zeros; 0 where
// there is no such habit.
func (h *habit) width() int {
	if len(h.widths) != 1 {
		return 0
	}
	for width, n := range h.widths {
		if n >= 3 && float64(h.digits) >= mostOfCodes*float64(h.codes) {
			return width
		}
	}
	return 0
}

// most is how many codes have the commonest shape.
func (h *habit) most() int {
	most := 0
	for _, n := range h.shapes {
		most = max(most, n)
	}
	return most
}

// usual reports whether a code is shaped as most are.
func (h *habit) usual(code string) bool {
	return h.shapes[shape(code)] == h.most() && h.most() > 1
}

var stemEnd = regexp.MustCompile(`[-_. ]?(2g|3g|4g|5g|gsm|umts|wcdma|lte|nr|[gudln]\d{2,4})$`)

// doubtStems points at sites of one operator that stand on one place under one
// code but for the technology at its end: probably one station, which only its
// operator can say. They are not merged.
func (l *list) doubtStems(sites []*gathered) {
	first := map[siteKey]*gathered{}
	pairs, example := 0, ""
	for _, g := range sites {
		code := strings.ToLower(string(g.presence.Code))
		stem := stemEnd.ReplaceAllString(code, "")
		key := siteKey{g.presence.Operator, foldCode(stem)}
		other := first[key]
		switch {
		case other == nil:
			first[key] = g
		case gazetteer.Km(other.presence.Position, g.presence.Position) <= sameMastKm:
			if pairs++; example == "" {
				example = fmt.Sprintf("%s, %s", other.presence.Code, g.presence.Code)
			}
		}
	}
	if pairs > 0 {
		l.ledger.Add(data.Issue{Code: "one-mast-several-codes", Severity: data.Warning, Proposed: example,
			Vietnamese: fmt.Sprintf("%d trạm khác trạm bên cạnh chỉ ở đuôi công nghệ của mã (ví dụ %s): cùng một cột, giữ nguyên từng mã", pairs, example),
			English:    fmt.Sprintf("%d sites differ from one on the same mast only in the technology at the end of their codes (%s, for one): kept apart, under one mast", pairs, example)})
	}
}
