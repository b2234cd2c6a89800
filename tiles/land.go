package tiles

import (
	"fmt"
	"sync"

	"phusong/data"
	"phusong/geo"
	people "phusong/geo/coverage"
	"phusong/geo/hex"
)

// lands are where the people of a release's hamlets live, by the resolution of the
// hexes: the finest ones that some cut sees. Each is worked out when it is first
// asked for.
type lands map[int]func() *people.Settled

func newLands(view *data.View, grid *pyramid) lands {
	all := lands{}
	for _, p := range []*pyramid{grid, grid.upTo(publicResolution)} {
		finest := &p.rungs[len(p.rungs)-1]
		all[finest.resolution] = sync.OnceValue(func() *people.Settled { return inhabit(view, finest) })
	}
	return all
}

// inhabit spreads the people of a view's hamlets over the hexes of a rung of its
// grid.
func inhabit(view *data.View, r *rung) *people.Settled {
	hamlets := make([]geo.Hamlet, len(view.Hamlets))
	for i := range view.Hamlets {
		hamlets[i] = view.Hamlets[i].Hamlet
	}
	if r.resolution == view.Grid.Resolution {
		return people.Settle(view.Grid, view.HexPeople, hamlets)
	}
	sums := make([]float32, len(r.hexes))
	for i := range sums {
		for _, n := range view.HexPeople[r.below[i]:r.below[i+1]] {
			sums[i] += n
		}
	}
	coarse, _ := hex.GridOf(r.hexes) // which are valid and of one resolution
	return people.Settle(coarse, sums, hamlets)
}

// Patches returns the connected inhabited places without signal of any of some
// networks, the fullest first, as the edition's layer of them is drawn, and the H3
// resolution of their hexes. It fails with ErrLayer where the edition shows no such
// layer. The answer must not be changed.
func (e *Edition) Patches(operator geo.OperatorCode, technologies geo.TechnologySet) (patches []geo.Gap, resolution int, err error) {
	name := fmt.Sprintf("%s%s-%s", gapsPrefix, technologies, operator)
	if s, known := e.named(name); known {
		if g, are := s.painter.(gaps); are {
			finest, _ := g.finest()
			return g.found().patches, finest.resolution, nil
		}
	}
	return nil, 0, fmt.Errorf("%w: %.60q", ErrLayer, name)
}
