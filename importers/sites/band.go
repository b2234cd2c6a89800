package sites

import (
	"regexp"
	"strconv"
	"strings"

	"phusong/geo"
	"phusong/importers/table"
)

// band is a 3GPP band in use in Viet Nam: its number, its everyday figure, its
// downlink range, and where its LTE channel numbers (TS 36.101) begin and end.
type band struct {
	number               int
	usual                geo.MHz
	low, high            geo.MHz
	firstEARFCN, lastFCN int
}

func bands() []band {
	return []band{
		{28, 700, 758, 803, 9210, 9659},
		{20, 800, 791, 821, 6150, 6449},
		{5, 850, 869, 894, 2400, 2649},
		{8, 900, 925, 960, 3450, 3799},
		{3, 1800, 1805, 1880, 1200, 1949},
		{1, 2100, 2110, 2170, 0, 599},
		{40, 2300, 2300, 2400, 38650, 39649},
		{7, 2600, 2620, 2690, 2750, 3449},
		{41, 2600, 2496, 2619, 39650, 41589},
		{78, 3500, 3300, 3700, 42590, 43589},
		{77, 3700, 3700.001, 4200, 0, -1},
	}
}

// bandOf turns digits as written ("1800", "1845") into a frequency, 0 where it
// is no mobile band. A channel's own frequency is kept; an everyday figure
// stays as it is.
func bandOf(digits string) geo.MHz {
	value, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return 0
	}
	return frequencyOf(geo.MHz(value))
}

func frequencyOf(f geo.MHz) geo.MHz {
	if f == 2500 || f == 3800 || f == 3600 || f == 3400 {
		return f
	}
	for _, b := range bands() {
		if f == b.usual || f >= b.low && f <= b.high {
			return f
		}
	}
	return 0
}

var (
	bandNumber = regexp.MustCompile(`^(band|b|n) ?(\d{1,2})( |$)`)
	gigahertz  = regexp.MustCompile(`^(\d)[.,](\d{1,3}) *ghz$`)
)

// readBand reads one value of a band list: "900", "1800 MHz", "B3", "n78",
// "2.1 GHz", "1842,6". It is not ok where it is no mobile band.
func readBand(text string) (geo.MHz, bool) {
	lower := strings.ToLower(strings.TrimSpace(text))
	if m := gigahertz.FindStringSubmatch(lower); m != nil {
		value, _ := strconv.ParseFloat(m[1]+"."+m[2], 64)
		f := frequencyOf(geo.MHz(value * 1000))
		return f, f != 0
	}
	folded := table.Fold(lower)
	if m := bandNumber.FindStringSubmatch(folded); m != nil {
		number, _ := strconv.Atoi(m[2])
		for _, b := range bands() {
			if b.number == number {
				return b.usual, true
			}
		}
		return 0, false
	}
	bare := strings.TrimSpace(strings.TrimSuffix(lower, "mhz"))
	if value, ok := table.Number(bare); ok {
		f := frequencyOf(geo.MHz(value))
		return f, f != 0
	}
	if m := megahertz.FindString(folded); m != "" {
		f := bandOf(m)
		return f, f != 0
	}
	return 0, false
}

// readEARFCN reads an LTE downlink channel number.
func readEARFCN(text string) (geo.MHz, bool) {
	channel, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return 0, false
	}
	for _, b := range bands() {
		if channel >= b.firstEARFCN && channel <= b.lastFCN {
			return b.usual, true
		}
	}
	return 0, false
}
