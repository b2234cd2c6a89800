package propagation

import (
	"math"

	"phusong/geo"
)

// Hata is the Okumura–Hata formula for open country (M. Hata, IEEE Trans. Veh.
// Technol. 29, 1980, eqs. (11) to (17)): no ground, only heights. For comparison
// only: it was fitted from 150 to 1500 MHz, 1 to 20 km and masts of 30 to 200 m,
// and is extrapolated beyond.
type Hata struct{}

// Name returns the usual name of the model.
func (Hata) Name() string { return "Okumura–Hata, open country" }

// Parameters returns every setting that changes a loss.
func (Hata) Parameters() []Parameter {
	return []Parameter{
		{"environment", "open", "M. Hata 1980 eq. (17)"},
		{"correction for the phone's height", "small or medium city", "M. Hata 1980 eq. (13)"},
		{"mast height", "above the ground at its foot", "ours: the formula means the height over the average ground"},
		{"least loss", "free space", "ours: the formula falls below it near the mast"},
		receiverHeight(),
	}
}

// NewTracer returns working memory for one goroutine.
func (Hata) NewTracer() Tracer { return newPathwise(hataPrediction) }

func hataPrediction(path *Path) Prediction {
	p := freeSpacePrediction(path)
	p.Loss = max(p.Loss, hataOpen(float64(path.Frequency), path.lengthKm(), path.TxHeightM, path.RxHeightM))
	return p
}

// hataOpen is the median loss in open country.
func hataOpen(frequencyMHz, distanceKm, txM, rxM float64) geo.DB {
	f := math.Log10(frequencyMHz)
	phone := (1.1*f-0.7)*rxM - (1.56*f - 0.8)
	urban := 69.55 + 26.16*f - 13.82*math.Log10(txM) - phone +
		(44.9-6.55*math.Log10(txM))*math.Log10(distanceKm)
	return geo.DB(urban - 4.78*f*f + 18.33*f - 40.94)
}
