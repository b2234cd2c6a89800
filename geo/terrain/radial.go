package terrain

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// Radial writes the heights along one azimuth from a point into out, in metres
// above sea level: out[i] lies at i·stepKm, out[0] at the point itself. It stops
// at the first height that is not known and returns how many are.
func (g *Ground) Radial(from orb.Point, azimuthDeg, stepKm float64, out []float64) (known int) {
	return g.along(NewFrame(from).ray(azimuthDeg), stepKm, out)
}

// RadialIn is Radial from the origin of a frame made before.
func (g *Ground) RadialIn(f Frame, azimuthDeg, stepKm float64, out []float64) (known int) {
	return g.along(f.ray(azimuthDeg), stepKm, out)
}

func (g *Ground) along(r ray, stepKm float64, out []float64) int {
	for i := 0; i < len(out); {
		h, from := g.heightAt(r.at(float64(i) * stepKm))
		if from == nil {
			return i
		}
		out[i] = h
		i++
		if len(from.above) == 0 {
			i = from.run(r, stepKm, out, i)
		}
	}
	return len(out)
}

// Positions along a ray are whole numbers of 2^-fractionBits samples: their
// second differences add up to 1e-8 samples over 20 km by steps of 30 m, and to
// the same on every machine. A share between two samples has shareBits.
const (
	fractionBits = 44
	shareBits    = 22
)

// run goes on along a ray, from sample i, as long as the samples lie inside the
// raster and need no void, and returns the first that does not. Whole numbers
// take half the time of floating ones here.
func (r *raster) run(way ray, stepKm float64, out []float64, i int) int {
	const one, share = 1 << fractionBits, 1 << shareBits
	const drop = fractionBits - shareBits
	x0, y0 := r.pixel(orb.Point{way.lon0, way.lat0})
	x1, y1 := way.lon1*stepKm*r.perLon, -way.lat1*stepKm*r.perLat
	x2, y2 := way.lon2*stepKm*stepKm*r.perLon, -way.lat2*stepKm*stepKm*r.perLat
	t := float64(i)
	x, y := int64((x0+t*(x1+t*x2))*one), int64((y0+t*(y1+t*y2))*one)
	dx, dy := int64((x1+(2*t+1)*x2)*one), int64((y1+(2*t+1)*y2)*one)
	ddx, ddy := int64(2*x2*one), int64(2*y2*one)
	lower := r.heights[r.cols:]
	upper := r.heights[:len(lower)] // of one length: one check a sample, not four
	last, cols, voids := uint(len(lower)-1), uint(r.cols), r.voids
	scale := r.scale / (share * share)
	right, bottom := uint64(r.cols-1)<<fractionBits, uint64(r.rows-1)<<fractionBits
	for ; i < len(out); i++ {
		if uint64(x) >= right || uint64(y) >= bottom { // below zero is large, too
			return i
		}
		k := uint(y>>fractionBits)*cols + uint(x>>fractionBits)
		if k >= last {
			return i // never: right and bottom say the same
		}
		a, b, c, d := upper[k], upper[k+1], lower[k], lower[k+1]
		if voids && (a == Void || b == Void || c == Void || d == Void) {
			return i
		}
		fx, fy := x>>drop&(share-1), y>>drop&(share-1)
		top := int64(a)<<shareBits + fx*(int64(b)-int64(a))
		low := int64(c)<<shareBits + fx*(int64(d)-int64(c))
		out[i] = scale * float64(top<<shareBits+fy*(low-top))
		x, y = x+dx, y+dy
		dx, dy = dx+ddx, dy+ddy
	}
	return i
}

// Profile is the ground between two points: Heights[i], in metres above sea
// level, lies at i·StepKm from From, and the last one at To.
type Profile struct {
	From, To   orb.Point
	DistanceKm float64
	AzimuthDeg float64 // at From
	StepKm     float64
	Heights    []float64
}

// ErrNoElevation means that no sheet knows the height at a point.
type ErrNoElevation struct{ At orb.Point }

func (e ErrNoElevation) Error() string {
	return fmt.Sprintf("no elevation at %.5f, %.5f: import a sheet that holds it", e.At.Lon(), e.At.Lat())
}

// maxProfile bounds the samples of a profile.
const maxProfile = 100_000

// Profile returns the ground between two points in even steps of at most
// stepKm. It fails with ErrNoElevation where a height on the way is unknown.
func (g *Ground) Profile(from, to orb.Point, stepKm float64) (Profile, error) {
	frame := NewFrame(from)
	km, azimuth := frame.Polar(to)
	steps := math.Ceil(km / stepKm)
	if !(steps >= 1 && steps < maxProfile) {
		return Profile{}, fmt.Errorf("profile from %v to %v, %.3f km by steps of %g km: it must have 1 to %d steps",
			from, to, km, stepKm, maxProfile)
	}
	p := Profile{From: from, To: to, DistanceKm: km, AzimuthDeg: azimuth, StepKm: km / steps}
	way := frame.ray(azimuth)
	end := way.at(km)
	for i := range int(steps) + 1 {
		at, t := way.at(float64(i)*p.StepKm), float64(i)/steps
		at[0] += t * (to[0] - end[0]) // the series' last half metre, spread over the way
		at[1] += t * (to[1] - end[1])
		h, ok := g.HeightAt(at)
		if !ok {
			return Profile{}, ErrNoElevation{At: at}
		}
		p.Heights = append(p.Heights, h)
	}
	return p, nil
}
