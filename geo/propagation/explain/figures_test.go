package explain

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"phusong/geo"
	"phusong/geo/terrain"
)

// checkNumbers finds every number of both sentences among the figures of the
// explanation, and no name left to fill in.
func checkNumbers(t interface{ Errorf(string, ...any) }, e *Explanation) {
	figures := []float64{e.DistanceKm, e.DistanceKm * 1000, e.LossDB, float64(e.RidgesAboveLine - 1)}
	if o := e.Obstacle; o != nil {
		figures = append(figures, o.DistanceKm, o.AboveLineM, 100*o.FresnelFreeShare)
	}
	if r := e.Received; r != nil {
		figures = append(figures, r.LevelDBm, -r.AntennaGainDB)
		if r.OffBoresightDeg != nil {
			figures = append(figures, *r.OffBoresightDeg)
		}
	}
	number := regexp.MustCompile(`−?\d+([.,]\d+)?`)
	for _, sentence := range []string{e.Sentence.Vietnamese, e.Sentence.English} {
		bare := strings.NewReplacer(e.From.Name, "", "4G", "").Replace(sentence)
		for _, text := range number.FindAllString(bare, -1) {
			if !rounded(text, figures) {
				t.Errorf("%s is no figure of the explanation: %s", text, sentence)
			}
		}
		if strings.ContainsAny(sentence, "{}") || !strings.HasSuffix(sentence, ".") || strings.Contains(sentence, "  ") {
			t.Errorf("not a sentence: %q", sentence)
		}
	}
}

// rounded reports whether a printed number is one of figures, rounded to the
// decimals it has.
func rounded(text string, figures []float64) bool {
	plain := strings.NewReplacer("−", "-", ",", ".").Replace(text)
	v, err := strconv.ParseFloat(plain, 64)
	_, decimals, _ := strings.Cut(plain, ".")
	for _, f := range figures {
		if err == nil && math.Abs(v-f) <= 0.5*math.Pow10(-len(decimals))+1e-9 {
			return true
		}
	}
	return false
}

func TestSentencesHoldOnAnyGround(t *testing.T) {
	grounds := []*terrain.Ground{
		country(t, plain), country(t, valley), country(t, wall(180, 1.4)),
		country(t, func(east, north float64) float64 {
			return 400 + 150*math.Sin(3*east)*math.Cos(2*north) + 60*math.Sin(9*east+5*north)
		}),
	}
	rapid.Check(t, func(t *rapid.T) {
		m := mast()
		m.AntennaHeightM = rapid.Float64Range(2, 80).Draw(t, "antenna")
		m.Sector.AzimuthKnown = rapid.Bool().Draw(t, "azimuth known")
		power(geo.DBm(rapid.Float64Range(-20, 60).Draw(t, "EIRP")))(&m)
		to := toward(rapid.Float64Range(0, 360).Draw(t, "azimuth"), rapid.Float64Range(0.01, 7).Draw(t, "km"))
		p, err := newModel()
		if err != nil {
			t.Fatal(err)
		}
		e, err := Path(rapid.SampledFrom(grounds).Draw(t, "ground"), p, m, to, stepKm)
		if err != nil {
			t.Fatal(err)
		}
		checkNumbers(t, &e)
		checkProfile(t, &e)
	})
}

// checkProfile holds what is true of every profile.
func checkProfile(t *rapid.T, e *Explanation) {
	worst := math.Inf(1)
	for _, p := range e.Points[1 : len(e.Points)-1] {
		worst = min(worst, p.ClearanceM)
		if p.FresnelM <= 0 || p.BulgeM < 0 || math.Abs(p.LineM-p.CurvedGroundM-p.ClearanceM) > 0.02 {
			t.Errorf("point %+v", p)
		}
	}
	if e.LineOfSight != (worst >= 0) && math.Abs(worst) > 0.01 {
		t.Errorf("in sight %v with a clearance of %g m", e.LineOfSight, worst)
	}
	if e.LossDB < e.FreeSpaceLossDB-1e-6 || e.DiffractionLossDB < 0 {
		t.Errorf("loss %g dB, free space %g, diffraction %g", e.LossDB, e.FreeSpaceLossDB, e.DiffractionLossDB)
	}
}
