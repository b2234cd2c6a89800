package propagation

import "math"

// edgeTable is the Bullington loss by ν as polynomials: the knife edge J(ν) and
// the share 1 − exp(−J/6) of its tail. Piece i covers one sixteenth of an octave
// of ν + edgeShift, so that it can be found in the bits of the number.
type edgeTable [edgeOctaves * edgePieces]struct{ knife, share [5]float64 }

const (
	edgeShift   = 1.78 // puts ν = −0.78, below which there is no loss, at 1
	edgeOctaves = 8
	edgePieces  = 16
	edgeLeast   = -0.78
	edgeMost    = 1<<edgeOctaves - edgeShift - 0.01
)

func newEdgeTable() *edgeTable {
	var t edgeTable
	for i := range t {
		octave := math.Ldexp(1, i/edgePieces)
		from := octave*(1+float64(i%edgePieces)/edgePieces) - edgeShift
		width := octave / edgePieces
		t[i].knife = through(func(u float64) float64 { return smoothKnife(from + u*width) })
		t[i].share = through(func(u float64) float64 { return 1 - math.Exp(-smoothKnife(from+u*width)/6) })
	}
	return &t
}

// smoothKnife is J(ν) without its cut at −0.78.
func smoothKnife(nu float64) float64 { return 6.9 + 2*perDB*math.Asinh(nu-0.1) }

// loss is the Bullington loss over a path of distanceKm (P.1812-6 eqs. (12),
// (17), (21)), within 1e-7 dB.
func (t *edgeTable) loss(nu, distanceKm float64) float64 {
	if nu <= edgeLeast {
		return 0
	}
	if !(nu < edgeMost) {
		return bullingtonTail(knifeEdge(nu), distanceKm)
	}
	const pieceBits = 4 // edgePieces is 16
	bits := math.Float64bits(nu + edgeShift)
	piece := &t[(bits>>(52-pieceBits)-1023<<pieceBits)&(edgeOctaves*edgePieces-1)]
	u := math.Float64frombits(bits<<(12+pieceBits)>>12|1023<<52) - 1
	k, s := &piece.knife, &piece.share
	knife := k[0] + u*(k[1]+u*(k[2]+u*(k[3]+u*k[4])))
	share := s[0] + u*(s[1]+u*(s[2]+u*(s[3]+u*s[4])))
	return knife + share*(10+0.02*distanceKm)
}

// through returns the polynomial of degree 4 in u that meets f at the five
// Chebyshev points of 0…1, as coefficients of rising powers.
func through(f func(u float64) float64) (c [5]float64) {
	var at, divided [5]float64
	for i := range at {
		at[i] = 0.5 - 0.5*math.Cos((float64(i)+0.5)*math.Pi/5)
		divided[i] = f(at[i])
	}
	for order := 1; order < 5; order++ { // Newton's divided differences
		for i := 4; i >= order; i-- {
			divided[i] = (divided[i] - divided[i-1]) / (at[i] - at[i-order])
		}
	}
	for i := 4; i >= 0; i-- { // c = c·(u − at[i]) + divided[i]
		for power := 4; power > 0; power-- {
			c[power] = c[power-1] - at[i]*c[power]
		}
		c[0] = divided[i] - at[i]*c[0]
	}
	return c
}
