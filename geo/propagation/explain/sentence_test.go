package explain

import (
	"fmt"
	"math"
	"regexp"
	"strings"
	"testing"

	"phusong/geo"
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
