package planning

import "container/heap"

// queue yields the best candidate without weighing all of them each time: what
// a candidate adds never grows while others are picked, so one that is still
// first after its gain is reckoned anew is the best of all (lazy greedy).
type queue struct {
	by      rule
	entries entries
}

type entry struct {
	candidate int
	worth     float64
}

// entries is a heap: most worth first, then the earlier candidate.
type entries []entry

func (e entries) Len() int { return len(e) }
func (e entries) Less(i, j int) bool {
	if e[i].worth != e[j].worth {
		return e[i].worth > e[j].worth
	}
	return e[i].candidate < e[j].candidate
}
func (e entries) Swap(i, j int) { e[i], e[j] = e[j], e[i] }
func (e *entries) Push(x any)   { *e = append(*e, x.(entry)) }
func (e *entries) Pop() any {
	last := (*e)[len(*e)-1]
	*e = (*e)[:len(*e)-1]
	return last
}

func newQueue(s *state, by rule) *queue {
	q := &queue{by: by}
	for c := range s.Candidates {
		if gain := s.gain(c); gain > precision && !s.chosen[c] {
			q.entries = append(q.entries, entry{c, by(gain, s.Candidates[c].Cost)})
		}
	}
	heap.Init(&q.entries)
	return q
}

// next takes the best candidate that fits; those that do not now never will.
func (q *queue) next(s *state) (int, bool) {
	for len(q.entries) > 0 {
		first := &q.entries[0]
		gain := s.gain(first.candidate)
		if gain <= precision || !s.fits(first.candidate) {
			heap.Pop(&q.entries)
			continue
		}
		if worth := q.by(gain, s.Candidates[first.candidate].Cost); worth < first.worth {
			first.worth = worth
			heap.Fix(&q.entries, 0)
			continue
		}
		return heap.Pop(&q.entries).(entry).candidate, true
	}
	return 0, false
}
