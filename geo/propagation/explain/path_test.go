package explain

import (
	"errors"
	"math"
	"strings"
	"testing"

	"phusong/geo"
	"phusong/geo/propagation"
	"phusong/geo/terrain"
)

func TestHamletBehindTheRidgeIsToldOfTheRidge(t *testing.T) {
	e := explained(t, country(t, wall(180, 1.4)), mast(), hamlet(2.6))
	line := 340 - 38.5*1.4/2.6
	bulge := 500 * 1.4 * 1.2 / e.EarthRadiusKm
	if o := e.Obstacle; math.Abs(o.DistanceKm-1.4) > stepKm || math.Abs(o.AboveLineM-(480+bulge-line)) > 1 || o.Kind != Mountain {
		t.Errorf("obstacle %+v", o)
	}
	if e.LineOfSight || e.RidgesAboveLine != 1 || e.Reason != Blocked {
		t.Errorf("in sight %v, %d ridges, %s", e.LineOfSight, e.RidgesAboveLine, e.Reason)
	}
	if e.Received.Covered || e.Received.Class != geo.ClassNone {
		t.Errorf("received %+v", e.Received)
	}
	if !strings.HasPrefix(e.Sentence.Vietnamese, "Cách trạm TQG0327-12 2,6 km; bị dãy núi ở km 1,4 che khuất, cao hơn đường ngắm 160 m:") {
		t.Error(e.Sentence.Vietnamese)
	}
	if !strings.HasPrefix(e.Sentence.English, "2.6 km from TQG0327-12; a ridge at 1.4 km stands 160 m above the line of sight:") {
		t.Error(e.Sentence.English)
	}
}

func TestTheSameHamletWithoutTheRidgeHasSignal(t *testing.T) {
	e := explained(t, country(t, plain), mast(), hamlet(2.6))
	if !e.LineOfSight || e.RidgesAboveLine != 0 || e.Reason != ClearView || !e.Received.Covered {
		t.Errorf("%s: %+v", e.Sentence.English, e.Received)
	}
	if o := e.Obstacle; o.AboveLineM >= 0 || o.FresnelFreeShare < freeEnough {
		t.Errorf("obstacle on a plain: %+v", o)
	}
}

func TestEveryRidgeAboveTheLineIsCounted(t *testing.T) {
	three := func(east, north float64) float64 {
		return wall(100, 1)(east, north) + wall(140, 2.5)(east, north) + wall(90, 4)(east, north) - 600
	}
	e := explained(t, country(t, three), mast(), hamlet(5))
	if e.RidgesAboveLine != 3 || !strings.Contains(e.Sentence.English, "(and 2 more in the way)") {
		t.Errorf("%d ridges: %s", e.RidgesAboveLine, e.Sentence.English)
	}
}

// A flat Earth must not pass: the ground bulges by d²/8a in the middle.
func TestGroundBulgesWithTheEffectiveRadius(t *testing.T) {
	e := explained(t, country(t, plain), mast(), hamlet(7.2))
	if want := 6371 * 157.0 / (157 - 60); math.Abs(e.EarthRadiusKm-want) > 0.001 {
		t.Errorf("effective radius %g km, want %g", e.EarthRadiusKm, want)
	}
	middle := e.Points[len(e.Points)/2]
	if want := 1000 * 7.2 * 7.2 / (8 * e.EarthRadiusKm); math.Abs(middle.BulgeM-want) > 0.01 {
		t.Errorf("bulge %g m at %g km, want %.3f", middle.BulgeM, middle.DistanceKm, want)
	}
	if math.Abs(middle.CurvedGroundM-middle.GroundM-middle.BulgeM) > 0.011 {
		t.Errorf("curved ground of %+v", middle)
	}
	first, last := e.Points[0], e.Points[len(e.Points)-1]
	if first.BulgeM != 0 || last.BulgeM != 0 || first.ClearanceM != 40 || last.ClearanceM != 1.5 {
		t.Errorf("ends %+v, %+v", first, last)
	}
}

// 17.3·√(d1·d2/(f·d)) metres, distances in km and f in GHz, is in every
// textbook; in the middle it is 8.66·√(d/f).
func TestFresnelRadiusIsThatOfTheTextbook(t *testing.T) {
	e := explained(t, country(t, plain), mast(), hamlet(6))
	middle := e.Points[100]
	if want := 8.66 * math.Sqrt(6/1.8); math.Abs(middle.FresnelM-want) > 0.01 {
		t.Errorf("radius %g m at %g km, want %.3f", middle.FresnelM, middle.DistanceKm, want)
	}
}

func TestLossIsThatOfTheOracleAndOfTheMap(t *testing.T) {
	ground := country(t, wall(180, 1.4))
	e := explained(t, ground, mast(), hamlet(2.6))
	radial := propagation.Radial{StepKm: stepKm, Ground: make([]float64, 88)}
	ground.Radial(mastAt(), 90, stepKm, radial.Ground)
	want, err := model(t).Explain(propagation.Path{
		Profile: radial.Profile(2.6), Frequency: 1800, TxHeightM: 40, RxHeightM: 1.5,
	})
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(e.LossDB-want.Lb) > 1e-6 || e.FreeSpaceLossDB > e.LossDB {
		t.Errorf("loss %.6f dB, the oracle says %.6f", e.LossDB, want.Lb)
	}
	var out [1]propagation.Prediction
	tracer := model(t).NewTracer()
	tracer.Reset([]propagation.Layer{{Frequency: 1800, HeightM: 40}})
	tracer.Trace(radial, []float64{2.6}, out[:])
	if math.Abs(e.LossDB-float64(out[0].Loss)) > 1e-5 {
		t.Errorf("loss %.6f dB, the map says %.6f", e.LossDB, out[0].Loss)
	}
	if e.LineOfSight != want.LineOfSight || math.Abs(e.DepartureDeg-want.ThetaT*0.18/math.Pi) > 0.001 {
		t.Errorf("in sight %v, leaving at %g°", e.LineOfSight, e.DepartureDeg)
	}
	if len(e.Values) != len(want.Values()) {
		t.Errorf("%d of %d intermediates", len(e.Values), len(want.Values()))
	}
}

func TestLevelIsPowerAndGainLessLoss(t *testing.T) {
	from := mast()
	e := explained(t, country(t, plain), from, toward(120, 2.6))
	r := e.Received
	if sum := r.EIRPDBm + r.AntennaGainDB - e.LossDB; math.Abs(sum-r.LevelDBm) > 0.06 {
		t.Errorf("%+v and a loss of %g dB", r, e.LossDB)
	}
	if *r.OffBoresightDeg != 30 || r.AntennaGainDB > -2 || r.AntennaGainDB < -4 {
		t.Errorf("30° off: %g°, %g dB", *r.OffBoresightDeg, r.AntennaGainDB)
	}
	from.Sector = nil
	if r := explained(t, country(t, plain), from, toward(120, 2.6)).Received; r.AntennaGainDB != 0 || r.OffBoresightDeg != nil {
		t.Errorf("without a sector: %+v", r)
	}
}

func TestWhereElevationEndsIsNamed(t *testing.T) {
	_, err := Path(country(t, plain), model(t), mast(), hamlet(12), stepKm)
	var missing terrain.ErrNoElevation
	if !errors.As(err, &missing) {
		t.Fatalf("12 km out of a sheet of 8: %v", err)
	}
	edge := terrain.DistanceKm(mastAt(), missing.At)
	if edge < 7.6 || edge > 7.8 || !strings.Contains(err.Error(), "km from the mast") {
		t.Errorf("elevation ends at %.2f km: %v", edge, err)
	}
}
