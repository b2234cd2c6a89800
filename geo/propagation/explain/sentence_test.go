package explain

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"phusong/geo"
	"phusong/geo/terrain"
)

// from returns the mast with something changed.
func from(change func(*Transmitter)) Transmitter {
	m := mast()
	change(&m)
	return m
}

func power(dBm geo.DBm) func(*Transmitter) {
	return func(m *Transmitter) { m.EIRP = &dBm }
}

// valley falls away steeply under the mast, so that a phone sees it over free
// ground.
func valley(east, north float64) float64 { return 300 + 400*math.Exp(-math.Hypot(east, north)/0.5) }

func TestEveryKindOfPathHasItsSentence(t *testing.T) {
	low := func(m *Transmitter) { m.AntennaHeightM = 3 }
	for _, tt := range []struct {
		reason             Reason
		height             func(float64, float64) float64
		from               Transmitter
		to                 Receiver
		vietnamese, phrase string
	}{
		{Blocked, wall(180, 1.4), mast(), hamlet(2.6), "dãy núi ở km 1,4 che khuất", "a ridge at 1.4 km stands"},
		{Blocked, wall(40, 0.6), mast(), hamlet(1.1), "đồi ở km 0,6", "a hill at 0.6"},
		{Horizon, plain, from(low), hamlet(20), "khuất sau đường chân trời", "below the horizon"},
		{Grazed, wall(17, 1.4), mast(), hamlet(2.6), "đường ngắm sát đồi ở km 1,", "grazes a hill at 1."},
		{Behind, plain, mast(), toward(270, 0.9), "nằm sau lưng ăng-ten, lệch 180°", "behind the antenna's back, 180° off"},
		{Beside, plain, mast(), toward(165, 2), "nằm ngoài búp sóng chính", "outside the antenna's main lobe"},
		{TooFar, valley, from(power(-10)), hamlet(5), "nhưng quá xa", "nothing in the way, but too far"},
		{Close, plain, mast(), hamlet(0.06), "ở ngay gần trạm", "close to the mast"},
		{ClearView, valley, from(power(32)), hamlet(2.6), "tầm nhìn thẳng", "clear line of sight"},
	} {
		t.Run(string(tt.reason), func(t *testing.T) {
			step := 1.0 / 3600
			if tt.reason == Horizon {
				step = 3.0 / 3600
			}
			e := explained(t, sampled(t, step, tt.height), tt.from, tt.to)
			if e.Reason != tt.reason {
				t.Errorf("%s, want %s", e.Reason, tt.reason)
			}
			if !strings.Contains(e.Sentence.Vietnamese, tt.vietnamese) || !strings.Contains(e.Sentence.English, tt.phrase) {
				t.Errorf("%s\n%s", e.Sentence.Vietnamese, e.Sentence.English)
			}
			checkNumbers(t, &e)
		})
	}
}

func TestWithoutPowerTheSentenceEndsWithTheLoss(t *testing.T) {
	e := explained(t, country(t, plain), from(func(m *Transmitter) { m.EIRP = nil }), hamlet(2.6))
	if e.Received != nil || !strings.HasSuffix(e.Sentence.Vietnamese, " dB.") {
		t.Error(e.Sentence.Vietnamese)
	}
	checkNumbers(t, &e)
}

// A level is never printed as one of another class.
func TestLevelNearABoundIsPrintedInTenths(t *testing.T) {
	w := vietnamese()
	for level, want := range map[float64]string{-110.4: "−110,4", -110: "−110", -109.6: "−110", -110.6: "−111"} {
		class := geo.ScaleOf(geo.LTE).Class(geo.DBm(level))
		if got := w.dBm(&Received{LevelDBm: level, Technology: "4G", Class: class}); got != want {
			t.Errorf("%g dBm is printed as %s, want %s", level, got, want)
		}
	}
}

func TestBothLanguagesSayTheSameThings(t *testing.T) {
	names := regexp.MustCompile(`\{\w+\}`)
	same := func(what string, a, b string) {
		inA, inB := map[string]bool{}, map[string]bool{}
		for _, n := range names.FindAllString(a, -1) {
			inA[n] = true
		}
		for _, n := range names.FindAllString(b, -1) {
			inB[n] = true
		}
		if a == "" || b == "" || fmt.Sprint(inA) != fmt.Sprint(inB) {
			t.Errorf("%s: %q and %q", what, a, b)
		}
	}
	vi, en := vietnamese(), english()
	for _, r := range []Reason{Blocked, Horizon, Grazed, Behind, Beside, TooFar, Close, ClearView} {
		same(string(r), vi.reasons[r], en.reasons[r])
	}
	for class := geo.ClassNone; class <= geo.ClassVeryGood; class++ {
		same(class.String(), vi.classes[class], en.classes[class])
	}
	for i := range vi.rows {
		same(en.rows[i].label, vi.rows[i].text, en.rows[i].text)
	}
	same("more", vi.more, en.more)
	same("level", vi.level, en.level)
	same("loss", vi.lossOnly, en.lossOnly)
}

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
