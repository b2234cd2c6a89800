package propagation

import (
	"errors"
	"fmt"
	"math"

	"phusong/geo"
)

// Zone is the radio-climatic zone of a profile point (P.1812-6 table 2). The
// numbers are those of ITU-R profile files.
type Zone uint8

// The zones. Coast is land up to 100 m above the sea within 50 km of it.
const (
	Sea    Zone = 1
	Coast  Zone = 3
	Inland Zone = 4
)

// Profile is the ground from a transmitter to a receiver. All slices are
// equally long: element 0 is the foot of the mast, the last one the ground
// under the receiver.
type Profile struct {
	DistancesKm []float64 // from the mast, ascending, starting at 0
	GroundM     []float64 // above sea level
	ClutterM    []float64 // trees and houses above the ground; nil: none. The two ends do not count
	Zones       []Zone    // nil: inland
}

// Path is a profile with an antenna at each end.
type Path struct {
	Profile
	Frequency geo.MHz
	TxHeightM float64 // above ground
	RxHeightM float64 // above ground
}

// ErrProfile means that a profile cannot be computed with.
var ErrProfile = errors.New("profile not usable")

// validate refuses a profile no formula can take: fewer than two points,
// columns of different length, distances that do not ascend from 0, heights
// that are not numbers.
func (p Profile) validate() error {
	n := len(p.DistancesKm)
	if n < 2 || len(p.GroundM) != n {
		return fmt.Errorf("%w: %d distances and %d heights; give at least two points with one height each", ErrProfile, n, len(p.GroundM))
	}
	if p.ClutterM != nil && len(p.ClutterM) != n || p.Zones != nil && len(p.Zones) != n {
		return fmt.Errorf("%w: clutter and zones must have one value for each of the %d points", ErrProfile, n)
	}
	if p.DistancesKm[0] != 0 {
		return fmt.Errorf("%w: it starts at %g km; start at 0", ErrProfile, p.DistancesKm[0])
	}
	for i, h := range p.GroundM {
		if i > 0 && !(p.DistancesKm[i] > p.DistancesKm[i-1]) {
			return fmt.Errorf("%w: distance %d (%g km) does not ascend", ErrProfile, i, p.DistancesKm[i])
		}
		if math.IsNaN(h) || math.IsInf(h, 0) {
			return fmt.Errorf("%w: height %d is not a number", ErrProfile, i)
		}
	}
	return nil
}

// validate also refuses what P.1812 does not know: frequencies outside 30 MHz to
// 6 GHz and antennas on or in the ground.
func (p *Path) validate() error {
	if !(p.Frequency >= 30 && p.Frequency <= 6000) {
		return fmt.Errorf("%w: %g MHz; give 30 to 6000 MHz", ErrProfile, float64(p.Frequency))
	}
	if !(p.TxHeightM > 0 && p.RxHeightM > 0) {
		return fmt.Errorf("%w: antennas %g and %g m above ground; give more than 0", ErrProfile, p.TxHeightM, p.RxHeightM)
	}
	return p.Profile.validate()
}

// last is the index of the receiver's point.
func (p Profile) last() int { return len(p.DistancesKm) - 1 }

func (p Profile) lengthKm() float64 { return p.DistancesKm[p.last()] }

// zone returns the zone of point i.
func (p Profile) zone(i int) Zone {
	if p.Zones == nil {
		return Inland
	}
	return p.Zones[i]
}

// surface returns the height of what stands at point i above sea level: the
// ground with its clutter, but the bare ground under the two antennas
// (P.1812-6 §3.2.1, g_i).
func (p Profile) surface(i int) float64 {
	if p.ClutterM == nil || i == 0 || i == p.last() {
		return p.GroundM[i]
	}
	return p.GroundM[i] + p.ClutterM[i]
}

// antennas returns the heights of both antennas above sea level.
func (p *Path) antennas() (txM, rxM float64) {
	return p.GroundM[0] + p.TxHeightM, p.GroundM[p.last()] + p.RxHeightM
}
