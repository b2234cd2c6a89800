package propagation

import "math"

// speedOfLight is in metres per nanosecond, as P.1812-6 §3.4 rounds it, so
// that a wavelength in metres is speedOfLight / GHz.
const speedOfLight = 0.2998

// bend is the height in metres by which the ground between two points rises
// over their chord, per product of the distances to them in km: 500·C_e, where
// the effective curvature C_e is the inverse of the effective radius in km.
func bend(radiusKm float64) float64 { return 500 / radiusKm }

// knifeEdge is J(ν), the loss over a knife edge (P.526-15 eq. (31); P.1812-6
// eq. (12)): zero for ν ≤ −0.78.
func knifeEdge(nu float64) float64 {
	if nu <= -0.78 {
		return 0
	}
	return 6.9 + 20*math.Log10(math.Sqrt((nu-0.1)*(nu-0.1)+1)+nu-0.1)
}

// fresnel is the factor that turns a clearance in metres, km km from one end
// of a path of distanceKm, into the diffraction parameter ν
// (under the root of P.1812-6 eqs. (16) and (20)).
func fresnel(atKm, distanceKm, wavelengthM float64) float64 {
	return math.Sqrt(0.002 * distanceKm / (wavelengthM * atKm * (distanceKm - atKm)))
}

// bullingtonTail turns the loss over the knife edge into the Bullington loss
// L_bull of the whole path (P.1812-6 eq. (21)).
func bullingtonTail(luc, distanceKm float64) float64 {
	return luc + (1-math.Exp(-luc/6))*(10+0.02*distanceKm)
}

// bullington is the Bullington part of the diffraction loss over the surface
// g(i) of a profile, for antennas tx and rx metres above sea level (P.1812-6
// §4.3.1 and P.526-15 §4.5.1, eqs. (14) to (21)).
func bullington(p *Profile, g func(int) float64, tx, rx, radiusKm, wavelengthM float64) float64 {
	d, n, distance := p.DistancesKm, p.last(), p.lengthKm()
	rise := func(i int) float64 { return g(i) + bend(radiusKm)*d[i]*(distance-d[i]) }
	fromTx := math.Inf(-1) // S_tim, eq. (14)
	for i := 1; i < n; i++ {
		fromTx = max(fromTx, (rise(i)-tx)/d[i])
	}
	sight := (rx - tx) / distance // S_tr, eq. (15)
	if fromTx < sight {
		nu := math.Inf(-1) // ν_max, eq. (16)
		for i := 1; i < n; i++ {
			over := rise(i) - (tx*(distance-d[i])+rx*d[i])/distance
			nu = max(nu, over*fresnel(d[i], distance, wavelengthM))
		}
		return bullingtonTail(knifeEdge(nu), distance) // eq. (17)
	}
	fromRx := math.Inf(-1) // S_rim, eq. (18)
	for i := 1; i < n; i++ {
		fromRx = max(fromRx, (rise(i)-rx)/(distance-d[i]))
	}
	point := (rx - tx + fromRx*distance) / (fromTx + fromRx) // d_b, eq. (19)
	if !(point > 0 && point < distance) {
		return bullingtonTail(knifeEdge(0), distance) // the ground touches the line of sight: 0/0
	}
	over := tx + fromTx*point - (tx*(distance-point)+rx*point)/distance
	return bullingtonTail(knifeEdge(over*fresnel(point, distance, wavelengthM)), distance) // eqs. (20), (21)
}
