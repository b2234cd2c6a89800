package coordinate

import (
	"math"

	"github.com/paulmach/orb"
)

// System is a frame that coordinates may be written in, by its EPSG number.
type System int

// The frames in use in Tuyên Quang and Hà Giang. VN-2000 zones are named by
// their central meridian; UTM48 is VN-2000 too.
const (
	WGS84   System = 4326
	TM10600 System = 9211
	TM10530 System = 9209
	TM10500 System = 5897
	UTM48   System = 3405

	VNDegrees System = 4756 // VN-2000 in degrees, some 220 m from WGS 84
)

// Grids returns the map grids in the order they are tried: today's grid of the
// province first.
func Grids() []System { return []System{TM10600, TM10530, TM10500, UTM48} }

// Name is the frame as people write it.
func (s System) Name() string {
	switch s {
	case TM10600:
		return "VN-2000 106°00′"
	case TM10530:
		return "VN-2000 105°30′"
	case TM10500:
		return "VN-2000 105°00′"
	case UTM48:
		return "VN-2000 UTM 48N"
	case VNDegrees:
		return "VN-2000 (độ)"
	}
	return "WGS 84"
}

// Reading is a way to understand two written values: degrees (lon, lat) or
// metres (easting, northing). Turned says that they stood in the other order
// than their columns said.
type Reading struct {
	Point  orb.Point
	Metres bool
	Turned bool
}

// Read understands a pair written as first = longitude or easting, second =
// latitude or northing. Letters and magnitudes decide the order, never the
// names X and Y: in Viet Nam X is the northing. It fails on pairs that are
// nowhere in Viet Nam in either order, (0, 0) among them.
func Read(first, second Value) (Reading, error) {
	a, b := first.Number, second.Number
	if first.Axis == North || second.Axis == East {
		if first.Axis == East || second.Axis == North {
			return Reading{}, ErrNoPlace
		}
		r, err := Read(Value{Number: b}, Value{Number: a})
		r.Turned = true
		return r, err
	}
	switch {
	case isLon(a) && isLat(b):
		return Reading{Point: orb.Point{a, b}}, nil
	case isLat(a) && isLon(b) && first.Axis == Unsaid && second.Axis == Unsaid:
		return Reading{Point: orb.Point{b, a}, Turned: true}, nil
	case isEasting(a) && isNorthing(b):
		return Reading{Point: orb.Point{a, b}, Metres: true}, nil
	case isNorthing(a) && isEasting(b):
		return Reading{Point: orb.Point{b, a}, Metres: true, Turned: true}, nil
	}
	return Reading{}, ErrNoPlace
}

// Unpointed restores a decimal point that was lost: 10534808 for 105.34808. Only
// one power of ten can bring a number back to a longitude or a latitude of Viet
// Nam, so there is one place for either order of the two; the caller knows
// whether it can be meant.
func Unpointed(first, second Value) []Reading {
	var places []Reading
	for i, pair := range [][2]Value{{first, second}, {second, first}} {
		lon, ok1 := rescale(pair[0].Number, isLon)
		lat, ok2 := rescale(pair[1].Number, isLat)
		if ok1 && ok2 {
			places = append(places, Reading{Point: orb.Point{lon, lat}, Turned: i == 1})
		}
	}
	return places
}

func rescale(number float64, fits func(float64) bool) (float64, bool) {
	if fits(number) {
		return number, true
	}
	for power := 1; power <= 12; power++ {
		if scaled := number / math.Pow10(power); fits(scaled) {
			return scaled, true
		}
	}
	return 0, false
}

// Viet Nam with its islands lies within 102…118° E, 6…24° N.
func isLon(v float64) bool { return v >= 102 && v <= 118 }
func isLat(v float64) bool { return v >= 6 && v <= 24 }

// Metres of any VN-2000 grid on that ground; false eastings are 500 km.
func isEasting(v float64) bool  { return v >= 100_000 && v <= 900_000 }
func isNorthing(v float64) bool { return v >= 660_000 && v <= 2_700_000 }
