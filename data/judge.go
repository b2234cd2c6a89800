package data

import (
	"slices"
	"sync"

	"golang.org/x/sync/singleflight"

	"phusong/geo"
	"phusong/geo/coverage"
)

// Judge gives the verdicts of one release, whole: whoever hands them on asks
// Cut.Judges first. What a run has kept is read; anything else is worked out once
// from the surfaces, and the answers asked for last are kept. It is safe for
// concurrent use.
type Judge struct {
	view    *View
	prepare func() *coverage.Judge
	flight  singleflight.Group

	mu     sync.Mutex
	kept   map[judged][]geo.Verdict
	recent []judged // the one asked for last at the end
}

// judged names a question: definitions never change under their codes.
type judged struct {
	operator     geo.OperatorCode
	technologies geo.TechnologySet
	definition   string
}

// keptVerdicts is how many answers a judge keeps, each a byte for a hamlet.
const keptVerdicts = 256

// NewJudge returns the judge of a view. Questions that no run has answered need
// a view with hexes and surfaces; the first of them takes longer, for it finds
// which hexes each hamlet is made of.
func NewJudge(v *View) *Judge {
	return &Judge{view: v, kept: map[judged][]geo.Verdict{}, prepare: sync.OnceValue(func() *coverage.Judge {
		return coverage.NewJudge(v.Grid, v.HexPeople, v.Hamlets, v.Surfaces, v.Sigma())
	})}
}

// Verdicts judges every hamlet of the view: element i belongs to hamlet i. The
// answer must not be changed.
func (j *Judge) Verdicts(q geo.Question) []geo.Verdict {
	if verdicts, stored := coverage.Verdicts(j.view.Hamlets, q); stored {
		return verdicts
	}
	name := judged{q.Operator, q.Technologies, q.Definition.Code}
	if verdicts := j.atHand(name); verdicts != nil {
		return verdicts
	}
	answer, _, _ := j.flight.Do(string(q.Operator)+" "+string(q.Technologies)+" "+q.Definition.Code, func() (any, error) {
		verdicts := j.prepare().Verdicts(q)
		j.keep(name, verdicts)
		return verdicts, nil
	})
	return answer.([]geo.Verdict)
}

// Verdict judges hamlet i alone.
func (j *Judge) Verdict(i int, q geo.Question) geo.Verdict {
	if verdicts, stored := coverage.Verdicts(j.view.Hamlets[i:i+1], q); stored {
		return verdicts[0]
	}
	return q.Definition.Verdict(j.prepare().Reach(i, q))
}

// atHand returns a kept answer, or nil, and marks it as asked for last.
func (j *Judge) atHand(name judged) []geo.Verdict {
	j.mu.Lock()
	defer j.mu.Unlock()
	verdicts, kept := j.kept[name]
	if !kept {
		return nil
	}
	i := slices.Index(j.recent, name)
	j.recent = append(slices.Delete(j.recent, i, i+1), name)
	return verdicts
}

// keep keeps an answer and lets go of the one not asked for longest.
func (j *Judge) keep(name judged, verdicts []geo.Verdict) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if _, kept := j.kept[name]; kept {
		return
	}
	j.kept[name] = verdicts
	j.recent = append(j.recent, name)
	if len(j.recent) > keptVerdicts {
		delete(j.kept, j.recent[0])
		j.recent = slices.Delete(j.recent, 0, 1)
	}
}

// Judges reports whether the cut may have verdicts about an operator: of any
// operator together everybody may.
func (c Cut) Judges(operator geo.OperatorCode) bool {
	return operator == geo.AnyOperator || c.SeesNetwork(operator)
}
