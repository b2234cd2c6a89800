package geo

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Basis is what a definition counts.
type Basis string

// The bases: the signal at the hamlet's centre point, the share of its people,
// the share of its area.
const (
	BasisCentre Basis = "centre"
	BasisPeople Basis = "people"
	BasisArea   Basis = "area"
)

// Bases returns all bases.
func Bases() []Basis { return []Basis{BasisCentre, BasisPeople, BasisArea} }

// Definition says when a hamlet is covered, partial or dark. Shares are 0…1.
// On BasisCentre the centre point decides between covered and not, and
// CoveredFrom is 0; a dark centre is partial where at least NoneBelow of the
// people have signal. Of a hamlet whose household clusters are given the points
// decide: covered where the centre and every cluster have signal, partial where
// some have, dark where none has. Once anybody has judged by a definition it never changes:
// what is meant differently has another code.
type Definition struct {
	Code        string
	Basis       Basis
	CoveredFrom float64
	NoneBelow   float64
	Vietnamese  string
	English     string
	// Source says where the definition comes from, in one sentence.
	Source string
	// Levels are the least levels that count as signal, outdoors at 1.5 m; a
	// technology that is not in there has the covered bound of its scale.
	Levels map[Technology]DBm
	// Confidence is how likely a place that counts must have signal, 0.5 for the
	// median that is predicted; 0 is read as 0.5.
	Confidence float64
}

// Median is the confidence of a prediction as it stands.
const Median = 0.5

// Definitions returns the definitions that are always there, the first one the
// default.
func Definitions() []Definition {
	return []Definition{
		{Code: "centre", Basis: BasisCentre, NoneBelow: 0.10, Confidence: Median,
			Vietnamese: "Tín hiệu tại điểm trung tâm (nhà văn hoá) và mọi cụm dân cư đã khai; lõm sóng khi chỉ một số điểm có; nơi chưa khai cụm: lõm sóng khi trung tâm không có tín hiệu nhưng từ 10 % dân số có",
			English:    "Signal at the hamlet's centre point and at every household cluster that is listed; partial when only some of them have it; where none is listed: partial when the centre is dark but at least 10 % of the people have signal",
			Source:     "Cách xác định thôn trắng sóng của tỉnh: tại nhà văn hoá trước, rồi đến cụm dân cư (công văn 1603/BTTTT-CVT ngày 25/4/2024); mức 10 % là của chúng tôi"},
		{Code: "people", Basis: BasisPeople, CoveredFrom: 0.90, NoneBelow: 0.10, Confidence: Median,
			Vietnamese: "Từ 90 % dân số có tín hiệu: phủ sóng; dưới 10 %: trắng sóng",
			English:    "At least 90 % of the people have signal: covered; under 10 %: none",
			Source:     "Tỷ lệ dân số như các nhà quản lý viễn thông công bố; mức 90 % và 10 % là của chúng tôi"},
		{Code: "area", Basis: BasisArea, CoveredFrom: 0.90, NoneBelow: 0.10, Confidence: Median,
			Vietnamese: "Từ 90 % diện tích có tín hiệu: phủ sóng; dưới 10 %: trắng sóng",
			English:    "At least 90 % of the area has signal: covered; under 10 %: none",
			Source:     "Tỷ lệ diện tích như các nhà quản lý viễn thông công bố; mức 90 % và 10 % là của chúng tôi"},
	}
}

// ParseDefinition finds one of Definitions by its code.
func ParseDefinition(code string) (Definition, error) {
	var known []string
	for _, d := range Definitions() {
		if d.Code == code {
			return d, nil
		}
		known = append(known, d.Code)
	}
	return Definition{}, fmt.Errorf("definition %.40q is not known: use %s", code, strings.Join(known, ", "))
}

// Plain reports whether d counts signal as every run does: at the covered bounds
// of the scales, by the median.
func (d Definition) Plain() bool { return len(d.Levels) == 0 && d.Confidence <= Median }

// Least is the least level that counts as signal, before any margin.
func (d Definition) Least(t Technology) DBm {
	if level, own := d.Levels[t]; own {
		return level
	}
	return ScaleOf(t).Covered()
}

// Margin is what a predicted level must be above the least one for the chance of
// signal to be Confidence: z·σ, of levels that spread normally by sigma dB about
// their prediction.
func (d Definition) Margin(sigma DB) DB {
	if d.Confidence <= Median {
		return 0
	}
	return DB(math.Sqrt2*math.Erfinv(2*d.Confidence-1)) * sigma
}

// The bounds of what a definition may say.
const (
	longestDefinition = 500 // characters of each text
	leastShareApart   = 0.01
	highestLevel      = DBm(-40)
	highestConfidence = 0.99
)

// Check reports what is wrong with a definition that somebody adds, if anything,
// and what to write instead.
func (d Definition) Check() error {
	if !regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`).MatchString(d.Code) || len(d.Code) > 40 {
		return fmt.Errorf("code %.50q: use small letters a to z, digits and single hyphens, beginning with a letter, at most 40", d.Code)
	}
	if _, err := ParseDefinition(d.Code); err == nil {
		return fmt.Errorf("code %q is one of the definitions that are always there: choose another", d.Code)
	}
	for name, text := range map[string]string{"vi": d.Vietnamese, "en": d.English, "source": d.Source} {
		if n := utf8.RuneCountInString(text); strings.TrimSpace(text) == "" || n > longestDefinition || !utf8.ValidString(text) {
			return fmt.Errorf("%s: the definition needs its words in Vietnamese (vi), in English (en) and its source, each of 1 to %d characters", name, longestDefinition)
		}
	}
	if err := d.checkShares(); err != nil {
		return err
	}
	for t, level := range d.Levels {
		if !slices.Contains(Technologies(), t) || !(level >= ScaleOf(t).Floor() && level <= highestLevel) {
			return fmt.Errorf("levels: the least level of %v is %g dBm: give one from %g, below which nothing is kept, to %g", t, float64(level), float64(ScaleOf(t).Floor()), float64(highestLevel))
		}
	}
	if !(d.Confidence >= Median && d.Confidence <= highestConfidence) {
		return fmt.Errorf("confidence %g: give a chance from %g, the median, to %g", d.Confidence, Median, highestConfidence)
	}
	return nil
}

func (d Definition) checkShares() error {
	switch {
	case !slices.Contains(Bases(), d.Basis):
		return fmt.Errorf("basis %.40q: use centre, people or area", d.Basis)
	case !(d.NoneBelow >= leastShareApart && d.NoneBelow <= 1):
		return fmt.Errorf("noneBelow %g: give a share from %g to 1; under it a hamlet is dark", d.NoneBelow, leastShareApart)
	case d.Basis == BasisCentre && d.CoveredFrom != 0:
		return fmt.Errorf("coveredFrom %g: by the centre point nothing but its signal makes a hamlet covered; leave it 0", d.CoveredFrom)
	case d.Basis != BasisCentre && !(d.CoveredFrom >= d.NoneBelow+leastShareApart && d.CoveredFrom <= 1):
		return fmt.Errorf("coveredFrom %g: give a share above noneBelow (%g) by at least %g, up to 1; from it a hamlet is covered", d.CoveredFrom, d.NoneBelow, leastShareApart)
	}
	return nil
}
