package derive

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/coverage"
	"phusong/geo/planning"
)

// Choice asks where one operator should build for a network. DarkFor says who
// must not cover a place yet for it to count: that operator, or any. Mast is
// what would be built everywhere: its sectors say technology, band, height and
// antennas.
type Choice struct {
	Network    geo.Network
	DarkFor    geo.OperatorCode
	Candidates []planning.Candidate // what they reach is worked out here
	Mast       geo.Presence
	Objective  Objective
	Budget     float64
	ApartKm    float64
	Must       []geo.HamletCode
}

// Objective is what is counted.
type Objective string

// The objectives: people and households newly given signal, wherever they live;
// hamlets whose centre point is.
const (
	ForPeople     Objective = "people"
	ForHouseholds Objective = "households"
	ForHamlets    Objective = "hamlets"
)

// Chosen is the plan for a choice, and what of it is in the dark today. Reached
// names, for each pick, the hamlets whose centre it lights up that no earlier
// pick did.
type Chosen struct {
	Release data.Release
	Dark    float64 // of the objective, before
	Problem planning.Problem
	Plan    planning.Plan
	Reached [][]geo.Hamlet
}

// Choose works out what every candidate would reach in a release and picks the
// best ones. Nothing is stored.
func (e *Engine) Choose(ctx context.Context, release int64, c Choice, progress Progress) (Chosen, error) {
	r, p, err := e.prepareRelease(ctx, release)
	if err != nil {
		return Chosen{}, fmt.Errorf("choose sites in release %d: %w", release, err)
	}
	surfaces, err := e.store.Surfaces(ctx, r.Run, p.grid.Len())
	if err != nil {
		return Chosen{}, fmt.Errorf("choose sites in release %d: %w", release, err)
	}
	open, err := newOpen(p, surfaces, c)
	if err != nil {
		return Chosen{}, err
	}
	problem := planning.Problem{Weights: open.weights, Candidates: slices.Clone(c.Candidates), Budget: c.Budget, ApartKm: c.ApartKm, Must: open.must}
	if err := open.reach(ctx, p, c, problem.Candidates, progress); err != nil {
		return Chosen{}, fmt.Errorf("choose sites in release %d: %w", release, err)
	}
	plan, err := planning.Choose(ctx, problem, func(done, total int) {
		if progress != nil {
			progress("choose", done, total)
		}
	})
	if err != nil {
		return Chosen{}, fmt.Errorf("choose sites in release %d: %w", release, err)
	}
	chosen := Chosen{Release: r, Problem: problem, Plan: plan, Reached: open.lit(p, problem, plan)}
	for _, w := range open.weights {
		chosen.Dark += w
	}
	return chosen, nil
}

// open is what a network does not cover yet: element i of a problem is a hex,
// and weighs what of the objective is in it.
type open struct {
	weights []float64
	element []int32 // of each hex; -1 where it counts for nothing
	centres map[int32][]int
	must    []int32
}

func newOpen(p *prepared, surfaces []geo.Surface, c Choice) (*open, error) {
	home := p.settlement
	surface := surfaces[slices.Index(geo.Networks(), geo.Network{Operator: c.DarkFor, Technology: c.Network.Technology})]
	scale := geo.ScaleOf(c.Network.Technology)
	dark := func(h int32) bool { return surface.Levels[h].Class(scale) < geo.ClassLimited }
	worth := make([]float64, p.grid.Len())
	o := &open{element: make([]int32, p.grid.Len()), centres: map[int32][]int{}}
	for i, h := range home.Hamlets {
		at, known := p.grid.IndexAt(h.Centre)
		if h.Kind != geo.HamletRest && known && dark(int32(at)) {
			o.centres[int32(at)] = append(o.centres[int32(at)], i)
			if c.Objective == ForHamlets {
				worth[at]++
			}
		}
		count := countOf(h, c.Objective)
		for _, s := range home.Shares[i] {
			if dark(s.Hex) {
				worth[s.Hex] += count * s.People
			}
		}
	}
	musts := map[int32]bool{}
	for _, code := range c.Must {
		i := slices.IndexFunc(home.Hamlets, func(h geo.Hamlet) bool { return h.Code == code })
		if i < 0 {
			return nil, fmt.Errorf("there is no hamlet %q that must be served: phusong find looks for codes", code)
		}
		if at, known := p.grid.IndexAt(home.Hamlets[i].Centre); known && dark(int32(at)) {
			musts[int32(at)] = true
		}
	}
	for h := range worth {
		o.element[h] = -1
		if worth[h] > 0 || musts[int32(h)] {
			o.element[h] = int32(len(o.weights))
			o.weights = append(o.weights, worth[h])
		}
		if musts[int32(h)] {
			o.must = append(o.must, o.element[h])
		}
	}
	return o, nil
}

