package explain

import (
	"bytes"
	"errors"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"phusong/geo"
)

func TestPathsThatCannotBeAreRefused(t *testing.T) {
	ground := country(t, plain)
	for name, spoil := range map[string]func(*Transmitter, *Receiver, *float64){
		"the mast itself":         func(_ *Transmitter, to *Receiver, _ *float64) { to.Position = mastAt() },
		"the far side of Asia":    func(_ *Transmitter, to *Receiver, _ *float64) { to.Position = orb.Point{50, 22} },
		"a place that is nowhere": func(_ *Transmitter, to *Receiver, _ *float64) { to.Position[0] = math.NaN() },
		"no step":                 func(_ *Transmitter, _ *Receiver, step *float64) { *step = 0 },
		"an antenna underground":  func(from *Transmitter, _ *Receiver, _ *float64) { from.AntennaHeightM = -3 },
		"a phone underground":     func(_ *Transmitter, to *Receiver, _ *float64) { to.HeightM = math.NaN() },
		"light":                   func(from *Transmitter, _ *Receiver, _ *float64) { from.Frequency = 5e8 },
	} {
		from, to, step := mast(), hamlet(2.6), stepKm
		spoil(&from, &to, &step)
		if _, err := Path(ground, model(t), from, to, step); !errors.Is(err, ErrPath) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatTheListDidNotSayIsShownAsAssumed(t *testing.T) {
	vague := Sector("TQG0324-11", mastAt(), geo.Sector{
		Technology: geo.LTE, Frequency: 1800, HeightM: 40, Assumed: []geo.Assumption{geo.AssumedHeight},
	})
	e := explained(t, country(t, plain), vague, hamlet(2.6))
	want := []geo.Assumption{geo.AssumedHeight, geo.AssumedPower, geo.AssumedAzimuth}
	if !slices.Equal(e.Received.Assumed, want) || e.Received.OffBoresightDeg != nil {
		t.Errorf("received %+v", e.Received)
	}
	var text bytes.Buffer
	if err := Write(&text, e, "vi"); err != nil || !strings.Contains(text.String(), "độ cao ăng-ten, công suất, hướng phát") {
		t.Errorf("%v\n%s", err, text.String())
	}
}

func TestNothingIsDrawnOfNoPath(t *testing.T) {
	if err := Write(io.Discard, Explanation{}, "vi"); !errors.Is(err, ErrPath) {
		t.Error(err)
	}
}
