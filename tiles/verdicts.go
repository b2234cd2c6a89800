package tiles

import "phusong/geo"

// Verdicts judges the hamlets of the edition's view: element i belongs to hamlet
// i. Of networks that the edition does not show all are unknown. The answer must
// not be changed.
func (e *Edition) Verdicts(q geo.Question) []geo.Verdict {
	if !e.Cut.Judges(q.Operator) {
		return make([]geo.Verdict, len(e.View.Hamlets))
	}
	return e.judge.Verdicts(q)
}

// Verdict judges hamlet i of the edition's view alone.
func (e *Edition) Verdict(i int, q geo.Question) geo.Verdict {
	if !e.Cut.Judges(q.Operator) {
		return geo.Unknown
	}
	return e.judge.Verdict(i, q)
}

// Answers reports whether the edition can judge by the question: mere lists hold
// what their run kept of each hamlet, and no hexes for any other question.
func (e *Edition) Answers(q geo.Question) bool {
	_, stored := q.Stored()
	return stored || e.View.Grid != nil
}
