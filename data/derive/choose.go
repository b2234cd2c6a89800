package derive

import (
	"context"
	"fmt"
	"slices"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/coverage"
	"phusong/geo/planning"
)

// The steps of a choice, as progress names them.
const (
	stepPrepare = "prepare"
	stepChoose  = "choose"
)

// Choose finds candidates, works out what each would reach in a release, what it
// sees and what it costs, and picks the best ones. Nothing is stored. It fails
// with ErrChoice where nothing can be chosen as asked.
func (e *Engine) Choose(ctx context.Context, release int64, c Choice, progress Progress) (Chosen, error) {
	if err := c.Check(); err != nil {
		return Chosen{}, err
	}
	progress.tell(stepPrepare, 0, 1)
	r, p, err := e.prepareRelease(ctx, release)
	if err != nil {
		return Chosen{}, fmt.Errorf("choose sites in release %d: %w", release, err)
	}
	surfaces, err := e.store.Surfaces(ctx, r.Run, p.grid.Len())
	if err != nil {
		return Chosen{}, fmt.Errorf("choose sites in release %d: %w", release, err)
	}
	surface := surfaces[placeOf(geo.Network{Operator: c.DarkFor, Technology: c.Network.Technology})]
	o, err := newOpen(p, surface, &c)
	if err != nil {
		return Chosen{}, err
	}
	s := search{prepared: p, choice: &c, open: o}
	if len(c.Sources) > 0 {
		s.gaps = coverage.DarkPatches(p.grid, p.settlement.HexPeople, surface, geo.ScaleOf(c.Network.Technology), p.settlement.Hamlets)
	}
	progress.tell(stepPrepare, 1, 1)
	candidates, err := s.candidates()
	if err != nil {
		return Chosen{}, err
	}
	if err := s.reckon(ctx, candidates, progress); err != nil {
		return Chosen{}, fmt.Errorf("choose sites in release %d: %w", release, err)
	}
	if err := o.survey(ctx, p, candidates, progress); err != nil {
		return Chosen{}, fmt.Errorf("choose sites in release %d: %w", release, err)
	}
	plan, err := planning.Choose(ctx, o.problem, func(done, total int) { progress.tell(stepChoose, done, total) })
	if err != nil {
		return Chosen{}, fmt.Errorf("choose sites in release %d: %w", release, err)
	}
	progress.tell(stepChoose, 1, 1)
	return s.chosen(r, candidates, plan), nil
}

// chosen puts a plan in words and figures.
func (s *search) chosen(r data.Release, candidates []candidate, plan planning.Plan) Chosen {
	c, o := s.choice, s.open
	said := Chosen{
		Release: r.ID, AsOf: r.AsOf, Synthetic: r.Synthetic, Operator: c.Network.Operator, Technology: c.Network.Technology.String(), DarkFor: c.DarkFor,
		Objective: c.Objective, Unit: c.Unit, Budget: c.Budget, ApartKm: c.ApartKm, HeightM: c.heightM(),
		Candidates: countSources(candidates), Refused: s.refused, Open: o.total, Elements: len(o.hexOf),
		Value: plan.Value, Spent: plan.Cost, Bound: plan.Bound, Gap: plan.Gap(), Costs: c.Costs, Hops: c.Hops,
		Picks: []ChosenPick{}, Must: []ChosenMust{},
	}
	if said.Refused == nil {
		said.Refused = []RefusedPoint{}
	}
	if c.Definition != nil {
		said.Definition = c.Definition.Code
	}
	said.Bands = c.bands()
	said.MHz = said.Bands[0]
	f := follow{open: o, units: communeNames(s.units), lit: map[int32]bool{}, by: geo.Definitions()[0], now: map[int]geo.Verdict{}}
	if c.Definition != nil {
		f.by = *c.Definition
	}
	said.JudgedBy = f.by.Code
	for i, pick := range plan.Picks {
		at := &candidates[pick.Candidate]
		said.Picks = append(said.Picks, s.pick(i, pick, at, candidates))
		line := &said.Picks[i]
		line.Hamlets, line.Helped = f.after(pick.Candidate)
		for _, h := range line.Hamlets {
			line.People, line.Households = line.People+h.People, line.Households+h.Households
		}
		said.Hamlets, said.People, said.Households = said.Hamlets+len(line.Hamlets), said.People+line.People, said.Households+line.Households
		said.Money += at.Cost.Total
		line.Why = whyOf(said, *line)
	}
	for _, m := range o.must {
		h := o.home.Hamlets[m.Hamlet]
		state := MustServed
		switch {
		case m.Element < 0 && o.centres[m.Hamlet] >= 0 && o.levels[o.centres[m.Hamlet]] != geo.UnknownLevel:
			state = MustAlready
		case m.Element < 0, slices.Contains(plan.Unserved, m.Element):
			state = MustUnserved
		}
		said.Must = append(said.Must, ChosenMust{h.Code, h.Name, state})
	}
	said.Tell()
	return said
}

func (s *search) pick(place int, pick planning.Pick, at *candidate, candidates []candidate) ChosenPick {
	line := ChosenPick{
		Order: place + 1, ID: at.ID, Source: at.Source, Lon: at.Position.Lon(), Lat: at.Position.Lat(), HeightM: s.choice.heightM(),
		Gain: pick.Gain, Value: pick.Value, Spent: pick.Spent, Cost: at.Cost, AccessKm: rounded(at.AccessKm), Hops: []ChosenHop{}, Hamlets: []ChosenHamlet{},
		Code: geo.SiteCode(fmt.Sprintf("PLAN-%s", at.ID)),
	}
	if line.GroundM, line.GroundKnown = s.ground.HeightAt(at.Position); !line.GroundKnown {
		line.GroundM = 0
	}
	if at.MastM > 0 {
		line.HeightM = min(line.HeightM, at.MastM)
	}
	if pick.Next >= 0 {
		line.Next, line.NextGain = candidates[pick.Next].ID, pick.NextGain
	}
	if at.Mast >= 0 {
		line.Mast, line.MastOperators = s.sites[at.Mast].ID, operatorsOn(s.sites[at.Mast])
	}
	for _, h := range at.Hops {
		line.Hops = append(line.Hops, ChosenHop{Mast: s.sites[h.Mast].ID, Operators: operatorsOn(s.sites[h.Mast]), DistanceKm: rounded(h.DistanceKm),
			Clearance: rounded(min(max(h.Clearance, -999), 999)), AtKm: rounded(h.AtKm), OverM: rounded(h.OverM), Clear: h.Clear})
	}
	return line
}

func operatorsOn(site geo.Site) []geo.OperatorCode {
	var all []geo.OperatorCode
	for _, p := range site.Presences {
		if !slices.Contains(all, p.Operator) {
			all = append(all, p.Operator)
		}
	}
	return all
}

func countSources(candidates []candidate) map[planning.Source]int {
	count := map[planning.Source]int{}
	for _, c := range candidates {
		count[c.Source]++
	}
	return count
}

func communeNames(units []geo.AdminUnit) map[geo.AdminCode]string {
	names := map[geo.AdminCode]string{}
	for _, u := range units {
		if u.Level == geo.LevelCommune {
			names[u.Code] = u.Name
		}
	}
	return names
}
