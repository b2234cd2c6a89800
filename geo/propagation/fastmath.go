package propagation

import "math"

// tables holds what the fast logarithm, exponential and decibel sum look up. It
// is made once for each tracer and never changes.
type tables struct {
	inverse  [lnSteps]float64 // 1 / the middle of each slice of 1…2
	logOf    [lnSteps]float64 // ln of that middle
	fraction [expSteps]float64
	sum      [sumSteps * sumPerDB][4]float64
}

const (
	lnBits   = 7
	lnSteps  = 1 << lnBits
	expSteps = 64
	sumSteps = 50 // dB beyond which the weaker of two signals adds nothing
	sumPerDB = 8
)

func newTables() *tables {
	var t tables
	for i := range t.inverse {
		middle := 1 + (float64(i)+0.5)/lnSteps
		t.inverse[i], t.logOf[i] = 1/middle, math.Log(middle)
	}
	for i := range t.fraction {
		t.fraction[i] = math.Exp2(float64(i) / expSteps)
	}
	for i := range t.sum {
		t.sum[i] = hermite(sumGain, float64(i)/sumPerDB, 1.0/sumPerDB)
	}
	return &t
}

// ln is the natural logarithm of a positive normal number, within 1e-12.
func (t *tables) ln(x float64) float64 {
	bits := math.Float64bits(x)
	slice := bits >> (52 - lnBits) & (lnSteps - 1)
	mantissa := math.Float64frombits(bits&(1<<52-1) | 1023<<52)
	r := mantissa*t.inverse[slice] - 1 // within 1/256
	exponent := float64(int64(bits>>52) - 1023)
	return exponent*math.Ln2 + t.logOf[slice] + r*(1-r*(1.0/2-r*(1.0/3-r*(1.0/4-r*(1.0/5)))))
}

// ln1p is ln(1+x) for x ≥ 0, within 1e-12.
func (t *tables) ln1p(x float64) float64 {
	if x > 0.01 {
		return t.ln(1 + x)
	}
	return x * (1 - x*(1.0/2-x*(1.0/3-x*(1.0/4-x*(1.0/5)))))
}

// lnBelow is at most the natural logarithm of a positive normal number, and at
// least 0.06 less: the bits of a number grow like its logarithm but along
// straight lines between the powers of two.
func lnBelow(x float64) float64 {
	return (float64(int64(math.Float64bits(x)))*(1.0/(1<<52)) - 1023) * math.Ln2
}

// exp is eˣ for x in −700…0, within 1e-12 of itself.
func (t *tables) exp(x float64) float64 {
	steps := int64(x * (expSteps / math.Ln2)) // towards zero: the rest is negative
	r := x - float64(steps)*(math.Ln2/expSteps)
	scale := math.Float64frombits(uint64(steps>>6+1023) << 52)
	return scale * t.fraction[steps&(expSteps-1)] * (1 + r*(1+r*(1.0/2+r*(1.0/6+r*(1.0/24+r*(1.0/120))))))
}

// sumGain is how far below the lesser of two losses their sum lies, in dB, when
// they differ by apart dB and add as P.1812-6 eq. (63) adds them.
func sumGain(apart float64) float64 {
	return 5 / math.Ln10 * math.Log1p(math.Exp(-apart*math.Ln10/5))
}

// together is the loss of two mechanisms side by side (P.1812-6 eq. (63)),
// within 1e-8 dB.
func (t *tables) together(a, b float64) float64 {
	apart := math.Abs(a - b)
	if !(apart < sumSteps) {
		return min(a, b)
	}
	place := apart * sumPerDB
	i := int(place)
	u, c := place-float64(i), &t.sum[i]
	return 0.5*(a+b-apart) - (c[0] + u*(c[1]+u*(c[2]+u*c[3])))
}

// hermite returns the cubic through f and its slope at both ends of from …
// from+width, as coefficients in powers of 0…1.
func hermite(f func(float64) float64, from, width float64) [4]float64 {
	const h = 1e-5
	slope := func(x float64) float64 { return (f(x+h) - f(x-h)) / (2 * h) * width }
	a, b, da, db := f(from), f(from+width), slope(from), slope(from+width)
	return [4]float64{a, da, 3*(b-a) - 2*da - db, 2*(a-b) + da + db}
}

// atan is the arc tangent, within 1e-12.
func atan(x float64) float64 {
	if x > 0.18 || x < -0.18 {
		return math.Atan(x)
	}
	s := x * x
	return x * (1 - s*(1.0/3-s*(1.0/5-s*(1.0/7-s*(1.0/9-s*(1.0/11-s*(1.0/13)))))))
}
