package data

import (
	"context"
	"fmt"

	"phusong/geo"
	"phusong/geo/hex"
	"phusong/geo/propagation"
	"phusong/geo/terrain"
)

// View is one release in memory, whole and immutable: what tiles and pages are
// made from. Surfaces and each hamlet's Reaches are in geo.Networks order.
// Presences are all that the lists name, on air or not. Ground is nil where no
// elevation was given.
type View struct {
	Release    Release
	Model      string
	Parameters []propagation.Parameter
	Settings   map[string]any
	Inputs     []Revision
	Grid       *hex.Grid
	HexPeople  []float32
	Surfaces   []geo.Surface
	Hamlets    []geo.HamletResult
	Units      []geo.AdminUnit
	Masts      []Mast
	Sectors    []SectorRef
	Presences  []geo.Presence
	Ground     *terrain.Ground
}

// LoadView reads a release. It takes a second or two and some hundred megabytes
// for a province; callers keep the view and share it.
func (s *Store) LoadView(ctx context.Context, release int64) (*View, error) {
	return s.LoadViewAfter(ctx, release, nil)
}

// LoadSummary reads what lists of units and hamlets need: no hexes, no surfaces,
// no ground.
func (s *Store) LoadSummary(ctx context.Context, release int64) (*View, error) {
	return s.loadView(ctx, release, s.loadHead, s.loadHamlets, s.loadUnits, s.loadParts, s.loadMasts, s.loadSectors, s.loadPresences)
}

// LoadPaths reads what explaining a path needs: masts, sectors, hamlets, ground.
func (s *Store) LoadPaths(ctx context.Context, release int64) (*View, error) {
	return s.loadView(ctx, release, s.loadHead, s.loadHamlets, s.loadMasts, s.loadSectors, s.loadGround)
}

func (s *Store) loadView(ctx context.Context, release int64, parts ...func(context.Context, *View) error) (*View, error) {
	r, err := s.ReleaseByID(ctx, release)
	if err != nil {
		return nil, err
	}
	v := &View{Release: r}
	for _, load := range parts {
		if err := load(ctx, v); err != nil {
			return nil, fmt.Errorf("load release %d: %w", release, err)
		}
	}
	return v, nil
}

func (s *Store) loadHead(ctx context.Context, v *View) (err error) {
	if v.Inputs, err = s.RevisionsOf(ctx, v.Release.Run); err != nil {
		return err
	}
	return s.pool.QueryRow(ctx, `SELECT model, parameters, settings FROM runs WHERE id = $1`, v.Release.Run).
		Scan(&v.Model, &v.Parameters, &v.Settings)
}

func (s *Store) loadUnits(ctx context.Context, v *View) (err error) {
	v.Units, err = s.Units(ctx, IDs(v.Inputs, Boundaries))
	return err
}

func (s *Store) loadGround(ctx context.Context, v *View) error {
	sheets, err := s.Sheets(ctx, IDs(v.Inputs, Elevation))
	if err != nil || len(sheets) == 0 {
		return err
	}
	v.Ground, err = terrain.NewGround(sheets)
	return err
}

// HomeVintage is the vintage of the hamlet list: the boundaries its communes
// were named in. Without hamlets it is the latest one.
func (v *View) HomeVintage() geo.Vintage {
	if len(v.Hamlets) > 0 {
		return v.Hamlets[0].Hamlet.Vintage
	}
	return geo.Vintage2025
}

// Sigma is the standard deviation, in dB, of a level about its prediction that
// the run was told; 0 where it was told none.
func (v *View) Sigma() geo.DB {
	knobs, _ := v.Settings["coverage"].(map[string]any)
	sigma, _ := knobs["Sigma"].(float64)
	return geo.DB(sigma)
}
