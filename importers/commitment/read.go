package commitment

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/geo"
	"phusong/importers"
	"phusong/importers/coordinate"
	"phusong/importers/intake"
	"phusong/importers/sites"
	"phusong/importers/table"
)

// Options say what a list does not say itself, and which hamlets there are.
type Options struct {
	Operator   geo.OperatorCode
	Technology geo.Technology
	Document   string
	On         time.Time
	Hamlet     func(geo.HamletCode) bool
	Most       int // rows
}

// Row is one promise and what was said of its row. A refused one has an issue of
// that severity and is not to be kept.
type Row struct {
	geo.Commitment
	Sheet  string
	Row    int // from 1, as a spreadsheet shows it
	Issues []data.Issue
}

// Refused reports whether the row holds no promise that can be kept.
func (r Row) Refused() bool { return r.has(data.Refused) }

// Corrected reports whether it was read otherwise than written.
func (r Row) Corrected() bool { return !r.Refused() && r.has(data.Corrected) }

func (r Row) has(s data.Severity) bool {
	for _, i := range r.Issues {
		if i.Severity == s {
			return true
		}
	}
	return false
}

// Read reads a list. The error is a *intake.Refusal.
func Read(name string, content []byte, o Options) (rows []Row, err error) {
	file, err := intake.Open(name, content, intake.TableLimits())
	if err != nil {
		return nil, err
	}
	sheets, err := importers.Tables(file)
	if err != nil {
		return nil, err
	}
	found := false
	for i := range sheets {
		header, ok := table.FindHeader(&sheets[i], vocabulary())
		if !ok || !header.Has(fieldDue) {
			continue
		}
		found = true
		header.Records(&sheets[i], []table.Field{fieldSite, fieldDue}, func(row table.Record, fate table.Fate) {
			if fate == table.Data {
				r := reader{Row: Row{Sheet: sheets[i].Name, Row: row.Row + 1}, from: row, options: o}
				rows = append(rows, r.read())
			}
		})
	}
	switch {
	case !found:
		return nil, intake.Refuse("header-missing", "không tìm thấy cột thời hạn (quý)", "no column for the quarter that is promised was found")
	case len(rows) == 0:
		return nil, intake.Refuse("commitments-missing", "không có cam kết nào trong tệp", "the file holds no promises")
	case len(rows) > o.Most:
		return nil, intake.Refuse("commitments-many", "tệp có hơn %d cam kết: hãy chia nhỏ", "the file has over %d promises: split it", o.Most)
	}
	return rows, nil
}

// reader reads one row.
type reader struct {
	Row
	from    table.Record
	options Options
}

func (r *reader) say(f table.Field, s data.Severity, code, proposed, vietnamese, english string) {
	at := r.from.Column(f)
	issue := data.Issue{Sheet: r.Sheet, Row: r.Row.Row, Code: code, Severity: s, Vietnamese: vietnamese, English: english, Raw: r.from.Text(f), Proposed: proposed}
	if at >= 0 {
		issue.Column, issue.Cell = at+1, table.CellName(r.from.Row, at)
	}
	r.Issues = append(r.Issues, issue)
}

func (r *reader) refuse(f table.Field, code, vietnamese, english string) {
	r.say(f, data.Refused, code, "", vietnamese, english)
}

func (r *reader) correct(f table.Field, code, proposed string) {
	r.say(f, data.Corrected, code, proposed, "hiểu là "+proposed, "read as "+proposed)
}

func (r *reader) read() Row {
	r.Operator, r.Commitment.Technology, r.Document, r.On = r.options.Operator, r.options.Technology, r.options.Document, r.options.On
	r.Site, r.Commune = geo.SiteCode(strings.TrimSpace(r.from.Text(fieldSite))), strings.TrimSpace(r.from.Text(fieldCommune))
	r.Notes = r.from.Text(fieldNotes)
	if text := strings.TrimSpace(r.from.Text(fieldDocument)); text != "" {
		r.Document = text
	}
	r.who()
	r.place()
	r.due()
	r.document()
	r.tied()
	var fault *geo.PromiseFault
	if err := r.Check(); err != nil && !r.Refused() && errors.As(err, &fault) {
		r.refuse(fieldOf(fault.Part), "promise-"+fault.Part, fault.Vietnamese, fault.English)
	}
	return r.Row
}

