package coverage

import (
	"math"
	"slices"

	"phusong/geo"
	"phusong/geo/hex"
)

// Verdicts judges hamlets by what their release keeps of each network; false
// where that does not answer the question, and a Judge has to. Element i belongs
// to results[i].
func Verdicts(results []geo.HamletResult, q geo.Question) ([]geo.Verdict, bool) {
	network, stored := q.Stored()
	if !stored {
		return nil, false
	}
	place := slices.Index(geo.Networks(), network)
	verdicts := make([]geo.Verdict, len(results))
	for i := range results {
		if place >= 0 && place < len(results[i].Reaches) {
			verdicts[i] = q.Definition.Verdict(results[i].Reaches[place])
		}
	}
	return verdicts, true
}

// Judge answers questions that no run has answered: several technologies at once,
// other least levels, more confidence than the median. It looks at each hex of
// each hamlet once for each network that counts, and at nothing else. It is
// immutable and safe for concurrent use.
//
// What lies behind unknown terrain was asked by the run at the covered bound of
// the technology's scale: a hex that is unknown by it is unknown here, one that is
// not is judged by the level that is known.
type Judge struct {
	hexes    int // of the grid
	surfaces []geo.Surface
	sigma    geo.DB
	centres  []int32         // by hamlet; -1 where there is none to judge by
	clusters map[int][]int32 // by hamlet, where it has any; -1 outside the grid
	first    []int32         // the shares of hamlet i are first[i]…first[i+1]
	shares   []Share
}

// NewJudge prepares for questions about the hamlets of a release. Surfaces are in
// geo.Networks order, sigma is the standard deviation of a level about its
// prediction, 0 where the run was told none.
func NewJudge(grid *hex.Grid, hexPeople []float32, results []geo.HamletResult, surfaces []geo.Surface, sigma geo.DB) *Judge {
	hamlets := make([]geo.Hamlet, len(results))
	for i := range results {
		hamlets[i] = results[i].Hamlet
	}
	return NewJudgeOf(grid, hamlets, Shares(grid, hamlets, hexPeople), surfaces, sigma)
}

// NewJudgeOf is NewJudge where it is known which hexes each hamlet is made of.
func NewJudgeOf(grid *hex.Grid, hamlets []geo.Hamlet, shares [][]Share, surfaces []geo.Surface, sigma geo.DB) *Judge {
	j := &Judge{hexes: len(grid.Hexes), surfaces: surfaces, sigma: sigma, centres: make([]int32, len(hamlets)), clusters: map[int][]int32{}, first: make([]int32, 1, len(hamlets)+1)}
	for i, shares := range shares {
		j.shares = append(j.shares, shares...)
		j.first = append(j.first, int32(len(j.shares)))
		j.centres[i] = -1
		if at, inGrid := grid.IndexAt(hamlets[i].Centre); inGrid && hamlets[i].Kind != geo.HamletRest && len(shares) > 0 {
			j.centres[i] = int32(at)
		}
		for _, c := range hamlets[i].Clusters {
			hex := int32(-1)
			if at, inGrid := grid.IndexAt(c.At); inGrid {
				hex = int32(at)
			}
			j.clusters[i] = append(j.clusters[i], hex)
		}
	}
	return j
}

// Verdicts judges every hamlet.
func (j *Judge) Verdicts(q geo.Question) []geo.Verdict {
	verdicts := make([]geo.Verdict, len(j.centres))
	for i, r := range j.Reaches(q) {
		verdicts[i] = q.Definition.Verdict(r)
	}
	return verdicts
}

// Reaches returns what the networks of a question together do for every hamlet,
// counting as signal what the definition does: a centre that has it is at least
// ClassLimited, one that has not at most ClassWeak. Of several networks there is
// no level at the centre.
func (j *Judge) Reaches(q geo.Question) []geo.Reach {
	layers := j.layers(q)
	all := make([]geo.Reach, len(j.centres))
	for i := range all {
		all[i] = j.reach(i, layers)
	}
	return all
}

// Reach is that of hamlet i alone.
func (j *Judge) Reach(i int, q geo.Question) geo.Reach { return j.reach(i, j.layers(q)) }

// layer is a surface and what of it counts.
type layer struct {
	*geo.Surface
	scale geo.Scale
	least threshold
}

