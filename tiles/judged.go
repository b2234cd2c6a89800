package tiles

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"phusong/data"
	"phusong/geo"
)

// HamletsName is the name of the layer that shows the answer to a question:
// "hamlets-4G-any-centre".
func HamletsName(q geo.Question) string {
	return fmt.Sprintf("%s%s-%s-%s", hamletsPrefix, q.Technologies, q.Operator, q.Definition.Code)
}

const hamletsPrefix = "hamlets-"

// HamletsNamed reads what layer shows the hamlets under which question; of the
// definition there is only the code. False for any other name.
func HamletsNamed(name string) (geo.Question, bool) {
	rest, isHamlets := strings.CutPrefix(name, hamletsPrefix)
	parts := strings.SplitN(rest, "-", 3)
	if !isHamlets || len(parts) != 3 {
		return geo.Question{}, false
	}
	q := geo.Question{Operator: geo.OperatorCode(parts[1]), Technologies: geo.TechnologySet(parts[0]), Definition: geo.Definition{Code: parts[2]}}
	known := q.Operator == geo.AnyOperator || geo.OperatorRank(q.Operator) >= 0
	return q, known && slices.Contains(geo.TechnologySets(), q.Technologies)
}

// mostAsides is how many layers an edition has besides those it lists, drawn for
// those who ask for them by name.
const mostAsides = 64

// Judge makes the layer of hamlets under a question, listed or not, and describes
// it. It fails with ErrLayer where the edition does not show the network.
func (e *Edition) Judge(q geo.Question) (Layer, error) {
	name := HamletsName(q)
	if s, known := e.named(name); known {
		return s.layer, nil
	}
	if !e.Cut.Judges(q.Operator) || len(q.Networks()) == 0 {
		return Layer{}, fmt.Errorf("%w: %.60q", ErrLayer, name)
	}
	owner := e.Cut
	if q.Operator == geo.AnyOperator {
		owner = data.PublicCut
	}
	s := framed(owner, e.release.judged(q))
	e.asides.add(name, s)
	return s.layer, nil
}

// judged draws the hamlets under a question, whose verdicts are worked out when
// the first tile is drawn.
func (r *Release) judged(q geo.Question) *hamlets {
	return &hamlets{r.homes, q, sync.OnceValue(func() []geo.Verdict { return r.judge.Verdicts(q) })}
}

// named finds a layer, listed or not.
func (e *Edition) named(name string) (*shown, bool) {
	if place, listed := e.places[name]; listed {
		return e.shown[place], true
	}
	if s, known := e.asides.find(name); known {
		return s, true
	}
	return e.united(name)
}
