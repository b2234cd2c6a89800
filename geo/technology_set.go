package geo

import (
	"fmt"
	"slices"
	"strings"
)

// TechnologySet is what a question about signal may ask for: one technology, or
// several of which any will do. It is written as in flags and URLs: "4G", "4G+",
// "voice".
type TechnologySet string

// The sets of several technologies.
const (
	// Voice is what a call can be made on by itself: circuits on 2G and 3G (3GPP
	// TS 23.221), VoLTE on 4G (GSMA IR.92). 5G is left out: without VoNR, which no
	// list states, a call falls back to 4G (3GPP TS 23.502, 4.13.6.1), so that 4G
	// is what carries it.
	Voice  TechnologySet = "voice"
	From3G TechnologySet = "3G+"
	From4G TechnologySet = "4G+"
)

// Only is the set of one technology.
func Only(t Technology) TechnologySet { return TechnologySet(t.String()) }

// TechnologySets returns all sets, those of one technology first.
func TechnologySets() []TechnologySet {
	var all []TechnologySet
	for _, t := range Technologies() {
		all = append(all, Only(t))
	}
	return append(all, Voice, From3G, From4G)
}

// String returns the set as it is written.
func (s TechnologySet) String() string { return string(s) }

// Members returns the technologies of the set, oldest first; none of one that is
// not known.
func (s TechnologySet) Members() []Technology {
	switch s {
	case Voice:
		return []Technology{GSM, UMTS, LTE}
	case From3G:
		return []Technology{UMTS, LTE, NR}
	case From4G:
		return []Technology{LTE, NR}
	}
	for _, t := range Technologies() {
		if s == Only(t) {
			return []Technology{t}
		}
	}
	return nil
}

// Words returns the set in Vietnamese and in English.
func (s TechnologySet) Words() (vietnamese, english string) {
	switch s {
	case Voice:
		return "thoại (2G, 3G hoặc VoLTE trên 4G)", "voice (2G, 3G, or VoLTE on 4G)"
	case From3G:
		return "từ 3G trở lên (3G, 4G hoặc 5G)", "3G or better (3G, 4G or 5G)"
	case From4G:
		return "từ 4G trở lên (4G hoặc 5G)", "4G or better (4G or 5G)"
	}
	return string(s), string(s)
}

// Source says why these technologies are in the set; "" where there is nothing
// to say.
func (s TechnologySet) Source() string {
	if s == Voice {
		return "3GPP TS 23.221 (2G, 3G), GSMA IR.92 (VoLTE); 5G: 3GPP TS 23.502 4.13.6.1, EPS fallback"
	}
	return ""
}

// ParseTechnologySet reads a set as flags and URLs write it, in any case; a
// technology's standard name will do for it alone.
func ParseTechnologySet(text string) (TechnologySet, error) {
	if t, err := ParseTechnology(text); err == nil {
		return Only(t), nil
	}
	word := strings.TrimSpace(text)
	i := slices.IndexFunc(TechnologySets(), func(s TechnologySet) bool { return strings.EqualFold(string(s), word) })
	if i < 0 {
		return "", fmt.Errorf("technology %.20q is not known: use 2G, 3G, 4G, 5G, voice, 3G+ or 4G+", text)
	}
	return TechnologySets()[i], nil
}
