package propagation

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestEdgeTableMeetsTheFormula(t *testing.T) {
	table := newEdgeTable()
	check := func(t interface{ Fatalf(string, ...any) }, nu, km float64) {
		want := bullingtonTail(knifeEdge(nu), km)
		if off := math.Abs(table.loss(nu, km) - want); !(off <= 1e-7) {
			t.Fatalf("ν %v over %v km: %v dB, want %v", nu, km, table.loss(nu, km), want)
		}
	}
	for i := range 40_000 { // seams and middles of all pieces
		check(t, -0.79+float64(i)/2000, 30)
	}
	rapid.Check(t, func(t *rapid.T) {
		nu := math.Pow(10, rapid.Float64Range(-1, 4).Draw(t, "decade")) - 0.9
		check(t, nu, rapid.Float64Range(0.1, 300).Draw(t, "km"))
	})
}
