package sites

import (
	"regexp"
	"strings"

	"phusong/geo"
	"phusong/importers/table"
)

// layer is one technology on one frequency; Frequency 0 is not stated.
type layer struct {
	technology geo.Technology
	frequency  geo.MHz
	assumed    bool // the frequency is the usual one, not the list's
}

var (
	generation = regexp.MustCompile(`(^|[^0-9a-z])([2345]) ?g([^a-z]|$)`)
	standards  = []struct {
		technology geo.Technology
		words      *regexp.Regexp
	}{
		{geo.NR, regexp.MustCompile(`(^| )(5g|nr|gnodeb|gnb|nsa|n78|n41|n28)( |\d|$)`)},
		{geo.LTE, regexp.MustCompile(`(^| )(4g|lte|enodeb|enb|e utra|eutra|fdd|tdd|lte a)( |\d|$)`)},
		{geo.UMTS, regexp.MustCompile(`(^| )(3g|umts|wcdma|hspa|nodeb|node b|nb)( |\d|$)`)},
		{geo.GSM, regexp.MustCompile(`(^| )(2g|gsm|dcs|edge|gprs)( |\d|$)`)},
	}
	shorthand = regexp.MustCompile(`(^| )([gulnd])(\d{3,4})( |$)`)
	megahertz = regexp.MustCompile(`\d{3,4}`)
)

// readLayer reads one value of a technology or band list: "4G", "LTE", "L1800",
// "GSM 900", "eNodeB". It is not ok where no technology is named.
func readLayer(text string) (layer, bool) {
	folded := table.Fold(text)
	if m := shorthand.FindStringSubmatch(folded); m != nil {
		letters := map[string]geo.Technology{"g": geo.GSM, "d": geo.GSM, "u": geo.UMTS, "l": geo.LTE, "n": geo.NR}
		return layer{technology: letters[m[2]], frequency: bandOf(m[3])}, true
	}
	var found layer
	if m := generation.FindStringSubmatch(folded); m != nil {
		found.technology = geo.Technology(m[2][0] - '0')
	} else {
		for _, s := range standards {
			if s.words.MatchString(folded) {
				found.technology = s.technology
				break
			}
		}
	}
	if found.technology == 0 {
		return layer{}, false
	}
	if m := megahertz.FindString(folded); m != "" {
		found.frequency = bandOf(m)
	}
	return found, true
}

// TechnologyIn finds the one technology a title or sheet name speaks of; not ok
// where it names none or several.
func TechnologyIn(text string) (geo.Technology, bool) {
	found := map[geo.Technology]bool{}
	for _, word := range strings.Fields(table.Fold(text)) {
		if l, ok := readLayer(word); ok {
			found[l.technology] = true
		}
	}
	if len(found) != 1 {
		return 0, false
	}
	for technology := range found {
		return technology, true
	}
	return 0, false
}
