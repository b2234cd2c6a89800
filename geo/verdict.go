package geo

// Verdict is what is said of a hamlet under a named definition.
type Verdict uint8

// The verdicts. Unknown is never folded into one of the others.
const (
	Unknown Verdict = 0 // không đủ dữ liệu
	None    Verdict = 1 // trắng sóng
	Partial Verdict = 2 // lõm sóng
	Covered Verdict = 3 // phủ sóng
)

// Verdicts returns the verdicts from best to worst, unknown last.
func Verdicts() []Verdict { return []Verdict{Covered, Partial, None, Unknown} }

// String returns the verdict as written in files and URLs.
func (v Verdict) String() string {
	switch v {
	case None:
		return "none"
	case Partial:
		return "partial"
	case Covered:
		return "covered"
	}
	return "unknown"
}

// Vietnamese returns the verdict in the words of the province.
func (v Verdict) Vietnamese() string {
	switch v {
	case None:
		return "trắng sóng"
	case Partial:
		return "lõm sóng"
	case Covered:
		return "phủ sóng"
	}
	return "không đủ dữ liệu"
}

// Reach is what one network (operator and technology) does for one hamlet.
// Shares are 0…1 of the hamlet's people and area; covered + unknown ≤ 1. Of its
// household clusters some have signal, of some it is not known; all are 0 where
// none are given.
type Reach struct {
	Centre Class // ClassUnknown where it cannot be computed

	Clusters, ClustersCovered, ClustersUnknown uint16

	CentreLevel   DBm // meaningless when Centre is none or unknown
	PeopleCovered float64
	PeopleUnknown float64
	AreaCovered   float64
	AreaUnknown   float64
}

// Verdict judges r. It is unknown only where the part that is not known could
// change the answer.
func (d Definition) Verdict(r Reach) Verdict {
	if d.Basis == BasisCentre {
		return d.atCentre(r)
	}
	covered, unknown := r.PeopleCovered, r.PeopleUnknown
	if d.Basis == BasisArea {
		covered, unknown = r.AreaCovered, r.AreaUnknown
	}
	const rounding = 1e-9
	switch {
	case covered >= d.CoveredFrom-rounding:
		return Covered
	case covered+unknown < d.NoneBelow-rounding:
		return None
	case covered >= d.NoneBelow-rounding && covered+unknown < d.CoveredFrom-rounding:
		return Partial
	case unknown > rounding:
		return Unknown
	}
	return Partial
}

func (d Definition) atCentre(r Reach) Verdict {
	switch {
	case r.Clusters > 0:
		return r.atPoints()
	case r.Centre == ClassUnknown:
		return Unknown
	case r.Centre >= ClassLimited:
		return Covered
	case r.PeopleCovered >= d.NoneBelow:
		return Partial
	case r.PeopleCovered+r.PeopleUnknown < d.NoneBelow:
		return None
	}
	return Unknown
}

// atPoints judges by the centre and the clusters, which stand for the people where
// they are given: all, some or none of the points have signal. It is unknown where
// points that are not known could make it another.
func (r Reach) atPoints() Verdict {
	points, lit, unknown := int(r.Clusters)+1, int(r.ClustersCovered), int(r.ClustersUnknown)
	switch {
	case r.Centre == ClassUnknown:
		unknown++
	case r.Centre >= ClassLimited:
		lit++
	}
	switch {
	case lit == points:
		return Covered
	case lit > 0 && lit+unknown < points:
		return Partial
	case lit+unknown == 0:
		return None
	}
	return Unknown
}
