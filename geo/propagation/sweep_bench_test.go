package propagation

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"testing"
	"time"

	"phusong/geo"
)

const (
	benchRadials = 2048
	benchKm      = 15
	benchStepKm  = 0.03
)

// benchMast is a mast on the seeded mountains with one receiver for each 0.015
// km², the size of a hex of resolution 10, sorted into radials.
type benchMast struct {
	ground    *dem
	x, y      float64
	receivers [][]float64 // km, ascending, by radial
	total     int
}

func newBenchMast() benchMast {
	m := benchMast{ground: seededDEM(1201, 42), x: 600, y: 600, receivers: make([][]float64, benchRadials)}
	side := math.Sqrt(0.015048 * 2 / math.Sqrt(3)) // of a triangular lattice, km
	for row := -200; row <= 200; row++ {
		for column := -200; column <= 200; column++ {
			east, north := side*(float64(column)+0.5*float64(row&1)+0.13), side*(float64(row)+0.29)*math.Sqrt(3)/2
			km := math.Hypot(east, north)
			if km > benchKm {
				continue
			}
			azimuth := math.Atan2(east, north) / (2 * math.Pi) * benchRadials
			k := (int(math.Round(azimuth)) + benchRadials) % benchRadials
			m.receivers[k] = append(m.receivers[k], km)
			m.total++
		}
	}
	for _, r := range m.receivers {
		slices.Sort(r)
	}
	return m
}

func benchLayers(bands int) []Layer {
	var all []Layer
	for _, f := range []geo.MHz{1800, 700, 900, 2100, 2600}[:bands] {
		all = append(all, Layer{Frequency: f, HeightM: 35})
	}
	return all
}

// benchTracer reports the processor time of one prediction, sampling of the
// terrain included, over every each-th radial. A nil tracer only samples. What
// counts is the least time of each 64 radials among all turns: other work on the
// machine can only add to it.
func benchTracer(b *testing.B, tracer Tracer, layers []Layer, each int) {
	const together = 64
	m := newBenchMast()
	radial := Radial{StepKm: benchStepKm, Ground: make([]float64, benchKm/benchStepKm+2)}
	out := make([]Prediction, 200*len(layers))
	if tracer != nil {
		tracer.Reset(layers)
	}
	var least [benchRadials / together]time.Duration
	predictions := 0
	turn := func(batch int) {
		start := threadTime()
		for k := batch * together; k < (batch+1)*together; k += each {
			m.ground.radial(m.x, m.y, 2*math.Pi*float64(k)/benchRadials, benchStepKm, radial.Ground)
			if tracer != nil {
				tracer.Trace(radial, m.receivers[k], out)
			}
			predictions += len(m.receivers[k]) * len(layers)
		}
		if used := threadTime() - start; least[batch] == 0 || used < least[batch] {
			least[batch] = used
		}
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	b.ReportAllocs()
	for b.Loop() {
		predictions = 0
		for batch := range least {
			turn(batch)
		}
	}
	var total time.Duration
	for _, t := range least {
		total += t
	}
	b.ReportMetric(float64(total.Nanoseconds())/float64(predictions), "ns/pred")
}

// BenchmarkSampling is the part of BenchmarkSweep/bands=1 that only reads the
// terrain.
func BenchmarkSampling(b *testing.B) { benchTracer(b, nil, benchLayers(1), 1) }

// leastTracer does what no exact computation of a radial can do without, as far
// as one can tell: it looks once at every sample, for a horizon and a sum, and
// takes for every receiver the logarithm of its distance, one arc tangent, one
// root, the loss over an edge and the sum of two decibels. Its losses mean
// nothing.
type leastTracer struct{ *sweep }

func (t leastTracer) Trace(radial Radial, distancesKm []float64, out []Prediction) {
	seen, horizon, sum := 0, math.Inf(-1), 0.0
	for i, km := range distancesKm {
		at := km / radial.StepKm
		for samples := interior(at); seen < samples; {
			seen++
			height := radial.Ground[seen]
			sum += height
			if height > horizon*float64(seen) {
				horizon = height / float64(seen)
			}
		}
		nu := math.Sqrt(math.Abs(horizon-radial.groundAt(at)/at)) + 1e-9*sum
		free := perDB * 2 * t.tables.ln(km)
		loss := t.tables.together(free+150, free+t.edge.loss(nu, km))
		out[i] = Prediction{geo.DB(loss), atan(horizon * 0.01)}
	}
}

// BenchmarkLeast is the floor under BenchmarkSweep/bands=1.
func BenchmarkLeast(b *testing.B) {
	benchTracer(b, leastTracer{newSweep(DefaultP1812())}, benchLayers(1), 1)
}

// BenchmarkSweep is one mast, 35 m high, on seeded mountains: 2,048 radials to
// 15 km in steps of 30 m, 46,900 receivers, losses to the last one; "pruned" asks
// only for those a phone could still hear. Sampling the terrain is included.
//
// Where the time of bands=1 goes, measured by leaving out the rest, of some 345
// ns on one core at 3.3 GHz:
//
//	 80  reading the terrain, 22 samples a receiver
//	 10  the receiver's place: two quotients, a logarithm, a root
//	 28  the antenna's horizon and the slant
//	110  the hull: 25 for a first look at each sample, which leaves four of them,
//	     the rest for pushing five corners and popping four and a half, each time
//	     with a branch that nobody can guess
//	 36  the receiver's horizon, ν and the angles
//	 22  the smooth ground, and on 27 % of the paths the obstruction over it
//	 55  the loss: two tables of polynomials, and on one path in six the smooth
//	     Earth with its logarithms
//
// Of five bands each further one costs 25 ns. BenchmarkLeast reads the terrain,
// looks at each sample once and takes the transcendental functions that are left,
// but keeps no hull: it takes less than half of it, and of the distance to that
// floor more than half is the hull.
func BenchmarkSweep(b *testing.B) {
	for _, bands := range []int{1, 5} {
		b.Run(fmt.Sprintf("bands=%d", bands), func(b *testing.B) {
			benchTracer(b, newSweep(DefaultP1812()), benchLayers(bands), 1)
		})
	}
	b.Run("bands=1,pruned", func(b *testing.B) {
		layers := benchLayers(1)
		layers[0].MaxLoss = 153 // EIRP 32 dBm per resource element to −121 dBm
		benchTracer(b, newSweep(DefaultP1812()), layers, 1)
	})
}

// BenchmarkOracle predicts the receivers of every 32nd radial of the same mast
// path by path.
func BenchmarkOracle(b *testing.B) {
	model := P1812{DefaultP1812()}
	benchTracer(b, newPathwise(model.predict), benchLayers(1), 32)
}
