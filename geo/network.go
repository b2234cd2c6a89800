package geo

// Network is one operator's radio of one technology, or the best of all
// operators when Operator is AnyOperator.
type Network struct {
	Operator   OperatorCode
	Technology Technology
}

// Networks returns every network, AnyOperator first within each technology, in
// the order they are stored and shown.
func Networks() []Network {
	var all []Network
	for _, t := range Technologies() {
		all = append(all, Network{AnyOperator, t})
		for _, o := range Operators() {
			all = append(all, Network{o.Code, t})
		}
	}
	return all
}

// ParseNetwork reads an operator and a technology as written in flags and URLs.
func ParseNetwork(operator, technology string) (Network, error) {
	t, err := ParseTechnology(technology)
	if err != nil {
		return Network{}, err
	}
	o, err := ParseOperator(operator)
	return Network{o, t}, err
}
