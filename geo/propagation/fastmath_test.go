package propagation

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestFastFunctionsStayWithinTheirBounds(t *testing.T) {
	tab := newTables()
	rapid.Check(t, func(t *rapid.T) {
		x := math.Pow(10, rapid.Float64Range(-12, 12).Draw(t, "decade"))
		if off := math.Abs(tab.ln(x) - math.Log(x)); off > 1e-12 {
			t.Fatalf("ln(%v) is %v off", x, off)
		}
		if under := math.Log(x) - lnBelow(x); under < -1e-12 || under > 0.06 {
			t.Fatalf("lnBelow(%v) is %v below", x, under)
		}
		if off := math.Abs(tab.ln1p(x) - math.Log1p(x)); off > 1e-12 {
			t.Fatalf("ln1p(%v) is %v off", x, off)
		}
		e := rapid.Float64Range(-700, 0).Draw(t, "exponent")
		if off := math.Abs(tab.exp(e)/math.Exp(e) - 1); off > 1e-12 {
			t.Fatalf("exp(%v) is %v off", e, off)
		}
		a := rapid.Float64Range(-3, 3).Draw(t, "slope")
		if off := math.Abs(atan(a) - math.Atan(a)); off > 1e-12 {
			t.Fatalf("atan(%v) is %v off", a, off)
		}
		one, other := rapid.Float64Range(80, 300).Draw(t, "one"), rapid.Float64Range(80, 300).Draw(t, "other")
		exact := -logSum(5/math.Ln10, -one, -other)
		if off := math.Abs(tab.together(one, other) - exact); off > 1e-8 {
			t.Fatalf("%v with %v is %v dB off", one, other, off)
		}
	})
}

func TestFastFunctionsHoldAtTheirSeams(t *testing.T) {
	tab := newTables()
	for i := range 4096 {
		x := 1 + float64(i)/4096
		for _, v := range []float64{x, math.Nextafter(x, 0), x * 0.5} {
			if off := math.Abs(tab.ln(v) - math.Log(v)); off > 1e-12 {
				t.Fatalf("ln(%v) is %v off", v, off)
			}
		}
		e := -float64(i) * math.Ln2 / expSteps
		for _, v := range []float64{e, math.Nextafter(e, 0), math.Nextafter(e, -1)} {
			if v > -700 && math.Abs(tab.exp(v)/math.Exp(v)-1) > 1e-12 {
				t.Fatalf("exp(%v) = %v", v, tab.exp(v))
			}
		}
		apart := float64(i) / 64
		if off := math.Abs(tab.together(100, 100+apart) + logSum(5/math.Ln10, -100, -100-apart)); off > 1e-8 {
			t.Fatalf("%v dB apart: %v dB off", apart, off)
		}
	}
	if !math.IsInf(tab.together(math.Inf(1), math.Inf(1)), 1) || tab.together(math.Inf(1), 90) != 90 {
		t.Error("an infinite loss does not add to nothing")
	}
}