func countOf(h geo.Hamlet, o Objective) float64 {
	switch {
	case o == ForPeople && h.People != nil:
		return float64(*h.People)
	case o == ForHouseholds && h.Households != nil:
		return float64(*h.Households)
	}
	return 0
}

// reach computes what each candidate would cover of what is open.
func (o *open) reach(ctx context.Context, p *prepared, c Choice, candidates []planning.Candidate, progress Progress) error {
	sites := make([]geo.Site, len(candidates))
	for i, at := range candidates {
		mast := c.Mast
		mast.Operator, mast.Code, mast.Position, mast.Status = c.Network.Operator, geo.SiteCode(at.ID), at.Position, geo.StatusOnAir
		sites[i] = geo.Site{ID: at.ID, Position: at.Position, Presences: []geo.Presence{mast}}
	}
	_, masts, err := p.engine.Plan(sites)
	if err != nil {
		return err
	}
	survey := p.engine.NewSurvey(c.Network)
	var lock sync.Mutex
	var done atomic.Int32
	return p.engine.Footprints(ctx, masts, func(m *coverage.Mast, footprints []*coverage.Footprint) error {
		var reaches []int32
		for _, h := range survey.Covers(m, footprints) {
			if e := o.element[h]; e >= 0 {
				reaches = append(reaches, e) // elements ascend with hexes
			}
		}
		lock.Lock()
		defer lock.Unlock()
		candidates[m.Site].Reaches = reaches
		if progress != nil {
			progress("footprints", int(done.Add(1)), len(masts))
		}
		return nil
	})
}

// lit names the hamlets whose centres each pick is the first to reach.
func (o *open) lit(p *prepared, problem planning.Problem, plan planning.Plan) [][]geo.Hamlet {
	hexOf := map[int32]int32{}
	for h := range o.centres {
		if e := o.element[h]; e >= 0 {
			hexOf[e] = h
		}
	}
	lit := make([][]geo.Hamlet, len(plan.Picks))
	for i, pick := range plan.Picks {
		for _, e := range problem.Candidates[pick.Candidate].Reaches {
			h, open := hexOf[e]
			if !open {
				continue
			}
			delete(hexOf, e)
			for _, hamlet := range o.centres[h] {
				lit[i] = append(lit[i], p.settlement.Hamlets[hamlet])
			}
		}
	}
	return lit
}

// Candidates are sites where a mast could stand, when nobody names any: the
// fullest hexes of the dark places with the most people, and the hilltops about
// them; each costs one.
func (e *Engine) Candidates(ctx context.Context, release int64, network geo.Network, limit int) ([]planning.Candidate, error) {
	r, p, err := e.prepareRelease(ctx, release)
	if err != nil {
		return nil, fmt.Errorf("find candidates in release %d: %w", release, err)
	}
	surfaces, err := e.store.Surfaces(ctx, r.Run, p.grid.Len())
	if err != nil {
		return nil, fmt.Errorf("find candidates in release %d: %w", release, err)
	}
	surface := surfaces[slices.Index(geo.Networks(), network)]
	gaps := coverage.DarkPatches(p.grid, p.settlement.HexPeople, surface, geo.ScaleOf(network.Technology), p.settlement.Hamlets)
	var places []orb.Point
	for _, g := range gaps[:min(limit/2, len(gaps))] {
		if at, known := p.grid.Index(g.Centre); known {
			places = append(places, p.grid.Centres[at])
		}
	}
	var all []planning.Candidate
	for i, at := range places {
		all = append(all, planning.Candidate{ID: fmt.Sprintf("P%04d", i+1), Position: at, Cost: 1})
	}
	for i, at := range planning.Hilltops(p.ground, places, 4, 0.6, 0.2, limit-len(all)) {
		all = append(all, planning.Candidate{ID: fmt.Sprintf("H%04d", i+1), Position: at, Cost: 1})
	}
	return all, nil
}
