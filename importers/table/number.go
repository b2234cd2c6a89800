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

// compact removes the spaces and apostrophes that group digits, and the true
// minus sign.
func compact(text string) string {
	text = strings.ReplaceAll(strings.TrimSpace(text), "\u2212", "-")
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\u00a0', '\u202f', '\u2009', '\'', '’':
			return -1
		}
		return r
	}, text)
}
