package table

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

var (
	decimalPoint = regexp.MustCompile(`^[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d*)?([eE][+-]?\d{1,2})?$`)
	decimalComma = regexp.MustCompile(`^[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d*)?$`)
)

// Number reads a number as written in Viet Nam or elsewhere: "1234.5", "1234,5",
// "1.234,5", "1,234.5", "1 234,5". Where point and comma could each be either
// (one of them, three digits behind it), it is the decimal mark: "22,629" is
// 22.629. NaN and infinities are not numbers.
func Number(text string) (float64, bool) {
	text = compact(text)
	if text == "" || len(text) > 64 {
		return 0, false
	}
	if simple(text) {
		value, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
		return value, err == nil
	}
	points, commas := strings.Count(text, "."), strings.Count(text, ",")
	switch {
	case commas == 0 && points <= 1, points == 0 && commas == 1:
		text = strings.Replace(text, ",", ".", 1)
		if !decimalPoint.MatchString(text) && !strings.HasPrefix(strings.TrimLeft(text, "+-"), ".") {
			return 0, false
		}
	case decimalPoint.MatchString(text):
		text = strings.ReplaceAll(text, ",", "")
	case decimalComma.MatchString(text):
		text = strings.Replace(strings.ReplaceAll(text, ".", ""), ",", ".", 1)
	default:
		return 0, false
	}
	value, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(value, 0) || math.IsNaN(value) {
		return 0, false
	}
	return value, true
}

var spaced = regexp.MustCompile(`^[+-]?\d{1,3}([ '’]\d{3})+([.,]\d*)?$`)

// compact removes the spaces and apostrophes that set off thousands, and writes
// a plain minus. Other spaces stay: 105 20 53 is not one number.
func compact(text string) string {
	text = strings.TrimSpace(text)
	if simple(text) {
		return text
	}
	text = likeASCII.Replace(text)
	if spaced.MatchString(text) {
		return unspaced.Replace(text)
	}
	return text
}

var (
	likeASCII = strings.NewReplacer("\u2212", "-", "\u00a0", " ", "\u202f", " ", "\u2009", " ")
	unspaced  = strings.NewReplacer(" ", "", "'", "", "’", "")
)

// simple reports digits with at most one mark, as nearly all numbers are.
func simple(text string) bool {
	marks := 0
	for i := range len(text) {
		switch c := text[i]; {
		case c == '.' || c == ',':
			marks++
		case c < '0' || c > '9':
			return false
		}
	}
	return marks <= 1 && len(text) > marks
}
