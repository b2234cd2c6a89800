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
	var last *planning.Reliance
	if n := len(r.kept); n > 0 {
		last = r.kept[n-1].reliance
	}
	home := p.settlement
	made := planning.NewReliance(planning.Standing{
		Grid: p.grid, Known: p.engine.KnownGround(), Points: p.engine.PointsPerHex(), Scales: p.settings.Coverage.Scales,
		Hamlets: home.Hamlets, Shares: home.Shares, Places: home.Places, Sites: p.sites, Lights: lights,
	}, last)
	if len(r.kept) == mostReliances {
		r.kept = slices.Delete(r.kept, 0, 1)
	}
	r.kept = append(r.kept, keptReliance{release, made})
	return made, nil
}

// Foresee works out who relies on what in a release and makes the engine ready for
// what-ifs in it. Where the lights of few masts are known it reads the footprints
// of all once, for both.
func (r *Reliances) Foresee(ctx context.Context, release int64) error {
	if err := r.light(ctx, release); err != nil {
		return err
	}
	if _, err := r.Reliance(ctx, release); err != nil {
		return err
	}
	return r.engine.StandBy(ctx, release)
}

// light finds the lights of a release by making ready for what-ifs, if most of
// them are missing.
func (r *Reliances) light(ctx context.Context, release int64) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, p, err := r.engine.prepareRelease(ctx, release)
	if err != nil {
		return fmt.Errorf("who relies on what in release %d: %w", release, err)
	}
	held := r.held(p)
	if len(held.missing) < len(p.masts)/2 {
		return nil
	}
	if err := r.engine.standBy(ctx, release, held.add); err != nil {
		return err
	}
	r.lights = held.known
	return nil
}

// held are the lights of the masts of a run that are known from the run before,
// by mast, and the masts whose lights are not.
type held struct {
	lighting *coverage.Lighting
	lock     sync.Mutex
	keys     []lightKey
	known    map[lightKey][]coverage.Light
	missing  []coverage.Mast
}

func (r *Reliances) held(p *prepared) *held {
	h := &held{lighting: p.engine.NewLighting(p.sectors), known: make(map[lightKey][]coverage.Light, len(p.masts)), keys: make([]lightKey, len(p.masts))}
	for i := range p.masts {
		m := &p.masts[i]
		h.keys[i] = h.lighting.LightKey(m)
		if lights, known := r.lights[h.keys[i]]; known {
			h.known[h.keys[i]] = lights
			continue
		}
		h.missing = append(h.missing, *m)
	}
	return h
}

// add finds the lights of a mast, unless they are known.
func (h *held) add(m *coverage.Mast, footprints []*coverage.Footprint) {
	key := h.lighting.LightKey(m)
	h.lock.Lock()
	_, known := h.known[key]
	h.lock.Unlock()
	if known {
		return
	}
	lights := h.lighting.Of(m, footprints)
	h.lock.Lock()
	defer h.lock.Unlock()
	h.known[key] = lights
}

// lightsOf are those of all masts of a run: read from their footprints, but for
// those that are known from the run before.
func (r *Reliances) lightsOf(ctx context.Context, p *prepared) ([]coverage.Light, error) {
	held := r.held(p)
	all := func(*coverage.MastLayer, coverage.Span) bool { return true }
	if err := r.engine.addAll(ctx, p, nil, held.missing, all, held.add); err != nil {
		return nil, err
	}
	r.lights = held.known // those of masts that went are let go
	var lights []coverage.Light
	for i := range p.masts {
		for _, l := range held.known[held.keys[i]] {
			l.Site = p.masts[i].Site
			lights = append(lights, l)
		}
	}
	return lights, nil
}
