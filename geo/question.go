package geo

import "slices"

// Question is what verdicts are asked for: whose signal, of which technologies,
// judged how. Of several technologies, and of any operator, a place has signal
// where one of them gives it.
type Question struct {
	Operator     OperatorCode
	Technologies TechnologySet
	Definition   Definition
}

// Ask is the question about one network.
func Ask(n Network, d Definition) Question {
	return Question{n.Operator, Only(n.Technology), d}
}

// ParseQuestion reads a question as written in flags.
func ParseQuestion(operator, technologies string, d Definition) (Question, error) {
	set, err := ParseTechnologySet(technologies)
	if err != nil {
		return Question{}, err
	}
	o, err := ParseOperator(operator)
	return Question{o, set, d}, err
}

// Networks returns the networks whose signal counts.
func (q Question) Networks() []Network {
	var all []Network
	for _, t := range q.Technologies.Members() {
		all = append(all, Network{q.Operator, t})
	}
	return all
}

// Stored returns the network whose reaches, as runs keep them, answer the
// question; false where it has to be judged from the surfaces.
func (q Question) Stored() (Network, bool) {
	networks := q.Networks()
	if len(networks) != 1 || !q.Definition.Plain() {
		return Network{}, false
	}
	return networks[0], true
}

// Class is the best class at a hamlet's centre among the networks that count;
// unknown where none of them gives signal and one is unknown. Reaches are in
// Networks order.
func (q Question) Class(reaches []Reach) Class {
	best, unknown := ClassNone, false
	for _, n := range q.Networks() {
		if class := reaches[slices.Index(Networks(), n)].Centre; class == ClassUnknown {
			unknown = true
		} else {
			best = max(best, class)
		}
	}
	if unknown && best < ClassLimited {
		return ClassUnknown
	}
	return best
}
