package propagation

import (
	"math"
	"testing"

	"phusong/geo"
)

func TestDefaultBudgetsRadiateWhatIsUsual(t *testing.T) {
	for _, tt := range []struct {
		technology geo.Technology
		frequency  geo.MHz
		want       geo.DBm
	}{
		{geo.LTE, 700, 32.7},
		{geo.LTE, 900, 32.7},
		{geo.LTE, 1800, 32.2},
		{geo.LTE, 2100, 32.2},
		{geo.LTE, 2600, 32.7},
		{geo.NR, 700, 32.5},
		{geo.NR, 2600, 40.8},
		{geo.NR, 3500, 40.8},
		{geo.UMTS, 900, 45},
		{geo.UMTS, 2100, 50},
		{geo.GSM, 900, 55},
	} {
		got, assumed := EIRP(geo.Sector{Technology: tt.technology, Frequency: tt.frequency})
		if math.Abs(float64(got-tt.want)) > 0.06 || !assumed {
			t.Errorf("%s %g MHz: %.2f dBm (assumed %v), want %.1f", tt.technology, float64(tt.frequency), got, assumed, tt.want)
		}
	}
}

func TestStatedPowerAndGainReplaceTheDefaults(t *testing.T) {
	s := geo.Sector{Technology: geo.LTE, Frequency: 1800}
	plain, _ := EIRP(s)
	s.PowerDBm = 43
	half, assumed := EIRP(s)
	if math.Abs(float64(plain-half)-3) > 1e-9 || !assumed {
		t.Errorf("3 dB less power: %v to %v dBm, assumed %v", plain, half, assumed)
	}
	s.GainDBi = 15.5
	less, assumed := EIRP(s)
	if math.Abs(float64(half-less)-2) > 1e-9 || assumed {
		t.Errorf("2 dB less gain: %v to %v dBm, assumed %v", half, less, assumed)
	}
}

func TestEveryBudgetIsShownWithItsSources(t *testing.T) {
	for _, b := range Budgets() {
		for _, p := range b.Parameters() {
			if p.Name == "" || p.Value == "" || p.Source == "" {
				t.Errorf("%s from %g MHz: parameter %+v is not whole", b.Technology, float64(b.FromMHz), p)
			}
		}
	}
}

func TestBudgetsLeaveNoGap(t *testing.T) {
	for _, technology := range geo.Technologies() {
		from := geo.MHz(0)
		for _, b := range Budgets() {
			if b.Technology != technology {
				continue
			}
			if b.FromMHz != from {
				t.Errorf("%s: a row starts at %g MHz, want %g", technology, float64(b.FromMHz), float64(from))
			}
			from = b.BelowMHz
		}
		if !math.IsInf(float64(from), 1) {
			t.Errorf("%s: nothing from %g MHz", technology, float64(from))
		}
	}
}
