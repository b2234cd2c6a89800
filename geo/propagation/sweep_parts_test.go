package propagation

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// The short cuts of the sweep, each against the plain way.

func TestWhereTheRayClearsTheSphereItCostsNothing(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 19))
	const radiusKm = 10312
	cleared, needless := 0, 0
	for range 200_000 {
		km := 0.1 + 60*rng.Float64()*rng.Float64()
		tx, rx := 1+400*rng.Float64()*rng.Float64(), 1.5+200*rng.Float64()*rng.Float64()
		wave := 0.05 + 0.5*rng.Float64()
		r := receiver{rootKm: math.Sqrt(km), bulgeM: bend(radiusKm) / 2 * km * km}
		l := link{heights: 4 * tx * rx}
		loss := sphere{speedOfLight / wave, wave, Vertical, 0}.loss(km, tx, rx, radiusKm)
		switch {
		case !l.clears(&r, 17.456*math.Sqrt(wave)):
			if loss == 0 {
				needless++
			}
		case loss != 0:
			t.Fatalf("%g km, %g and %g m high, λ %g m: cleared, yet %g dB", km, tx, rx, wave, loss)
		default:
			cleared++
		}
	}
	t.Logf("%d cleared, %d more could have been", cleared, needless)
	if cleared < 5*needless {
		t.Errorf("%d paths cleared, %d free ones not", cleared, needless)
	}
}

// The lower of two summits may be the horizon of a straight ray, and the higher
// that of a bent one: neither way of climbing may take one for both.
func TestAHorizonOfTwoSummitsIsFoundByFours(t *testing.T) {
	heights := []float64{0, 0, 0, 5, 0, 0, 0, 4}
	none := climber{math.Inf(-1), math.Inf(-1), 0}
	fours, ones := none, none
	fours.climb(heights, 6.0625, 0.01, 1, len(heights)-1)
	ones.rise(heights, 6.0625, 0.01, 1, len(heights)-1)
	if math.Abs(fours.curved-ones.curved) > 1e-9 || math.Abs(fours.straight-ones.straight) > 1e-9 {
		t.Fatalf("%+v by fours, %+v one by one", fours, ones)
	}
}

func TestTheHorizonIsTheSameByFoursAndOneByOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		heights := append([]float64{0}, drawHeights(t)...)
		eye, bend := rapid.Float64Range(-3, 12).Draw(t, "eye"), rapid.Float64Range(0, 0.01).Draw(t, "bend")
		none := climber{math.Inf(-1), math.Inf(-1), 0}
		fours, ones := none, none
		for from := 1; from < len(heights); {
			to := min(from+rapid.IntRange(3, 8).Draw(t, "more"), len(heights)-1)
			fours.climb(heights, eye, bend, from, to)
			ones.rise(heights, eye, bend, from, to)
			if math.Abs(fours.curved-ones.curved) > 1e-9 || math.Abs(fours.straight-ones.straight) > 1e-9 {
				t.Fatalf("samples %d to %d: %+v by fours, %+v one by one", from, to, fours, ones)
			}
			from = to + 1
		}
	})
}
