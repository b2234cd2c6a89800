package derive

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"phusong/geo"
	"phusong/geo/coverage"
	"phusong/geo/planning"
)

// open is what a network does not cover yet, as elements of a problem: each is a
// hex, and with a definition a hex for one hamlet. Elements of a hamlet stand
// side by side and count towards its goal.
type open struct {
	home    *settlement
	choice  *Choice
	centres []int32       // hex of each hamlet's centre; -1 where it has none
	points  [][]int32     // the same, then those of its clusters; -1 outside the grid
	levels  []geo.Level16 // of each hex, today
	least   geo.Level16   // that counts as signal
	problem planning.Problem
	hexOf   []int32 // of each element
	of      [][]int32
	must    []mustServe
	total   float64 // of the objective, today
}

// mustServe is a hamlet whose centre has to have signal; Element is -1 where it
// has it already.
type mustServe struct {
	Hamlet  int
	Element int32
}

func newOpen(p *prepared, surface geo.Surface, c *Choice) (*open, error) {
	o := &open{home: p.settlement, choice: c, levels: surface.Levels, least: geo.ToLevel16(p.scale(c.Network.Technology).Covered()),
		centres: make([]int32, len(p.settlement.Hamlets)), points: make([][]int32, len(p.settlement.Hamlets)), of: make([][]int32, p.grid.Len())}
	for i, h := range o.home.Hamlets {
		o.centres[i] = -1
		if at, known := p.grid.IndexAt(h.Centre); known && h.Kind != geo.HamletRest {
			o.centres[i] = int32(at)
		}
		o.points[i] = []int32{o.centres[i]}
		for _, cluster := range h.Clusters {
			hex := int32(-1)
			if at, known := p.grid.IndexAt(cluster.At); known {
				hex = int32(at)
			}
			o.points[i] = append(o.points[i], hex)
		}
	}
	if d := c.Definition; d != nil && !d.Plain() {
		o.least = geo.ToLevel16(d.Least(c.Network.Technology) + geo.DBm(d.Margin(p.settings.Coverage.Sigma)))
	}
	o.problem = planning.Problem{Budget: c.Budget, ApartKm: c.ApartKm}
	if c.Definition == nil {
		o.wherePeopleLive()
	} else {
		o.byDefinition()
	}
	return o, o.serve()
}

// dark tells whether a hex is known to have no signal today.
func (o *open) dark(h int32) bool {
	return h >= 0 && o.levels[h] != geo.UnknownLevel && o.levels[h] < o.least
}

// add makes an element of a hex; goal is -1 where elements count by themselves.
func (o *open) add(hex int32, weight float64, goal int32) int32 {
	e := int32(len(o.hexOf))
	o.hexOf = append(o.hexOf, hex)
	o.problem.Weights = append(o.problem.Weights, weight)
	if goal >= 0 {
		o.problem.Goals = append(o.problem.Goals, goal)
	}
	o.of[hex] = append(o.of[hex], e)
	return e
}

// wherePeopleLive makes an element of each dark hex where somebody lives, or
// where a hamlet has its centre or a cluster.
func (o *open) wherePeopleLive() {
	worth := map[int32]float64{}
	for i, h := range o.home.Hamlets {
		for _, at := range o.points[i] {
			if o.dark(at) {
				worth[at] += 0
			}
		}
		count := countOf(h, o.choice.Objective)
		for _, s := range o.home.Shares[i] {
			if o.dark(s.Hex) && count*s.People > 0 {
				worth[s.Hex] += count * s.People
			}
		}
	}
	hexes := make([]int32, 0, len(worth))
	for h := range worth {
		hexes = append(hexes, h)
	}
	slices.Sort(hexes)
	for _, h := range hexes {
		o.add(h, worth[h], -1)
		o.total += worth[h]
	}
}

// byDefinition makes a goal of each hamlet that is not covered: what it lacks of
// the share that the definition asks for.
func (o *open) byDefinition() {
	d := o.choice.Definition
	for i, h := range o.home.Hamlets {
		count := countOf(h, o.choice.Objective)
		verdict := d.Verdict(o.reach(i, nil))
		if h.Kind == geo.HamletRest || verdict == geo.Covered || verdict == geo.Unknown || count == 0 {
			continue
		}
		goal := int32(len(o.problem.Caps))
		if d.Basis == geo.BasisCentre {
			o.atPoints(i, count, goal)
		} else {
			lacks := d.CoveredFrom - o.share(i, nil)
			for _, s := range o.home.Shares[i] {
				if part := partOf(s, d.Basis); part > 0 && o.dark(s.Hex) {
					o.add(s.Hex, min(count, count*part/lacks), goal)
				}
			}
		}
		o.problem.Caps = append(o.problem.Caps, count)
		o.total += count
	}
	if o.problem.Goals == nil {
		o.problem.Goals = []int32{}
	}
}

// atPoints makes an element of the hexes of hamlet i's centre and clusters that
// are dark, each worth its part of what the hamlet lacks.
func (o *open) atPoints(i int, count float64, goal int32) {
	lacks := 0
	var dark []int32
	for _, h := range o.points[i] {
		if o.dark(h) {
			dark = append(dark, h)
		}
		if h < 0 || o.dark(h) || o.levels[h] == geo.UnknownLevel {
			lacks++
		}
	}
	slices.Sort(dark)
	for from := 0; from < len(dark); {
		to := from
		for to < len(dark) && dark[to] == dark[from] {
			to++
		}
		o.add(dark[from], count*float64(to-from)/float64(lacks), goal)
		from = to
	}
}

