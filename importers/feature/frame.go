package feature

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// frame is a projected system known by its central meridian and scale.
type frame struct {
	srid     int
	meridian float64
	scale    float64
}

// vn2000 are the grids of VN-2000: TM-3 by meridian, and UTM 48N and 49N.
func vn2000() []frame {
	return []frame{
		{5896, 102, 0.9999}, {9205, 103, 0.9999}, {9206, 104, 0.9999}, {9207, 104.5, 0.9999}, {9208, 104.75, 0.9999},
		{5897, 105, 0.9999}, {9209, 105.5, 0.9999}, {9210, 105.75, 0.9999}, {9211, 106, 0.9999}, {9212, 106.25, 0.9999},
		{9213, 106.5, 0.9999}, {9214, 107, 0.9999}, {9215, 107.25, 0.9999}, {9216, 107.5, 0.9999}, {5899, 107.75, 0.9999},
		{5898, 108, 0.9999}, {9217, 108.25, 0.9999}, {9218, 108.5, 0.9999},
		{3405, 105, 0.9996}, {3406, 111, 0.9996},
	}
}

const (
	wgs84     = 4326
	vnDegrees = 4756 // VN-2000 in degrees
)

func knownFrame(srid int) bool {
	if srid == wgs84 || srid == vnDegrees || srid == 32648 || srid == 32649 {
		return true
	}
	for _, f := range vn2000() {
		if f.srid == srid {
			return true
		}
	}
	return false
}

var (
	meridianText = regexp.MustCompile(`(?i)PARAMETER\["central_meridian",\s*([-\d.]+)\]`)
	scaleText    = regexp.MustCompile(`(?i)PARAMETER\["scale_factor",\s*([-\d.]+)\]`)
)

// frameOf finds the frame a .prj describes: WGS 84 in degrees, or a grid of
// VN-2000 or UTM by its central meridian and scale.
func frameOf(prj string) (srid int, ok bool) {
	upper := strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToUpper(prj))
	vietnamese := strings.Contains(upper, "VN2000") || strings.Contains(upper, "VIETNAM2000")
	global := strings.Contains(upper, "WGS1984") || strings.Contains(upper, "WGS84")
	if !strings.Contains(upper, "PROJCS") && !strings.Contains(upper, "PROJCRS") {
		switch {
		case vietnamese:
			return vnDegrees, true
		case global:
			return wgs84, true
		}
		return 0, false
	}
	meridian, scale, found := gridOf(prj)
	if !found {
		return 0, false
	}
	for _, f := range vn2000() {
		if math.Abs(f.meridian-meridian) > 1e-6 || math.Abs(f.scale-scale) > 1e-9 {
			continue
		}
		if vietnamese {
			return f.srid, true
		}
		if global && scale == 0.9996 {
			return map[float64]int{105: 32648, 111: 32649}[meridian], true
		}
	}
	return 0, false
}

func gridOf(prj string) (meridian, scale float64, ok bool) {
	m, s := meridianText.FindStringSubmatch(prj), scaleText.FindStringSubmatch(prj)
	if m == nil || s == nil {
		return 0, 0, false
	}
	meridian, err1 := strconv.ParseFloat(m[1], 64)
	scale, err2 := strconv.ParseFloat(s[1], 64)
	return meridian, scale, err1 == nil && err2 == nil
}