// layers are nil where the question cannot be answered: the run was told no
// spread, and the definition asks for more than the median; or a surface is not
// at hand for every hex.
func (j *Judge) layers(q geo.Question) []layer {
	if q.Definition.Confidence > geo.Median && j.sigma <= 0 {
		return nil
	}
	var layers []layer
	for _, n := range q.Networks() {
		if place := slices.Index(geo.Networks(), n); place >= 0 && place < len(j.surfaces) {
			if s := &j.surfaces[place]; len(s.Levels) != j.hexes || len(s.Covered) != j.hexes {
				return nil
			}
			layers = append(layers, layer{&j.surfaces[place], geo.ScaleOf(n.Technology), thresholdOf(q.Definition, n.Technology, j.sigma)})
		}
	}
	return layers
}

func (j *Judge) reach(i int, layers []layer) geo.Reach {
	shares := j.shares[j.first[i]:j.first[i+1]]
	if len(shares) == 0 || len(layers) == 0 {
		return geo.Reach{Centre: geo.ClassUnknown, PeopleUnknown: 1, AreaUnknown: 1}
	}
	var r geo.Reach
	for _, s := range shares {
		var percent uint8
		unknown := false
		for k := range layers {
			l := &layers[k]
			if level := l.Levels[s.Hex]; level == geo.UnknownLevel {
				unknown = true
			} else {
				percent = max(percent, l.least.percent(level, l.Covered[s.Hex]))
			}
		}
		lit := float64(percent) / 100
		r.PeopleCovered += s.People * lit
		r.AreaCovered += s.Area * lit
		if unknown {
			r.PeopleUnknown += s.People * (1 - lit)
			r.AreaUnknown += s.Area * (1 - lit)
		}
	}
	r.Centre = geo.ClassUnknown
	if centre := j.centres[i]; centre >= 0 {
		r.Centre, r.CentreLevel = at(centre, layers)
	}
	for _, cluster := range j.clusters[i] {
		r.Clusters++
		if cluster < 0 {
			r.ClustersUnknown++
		} else if class, _ := at(cluster, layers); class == geo.ClassUnknown {
			r.ClustersUnknown++
		} else if class >= geo.ClassLimited {
			r.ClustersCovered++
		}
	}
	return r
}

// at is the class at a hex that stands for a centre point, and for one network
// its level.
func at(hex int32, layers []layer) (geo.Class, geo.DBm) {
	best, unknown := geo.ClassNone, false
	for k := range layers {
		class := layers[k].class(hex)
		if class == geo.ClassUnknown {
			unknown = true
			continue
		}
		best = max(best, class)
	}
	if unknown && best < geo.ClassLimited {
		best = geo.ClassUnknown
	}
	if level := layers[0].Levels[hex]; len(layers) == 1 && level != geo.BelowFloor && level != geo.UnknownLevel {
		return best, level.DBm()
	}
	return best, 0
}

// class is the level's own where what counts is what the scale counts.
func (l *layer) class(hex int32) geo.Class {
	level := l.Levels[hex]
	class := level.Class(l.scale)
	switch {
	case class == geo.ClassUnknown || l.least.usual == 0:
		return class
	case level >= l.least.level:
		return max(class, geo.ClassLimited)
	}
	return min(class, geo.ClassWeak)
}

// threshold is the least level that counts. Usual compares it with the covered
// bound, by which runs counted the points of each hex: above, the same, below.
type threshold struct {
	level geo.Level16
	usual int
}

func thresholdOf(d geo.Definition, t geo.Technology, sigma geo.DB) threshold {
	least := d.Least(t) + geo.DBm(d.Margin(sigma))
	covered := geo.ScaleOf(t).Covered()
	// The smallest tenth of a dBm that is not less; a hair of rounding is none.
	level := geo.Level16(math.Ceil(float64(least)*10 - 1e-6))
	switch {
	case least > covered:
		return threshold{level, 1}
	case least < covered:
		return threshold{level, -1}
	}
	return threshold{level, 0}
}

// percent is how much of a hex has signal. Of its points only those at the covered
// bound are counted and only their median level is kept: by it a whole hex counts
// below that bound, and what was counted, or nothing, above.
func (t threshold) percent(level geo.Level16, covered uint8) uint8 {
	switch {
	case t.usual == 0, t.usual < 0 && level < t.level:
		return covered
	case t.usual < 0:
		return 100
	case level < t.level:
		return 0
	}
	return covered
}