// serve adds the centres of the hamlets that must be served; they count nothing
// by themselves.
func (o *open) serve() error {
	for _, code := range o.choice.Must {
		i := slices.IndexFunc(o.home.Hamlets, func(h geo.Hamlet) bool { return h.Code == code && h.Kind != geo.HamletRest })
		if i < 0 {
			return fmt.Errorf("%w: there is no hamlet %.60q that must be served: phusong find looks for codes", ErrChoice, code)
		}
		if slices.ContainsFunc(o.must, func(m mustServe) bool { return m.Hamlet == i }) {
			continue
		}
		m := mustServe{i, -1}
		if o.dark(o.centres[i]) {
			if o.problem.Goals == nil {
				m.Element = o.of[o.centres[i]][0]
			} else {
				o.problem.Caps = append(o.problem.Caps, 0)
				m.Element = o.add(o.centres[i], 0, int32(len(o.problem.Caps)-1))
			}
			o.problem.Must = append(o.problem.Must, m.Element)
		}
		o.must = append(o.must, m)
	}
	return nil
}

// partOf is what a hex stands for in a hamlet under a basis.
func partOf(s coverage.Share, b geo.Basis) float64 {
	if b == geo.BasisArea {
		return s.Area
	}
	return s.People
}

// share is how much of a hamlet has signal, with the hexes in lit besides those
// of today.
func (o *open) share(hamlet int, lit map[int32]bool) float64 {
	r := o.reach(hamlet, lit)
	if o.choice.Definition.Basis == geo.BasisArea {
		return r.AreaCovered
	}
	return r.PeopleCovered
}

// reach is what there is in a hamlet, with the hexes in lit besides those of
// today, as coverage.ReachOf sees a grid of centres.
func (o *open) reach(hamlet int, lit map[int32]bool) geo.Reach {
	r := geo.Reach{Centre: geo.ClassUnknown}
	if at := o.centres[hamlet]; at >= 0 && (lit[at] || o.levels[at] != geo.UnknownLevel) {
		r.Centre = geo.ClassNone
		if lit[at] || !o.dark(at) {
			r.Centre = geo.ClassLimited
		}
	}
	for _, at := range o.points[hamlet][1:] {
		r.Clusters++
		if at < 0 || !lit[at] && o.levels[at] == geo.UnknownLevel {
			r.ClustersUnknown++
		} else if lit[at] || !o.dark(at) {
			r.ClustersCovered++
		}
	}
	if len(o.home.Shares[hamlet]) == 0 {
		return geo.Reach{Centre: geo.ClassUnknown, PeopleUnknown: 1, AreaUnknown: 1}
	}
	for _, s := range o.home.Shares[hamlet] {
		switch {
		case lit[s.Hex] || o.levels[s.Hex] != geo.UnknownLevel && !o.dark(s.Hex):
			r.PeopleCovered, r.AreaCovered = r.PeopleCovered+s.People, r.AreaCovered+s.Area
		case o.levels[s.Hex] == geo.UnknownLevel:
			r.PeopleUnknown, r.AreaUnknown = r.PeopleUnknown+s.People, r.AreaUnknown+s.Area
		}
	}
	return r
}

func countOf(h geo.Hamlet, o Objective) float64 {
	switch {
	case o == ForHamlets && h.Kind != geo.HamletRest:
		return 1
	case o == ForPeople && h.People != nil:
		return float64(*h.People)
	case o == ForHouseholds && h.Households != nil:
		return float64(*h.Households)
	}
	return 0
}

// survey computes what each candidate would cover of what is open, and nothing
// else of the ground.
func (o *open) survey(ctx context.Context, p *prepared, candidates []candidate, progress Progress) error {
	sites := make([]geo.Site, len(candidates))
	for i, c := range candidates {
		mast := o.choice.Mast
		if c.MastM > 0 {
			mast = lower(mast, c.MastM)
		}
		mast.Operator, mast.Code, mast.Position, mast.Status = o.choice.Network.Operator, geo.SiteCode(c.ID), c.Position, geo.StatusOnAir
		sites[i] = geo.Site{ID: c.ID, Position: c.Position, Presences: []geo.Presence{mast}}
	}
	_, masts, err := p.engine.Plan(sites)
	if err != nil {
		return err
	}
	wanted := make([]bool, len(o.of))
	for h := range o.of {
		wanted[h] = len(o.of[h]) > 0
	}
	o.problem.Candidates = make([]planning.Candidate, len(candidates))
	for i, c := range candidates {
		o.problem.Candidates[i] = planning.Candidate{ID: c.ID, Position: c.Position, Cost: c.price(o.choice.Unit)}
	}
	var lock sync.Mutex
	var done atomic.Int32
	return p.engine.NewSurvey(o.choice.Network).From(o.least).Each(ctx, wanted, masts, func(m *coverage.Mast, covers []int32) error {
		var reaches []int32
		for _, h := range covers {
			reaches = append(reaches, o.of[h]...)
		}
		slices.Sort(reaches)
		o.problem.Candidates[m.Site].Reaches = reaches
		lock.Lock()
		defer lock.Unlock()
		progress.tell("reach", int(done.Add(1)), len(masts))
		return nil
	})
}
