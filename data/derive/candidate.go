package derive

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"

	"github.com/paulmach/orb"
	"golang.org/x/sync/errgroup"

	"phusong/geo"
	"phusong/geo/planning"
	"phusong/geo/terrain"
)

// candidate is a place where a mast could stand. MastM is the height of the mast
// that stands there, 0 where there is none; Mast is that mast's place in the
// sites, or -1.
type candidate struct {
	ID       string
	Source   planning.Source
	Position orb.Point
	Mast     int
	MastM    float64
	Grid     string
	Stated   float64 // cost that somebody stated, in millions of đồng
	Cost     planning.Cost
	Hops     []planning.Hop
	AccessKm float64
}

// price is what a candidate takes of a budget.
func (c *candidate) price(unit Unit) float64 {
	if unit == InMasts {
		return 1
	}
	return max(c.Cost.Total, 0.1)
}

// RefusedPoint is a candidate that was given and cannot be one.
type RefusedPoint struct {
	ID         string `json:"id"`
	Vietnamese string `json:"vi"`
	English    string `json:"en"`
}

// search looks for candidates for a choice in a release.
type search struct {
	*prepared
	choice  *Choice
	gaps    []geo.Gap
	open    *open
	refused []RefusedPoint
}

// candidates are those given, and those found in even parts by each source.
func (s *search) candidates() ([]candidate, error) {
	all := s.given()
	sources := slices.DeleteFunc(planning.Sources(), func(source planning.Source) bool { return !slices.Contains(s.choice.Sources, source) })
	left := s.choice.Most
	for i, source := range sources {
		found, err := s.from(source, left/(len(sources)-i))
		if err != nil {
			return nil, err
		}
		left -= len(found)
		all = append(all, found...)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%w: no candidate is left: none was found, or none stands on known ground", ErrChoice)
	}
	return all, nil
}

// given are the points somebody named, as far as a mast could stand there.
func (s *search) given() []candidate {
	var all []candidate
	seen := map[string]bool{}
	for _, g := range s.choice.Given {
		_, known := s.ground.HeightAt(g.Position)
		switch {
		case seen[g.ID]:
			s.refused = append(s.refused, RefusedPoint{g.ID, "tên này đã có", "another point bears that name"})
		case !known:
			s.refused = append(s.refused, RefusedPoint{g.ID, "không có độ cao địa hình ở đó", "the height of the ground is not known there"})
		default:
			all = append(all, candidate{ID: g.ID, Source: planning.SourceGiven, Position: g.Position, Mast: -1, Grid: g.Grid, Stated: g.Cost})
		}
		seen[g.ID] = true
	}
	return all
}

// letter begins the names of the candidates of a source.
func letter(source planning.Source) string {
	switch source {
	case planning.SourceDark:
		return "P"
	case planning.SourceEdges:
		return "E"
	case planning.SourceGrid:
		return "G"
	case planning.SourceShared:
		return "S"
	}
	return "H"
}

func (s *search) from(source planning.Source, most int) ([]candidate, error) {
	var points []orb.Point
	var err error
	switch source {
	case planning.SourceDark:
		points = s.places(most)
	case planning.SourceEdges:
		points = s.edges(most)
	case planning.SourceGrid:
		points, err = s.lattice(most)
	case planning.SourceShared:
		return s.shared(most), nil
	default:
		points = planning.Hilltops(s.ground, s.places(s.choice.Most), 4, 0.6, 0.2, most)
	}
	var all []candidate
	for i, at := range points {
		all = append(all, candidate{ID: fmt.Sprintf("%s%04d", letter(source), i+1), Source: source, Position: at, Mast: -1})
	}
	return all, err
}

// places are the fullest hexes of the dark places with the most people.
func (s *search) places(most int) []orb.Point {
	var places []orb.Point
	for _, g := range s.gaps[:min(most, len(s.gaps))] {
		if at, known := s.grid.Index(g.Centre); known {
			places = append(places, s.grid.Centres[at])
		}
	}
	return places
}

// edges are the highest borders of hamlets whose centre is dark.
func (s *search) edges(most int) []orb.Point {
	var edges []orb.Point
	for i, h := range s.settlement.Hamlets {
		if len(edges) == most {
			break
		}
		if s.open.dark(s.open.centres[i]) {
			if at, found := planning.Edge(s.ground, h.Territory); found {
				edges = append(edges, at)
			}
		}
	}
	return edges
}

