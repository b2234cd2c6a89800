package derive

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/paulmach/orb"
	"golang.org/x/sync/errgroup"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/hex"
	"phusong/geo/terrain"
)

// ErrIncomplete means that something a run cannot do without was never imported.
var ErrIncomplete = errors.New("not enough is imported to compute")

// sources are the rows of the revisions a run computes from, in an order that
// does not depend on the order of import.
type sources struct {
	revisions []data.Revision
	units     []geo.AdminUnit
	hamlets   []geo.Hamlet
}

// loadSources loads all of them but the sites.
func loadSources(ctx context.Context, store *data.Store, revisions []data.Revision) (s *sources, err error) {
	s = &sources{revisions: revisions}
	if s.units, err = store.Units(ctx, data.IDs(revisions, data.Boundaries)); err != nil {
		return nil, fmt.Errorf("load boundaries: %w", err)
	}
	if len(s.communes()) == 0 {
		return nil, fmt.Errorf("%w: there are no commune boundaries: phusong import boundaries FILE", ErrIncomplete)
	}
	if s.hamlets, err = store.Hamlets(ctx, data.IDs(revisions, data.Hamlets)); err != nil {
		return nil, fmt.Errorf("load hamlets: %w", err)
	}
	slices.SortFunc(s.hamlets, func(a, b geo.Hamlet) int { return cmp.Compare(a.Code, b.Code) })
	clusters, err := store.Clusters(ctx, data.IDs(revisions, data.Clusters))
	if err != nil {
		return nil, fmt.Errorf("load household clusters: %w", err)
	}
	for i := range s.hamlets {
		s.hamlets[i].Clusters = clusters[s.hamlets[i].Code]
	}
	return s, nil
}

// communes are the units hexes are taken from: those of every vintage.
func (s *sources) communes() []orb.MultiPolygon {
	var all []orb.MultiPolygon
	for _, u := range s.units {
		if u.Level == geo.LevelCommune {
			all = append(all, u.Boundary)
		}
	}
	return all
}

// world is what sites are put into: the ground, the hexes on it, and who lives there.
type world struct {
	ground     *terrain.Ground
	grid       *hex.Grid
	settlement *settlement
	stretches  []data.Stretch // of the grid
	lies       [][]int        // in which stretches, by hamlet of the settlement
}

// maxHexes bounds the grid: Viet Nam whole at resolution 9 has 3.2 million.
const maxHexes = 4_000_000

// load loads the sources but for the sites, and what is made of them; the ground
// at the same time as the rest. Like is a run of the same sources, or 0.
func (e *Engine) load(ctx context.Context, revisions []data.Revision, resolution int, like int64) (s *sources, w *world, err error) {
	w = &world{}
	loaders, ctx := errgroup.WithContext(ctx)
	loaders.Go(func() (err error) {
		w.ground, err = loadGround(ctx, e.store, revisions)
		return err
	})
	loaders.Go(func() (err error) {
		if s, err = loadSources(ctx, e.store, revisions); err != nil {
			return err
		}
		var hexPeople []float32
		if like != 0 {
			w.grid, hexPeople, err = e.store.Hexes(ctx, like)
		} else if w.grid, err = s.gridAt(resolution); err == nil {
			hexPeople, err = hexPeopleOf(ctx, e.store, revisions, w.grid)
		}
		if err == nil {
			w.settlement = s.settle(w.grid, hexPeople)
			w.stretch()
		}
		return err
	})
	err = loaders.Wait()
	return s, w, err
}

// stretch cuts the grid into stretches and finds those that each hamlet lies in.
func (w *world) stretch() {
	w.stretches = data.Stretches(w.grid.Hexes, w.grid.Resolution)
	at := func(hex int) int {
		i, _ := slices.BinarySearchFunc(w.stretches, hex, func(s data.Stretch, hex int) int { return s.To - 1 - hex })
		return i
	}
	w.lies = make([][]int, len(w.settlement.Hamlets))
	for i, h := range w.settlement.Hamlets {
		for _, p := range h.Points() {
			if hex, in := w.grid.IndexAt(p); in && !slices.Contains(w.lies[i], at(hex)) {
				w.lies[i] = append(w.lies[i], at(hex))
			}
		}
		for _, s := range w.settlement.Shares[i] {
			if j := at(int(s.Hex)); !slices.Contains(w.lies[i], j) {
				w.lies[i] = append(w.lies[i], j)
			}
		}
	}
}

func loadGround(ctx context.Context, store *data.Store, revisions []data.Revision) (*terrain.Ground, error) {
	sheets, err := store.Sheets(ctx, data.IDs(revisions, data.Elevation))
	if err != nil {
		return nil, fmt.Errorf("load elevation: %w", err)
	}
	ground, err := terrain.NewGround(sheets)
	if err != nil {
		return nil, fmt.Errorf("load elevation: %w", err)
	}
	return ground, nil
}

// gridAt lays hexes over the communes and the hamlets' centres and clusters.
func (s *sources) gridAt(resolution int) (*hex.Grid, error) {
	grid, err := hex.NewGrid(s.communes(), resolution, maxHexes)
	if err == nil {
		grid, err = withPoints(grid, s.hamlets)
	}
	if err != nil {
		return nil, fmt.Errorf("lay hexes over the communes: %w", err)
	}
	return grid, nil
}

// withPoints adds the hexes of hamlets' centres and clusters that the grid lacks:
// on the border a point may lie in a hex whose own centre is abroad.
func withPoints(grid *hex.Grid, hamlets []geo.Hamlet) (*hex.Grid, error) {
	var lacking []geo.Hex
	for _, h := range hamlets {
		for _, p := range h.Points() {
			if _, in := grid.IndexAt(p); !in {
				lacking = append(lacking, hex.At(p, grid.Resolution))
			}
		}
	}
	if len(lacking) == 0 {
		return grid, nil
	}
	return hex.GridOf(append(lacking, grid.Hexes...))
}
