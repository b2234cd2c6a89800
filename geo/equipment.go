package geo

// UsualBand is the band that stands in where nobody says which: the one that
// carries most sites of that technology in the countryside, and for 5G the one
// each operator was licensed for.
func UsualBand(operator OperatorCode, technology Technology) MHz {
	switch {
	case technology == GSM:
		return 900
	case technology == UMTS:
		return 2100
	case technology == LTE:
		return 1800
	case operator == Viettel:
		return 2600
	}
	return 3700
}

// UsualHeightM is the antenna height, in metres above ground, of a mast that is
// thought of and not yet designed: that of a usual lattice mast in the hills.
const UsualHeightM = 42.0

// UsualAzimuths are the directions of the three sectors of such a mast.
func UsualAzimuths() []float64 { return []float64{0, 120, 240} }
