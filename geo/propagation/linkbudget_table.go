package propagation

import (
	"math"

	"phusong/geo"
)

// Budgets returns the defaults, by technology and rising frequency. Within one
// technology the rows leave no gap.
func Budgets() []LinkBudget {
	var all []LinkBudget
	all = append(all, gsmBudgets()...)
	all = append(all, umtsBudgets()...)
	all = append(all, lteBudgets()...)
	return append(all, nrBudgets()...)
}

// The frequencies, in MHz, at which the figures change: panels for the bands
// below 1 GHz are smaller in wavelengths, those above 2.4 GHz larger.
const (
	midBand  geo.MHz = 1000
	highBand geo.MHz = 2400
)

func endless() geo.MHz { return geo.MHz(math.Inf(1)) }

// usual marks figures that are usual practice and verified with nobody.
const usual = "usual for a macro site; not verified with an operator"

func gsmBudgets() []LinkBudget {
	from := Sources{
		Power: usual, Share: "the broadcast carrier is measured whole (3GPP TS 45.008 §6.1)",
		Antenna: usual, Feeder: "coaxial feeder from the foot of the mast: " + usual,
	}
	return []LinkBudget{
		{geo.GSM, 0, midBand, "200 kHz", 43, 1, 0, 15, 3, SectorPattern(), from},
		{geo.GSM, midBand, endless(), "200 kHz", 43, 1, 0, 17.5, 3, SectorPattern(), from},
	}
}

func umtsBudgets() []LinkBudget {
	from := Sources{
		Power: usual, Share: "CPICH at 10 % of the carrier: " + usual,
		Antenna: usual, Feeder: "coaxial at 900 MHz, radio unit on the mast at 2100 MHz: " + usual,
	}
	return []LinkBudget{
		{geo.UMTS, 0, midBand, "5 MHz", 43, 1, 10, 15, 3, SectorPattern(), from},
		{geo.UMTS, midBand, endless(), "5 MHz", 43, 1, 10, 17.5, 0.5, SectorPattern(), from},
	}
}

func lteBudgets() []LinkBudget {
	from := Sources{
		Power: "40 W a port: " + usual, Share: "12 subcarriers × 50 or 100 resource blocks (3GPP TS 36.101 table 5.6-1)",
		Antenna: usual, Feeder: "radio unit on the mast: " + usual,
	}
	return []LinkBudget{
		{geo.LTE, 0, midBand, "10 MHz", 46, 600, 0, 15, 0.5, SectorPattern(), from},
		{geo.LTE, midBand, highBand, "20 MHz", 46, 1200, 0, 17.5, 0.5, SectorPattern(), from},
		{geo.LTE, highBand, endless(), "20 MHz", 46, 1200, 0, 18, 0.5, SectorPattern(), from},
	}
}

func nrBudgets() []LinkBudget {
	low := Sources{
		Power: "40 W a port: " + usual, Share: "12 subcarriers × 52 resource blocks (3GPP TS 38.101-1 table 5.3.2-1, 15 kHz)",
		Antenna: usual, Feeder: "radio unit on the mast: " + usual,
	}
	high := Sources{
		Power: "200 W over 64 ports: " + usual, Share: "12 subcarriers × 273 resource blocks (3GPP TS 38.101-1 table 5.3.2-1, 30 kHz)",
		Antenna: "gain of a broadcast (SSB) beam: " + usual, Feeder: "active antenna: none",
	}
	return []LinkBudget{
		{geo.NR, 0, midBand, "10 MHz", 46, 624, 0, 15, 0.5, SectorPattern(), low},
		{geo.NR, midBand, endless(), "100 MHz, 64T64R", 53, 3276, 0, 23, 0, BeamPattern(), high},
	}
}
