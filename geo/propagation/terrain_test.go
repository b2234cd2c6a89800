package propagation

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"os"
	"testing"
)

// terrainKind names a ground that has broken path-loss code before.
type terrainKind int

const (
	flatGround terrainKind = iota
	seaLevel
	staircase
	spikes
	cliff
	mountains
	plateau
	terrainKinds
)

func (k terrainKind) String() string {
	return [...]string{"flat", "sea level", "staircase", "spikes", "cliff", "mountains", "plateau"}[k]
}

// terrainRadial draws a radial of samples over one kind of ground.
func terrainRadial(rng *rand.Rand, kind terrainKind, stepKm float64, samples int) Radial {
	r := Radial{StepKm: stepKm, Ground: make([]float64, samples)}
	base := math.Floor(rng.Float64() * 900)
	rough := 10 + rng.Float64()*800
	phase := [4]float64{rng.Float64() * 7, rng.Float64() * 7, rng.Float64() * 7, rng.Float64() * 7}
	edge := 1 + rng.IntN(samples)
	for i := range r.Ground {
		km := float64(i) * stepKm
		switch kind {
		case flatGround:
			r.Ground[i] = base
		case seaLevel:
			r.Ground[i] = math.Floor(rng.Float64()*3) - 1
		case staircase:
			r.Ground[i] = base + 10*math.Floor(km/0.9)
		case spikes:
			r.Ground[i] = base
			if rng.IntN(60) == 0 {
				r.Ground[i] += 400 * rng.Float64()
			}
		case cliff:
			r.Ground[i] = base
			if i >= edge {
				r.Ground[i] -= base * 0.9
			}
		case plateau:
			r.Ground[i] = base + 60*math.Round(math.Sin(km+phase[0]))
		case mountains:
			h := base + rng.Float64()*6
			for o, p := range phase {
				h += rough / float64(int(1)<<o) * math.Sin(km*0.7*float64(int(1)<<o)+p)
			}
			r.Ground[i] = h
		}
	}
	return r
}

// withClutter stands trees and houses on two thirds of the samples.
func withClutter(rng *rand.Rand, r Radial) Radial {
	r.Clutter = make([]float64, len(r.Ground))
	for i := range r.Clutter {
		if rng.IntN(3) > 0 {
			r.Clutter[i] = float64(5 * rng.IntN(5))
		}
	}
	return r
}

// dem is a square of heights in metres, row 0 north.
type dem struct {
	side    int
	seconds float64 // of arc a sample
	heights []int16
}

// at is the height between samples.
func (d *dem) at(x, y float64) float64 {
	ix, iy := int(x), int(y)
	k := iy*d.side + ix
	fx, fy := x-float64(ix), y-float64(iy)
	upper, lower := d.heights[k:k+2:k+2], d.heights[k+d.side:k+d.side+2:k+d.side+2]
	top := float64(upper[0]) + fx*float64(int32(upper[1])-int32(upper[0]))
	low := float64(lower[0]) + fx*float64(int32(lower[1])-int32(lower[0]))
	return top + fy*(low-top)
}

// radial fills out with the heights from sample (x, y) along an azimuth.
func (d *dem) radial(x, y, azimuth, stepKm float64, out []float64) {
	const eastM, southM = 28.6, 30.8 // an arc second at 22° N
	sin, cos := math.Sincos(azimuth)
	dx, dy := sin*stepKm*1000/(eastM*d.seconds), -cos*stepKm*1000/(southM*d.seconds)
	for i := range out {
		out[i] = d.at(x+float64(i)*dx, y+float64(i)*dy)
	}
}

// realDEM is the SRTM sheet of the real data, or a skip.
func realDEM(t testing.TB) *dem {
	t.Helper()
	raw, err := os.ReadFile(shared(t, "real/dem/N21E105.hgt"))
	if err != nil {
		t.Fatal(err)
	}
	d := &dem{side: int(math.Sqrt(float64(len(raw) / 2))), seconds: 3}
	for ; len(raw) >= 2; raw = raw[2:] {
		d.heights = append(d.heights, max(int16(binary.BigEndian.Uint16(raw)), 0))
	}
	return d
}

// seededDEM is a mountainous square of side samples: waves of halving length
// and height under ridges, the same on every machine.
func seededDEM(side int, seed uint64) *dem {
	rng := rand.New(rand.NewPCG(seed, 1))
	sum := make([]float64, side*side)
	for octave := range 7 {
		cell := 320 >> octave
		amplitude := 620 / math.Pow(1.9, float64(octave))
		addRidges(rng, sum, side, cell, amplitude)
	}
	d := &dem{side: side, seconds: 1, heights: make([]int16, side*side)}
	for i, h := range sum {
		d.heights[i] = int16(100 + h)
	}
	return d
}

// addRidges adds folded value noise of one wavelength.
func addRidges(rng *rand.Rand, sum []float64, side, cell int, amplitude float64) {
	width := side/cell + 2
	knots := make([]float64, width*width)
	for i := range knots {
		knots[i] = rng.Float64()*2 - 1
	}
	smooth := func(u float64) float64 { return u * u * (3 - 2*u) }
	for y := range side {
		ky, v := y/cell, smooth(float64(y%cell)/float64(cell))
		for x := range side {
			kx, u := x/cell, smooth(float64(x%cell)/float64(cell))
			k := ky*width + kx
			top := knots[k] + u*(knots[k+1]-knots[k])
			low := knots[k+width] + u*(knots[k+width+1]-knots[k+width])
			sum[y*side+x] += amplitude * (1 - math.Abs(top+v*(low-top)))
		}
	}
}
