package propagation

import (
	"math"
	"testing"
)

// The Tam Đảo ridge, 1,000 m high, runs from north-west to south-east; a mast
// stands on the plain below. A map of discs would give the same on both sides.
func TestTamDaoRidgeShadowsItsFarSide(t *testing.T) {
	ground := realDEM(t)
	x, y := (105.600-105)*1200, (22-21.430)*1200
	model := P1812{DefaultP1812()}
	tracer := model.NewTracer()
	tracer.Reset([]Layer{{Frequency: 1800, HeightM: 40}})
	lit := func(fromDeg, toDeg float64) (share float64) {
		covered, total := 0, 0
		for azimuth := fromDeg; azimuth < toDeg; azimuth++ {
			r := Radial{StepKm: 0.03, Ground: make([]float64, 402)}
			ground.radial(x, y, azimuth*math.Pi/180, r.StepKm, r.Ground)
			var receivers []float64
			for km := 6.0; km < 12; km += 0.1 {
				receivers = append(receivers, km)
			}
			out := make([]Prediction, len(receivers))
			tracer.Trace(r, receivers, out)
			for _, p := range out {
				total++
				if p.Loss < 142 { // 32 dBm per resource element to −110 dBm
					covered++
				}
			}
		}
		return float64(covered) / float64(total)
	}
	over, away := lit(20, 70), lit(200, 250)
	t.Logf("6 to 12 km: lit over the ridge %.0f %%, over the plain %.0f %%", 100*over, 100*away)
	if over > 0.25 || away < 0.5 || away < over+0.4 {
		t.Errorf("lit over the ridge %.2f, over the plain %.2f", over, away)
	}
}
