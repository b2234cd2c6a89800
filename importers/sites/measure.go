package sites

import (
	"math"
	"regexp"
	"strings"

	"phusong/geo"
	"phusong/importers/table"
)

// Heights of antennas above ground, in metres. The default is on the low side
// of Vietnamese masts (30…45 m), so that it does not promise too much.
const (
	maxHeightM     = 150.0
	defaultHeightM = 30.0
)

var (
	heightUnits = regexp.MustCompile(`(?i)^[~≈<>]*\s*(.*?)\s*(m|mét|met|meters?|metres?)?\.?$`)
	feet        = regexp.MustCompile(`(?i)^(.*?)\s*(ft|feet|')$`)
)

// readHeight reads "45", "45m", "~45", "45,5 m", "150 ft".
func readHeight(text string) (float64, bool) {
	text = strings.TrimSpace(text)
	if m := feet.FindStringSubmatch(text); m != nil {
		value, ok := table.Number(m[1])
		return math.Round(value*0.3048*10) / 10, ok
	}
	m := heightUnits.FindStringSubmatch(text)
	if m == nil {
		return 0, false
	}
	return table.Number(m[1])
}

var withoutDegrees = strings.NewReplacer("°", "", "º", "", "độ", "")

// direction is where a sector looks.
type direction struct {
	azimuth float64
	known   bool
	omni    bool
}

// readAzimuth reads one value: degrees, OMNI, or one of the ways of saying that
// it is not known. 360 is north. ok is false for anything else.
func readAzimuth(text string) (direction, bool) {
	folded := table.Fold(withoutDegrees.Replace(text))
	if unsaid(text) {
		return direction{}, true
	}
	switch folded {
	case "omni", "vo huong", "da huong", "dang huong", "omnidirectional":
		return direction{omni: true, known: true}, true
	}
	degrees, ok := table.Number(withoutDegrees.Replace(text))
	switch {
	case !ok || degrees > 360 || degrees < -1:
		return direction{}, false
	case degrees < 0:
		return direction{}, true // -1 is a common way to say "none"
	}
	return direction{azimuth: math.Mod(degrees, 360), known: true}, true
}

// unsaid recognises the ways of writing that a value is not known.
func unsaid(text string) bool {
	switch table.Fold(text) {
	case "", "na", "n a", "khong ro", "chua ro", "khong co", "none", "null", "unknown":
		return true
	}
	return false
}

// readTilt reads degrees, positive down. Tilts beyond −10…30 are no tilts.
func readTilt(text string) (float64, bool) {
	degrees, ok := table.Number(withoutDegrees.Replace(text))
	return degrees, ok && degrees >= -10 && degrees <= 30
}

// unit is what a power is written in.
type unit byte

const (
	unitUnsaid unit = 0
	unitWatt   unit = 'W'
	unitDBm    unit = 'd'
)

// unitIn finds the unit a header states: "Công suất (dBm)".
func unitIn(label string) unit {
	lower := strings.ToLower(label)
	switch {
	case strings.Contains(lower, "dbm"):
		return unitDBm
	case wattWord.MatchString(lower):
		return unitWatt
	}
	return unitUnsaid
}

var (
	wattWord   = regexp.MustCompile(`(^|[^a-z])(w|watt|oát)([^a-z]|$)`)
	powerText  = regexp.MustCompile(`(?i)^\s*([\d.,]+)\s*(dbm|mw|w|watt)?\s*$`)
	multiplied = regexp.MustCompile(`(?i)^\s*(\d{1,2})\s*[x×*]\s*([\d.,]+)\s*(w|watt)\s*$`)
)

// readPower reads a transmitter's power: "43 dBm", "20 W", "2x20W", or a bare
// number in the unit of the column. Without any unit it is not ok: 40 could be
// either, and they are 36 dB apart.
func readPower(text string, column unit) (geo.DBm, bool) {
	if m := multiplied.FindStringSubmatch(text); m != nil {
		n, _ := table.Number(m[1])
		each, ok := table.Number(m[2])
		return plausiblePower(watts(n*each), ok)
	}
	m := powerText.FindStringSubmatch(text)
	if m == nil {
		return 0, false
	}
	value, ok := table.Number(m[1])
	switch strings.ToLower(m[2]) {
	case "dbm":
		column = unitDBm
	case "w", "watt":
		column = unitWatt
	case "mw":
		return plausiblePower(watts(value/1000), ok)
	}
	switch column {
	case unitDBm:
		return plausiblePower(geo.DBm(value), ok)
	case unitWatt:
		return plausiblePower(watts(value), ok)
	}
	return 0, false
}

func watts(w float64) geo.DBm {
	return geo.DBm(math.Round((30+10*math.Log10(w))*100) / 100)
}

// plausiblePower keeps 10 mW … 4 kW (an EIRP reaches that high).
func plausiblePower(p geo.DBm, ok bool) (geo.DBm, bool) {
	return p, ok && p >= 10 && p <= 66
}
