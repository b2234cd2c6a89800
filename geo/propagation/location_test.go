package propagation

import (
	"math"
	"testing"
)

func TestLocationVariabilityIsThatOfTheRecommendation(t *testing.T) {
	for _, tt := range []struct {
		name                        string
		ghz, pixelM, heightM, roofM float64
		want                        float64
	}{
		{"a square of one metre at 1 GHz, on the roofs' level", 1, 1, 10, 10, 0.544},
		{"a kilometre's square varies seven times as much", 1, 1000, 10, 10, 0.544 * math.Pow(1000, 0.28)},
		{"halfway up above the roofs it varies half as much", 2, 1, 15, 10, 0.5 * 0.568},
		{"ten metres above the roofs not at all", 2, 100, 20, 10, 0},
		{"below the roofs as much as at their level", 2, 1, 1.5, 10, 0.568},
	} {
		if got := LocationSigma(tt.ghz, tt.pixelM, tt.heightM, tt.roofM); math.Abs(got-tt.want) > 1e-9 {
			t.Errorf("%s: %.4f dB, want %.4f", tt.name, got, tt.want)
		}
	}
}
