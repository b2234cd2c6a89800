package sites

import (
	"regexp"
	"strings"

	"phusong/data"
	"phusong/importers/table"
)

// phone finds Vietnamese telephone numbers, identity finds the numbers of
// identity cards.
var (
	phone    = regexp.MustCompile(`(?:\+?84|0)[ .\-]?(?:[35789](?:[ .\-]?\d){8}|2(?:[ .\-]?\d){9})`)
	identity = regexp.MustCompile(`\d{12}`)
	digitRun = regexp.MustCompile(`\d`)
)

// personalIn finds a person's number in a text; "" where there is none. Numbers
// that go on, or have a decimal mark, are something else.
func personalIn(text string) string {
	if len(text) < 9 || !strings.ContainsAny(text, "0123456789") {
		return ""
	}
	for _, form := range []*regexp.Regexp{identity, phone} {
		for _, at := range form.FindAllStringIndex(text, 8) {
			before, after := text[:at[0]], text[at[1]:]
			if !endsInNumber(before) && !beginsWithNumber(after) {
				return text[at[0]:at[1]]
			}
		}
	}
	return ""
}

func endsInNumber(text string) bool {
	text = strings.TrimRight(text, ".,")
	return text != "" && text[len(text)-1] >= '0' && text[len(text)-1] <= '9'
}

func beginsWithNumber(text string) bool {
	text = strings.TrimLeft(text, ".,")
	return text != "" && text[0] >= '0' && text[0] <= '9'
}

// guardPeople keeps the numbers of persons out of what others may see: out of
// names, and out of the owner, from where they move to the contact. Notes are not
// kept but in the original; that one holds such a number is said.
func (r *row) guardPeople() {
	if found := personalIn(r.name); found != "" && r.name != string(r.code) {
		r.name = strings.Trim(strings.Replace(r.name, found, "", 1), " ,;:.-()")
		r.contact(fieldName, found)
		if r.name == "" {
			r.name = string(r.code)
		}
	}
	if found := personalIn(r.about.owner); found != "" {
		r.about.owner = strings.Trim(strings.Replace(r.about.owner, found, "", 1), " ,;:.-()")
		r.contact(fieldOwner, found)
	}
	for _, field := range []table.Field{fieldNote, fieldAddress, fieldHamlet} {
		if found := personalIn(r.Text(field)); found != "" {
			r.complain(fault{severity: data.Warning, field: field, code: "personal-data", raw: masked(found),
				vietnamese: "ô có số điện thoại hoặc số căn cước: không đưa lên bản đồ", english: "the cell holds a telephone or identity number: it is kept off the map"})
		}
	}
}

// contact moves a number from a field that others see to the contact.
func (r *row) contact(field table.Field, number string) {
	if !strings.Contains(r.about.contact, number) {
		r.about.contact = strings.TrimPrefix(r.about.contact+"; "+number, "; ")
	}
	r.complain(fault{severity: data.Corrected, field: field, code: "personal-data", raw: masked(number),
		vietnamese: "ô có số điện thoại hoặc số căn cước: đã chuyển sang phần liên hệ", english: "the cell held a telephone or identity number: moved to the contact"})
}

// masked hides all digits of a number but the first three.
func masked(number string) string {
	seen := 0
	return digitRun.ReplaceAllStringFunc(number, func(d string) string {
		if seen++; seen > 3 {
			return "•"
		}
		return d
	})
}
