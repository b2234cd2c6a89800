package geo

import "fmt"

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

// Basis is what a definition counts.
type Basis string

// The bases: the signal at the hamlet's centre point, the share of its people,
// the share of its area.
const (
	BasisCentre Basis = "centre"
	BasisPeople Basis = "people"
	BasisArea   Basis = "area"
)

// Definition says when a hamlet is covered, partial or dark. Shares are 0…1.
// On BasisCentre the centre point decides between covered and not; a dark
// centre is partial where at least NoneBelow of the people have signal.
type Definition struct {
	Code        string
	Basis       Basis
	CoveredFrom float64
	NoneBelow   float64
	Vietnamese  string
	English     string
}

// Definitions returns the definitions offered by default, the first one first.
func Definitions() []Definition {
	return []Definition{
		{"centre", BasisCentre, 0, 0.10,
			"Tín hiệu tại điểm trung tâm (nhà văn hoá); lõm sóng khi trung tâm không có tín hiệu nhưng từ 10 % dân số có",
			"Signal at the hamlet's centre point; partial when the centre is dark but at least 10 % of the people have signal"},
		{"people", BasisPeople, 0.90, 0.10,
			"Từ 90 % dân số có tín hiệu: phủ sóng; dưới 10 %: trắng sóng",
			"At least 90 % of the people have signal: covered; under 10 %: none"},
		{"area", BasisArea, 0.90, 0.10,
			"Từ 90 % diện tích có tín hiệu: phủ sóng; dưới 10 %: trắng sóng",
			"At least 90 % of the area has signal: covered; under 10 %: none"},
	}
}

// ParseDefinition finds a definition by its code.
func ParseDefinition(code string) (Definition, error) {
	for _, d := range Definitions() {
		if d.Code == code {
			return d, nil
		}
	}
	return Definition{}, fmt.Errorf("definition %q is not known: use centre, people or area", code)
}

// Reach is what one network (operator and technology) does for one hamlet.
// Shares are 0…1 of the hamlet's people and area; covered + unknown ≤ 1.
type Reach struct {
	Centre        Class // ClassUnknown where it cannot be computed
	CentreLevel   DBm   // meaningless when Centre is none or unknown
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
