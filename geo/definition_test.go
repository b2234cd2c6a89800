package geo

import (
	"math"
	"testing"
)

// What a normal distribution with σ = 8 dB leaves on one side.
func TestConfidenceIsAMarginOnTopOfTheLevel(t *testing.T) {
	for _, tt := range []struct {
		confidence float64
		want       DB
	}{{0, 0}, {0.5, 0}, {0.75, 5.396}, {0.90, 10.252}, {0.95, 13.159}, {0.99, 18.611}} {
		if got := (Definition{Confidence: tt.confidence}).Margin(8); math.Abs(float64(got-tt.want)) > 0.001 {
			t.Errorf("%g: %.3f dB, want %.3f", tt.confidence, float64(got), float64(tt.want))
		}
	}
}

func TestEverySetOfTechnologiesIsReadAsItIsWritten(t *testing.T) {
	for _, s := range TechnologySets() {
		got, err := ParseTechnologySet(string(s))
		vietnamese, english := s.Words()
		if err != nil || got != s || len(s.Members()) == 0 || vietnamese == "" || english == "" {
			t.Errorf("%q: %q, %v, members %v", s, got, err, s.Members())
		}
	}
	for _, wrong := range []string{"", "6G", "4G++", "2G+", "voice mail"} {
		if got, err := ParseTechnologySet(wrong); err == nil {
			t.Errorf("%q is read as %q", wrong, got)
		}
	}
}
