package geo

import (
	"fmt"
	"strings"
)

// Technology is a generation of mobile radio (3GPP).
type Technology uint8

// The technologies, in order of age.
const (
	GSM  Technology = 2 // 2G
	UMTS Technology = 3 // 3G
	LTE  Technology = 4 // 4G
	NR   Technology = 5 // 5G
)

// Technologies returns all technologies, oldest first.
func Technologies() []Technology { return []Technology{GSM, UMTS, LTE, NR} }

// String returns the everyday name: "2G" … "5G".
func (t Technology) String() string { return fmt.Sprintf("%dG", uint8(t)) }

// Standard returns the 3GPP name: "GSM", "UMTS", "LTE", "NR".
func (t Technology) Standard() string {
	switch t {
	case GSM:
		return "GSM"
	case UMTS:
		return "UMTS"
	case LTE:
		return "LTE"
	case NR:
		return "NR"
	}
	return "?"
}

// Measure returns the quantity a phone of this technology reports as its level.
func (t Technology) Measure() string {
	switch t {
	case GSM:
		return "RxLev"
	case UMTS:
		return "RSCP"
	case NR:
		return "SS-RSRP"
	}
	return "RSRP"
}

// ParseTechnology reads "4G", "4g" or "LTE".
func ParseTechnology(text string) (Technology, error) {
	word := strings.ToUpper(strings.TrimSpace(text))
	for _, t := range Technologies() {
		if word == t.String() || word == t.Standard() {
			return t, nil
		}
	}
	return 0, fmt.Errorf("technology %q is not known: use 2G, 3G, 4G or 5G", text)
}
