package geo

import (
	"fmt"
	"time"

	"github.com/paulmach/orb"
)

type (
	// AdminCode is the code of an administrative unit in the General Statistics
	// Office's list. Codes were re-used in 2025: only (code, vintage) is a key.
	AdminCode string
	// Vintage names one legal state of the boundaries.
	Vintage string
)

// The two vintages alive today. District units ended on 1 July 2025.
const (
	Vintage2024 Vintage = "2024"
	Vintage2025 Vintage = "2025-07"
)

// Vintages returns all vintages, oldest first.
func Vintages() []Vintage { return []Vintage{Vintage2024, Vintage2025} }

// ParseVintage reads a vintage as written in flags and files.
func ParseVintage(text string) (Vintage, error) {
	for _, v := range Vintages() {
		if text == string(v) {
			return v, nil
		}
	}
	return "", fmt.Errorf("vintage %q is not known: use 2024 or 2025-07", text)
}

// Validity returns the first day of the vintage and the day it ended; the zero
// time means that it still holds.
func (v Vintage) Validity() (from, to time.Time) {
	reform := time.Date(2025, time.July, 1, 0, 0, 0, 0, time.UTC)
	if v == Vintage2024 {
		return time.Date(2024, time.January, 1, 0, 0, 0, 0, time.UTC), reform
	}
	return reform, time.Time{}
}

// Level is a rung of the administrative ladder.
type Level uint8

// The rungs, from the top. LevelHamlet is not a legal unit but is counted as one.
const (
	LevelProvince Level = 1
	LevelDistrict Level = 2
	LevelCommune  Level = 3
	LevelHamlet   Level = 4
)

// String returns the level as written in flags and files.
func (l Level) String() string {
	switch l {
	case LevelProvince:
		return "province"
	case LevelDistrict:
		return "district"
	case LevelCommune:
		return "commune"
	case LevelHamlet:
		return "hamlet"
	}
	return "?"
}

// ParseLevel reads "province", "district", "commune" or "hamlet".
func ParseLevel(text string) (Level, error) {
	for l := LevelProvince; l <= LevelHamlet; l++ {
		if text == l.String() {
			return l, nil
		}
	}
	return 0, fmt.Errorf("level %q is not known: use province, district, commune or hamlet", text)
}

// AdminUnit is a legal unit of one vintage. Population is nil where no count
// is known; AreaKm2 is the stated area, not the one of the drawn boundary.
type AdminUnit struct {
	Code       AdminCode
	Vintage    Vintage
	Level      Level
	Name       string
	Parent     AdminCode // "" for the province
	Boundary   orb.MultiPolygon
	AreaKm2    float64
	Population *int
}
