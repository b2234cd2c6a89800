package derive

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"sync"

	"phusong/geo/coverage"
	"phusong/geo/planning"
)

// Reliances tells of releases who relies on what. It keeps that of the last two
// releases asked for, so that papers of an earlier one and questions of today do
// not push each other out, and the lights of its masts, so that the next release costs
// no more than its changed masts. It is safe for concurrent use: those who ask
// at once wait for one answer.
type Reliances struct {
	engine *Engine

	mu     sync.Mutex
	kept   []keptReliance // the last asked for last
	lights map[lightKey][]coverage.Light
}

type keptReliance struct {
	release  int64
	reliance *planning.Reliance
}

// mostReliances is how many are kept: each holds what a province's masts light up.
const mostReliances = 2

type lightKey = [sha256.Size]byte

// NewReliances tells them by an engine's store and worlds.
func NewReliances(engine *Engine) *Reliances {
	return &Reliances{engine: engine, lights: map[lightKey][]coverage.Light{}}
}

// Reliance returns who relies on what in a release. It fails with ErrOutdated
// where this program would not compute the release as it was computed.
func (r *Reliances) Reliance(ctx context.Context, release int64) (*planning.Reliance, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if i := slices.IndexFunc(r.kept, func(k keptReliance) bool { return k.release == release }); i >= 0 {
		k := r.kept[i]
		r.kept = append(slices.Delete(r.kept, i, i+1), k)
		return k.reliance, nil
	}
	_, p, err := r.engine.prepareRelease(ctx, release)
	if err != nil {
		return nil, fmt.Errorf("who relies on what in release %d: %w", release, err)
	}
	lights, err := r.lightsOf(ctx, p)
	if err != nil {
		return nil, fmt.Errorf("who relies on what in release %d: %w", release, err)
	}
	home := p.settlement
	made := planning.NewReliance(planning.Standing{
		Grid: p.grid, Known: p.engine.KnownGround(), Points: p.engine.PointsPerHex(), Scales: p.settings.Coverage.Scales,
		Hamlets: home.Hamlets, Shares: home.Shares, Places: home.Places, Sites: p.sites, Lights: lights,
	})
	if len(r.kept) == mostReliances {
		r.kept = slices.Delete(r.kept, 0, 1)
	}
	r.kept = append(r.kept, keptReliance{release, made})
	return made, nil
}

// lightsOf are those of all masts of a run: read from their footprints, but for
// those that are known from the run before.
func (r *Reliances) lightsOf(ctx context.Context, p *prepared) ([]coverage.Light, error) {
	lighting := p.engine.NewLighting(p.sectors)
	known := make(map[lightKey][]coverage.Light, len(p.masts))
	keys := make([]lightKey, len(p.masts))
	var missing []coverage.Mast
	for i := range p.masts {
		m := &p.masts[i]
		keys[i] = lighting.LightKey(m)
		if lights, held := r.lights[keys[i]]; held {
			known[keys[i]] = lights
			continue
		}
		missing = append(missing, *m)
	}
	var lock sync.Mutex
	all := func(*coverage.MastLayer, coverage.Span) bool { return true }
	err := r.engine.addAll(ctx, p, nil, missing, all, func(m *coverage.Mast, footprints []*coverage.Footprint) {
		lights := lighting.Of(m, footprints)
		key := lighting.LightKey(m)
		lock.Lock()
		defer lock.Unlock()
		known[key] = lights
	})
	if err != nil {
		return nil, err
	}
	r.lights = known // those of masts that went are let go
	var lights []coverage.Light
	for i := range p.masts {
		for _, l := range known[keys[i]] {
			l.Site = p.masts[i].Site
			lights = append(lights, l)
		}
	}
	return lights, nil
}
