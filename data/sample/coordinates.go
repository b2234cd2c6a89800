package sample

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// coordinates returns the longitude and latitude cells of a station as its
// list has them, with their dirt.
func (p presence) coordinates() (lon, lat string) {
	lon, lat = strconv.FormatFloat(p.at[0], 'f', 6, 64), strconv.FormatFloat(p.at[1], 'f', 6, 64)
	switch p.dirt {
	case dirtSwap:
		return lat, lon
	case dirtDMS:
		return sexagesimal(p.at[0]), sexagesimal(p.at[1])
	case dirtBlank:
		return "", ""
	case dirtZero:
		return "0", "0"
	}
	return lon, lat
}

// grid returns the X (northing) and Y (easting) cells of a station in VN-2000,
// with their dirt.
func (p presence) grid() (x, y string) {
	easting, northing := vn2000(p.at)
	x, y = strconv.FormatFloat(northing, 'f', 2, 64), strconv.FormatFloat(easting, 'f', 2, 64)
	switch p.dirt {
	case dirtSwap:
		return y, x
	case dirtGroups:
		return grouped(x), grouped(y)
	case dirtBlank:
		return "", ""
	}
	return x, y
}

// sexagesimal writes 105.348080 as 105°20'53.09".
func sexagesimal(degrees float64) string {
	hundredths := int(math.Round(degrees * 360000))
	return fmt.Sprintf(`%d°%02d'%05.2f"`, hundredths/360000, hundredths/6000%60, float64(hundredths%6000)/100)
}

// grouped writes 2503484.00 as 2.503.484,00.
func grouped(number string) string {
	whole, fraction, _ := strings.Cut(number, ".")
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "." + whole[at:]
	}
	return whole + "," + fraction
}

// comma writes a decimal point as a comma.
func comma(number string) string { return strings.ReplaceAll(number, ".", ",") }

// dBm writes the level of a power in watts, one decimal.
func dBm(watts int) string {
	return strconv.FormatFloat(30+10*math.Log10(float64(watts)), 'f', 1, 64)
}

// directions writes the azimuths of a layer in one cell: 0/120/240, OMNI, or
// nothing where they are not known.
func (l layer) directions() string {
	if l.omni {
		return "OMNI"
	}
	var all []string
	for _, a := range l.azimuths {
		all = append(all, strconv.Itoa(a%360))
	}
	return strings.Join(all, "/")
}

// single returns the layer sector by sector, as lists with a row for each
// sector tell it.
func (l layer) single() []layer {
	if len(l.azimuths) == 0 {
		return []layer{l}
	}
	var all []layer
	for _, a := range l.azimuths {
		one := l
		one.azimuths = []int{a}
		all = append(all, one)
	}
	return all
}
