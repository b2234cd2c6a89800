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

// radial fills out with the heights from sample (x, y) along an azimuth, between
// samples by both neighbours. Places are whole numbers of 2⁻³² samples and shares
// of 2⁻²²: whole numbers are quicker than turning broken ones back and forth.
func (d *dem) radial(x, y, azimuth, stepKm float64, out []float64) {
	const eastM, southM = 28.6, 30.8 // an arc second at 22° N
	const one, share = 1 << 32, 1 << 22
	sin, cos := math.Sincos(azimuth)
	px, py := int64(x*one), int64(y*one)
	dx := int64(sin * stepKm * 1000 / (eastM * d.seconds) * one)
	dy := int64(-cos * stepKm * 1000 / (southM * d.seconds) * one)
	lower := d.heights[d.side:]
	upper := d.heights[:len(lower)] // of one length: one check a sample, not four
	side, last := uint(d.side), uint(len(lower)-1)
	for i := range out {
		k := uint(py>>32)*side + uint(px>>32)
		if k >= last {
			panic("the radial leaves the sheet")
		}
		a, b, c, e := int64(upper[k]), int64(upper[k+1]), int64(lower[k]), int64(lower[k+1])
		fx, fy := int64(uint32(px)>>10), int64(uint32(py)>>10)
		top := a*share + fx*(b-a)
		low := c*share + fx*(e-c)
		out[i] = float64(top*share+fy*(low-top)) * (1.0 / (share * share))
		px, py = px+dx, py+dy
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