// lattice is the points of a lattice over the dark places, on known ground.
func (s *search) lattice(most int) ([]orb.Point, error) {
	places := s.places(len(s.gaps))
	if len(places) == 0 {
		return nil, nil
	}
	const latticeLimit = 200_000
	points, err := planning.Lattice(orb.MultiPoint(places).Bound(), s.choice.GridKm, latticeLimit)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrChoice, err)
	}
	var inside []orb.Point
	for _, at := range points {
		_, known := s.ground.HeightAt(at)
		if _, in := s.grid.IndexAt(at); in && known {
			inside = append(inside, at)
		}
	}
	if len(inside) > most {
		return nil, fmt.Errorf("%w: a lattice of %g km has %d points inside, and %d are looked for: take a wider one", ErrChoice, s.choice.GridKm, len(inside), most)
	}
	return inside, nil
}

// sharedKm is how far from a dark place a mast that stands may still help it.
const sharedKm = 10

// shared are the masts near dark places on which the operator does not stand
// yet, those nearest to the fullest places first.
func (s *search) shared(most int) []candidate {
	var all []candidate
	taken := map[int]bool{}
	for _, place := range s.places(s.choice.Most) {
		frame := terrain.NewFrame(place)
		for i, site := range s.sites {
			if len(all) == most {
				return all
			}
			own := slices.ContainsFunc(site.Presences, func(p geo.Presence) bool { return p.Operator == s.choice.Network.Operator })
			if km, _ := frame.Polar(site.Position); own || taken[i] || km > sharedKm {
				continue
			}
			taken[i] = true
			all = append(all, candidate{ID: "S-" + site.ID, Source: planning.SourceShared, Position: site.Position, Mast: i, MastM: mastM(site)})
		}
	}
	return all
}

// mastM is how high a mast is: as its lists say, or its highest antenna.
func mastM(site geo.Site) float64 {
	highest := 0.0
	for _, p := range site.Presences {
		highest = max(highest, p.MastHeightM)
		for _, s := range p.Sectors {
			highest = max(highest, s.HeightM)
		}
	}
	return highest
}

// reckon finds what each candidate sees and what building there costs. Nobody
// has listed roads or power lines: the nearest hamlet or mast stands in for both.
func (s *search) reckon(ctx context.Context, candidates []candidate, progress Progress) error {
	var known []orb.Point
	for _, h := range s.settlement.Hamlets {
		if h.Kind != geo.HamletRest {
			known = append(known, h.Centre)
		}
	}
	antennas, fibre := make([]planning.Antenna, len(s.sites)), []orb.Point{}
	for i, site := range s.sites {
		antennas[i] = planning.Antenna{Position: site.Position, HeightM: mastM(site)}
		known = append(known, site.Position)
		if slices.ContainsFunc(site.Presences, func(p geo.Presence) bool { return p.FibreNode != "" }) {
			fibre = append(fibre, site.Position)
		}
	}
	heightM := s.choice.heightM()
	one := func(c *candidate) {
		if c.Mast < 0 {
			c.Hops = s.choice.Hops.Hops(s.ground, planning.Antenna{Position: c.Position, HeightM: heightM}, antennas)
		}
		c.AccessKm = nearestKm(c.Position, known)
		c.Cost = s.choice.Costs.Of(planning.Plot{TowerM: heightM, AccessKm: c.AccessKm, GridKm: c.AccessKm, FibreKm: nearestKm(c.Position, fibre),
			Grid: c.Grid, Sees: len(c.Hops) > 0 && c.Hops[0].Clear, Shared: c.Mast >= 0})
		if c.Stated > 0 {
			c.Cost.Total, c.Cost.Parts = c.Stated, []planning.CostPart{{Figure: "stated", Amount: c.Stated}}
		}
	}
	var lock sync.Mutex
	done := 0
	workers, ctx := errgroup.WithContext(ctx)
	workers.SetLimit(runtime.GOMAXPROCS(0))
	for some := range slices.Chunk(candidates, 50) {
		workers.Go(func() error {
			for i := range some {
				one(&some[i])
			}
			lock.Lock()
			defer lock.Unlock()
			done += len(some)
			progress.tell("sight", done, len(candidates))
			return ctx.Err()
		})
	}
	return workers.Wait()
}

// nearestKm is how far the nearest of places lies; infinite where there is none.
func nearestKm(at orb.Point, places []orb.Point) float64 {
	frame := terrain.NewFrame(at)
	least := math.Inf(1)
	for _, p := range places {
		east, north := frame.Offset(p)
		least = min(least, east*east+north*north)
	}
	return math.Sqrt(least) / 1000
}
