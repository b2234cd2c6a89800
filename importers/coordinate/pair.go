package coordinate

import (
	"regexp"
	"strings"
)

var (
	twoDecimals = regexp.MustCompile(`^\s*([^/;|]+?)\s*[/;|\n]\s*([^/;|]+?)\s*$`)
	afterLetter = regexp.MustCompile(`(?i)^(.*?\d.*?[NEBĐ])[\s,;/-]+(.*\d.*)$`)
	beforeMark  = regexp.MustCompile(`(?i)^([NEBĐ].*?\d.*?)[\s,;/-]*([NEBĐ].*\d.*)$`)
	commaSpace  = regexp.MustCompile(`^\s*(\S+?)\s*,\s+(\S+)\s*$`)
	commaPoint  = regexp.MustCompile(`^\s*(\d+\.\d+)\s*,\s*(\d+\.\d+)\s*$`)
	blankSpace  = regexp.MustCompile(`^\s*([\d.,]+)\s+([\d.,]+)\s*$`)
	dashBetween = regexp.MustCompile(`^\s*([\d.,]{5,})\s*-\s*([\d.,]{5,})\s*$`)
	named       = regexp.MustCompile(`(?i)^\s*([XYNE])\s*[:=]\s*([\d., ]+?)\s*[;,/ ]\s*([XYNE])\s*[:=]\s*([\d., ]+?)\s*$`)
)

// Pair reads two coordinates written in one cell, in the order written.
func Pair(text string) ([2]Value, error) {
	text = strings.Trim(strings.TrimSpace(text), "()[]")
	if text == "" {
		return [2]Value{}, ErrMissing
	}
	if len(text) > 2*maxText {
		return [2]Value{}, ErrNoPlace
	}
	if m := named.FindStringSubmatch(text); m != nil {
		return both(m[2], m[4])
	}
	for _, form := range []*regexp.Regexp{beforeMark, afterLetter, twoDecimals, commaPoint, commaSpace, blankSpace, dashBetween} {
		m := form.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		if pair, err := both(m[1], m[2]); err == nil {
			return pair, nil
		}
	}
	return halves(text)
}

func both(a, b string) (pair [2]Value, err error) {
	if pair[0], err = Parse(a); err != nil {
		return pair, err
	}
	pair[1], err = Parse(b)
	return pair, err
}

// halves tries every blank or comma as the place between the two, and takes
// the one place that gives two coordinates: 22 37 45 105 20 53.
func halves(text string) ([2]Value, error) {
	var found [2]Value
	ways := 0
	for i, r := range text {
		if r != ' ' && r != ',' && r != '-' {
			continue
		}
		pair, err := both(text[:i], text[i+len(string(r)):])
		if err == nil && plausible(pair) {
			found = pair
			ways++
		}
	}
	if ways != 1 {
		return found, ErrNoPlace
	}
	return found, nil
}

// plausible keeps halves from splitting inside a number: one half must be a
// longitude of Viet Nam and the other a latitude.
func plausible(pair [2]Value) bool {
	a, b := pair[0].Number, pair[1].Number
	return isLon(a) && isLat(b) || isLat(a) && isLon(b)
}
