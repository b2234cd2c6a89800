package propagation

// Result is one path computed by P.1812 with every intermediate value, named
// as in the Recommendation. Distances are km, heights m above sea level unless
// said otherwise, angles mrad, losses dB, shares of time %.
type Result struct {
	Near bool // too near for the Recommendation: Lb is free space and one knife edge

	D, Dlt, Dlr              float64
	ThetaT, ThetaR, Theta    float64
	LineOfSight              bool
	HorizonTx, HorizonRx     int // points of the profile seen from each end
	Hts, Hrs, Htc, Hrc       float64
	Omega, Dtm, Dlm          float64
	Phi, Beta0, Ae           float64
	Hst, Hsr                 float64 // eqs. (85), (86)
	HstDucting, HsrDucting   float64 // eqs. (90)
	Hstd, Hsrd               float64
	HtcSmooth, HrcSmooth     float64 // h'_tc, h'_rc: above the smooth surface
	Hte, Hre                 float64 // above the smooth surface
	Hm                       float64
	Fi, Fj, Fk               float64
	Lbfs, Lb0p, Lb0b         float64
	Diffraction50            Diffraction // at a_e
	DiffractionBeta          Diffraction // at a_β
	Ld50, Ldb, Ldp           float64
	Lbd50, Lbd               float64
	Lminb0p, Lba, Lminbap    float64
	Lbda, Lbam, Lbs, Lbc, Lb float64
}

// Value is one named intermediate of a Result.
type Value struct {
	Symbol, Equation, Unit string
	Value                  float64
}

// Values lists the result in the order of the Recommendation.
func (r *Result) Values() []Value {
	return append(r.geometry(), r.losses()...)
}

func (r *Result) geometry() []Value {
	return []Value{
		{"d", "", "km", r.D},
		{"dlt", "(78)", "km", r.Dlt},
		{"dlr", "(81a)", "km", r.Dlr},
		{"θt", "(76)–(78)", "mrad", r.ThetaT},
		{"θr", "(79)–(81)", "mrad", r.ThetaR},
		{"θ", "(82)", "mrad", r.Theta},
		{"hts", "", "m", r.Hts},
		{"hrs", "", "m", r.Hrs},
		{"htc", "", "m", r.Htc},
		{"hrc", "", "m", r.Hrc},
		{"ω", "", "", r.Omega},
		{"dtm", "§3.6", "km", r.Dtm},
		{"dlm", "§3.6", "km", r.Dlm},
		{"φ", "(4)", "°", r.Phi},
		{"β0", "(5)", "%", r.Beta0},
		{"ae", "(7a)", "km", r.Ae},
		{"hst", "(85)", "m", r.Hst},
		{"hsr", "(86)", "m", r.Hsr},
		{"hst", "(90a)", "m", r.HstDucting},
		{"hsr", "(90b)", "m", r.HsrDucting},
		{"hstd", "(89)", "m", r.Hstd},
		{"hsrd", "(89)", "m", r.Hsrd},
		{"h'tc", "(37a)", "m", r.HtcSmooth},
		{"h'rc", "(37b)", "m", r.HrcSmooth},
		{"hte", "(92a)", "m", r.Hte},
		{"hre", "(92b)", "m", r.Hre},
		{"hm", "(93)", "m", r.Hm},
	}
}

func (r *Result) losses() []Value {
	return []Value{
		{"Fi", "(40)", "", r.Fi},
		{"Fj", "(57)", "", r.Fj},
		{"Fk", "(58)", "", r.Fk},
		{"Lbfs", "(8)", "dB", r.Lbfs},
		{"Lb0p", "(10)", "dB", r.Lb0p},
		{"Lb0β", "(11)", "dB", r.Lb0b},
		{"Lbulla", "(21)", "dB", r.Diffraction50.Lbulla},
		{"Lbulls", "(21)", "dB", r.Diffraction50.Lbulls},
		{"Ldsph", "(27)", "dB", r.Diffraction50.Ldsph},
		{"Ld50", "(39)", "dB", r.Ld50},
		{"Ldβ", "(39)", "dB", r.Ldb},
		{"Ldp", "(41)", "dB", r.Ldp},
		{"Lbd50", "(42)", "dB", r.Lbd50},
		{"Lbd", "(43)", "dB", r.Lbd},
		{"Lminb0p", "(59)", "dB", r.Lminb0p},
		{"Lba", "(46)", "dB", r.Lba},
		{"Lminbap", "(60)", "dB", r.Lminbap},
		{"Lbda", "(61)", "dB", r.Lbda},
		{"Lbam", "(62)", "dB", r.Lbam},
		{"Lbs", "(44)", "dB", r.Lbs},
		{"Lbc", "(63)", "dB", r.Lbc},
		{"Lb", "(69)", "dB", r.Lb},
	}
}
