package coordinate

import (
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"

	"phusong/importers/table"
)

// Axis is what a written value says about itself.
type Axis byte

// The axes. A bare number says nothing.
const (
	Unsaid Axis = 0
	East   Axis = 'E'
	North  Axis = 'N'
)

// Value is one coordinate as written: degrees, or metres of a grid.
type Value struct {
	Number float64
	Axis   Axis
	// Decimals is how many decimal digits of a degree were written; -1 where
	// that says nothing about precision (minutes, seconds, metres).
	Decimals int
	Form     Form
}

// Form is how a coordinate was written, where not as a plain number.
type Form string

// The forms. A decimal comma is plain.
const (
	Plain   Form = ""
	DMS     Form = "dms"     // degrees and minutes, with or without seconds
	Grouped Form = "grouped" // thousands set off: 2.503.484,00
)

// The errors of one written coordinate.
var (
	ErrMissing = errors.New("missing")
	ErrNoPlace = errors.New("not a coordinate")
	ErrSixty   = errors.New("minutes or seconds of 60 or more")
)

// maxText bounds a written coordinate; anything longer is prose.
const maxText = 80

var (
	markWords = strings.NewReplacer(
		"độ", "°", "phút", "'", "giây", `"`, "deg", "°", "º", "°", "˚", "°",
		"’", "'", "‘", "'", "′", "'", "`", "'", "´", "'", "‛", "'",
		"”", `"`, "“", `"`, "″", `"`, "„", `"`, "‟", `"`, "''", `"`,
	)
	sexagesimal = regexp.MustCompile(`^(\d{1,3})[° ]+(\d{1,2}(?:[.,]\d+)?)(?:[' ]+(\d{1,2}(?:[.,]\d+)?)?["' ]*)?$`)
	dotted      = regexp.MustCompile(`^(\d{1,3})\.(\d{1,2})\.(\d{1,2}(?:[.,]\d+)?)$`)
	dashed      = regexp.MustCompile(`^(\d{1,3})-(\d{1,2})-(\d{1,2}(?:[.,]\d+)?)$`)
	compass     = regexp.MustCompile(`(?i)^(bắc|đông|nam|tây|vĩ độ|kinh độ|latitude|longitude|lat|long|lng|lon|[NESWBĐ])[\s:.=]*`)
	compassEnd  = regexp.MustCompile(`(?i)[\s]*(bắc|đông|[NEBĐ])$`)
)

// Parse reads one written coordinate.
func Parse(text string) (Value, error) {
	text = strings.TrimSpace(text)
	if text == "" || text == "-" || strings.EqualFold(text, "n/a") || strings.HasPrefix(text, "#N/A") {
		return Value{}, ErrMissing
	}
	if len(text) > maxText {
		return Value{}, ErrNoPlace
	}
	if v, ok := parseDecimal(text); ok {
		return v, nil
	}
	body, axis := takeAxis(text)
	body = strings.TrimSpace(markWords.Replace(body))
	if v, ok := parseDecimal(strings.TrimSuffix(body, "°")); ok {
		v.Axis = axis
		return v, nil
	}
	degrees, err := parseSexagesimal(body)
	return Value{Number: degrees, Axis: axis, Decimals: -1, Form: DMS}, err
}

// takeAxis cuts a compass letter or word off either end.
func takeAxis(text string) (string, Axis) {
	for _, mark := range []*regexp.Regexp{compass, compassEnd} {
		at := mark.FindStringIndex(text)
		if at == nil {
			continue
		}
		word := table.Fold(text[at[0]:at[1]])
		rest := text[:at[0]] + text[at[1]:]
		if !strings.ContainsAny(rest, "0123456789") {
			continue
		}
		rest, _ = takeAxis(rest)
		switch word {
		case "n", "b", "bac", "vi do", "lat", "latitude":
			return rest, North
		case "e", "d", "dong", "kinh do", "lon", "lng", "long", "longitude":
			return rest, East
		}
		return text, Unsaid // south and west are not in Viet Nam: not read
	}
	return text, Unsaid
}

func parseDecimal(text string) (Value, bool) {
	text = strings.TrimSpace(strings.TrimSuffix(text, "m"))
	number, ok := table.Number(text)
	if !ok {
		return Value{}, false
	}
	decimals := -1
	if math.Abs(number) <= 180 {
		decimals = 0
		if i := strings.LastIndexAny(text, ".,"); i >= 0 {
			decimals = len(text) - i - 1
		}
	}
	v := Value{Number: number, Decimals: decimals}
	if strings.Count(text, ".")+strings.Count(text, ",") > 1 || strings.ContainsAny(text, " '\u00a0") {
		v.Form = Grouped
	}
	return v, true
}

// parseSexagesimal reads 105°20'53", 105 20 53, 105.20.53, 105-20-53, 22°37.755'.
func parseSexagesimal(text string) (float64, error) {
	var parts []string
	for _, form := range []*regexp.Regexp{sexagesimal, dotted, dashed} {
		if parts = form.FindStringSubmatch(text); parts != nil {
			break
		}
	}
	if parts == nil {
		return 0, ErrNoPlace
	}
	degrees, minutes, seconds := decimal(parts[1]), decimal(parts[2]), decimal(parts[3])
	if strings.ContainsAny(parts[2], ".,") && parts[3] != "" || degrees > 180 {
		return 0, ErrNoPlace
	}
	if minutes >= 60 || seconds >= 60 {
		return 0, ErrSixty
	}
	return degrees + minutes/60 + seconds/3600, nil
}

func decimal(text string) float64 {
	value, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
	if err != nil {
		return 0 // an absent part
	}
	return value
}

var grouped = regexp.MustCompile(`^\d{1,3}([.,]\d{3}){1,2}$`)

// Regroup reads metres whose digits are grouped by the same mark that elsewhere
// is a decimal one: 432.792 as 432,792 m.
func Regroup(text string) (Value, bool) {
	text = strings.TrimSpace(text)
	if !grouped.MatchString(text) {
		return Value{}, false
	}
	return Value{Number: decimal(strings.NewReplacer(".", "", ",", "").Replace(text)), Decimals: -1, Form: Grouped}, true
}
