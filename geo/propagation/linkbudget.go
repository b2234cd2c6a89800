package propagation

import (
	"fmt"
	"math"

	"phusong/geo"
)

// LinkBudget is what a sector of one technology and band is taken to radiate
// where its list does not say. Every figure has a source, shown to users.
type LinkBudget struct {
	Technology   geo.Technology
	FromMHz      geo.MHz // the row holds from here …
	BelowMHz     geo.MHz // … to below this
	Carrier      string  // "20 MHz"
	Power        geo.DBm // of one port, or of the whole carrier
	Subcarriers  int     // 12·N_RB the power is shared by; 1 where the measure is the carrier or its pilot
	PilotBackoff geo.DB  // how far the pilot lies below the carrier
	Gain         geo.DB  // of the antenna's peak, dBi
	Feeder       geo.DB
	Pattern      Pattern
	Sources      Sources
}

// Sources says where the figures of a link budget come from.
type Sources struct{ Power, Share, Antenna, Feeder string }

// PerElement is how far the measured part of the signal lies below the port
// power: one resource element, the pilot, or nothing.
func (b LinkBudget) PerElement() geo.DB {
	return geo.DB(10*math.Log10(float64(b.Subcarriers))) + b.PilotBackoff
}

// EIRP is the power a sector radiates at the antenna's peak in what its
// technology measures: per resource element for LTE and NR, the pilot channel
// for UMTS, the broadcast carrier for GSM. Power and gain the sector states
// stand in for the defaults.
func (b LinkBudget) EIRP(s geo.Sector) geo.DBm {
	if s.PowerDBm != 0 {
		b.Power = s.PowerDBm
	}
	if s.GainDBi != 0 {
		b.Gain = s.GainDBi
	}
	return b.Power.Less(b.PerElement()).Plus(b.Gain).Less(b.Feeder)
}

// EIRP is the radiated power of a sector (see LinkBudget.EIRP), and whether any
// part of it is assumed.
func EIRP(s geo.Sector) (eirp geo.DBm, assumed bool) {
	return Budget(s.Technology, s.Frequency).EIRP(s), s.PowerDBm == 0 || s.GainDBi == 0
}

// Budget returns the default link budget of a technology at a frequency.
func Budget(technology geo.Technology, frequency geo.MHz) LinkBudget {
	for _, b := range Budgets() {
		if b.Technology == technology && frequency < b.BelowMHz {
			return b
		}
	}
	return LinkBudget{Technology: technology, Subcarriers: 1, Pattern: SectorPattern()}
}

// Parameters lists the budget for display.
func (b LinkBudget) Parameters() []Parameter {
	return []Parameter{
		{"carrier", b.Carrier, b.Sources.Share},
		{"port power", fmt.Sprintf("%g dBm", float64(b.Power)), b.Sources.Power},
		{"share of the measured signal", fmt.Sprintf("−%.1f dB", float64(b.PerElement())), b.Sources.Share},
		{"antenna gain", fmt.Sprintf("%g dBi", float64(b.Gain)), b.Sources.Antenna},
		{"antenna pattern", fmt.Sprintf("%g° × %g°", b.Pattern.HorizontalWidthDeg, b.Pattern.VerticalWidthDeg), b.Pattern.Source},
		{"feeder loss", fmt.Sprintf("%g dB", float64(b.Feeder)), b.Sources.Feeder},
		{"EIRP", fmt.Sprintf("%.1f dBm", float64(b.EIRP(geo.Sector{}))), "port power − share + gain − feeder"},
	}
}
