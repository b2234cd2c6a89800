package propagation

// Diffraction is the delta-Bullington loss and its three parts, in dB.
type Diffraction struct {
	Lbulla float64 // Bullington over the actual profile
	Lbulls float64 // Bullington over the smooth profile
	Ldsph  float64 // over the smooth sphere
	Ld     float64 // Lbulla + max(Ldsph − Lbulls, 0)
}

// deltaBullington is the complete diffraction model (P.1812-6 §4.3.4, eqs.
// (37) to (39); P.526-15 §4.5.2). tx and rx are the antennas above sea level,
// smoothTx and smoothRx the ends of the smooth surface h_std and h_srd.
func deltaBullington(p *Profile, tx, rx, smoothTx, smoothRx, radiusKm float64, s sphere) Diffraction {
	flat := func(int) float64 { return 0 }
	aboveTx, aboveRx := tx-smoothTx, rx-smoothRx // h'_tc and h'_rc, eq. (37)
	d := Diffraction{
		Lbulla: bullington(p, p.surface, tx, rx, radiusKm, s.wavelengthM),
		Lbulls: bullington(p, flat, aboveTx, aboveRx, radiusKm, s.wavelengthM),
		Ldsph:  s.loss(p.lengthKm(), aboveTx, aboveRx, radiusKm),
	}
	d.Ld = d.Lbulla + max(d.Ldsph-d.Lbulls, 0)
	return d
}
