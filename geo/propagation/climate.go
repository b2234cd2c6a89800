package propagation

import "math"

// earthRadiusKm is the mean radius of the Earth, P.1812-6 §3.5.
const earthRadiusKm = 6371

// medianRadiusKm is a_e, the effective Earth radius exceeded half the time,
// for a lapse rate ΔN of the refractive index in N-units/km (P.1812-6 eqs. (6)
// and (7a)).
func medianRadiusKm(deltaN float64) float64 { return earthRadiusKm * 157 / (157 - deltaN) }

// anomalousRadiusKm is a_β, the effective Earth radius exceeded β0 % of the
// time (eq. (7b)).
const anomalousRadiusKm = earthRadiusKm * 3

// anomalousPercent is β0, the share of an average year, in percent, in which
// the refractive index falls by 100 N-units or more in the lowest 100 m
// (P.1812-6 §3.3, eqs. (2) to (5)). overLandKm is d_tm and inlandKm is d_lm.
func anomalousPercent(latitudeDeg, overLandKm, inlandKm float64) float64 {
	tau := landFactor(inlandKm)
	mu1 := math.Pow(math.Pow(10, -overLandKm/(16-6.6*tau))+math.Pow(10, -5*(0.496+0.354*tau)), 0.2)
	mu1 = min(mu1, 1)
	latitude := math.Abs(latitudeDeg)
	if latitude <= 70 {
		mu4 := math.Pow(mu1, -0.935+0.0176*latitude)
		return math.Pow(10, -0.015*latitude+1.67) * mu1 * mu4
	}
	return 4.17 * mu1 * math.Pow(mu1, 0.3)
}

// landFactor is τ (eqs. (3a) and (50)).
func landFactor(inlandKm float64) float64 { return 1 - math.Exp(-4.12e-4*math.Pow(inlandKm, 2.41)) }

// stretches are the lengths of a path by zone (P.1812-6 §3.2 and table 5).
type stretches struct {
	land   float64 // d_tm: longest run over land, km
	inland float64 // d_lm: longest run inland, km
	sea    float64 // ω: share of the path over the sea
}

// zoneStretches measures a profile. Every point stands for half of the way to
// each neighbour.
func zoneStretches(p *Profile) stretches {
	var s stretches
	var land, inland, sea float64
	for i := range p.DistancesKm {
		length, zone := p.reachKm(i), p.zone(i)
		if zone == Sea {
			sea += length
			land, inland = 0, 0
			continue
		}
		land += length
		inland += length
		if zone == Coast {
			inland = 0
		}
		s.land, s.inland = max(s.land, land), max(s.inland, inland)
	}
	s.sea = sea / p.lengthKm()
	return s
}

// reachKm is the length of the path that point i stands for.
func (p *Profile) reachKm(i int) float64 {
	from, to := max(i-1, 0), min(i+1, p.last())
	return (p.DistancesKm[to] - p.DistancesKm[from]) / 2
}
