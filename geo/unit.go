package geo

type (
	// DBm is an absolute power level in decibels over one milliwatt.
	DBm float64
	// DB is a ratio of powers in decibels.
	DB float64
	// MHz is a frequency in megahertz.
	MHz float64
)

// Less returns what is left of p after loss.
func (p DBm) Less(loss DB) DBm { return p - DBm(loss) }

// Plus returns p raised by gain.
func (p DBm) Plus(gain DB) DBm { return p + DBm(gain) }

// GHz returns the frequency in gigahertz, the unit of most ITU-R equations.
func (f MHz) GHz() float64 { return float64(f) / 1000 }
