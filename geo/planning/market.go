package planning

import "math"

// eagerness is how far a step moves shares and prices: shares by it, prices by
// what it leaves. Between 0.02 and 0.1 people, money and areas end alike.
const eagerness = 0.04

// market looks for the prices of a dual by bringing demand and supply together
// (Chambolle and Pock 2011, steps as Pock and Chambolle 2011 choose them; PDLP of
// Applegate and others 2021 is built on it). What is bought of candidates and
// counted of elements and goals follows the prices; a price rises where more
// counts than is bought, and both look one step ahead. Where nothing moves any
// more the prices are those of the linear relaxation.
type market struct {
	*dual
	bought  []float64 // of each candidate, 0…1, within the budget
	counted []float64 // of each element, 0…1
	filled  []float64 // of each goal's cap, 0…1
	lift    []float64 // what the cap's worth of elements is worth to each goal

	toll   float64   // what money costs
	ahead  []float64 // bought, one step on
	lacks  []float64 // of each element: what counts and is not bought, one step on
	spends []float64 // of each goal, shares of the cap, one step on

	pace      float64   // of what is bought and counted; prices move by its inverse
	perMast   []float64 // the step of each candidate
	perPrice  []float64 // of each element's price
	perLift   []float64
	perFilled []float64 // of each goal's price
}

func newMarket(d *dual) *market {
	n, elements, goals := len(d.worth), len(d.weights), len(d.goals)
	m := &market{dual: d, bought: make([]float64, n), counted: make([]float64, elements), filled: make([]float64, goals), lift: make([]float64, goals),
		ahead: make([]float64, n), lacks: make([]float64, elements), spends: make([]float64, goals),
		perMast: make([]float64, n), perPrice: make([]float64, elements), perLift: make([]float64, goals), perFilled: make([]float64, goals)}
	total, weighty := 0.0, 0.0
	for _, w := range d.weights {
		if w > 0 {
			total, weighty = total+w, weighty+1
		}
	}
	m.pace = eagerness * weighty / math.Max(total, precision)
	for _, c := range d.order {
		reaches := float64(len(d.problem.Candidates[c].Reaches))
		for _, e := range d.problem.Candidates[c].Reaches {
			m.perPrice[e]++
		}
		for _, p := range d.parts[c] {
			reaches += p.share
			m.perFilled[p.span] += p.share
		}
		m.perMast[c] = m.pace / math.Max(reaches, 1)
	}
	for e := range m.perPrice {
		m.perPrice[e] = 1 / (m.pace * (1 + m.perPrice[e]))
	}
	for i := range d.goals {
		g, sum := &d.goals[i], 1.0
		for _, e := range g.order {
			sum += d.weights[e] / g.cap
		}
		m.lift[i], m.perLift[i], m.perFilled[i] = g.cap/2, 1/(m.pace*sum), 1/(m.pace*(1+m.perFilled[i]))
	}
	return m
}

// step lets shares follow prices, then prices follow shares.
func (m *market) step() {
	m.buy()
	m.count()
	for _, c := range m.order {
		part := m.ahead[c]
		if part == 0 {
			continue
		}
		for _, e := range m.problem.Candidates[c].Reaches {
			m.lacks[e] -= part
		}
		for _, p := range m.parts[c] {
			m.spends[p.span] -= part * p.share
		}
	}
	for e, w := range m.weights {
		m.price[e] = within(m.price[e]+m.perPrice[e]*m.lacks[e], w)
	}
	for i := range m.goals {
		g := &m.goals[i]
		g.price = within(g.price+m.perFilled[i]*m.spends[i], g.cap)
	}
}

// buy moves what is bought of candidates towards those of most worth for their
// cost, as far as the budget goes.
func (m *market) buy() {
	m.weigh()
	for _, c := range m.order {
		m.ahead[c] = m.bought[c] + m.perMast[c]*m.worth[c]
	}
	m.findToll()
	for _, c := range m.order {
		now := within(m.ahead[c]-m.toll*m.perMast[c]*m.problem.Candidates[c].Cost, 1)
		m.ahead[c], m.bought[c] = 2*now-m.bought[c], now
	}
}

// findToll finds the price of money at which the budget buys what is wanted of the
// candidates, 0 where it buys all, by Newton's steps from the last one: what is
// spent falls with it along straight pieces.
func (m *market) findToll() {
	budget, low, high := m.problem.Budget, 0.0, math.Inf(1)
	for range 60 {
		spent, falls := m.spend(m.toll)
		if math.Abs(spent-budget) <= 1e-9*budget || spent < budget && m.toll == 0 {
			return
		}
		if spent > budget {
			low = m.toll
		} else {
			high = m.toll
		}
		next := max(0, m.toll+(spent-budget)/falls)
		switch {
		case next > low && next < high || next == 0 && low == 0 && high > 0:
		case math.IsInf(high, 1):
			next = 2*low + m.pace
		default:
			next = (low + high) / 2
		}
		m.toll = next
	}
}

// spend is what all that is wanted at a toll costs, and by how much less per unit
// of a toll that rises.
func (m *market) spend(toll float64) (spent, falls float64) {
	for _, c := range m.order {
		cost := m.problem.Candidates[c].Cost
		pace := m.perMast[c] * cost
		part := m.ahead[c] - toll*pace
		switch {
		case part >= 1:
			spent += cost
		case part > 0:
			spent, falls = spent+part*cost, falls+pace*cost
		}
	}
	return spent, falls
}

// count moves what counts of elements and goals towards what is worth its price,
// and notes it, one step on, as lacking.
func (m *market) count() {
	for e, w := range m.weights {
		worth, pace := w, m.pace
		if i := m.ofGoal[e]; i >= 0 {
			part := w / m.goals[i].cap
			worth, pace = m.lift[i]*part, m.pace/(1+part)
		}
		now := within(m.counted[e]+pace*(worth-m.price[e]), 1)
		m.lacks[e], m.counted[e] = 2*now-m.counted[e], now
	}
	for i := range m.goals {
		g := &m.goals[i]
		now := within(m.filled[i]+m.pace/2*(g.cap-m.lift[i]-g.price), 1)
		m.spends[i], m.filled[i] = 2*now-m.filled[i], now
		short := m.spends[i]
		for _, e := range g.order {
			short -= m.lacks[e] * m.weights[e] / g.cap
		}
		m.lift[i] = max(0, m.lift[i]+m.perLift[i]*short)
	}
}

// within is a number not below 0 and not over most.
func within(x, most float64) float64 { return max(0, min(most, x)) }
