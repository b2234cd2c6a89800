package sample

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
)

// stream returns a source of chance of its own for one purpose, so that a
// change in one part of the province leaves the others as they were.
func stream(seed uint64, purpose string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(purpose))
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}

// noise is smooth random height over the plane, between about −1 and 1, with
// hills about one unit wide (Perlin's gradient noise).
type noise uint64

func newNoise(seed uint64, purpose string) noise { return noise(stream(seed, purpose).Uint64()) }

func (n noise) at(x, y float64) float64 {
	fx, fy := math.Floor(x), math.Floor(y)
	ix, iy := int32(fx), int32(fy)
	u, v := x-fx, y-fy
	su, sv := u*u*u*(u*(6*u-15)+10), v*v*v*(v*(6*v-15)+10)
	a := n.slope(ix, iy, u, v)
	b := n.slope(ix+1, iy, u-1, v)
	c := n.slope(ix, iy+1, u, v-1)
	d := n.slope(ix+1, iy+1, u-1, v-1)
	top, low := a+su*(b-a), c+su*(d-c)
	return 1.5 * (top + sv*(low-top))
}

// slope is the height at (u, v) of a plane through the lattice point (x, y),
// tilted in one of eight directions.
func (n noise) slope(x, y int32, u, v float64) float64 {
	h := uint64(n) ^ uint64(uint32(x))*0x9E3779B97F4A7C15 ^ uint64(uint32(y))*0xC2B2AE3D27D4EB4F
	h = (h ^ h>>29) * 0xBF58476D1CE4E5B9
	const diagonal = math.Sqrt2 / 2
	switch h >> 61 {
	case 0:
		return u
	case 1:
		return -u
	case 2:
		return v
	case 3:
		return -v
	case 4:
		return (u + v) * diagonal
	case 5:
		return (u - v) * diagonal
	case 6:
		return (v - u) * diagonal
	}
	return -(u + v) * diagonal
}

// sum adds octaves of noise, each half as wide and half as high as the last.
func (n noise) sum(x, y float64, octaves int) float64 {
	total, height := 0.0, 1.0
	for o := range octaves {
		total += height * (n+noise(o)*0x5851F42D4C957F2D).at(x, y)
		x, y, height = 2*x+17.3, 2*y-9.1, height/2
	}
	return total
}

// ridged is like sum with sharp crests and spurs, between about −1 and 1.
func (n noise) ridged(x, y float64, octaves int) float64 {
	total, height := 0.0, 1.0
	for o := range octaves {
		total += height * (1 - 2*math.Abs((n+noise(o)*0x5851F42D4C957F2D).at(x, y)) - 0.35)
		x, y, height = 2.03*x+5.7, 2.03*y+3.1, height/2
	}
	return total
}

// smoothstep rises from 0 at from to 1 at to.
func smoothstep(from, to, x float64) float64 {
	t := min(max((x-from)/(to-from), 0), 1)
	return t * t * (3 - 2*t)
}
