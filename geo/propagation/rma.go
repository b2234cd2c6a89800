package propagation

import (
	"fmt"
	"math"

	"phusong/geo"
)

// RMa is the rural macro model of 3GPP TR 38.901 table 7.4.1-1: a formula for
// an average countryside. Only whether the phone sees the antenna is taken from
// the ground. For comparison only: beyond 10 km it is extrapolated.
type RMa struct {
	BuildingM float64 // h: average height of buildings
	StreetM   float64 // W: average width of streets
}

// DefaultRMa has the defaults of the table.
func DefaultRMa() RMa { return RMa{BuildingM: 5, StreetM: 20} }

// Name returns the publisher's name of the model.
func (RMa) Name() string { return "3GPP TR 38.901 RMa" }

// Parameters returns every setting that changes a loss.
func (m RMa) Parameters() []Parameter {
	const table = "3GPP TR 38.901 table 7.4.1-1"
	return []Parameter{
		{"average building height h", fmt.Sprintf("%g m", m.BuildingM), table},
		{"average street width W", fmt.Sprintf("%g m", m.StreetM), table},
		{"line of sight", "from the ground between", "ours: the table would draw it by chance"},
		receiverHeight(),
	}
}

// NewTracer returns working memory for one goroutine.
func (m RMa) NewTracer() Tracer { return newPathwise(m.predict) }

func (m RMa) predict(path *Path) Prediction {
	tx, rx := path.antennas()
	f := path.Frequency.GHz()
	h := horizonOf(&path.Profile, tx, rx, medianRadiusKm(DefaultP1812().DeltaN), speedOfLight/f)
	flat := max(path.lengthKm()*1000, 10)
	loss := m.inSight(flat, path.TxHeightM, path.RxHeightM, f)
	if !h.lineOfSight {
		loss = max(loss, m.outOfSight(flat, path.TxHeightM, path.RxHeightM, f))
	}
	return Prediction{Loss: geo.DB(loss), DepartureMrd: h.txMrd}
}

// inSight is PL_RMa-LOS, flatM metres away over the ground.
func (m RMa) inSight(flatM, txM, rxM, frequencyGHz float64) float64 {
	const light = 3e8
	breakpoint := 2 * math.Pi * txM * rxM * frequencyGHz * 1e9 / light // d_BP, note 5
	slant := math.Hypot(flatM, txM-rxM)
	if flatM <= breakpoint {
		return m.nearSight(slant, frequencyGHz)
	}
	return m.nearSight(math.Hypot(breakpoint, txM-rxM), frequencyGHz) +
		40*math.Log10(slant/math.Hypot(breakpoint, txM-rxM))
}

// nearSight is PL_1.
func (m RMa) nearSight(slantM, frequencyGHz float64) float64 {
	rough := math.Pow(m.BuildingM, 1.72)
	return 20*math.Log10(40*math.Pi*slantM*frequencyGHz/3) + min(0.03*rough, 10)*math.Log10(slantM) -
		min(0.044*rough, 14.77) + 0.002*math.Log10(m.BuildingM)*slantM
}

// outOfSight is PL'_RMa-NLOS.
func (m RMa) outOfSight(flatM, txM, rxM, frequencyGHz float64) float64 {
	slant, ratio := math.Hypot(flatM, txM-rxM), m.BuildingM/txM
	phone := math.Log10(11.75 * rxM)
	return 161.04 - 7.1*math.Log10(m.StreetM) + 7.5*math.Log10(m.BuildingM) -
		(24.37-3.7*ratio*ratio)*math.Log10(txM) +
		(43.42-3.1*math.Log10(txM))*(math.Log10(slant)-3) +
		20*math.Log10(frequencyGHz) - (3.2*phone*phone - 4.97)
}
