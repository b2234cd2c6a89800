package propagation

import (
	"fmt"

	"phusong/geo"
)

// P526 is free space with the delta-Bullington diffraction loss over the whole
// path (ITU-R P.526-15 §4.5.2): P.1812 without scatter, ducting and time. For
// comparison only.
type P526 struct {
	RadiusKm     float64 // effective radius of the Earth
	Polarisation Polarisation
}

// DefaultP526 bends the Earth as the default P.1812 does.
func DefaultP526() P526 {
	s := DefaultP1812()
	return P526{RadiusKm: medianRadiusKm(s.DeltaN), Polarisation: s.Polarisation}
}

// Name returns the publisher's name of the model.
func (P526) Name() string { return "ITU-R P.526-15 delta-Bullington with free space" }

// Parameters returns every setting that changes a loss.
func (m P526) Parameters() []Parameter {
	return []Parameter{
		{"effective Earth radius ae", fmt.Sprintf("%.0f km", m.RadiusKm), "ITU-R P.1812-6 eq. (7a), ΔN = 60 N-units/km"},
		{"polarisation", m.Polarisation.String(), "as P.1812 here"},
		{"ground", "land: εr 22, σ 0.003 S/m", "ITU-R P.526-15 §3.1.1"},
		receiverHeight(),
	}
}

// NewTracer returns working memory for one goroutine.
func (m P526) NewTracer() Tracer { return newPathwise(m.predict) }

func (m P526) predict(path *Path) Prediction {
	tx, rx := path.antennas()
	distance, f := path.lengthKm(), path.Frequency.GHz()
	loss := freeSpaceLoss(slantKm(distance, tx, rx), f)
	return Prediction{
		Loss:         loss + geo.DB(m.diffraction(path).Ld),
		DepartureMrd: horizonOf(&path.Profile, tx, rx, m.RadiusKm, speedOfLight/f).txMrd,
	}
}

func (m P526) diffraction(path *Path) Diffraction {
	tx, rx := path.antennas()
	f := path.Frequency.GHz()
	wavelength := speedOfLight / f
	fit := smoothOf(&path.Profile, tx, rx, horizonOf(&path.Profile, tx, rx, m.RadiusKm, wavelength))
	over := sphere{f, wavelength, m.Polarisation, 0}
	return deltaBullington(&path.Profile, tx, rx, fit.diffractionTx, fit.diffractionRx, m.RadiusKm, over)
}