// fieldOf is the column that a fault of the whole promise is shown at.
func fieldOf(part string) table.Field {
	switch part {
	case "place":
		return fieldSite
	case "document", "commune", "technology", "operator", "due", "notes", "hamlets":
		return table.Field(part)
	}
	return fieldOther
}

// who reads the operator and the technology.
func (r *reader) who() {
	if text := r.from.Text(fieldOperator); text != "" {
		switch named := sites.OperatorsIn(text); {
		case len(named) != 1:
			r.refuse(fieldOperator, "operator", "không hiểu nhà mạng: ghi Viettel, VNPT, MobiFone hoặc Vietnamobile", "the operator is not understood: write Viettel, VNPT, MobiFone or Vietnamobile")
		default:
			r.Operator = named[0]
		}
	}
	text := strings.TrimSpace(r.from.Text(fieldTechnology))
	if text == "" {
		return
	}
	technology, ok := sites.TechnologyIn(text)
	if !ok {
		r.refuse(fieldTechnology, "technology", "cần đúng một công nghệ: 2G, 3G, 4G hoặc 5G", "one technology is needed: 2G, 3G, 4G or 5G")
		return
	}
	if r.Commitment.Technology = technology; !strings.EqualFold(text, technology.String()) {
		r.correct(fieldTechnology, "technology-read", technology.String())
	}
}

// place reads the promised point, in degrees of WGS 84.
func (r *reader) place() {
	lon, lat := r.from.Text(fieldLon), r.from.Text(fieldLat)
	if lon == "" && lat == "" {
		return
	}
	first, err1 := coordinate.Parse(lon)
	second, err2 := coordinate.Parse(lat)
	reading, err := coordinate.Read(first, second)
	if err1 != nil || err2 != nil || err != nil || reading.Metres {
		r.refuse(fieldLon, "coordinate", "không đọc được toạ độ: cần kinh độ, vĩ độ WGS 84 ở Việt Nam", "the coordinates cannot be read: longitude and latitude of WGS 84 in Viet Nam are needed")
		return
	}
	at := orb.Point(reading.Point)
	if r.Position = &at; reading.Turned {
		r.correct(fieldLon, "coordinate-turned", fmt.Sprintf("%g, %g", at.Lon(), at.Lat()))
	}
}

// due reads the quarter: named, or that of a day or month.
func (r *reader) due() {
	text := strings.TrimSpace(r.from.Text(fieldDue))
	quarter, err := geo.ParseQuarter(text)
	if err == nil {
		r.Due = quarter
		return
	}
	first, last, ok := sites.Days(text)
	if ok && first.Year() == last.Year() && (first.Month()-1)/3 == (last.Month()-1)/3 {
		r.Due = geo.Quarter{Year: first.Year(), Number: 1 + int(first.Month()-1)/3}
		r.correct(fieldDue, "due-read", r.Due.String())
		return
	}
	var fault *geo.PromiseFault
	if errors.As(err, &fault) {
		r.refuse(fieldDue, "due", fault.Vietnamese, fault.English)
	}
}

// document reads its day.
func (r *reader) document() {
	text := strings.TrimSpace(r.from.Text(fieldDate))
	if text == "" {
		return
	}
	first, last, ok := sites.Days(text)
	if !ok || !first.Equal(last) {
		r.refuse(fieldDate, "document-date", "ngày văn bản không phải là ngày: viết như 01/05/2026", "the document's day is no day: write it like 2026-05-01")
		return
	}
	r.On = first
}

// tied reads the hamlets, by code, and the petition of each or of all.
func (r *reader) tied() {
	codes, petitions := parted(r.from.Text(fieldHamlets)), parted(r.from.Text(fieldPetitions))
	for i, code := range codes {
		h := geo.TiedHamlet{Code: geo.HamletCode(code)}
		switch {
		case len(petitions) == 1:
			h.Petition = petitions[0]
		case i < len(petitions):
			h.Petition = petitions[i]
		}
		if r.options.Hamlet != nil && !r.options.Hamlet(h.Code) {
			r.refuse(fieldHamlets, "hamlet-unknown", fmt.Sprintf("bản phát hành không có thôn mã %.60q", code), fmt.Sprintf("the release has no hamlet %.60q", code))
			continue
		}
		r.Hamlets = append(r.Hamlets, h)
	}
}

// parted splits what semicolons or line ends part.
func parted(text string) (parts []string) {
	for _, part := range strings.FieldsFunc(text, func(c rune) bool { return c == ';' || c == '\n' }) {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}
