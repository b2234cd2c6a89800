package propagation

import "math"

// Polarisation of both antennas.
type Polarisation uint8

// The polarisations, numbered as in ITU-R files.
const (
	Horizontal Polarisation = 1
	Vertical   Polarisation = 2
)

// String returns the English word.
func (p Polarisation) String() string {
	if p == Vertical {
		return "vertical"
	}
	return "horizontal"
}

// surfaceKind is the permittivity (relative) and conductivity (S/m) of the
// ground, P.1812-6 §4.3.3.
type surfaceKind struct{ permittivity, conductivity float64 }

func land() surfaceKind { return surfaceKind{22, 0.003} }
func sea() surfaceKind  { return surfaceKind{80, 5} }

// sphere is what the spherical-earth loss depends on besides the path.
type sphere struct {
	frequencyGHz float64
	wavelengthM  float64
	polarisation Polarisation
	seaShare     float64 // ω
}

// loss is the diffraction loss L_dsph over a smooth sphere of radiusKm between
// antennas tx and rx metres above it (P.1812-6 §4.3.2, eqs. (22) to (27)).
func (s sphere) loss(distanceKm, tx, rx, radiusKm float64) float64 {
	roots := math.Sqrt(0.001*tx) + math.Sqrt(0.001*rx)
	horizon := math.Sqrt(2*radiusKm) * roots // d_los, eq. (22)
	if distanceKm >= horizon {
		return s.firstTerm(distanceKm, tx, rx, radiusKm)
	}
	d1, clear := smallestClearance(distanceKm, tx, rx, radiusKm)
	need := 17.456 * math.Sqrt(d1*(distanceKm-d1)*s.wavelengthM/distanceKm) // h_req, eq. (25)
	if clear > need {
		return 0
	}
	marginal := 500 * math.Pow(distanceKm/(math.Sqrt(tx)+math.Sqrt(rx)), 2) // a_em, eq. (26)
	beyond := s.firstTerm(distanceKm, tx, rx, marginal)
	if beyond < 0 {
		return 0
	}
	return (1 - clear/need) * beyond // eq. (27)
}

// smallestClearance is where the ray comes nearest to the sphere: d_se1 in km
// from the transmitter and h_se in metres (eqs. (23) to (24e)).
func smallestClearance(distanceKm, tx, rx, radiusKm float64) (atKm, heightM float64) {
	c := (tx - rx) / (tx + rx)
	m := 250 * distanceKm * distanceKm / (radiusKm * (tx + rx))
	cosine := 3 * c / 2 * math.Sqrt(3*m/math.Pow(m+1, 3)) // at most 1, but for rounding
	angle := math.Pi/3 + math.Acos(min(cosine, 1))/3
	b := 2 * math.Sqrt((m+1)/(3*m)) * math.Cos(angle)
	d1 := distanceKm / 2 * (1 + b)
	d2 := distanceKm - d1
	k := bend(radiusKm)
	return d1, ((tx-k*d1*d1)*d2 + (rx-k*d2*d2)*d1) / distanceKm
}

// firstTerm is L_dft, the first term of the residue series, over a path of
// mixed land and sea (§4.3.3, eq. (28)).
func (s sphere) firstTerm(distanceKm, tx, rx, radiusKm float64) float64 {
	loss := 0.0
	if s.seaShare < 1 {
		loss += (1 - s.seaShare) * s.firstTermOver(land(), distanceKm, tx, rx, radiusKm)
	}
	if s.seaShare > 0 {
		loss += s.seaShare * s.firstTermOver(sea(), distanceKm, tx, rx, radiusKm)
	}
	return loss
}

// firstTermOver is L_dft over one kind of surface (eqs. (29) to (36)).
func (s sphere) firstTermOver(ground surfaceKind, distanceKm, tx, rx, radiusKm float64) float64 {
	f := s.frequencyGHz
	k := s.admittance(ground, radiusKm)
	k2 := k * k
	beta := (1 + 1.6*k2 + 0.67*k2*k2) / (1 + 4.5*k2 + 1.53*k2*k2)                         // eq. (31)
	x := 21.88 * beta * math.Pow(f/(radiusKm*radiusKm), 1.0/3) * distanceKm               // X, eq. (32)
	unit := 0.9575 * beta * math.Pow(f*f/radiusKm, 1.0/3)                                 // Y per metre, eqs. (33)
	return -distanceTerm(x) - heightGain(unit*tx, beta, k) - heightGain(unit*rx, beta, k) // eq. (36)
}

// admittance is the normalised factor for surface admittance K (eqs. (30)).
func (s sphere) admittance(ground surfaceKind, radiusKm float64) float64 {
	conduction := 18 * ground.conductivity / s.frequencyGHz
	e := ground.permittivity
	k := 0.036 * math.Pow(radiusKm*s.frequencyGHz, -1.0/3) *
		math.Pow((e-1)*(e-1)+conduction*conduction, -0.25)
	if s.polarisation == Vertical {
		k *= math.Sqrt(e*e + conduction*conduction)
	}
	return k
}

// distanceTerm is F_X (eq. (34)).
func distanceTerm(x float64) float64 {
	if x >= 1.6 {
		return 11 + 10*math.Log10(x) - 17.6*x
	}
	return -20*math.Log10(x) - 5.6488*math.Pow(x, 1.425)
}

// heightGain is G(Y), never below 2 + 20 lg K (eq. (35)).
func heightGain(y, beta, k float64) float64 {
	b := beta * y
	gain := 0.0
	if b > 2 {
		gain = 17.6*math.Sqrt(b-1.1) - 5*math.Log10(b-1.1) - 8
	} else {
		gain = 20 * math.Log10(b+0.1*b*b*b)
	}
	return max(gain, 2+20*math.Log10(k))
}
