package planning

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"phusong/geo/terrain"
)

// HopSettings say when two antennas see each other well enough for a microwave
// hop: a share of the first Fresnel zone is clear over the ground of an Earth of
// k times its radius. With 0.6 of it at the median k = 4/3 a knife edge costs
// nothing (ITU-R P.526-15 eq. (31): J(ν) = 0 from ν = −0.78, 0.55 of the zone).
// P.530-18 §2.2.2.1 plans trunk routes with the whole zone: then it is 1.
type HopSettings struct {
	FrequencyGHz float64 `json:"frequencyGHz"`
	EarthFactor  float64 `json:"earthFactor"`  // k
	FresnelShare float64 `json:"fresnelShare"` // that must be clear
	LongestKm    float64 `json:"longestKm"`
	StepKm       float64 `json:"stepKm"` // between two samples of the ground
}

// DefaultHops is the 7 GHz band, which rain hardly hurts over the hops of the
// mountains.
func DefaultHops() HopSettings {
	return HopSettings{FrequencyGHz: 7.5, EarthFactor: 4.0 / 3, FresnelShare: 0.6, LongestKm: 30, StepKm: 0.03}
}

// ErrHops means that settings of hops cannot be computed with.
var ErrHops = errors.New("settings of microwave hops that cannot be")

// Check refuses what no hop is made of.
func (s HopSettings) Check() error {
	switch {
	case !(s.FrequencyGHz >= 1 && s.FrequencyGHz <= 90):
		return fmt.Errorf("%w: %g GHz; give 1 to 90", ErrHops, s.FrequencyGHz)
	case !(s.EarthFactor >= 0.3 && s.EarthFactor <= 10):
		return fmt.Errorf("%w: k = %g; give 0.3 to 10", ErrHops, s.EarthFactor)
	case !(s.FresnelShare >= 0 && s.FresnelShare <= 2):
		return fmt.Errorf("%w: %g of the first Fresnel zone; give 0 to 2", ErrHops, s.FresnelShare)
	case !(s.LongestKm > 0 && s.LongestKm <= 80):
		return fmt.Errorf("%w: %g km; give more than 0, at most 80", ErrHops, s.LongestKm)
	case !(s.StepKm >= 0.01 && s.StepKm <= 1):
		return fmt.Errorf("%w: a sample every %g km; give 0.01 to 1", ErrHops, s.StepKm)
	}
	return nil
}

// Antenna is where a dish hangs, HeightM above the ground.
type Antenna struct {
	Position orb.Point
	HeightM  float64
}

// Sight is what lies between two antennas: the least clearance of the line over
// the curved ground, in radii of the first Fresnel zone, and where that is.
// Negative clearance is ground above the line.
type Sight struct {
	DistanceKm float64 `json:"distanceKm"`
	Clearance  float64 `json:"clearance"`
	AtKm       float64 `json:"atKm"`
	OverM      float64 `json:"overM"` // the line over the ground there
	Clear      bool    `json:"clear"`
}

// earthKm is the radius of the Earth as ITU-R takes it.
const earthKm = 6371

// FresnelM is the radius of the first Fresnel zone in metres, km from both ends
// (P.530-18 eq. (3): 17.3 √(d₁d₂ / f(d₁+d₂))).
func (s HopSettings) FresnelM(fromKm, toKm float64) float64 {
	return 17.3 * math.Sqrt(fromKm*toKm/(s.FrequencyGHz*(fromKm+toKm)))
}

// BulgeM is how far the curve of the Earth lifts the ground over the chord.
func (s HopSettings) BulgeM(fromKm, toKm float64) float64 {
	return 500 * fromKm * toKm / (s.EarthFactor * earthKm)
}

// Sight looks from a to b. It fails with terrain.ErrNoElevation where the ground
// between them is unknown.
func (s HopSettings) Sight(ground *terrain.Ground, a, b Antenna) (Sight, error) {
	frame := terrain.NewFrame(a.Position)
	km, azimuth := frame.Polar(b.Position)
	steps := max(2, int(math.Ceil(km/s.StepKm)))
	heights := make([]float64, steps+1)
	if km < 0.001 { // one mast
		return Sight{DistanceKm: km, Clearance: math.MaxFloat32, Clear: true}, nil
	}
	step := km / float64(steps)
	if known := ground.RadialIn(frame, azimuth, step, heights); known <= steps {
		return Sight{}, terrain.ErrNoElevation{At: frame.At(azimuth, float64(known)*step)}
	}
	return s.over(heights, step, a.HeightM, b.HeightM), nil
}

// over looks along heights of the ground, stepKm apart.
func (s HopSettings) over(heights []float64, stepKm, fromM, toM float64) Sight {
	last := len(heights) - 1
	from, to, km := heights[0]+fromM, heights[last]+toM, float64(last)*stepKm
	least := Sight{DistanceKm: km, Clearance: math.Inf(1)}
	for i := 1; i < last; i++ {
		d := float64(i) * stepKm
		over := from + (to-from)*d/km - heights[i] - s.BulgeM(d, km-d)
		if clear := over / s.FresnelM(d, km-d); clear < least.Clearance {
			least.Clearance, least.AtKm, least.OverM = clear, d, over
		}
	}
	least.Clear = least.Clearance >= s.FresnelShare && km <= s.LongestKm
	return least
}

// Hop is a way from a candidate to the mast in place Mast.
type Hop struct {
	Mast int
	Sight
}

// The most masts that are looked at from one candidate, and of clear hops that
// are told.
const (
	mostLooked = 40
	mostHops   = 2
)

// Hops finds the nearest masts that see an antenna; where none of the nearest
// does, the one that is nearest to seeing it, which is not clear. Ground that is
// unknown hides.
func (s HopSettings) Hops(ground *terrain.Ground, from Antenna, masts []Antenna) []Hop {
	frame := terrain.NewFrame(from.Position)
	box := frame.Box(s.LongestKm)
	type near struct {
		mast int
		km   float64
	}
	var order []near
	for i, m := range masts {
		if !box.Contains(m.Position) {
			continue
		}
		if km, _ := frame.Polar(m.Position); km <= s.LongestKm {
			order = append(order, near{i, km})
		}
	}
	slices.SortFunc(order, func(a, b near) int { return cmp.Or(cmp.Compare(a.km, b.km), cmp.Compare(a.mast, b.mast)) })
	var clear, blocked []Hop
	for _, n := range order[:min(len(order), mostLooked)] {
		sight, err := s.Sight(ground, from, masts[n.mast])
		switch {
		case err != nil:
		case sight.Clear:
			if clear = append(clear, Hop{n.mast, sight}); len(clear) == mostHops {
				return clear
			}
		case len(blocked) == 0 || sight.Clearance > blocked[0].Clearance:
			blocked = []Hop{{n.mast, sight}}
		}
	}
	if len(clear) > 0 {
		return clear
	}
	return blocked
}
