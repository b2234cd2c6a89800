package propagation

import "math"

// band is what the loss of one layer depends on besides its path.
type band struct {
	frequencyGHz float64
	wavelengthM  float64
	maxLoss      float64 // 0: none
	perRootWave  float64 // 1/√λ
	freeDB       float64 // free space at 1 km
	scatterDB    float64 // scatter at 1 km and no angle
	ductDB       float64 // ducting at 1 km, no angle, no time
	cubeRoot     float64 // of the frequency in GHz
	clearance    float64 // 17.456·√λ: h_req of the sphere at 1 km
	locationDB   float64 // added for the share of places
	sphere       sphere
	land         landBand
}

func newBand(s P1812Settings, l Layer) band {
	f := l.Frequency.GHz()
	wave := speedOfLight / f
	low := 0.0 // A_lf, eq. (47a)
	if f < 0.5 {
		low = 45.375 - 137*f + 92.5*f*f
	}
	b := band{
		frequencyGHz: f,
		wavelengthM:  wave,
		maxLoss:      float64(l.MaxLoss),
		perRootWave:  1 / math.Sqrt(wave),
		freeDB:       float64(freeSpaceLoss(1, f)),
		scatterDB:    scatterLoss(1, 0, f, s.Refractivity, s.TimePercent),
		ductDB:       102.45 + 20*math.Log10(f) + low,
		cubeRoot:     math.Cbrt(f),
		clearance:    17.456 * math.Sqrt(wave),
		locationDB:   locationLoss(s.LocationPercent, float64(s.LocationSigma)),
		sphere:       sphere{f, wave, s.Polarisation, 0},
	}
	b.land = newLandBand(b.sphere)
	return b
}

// loss is the basic transmission loss of one band over the link (P.1812-6 §4.8
// at p = 50 %, where the blends of the three mechanisms collapse: L_b0p is
// L_bfs, and L_minb0p and L_bd are both L_bd50).
func (s *sweep) loss(b *band) float64 {
	l := &s.link
	diffraction := s.edge.loss(l.nu*b.perRootWave, s.receiver.km)
	if !l.clears(&s.receiver, b.clearance) {
		diffraction += s.overSphere(b)
	}
	free := b.freeDB + l.spreadDB
	loss := free + diffraction
	if diffraction > 0 && loss > l.leastDuct(b) {
		loss = s.duct(b, free, loss)
	}
	loss = s.tables.together(b.scatterDB+l.scatterDB, loss)
	loss += b.locationDB
	if loss < free {
		return free
	}
	return loss
}
