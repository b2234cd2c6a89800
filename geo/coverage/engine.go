package coverage

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/paulmach/orb"

	"phusong/geo/hex"
	"phusong/geo/propagation"
	"phusong/geo/terrain"
)

// Input is what a computation stands on, besides the sites.
type Input struct {
	Ground   *terrain.Ground
	Grid     *hex.Grid
	Model    propagation.Model
	Settings Settings
}

// Engine makes footprints. It says the same for ever and serves any number of
// goroutines.
type Engine struct {
	ground    *terrain.Ground
	grid      *hex.Grid
	model     propagation.Model
	settings  Settings
	points    []orb.Point // pointsPerHex for each hex of the grid, its centre first
	known     []bool      // of each hex: its own ground is known at every point
	gridPrint [sha256.Size]byte

	rooms  sync.Pool // of *[]servers, for updates, which would fill new ones most of their time
	traces sync.Pool // of *trace
}

// room has a place for the servers of each hex, with anything in it.
func (e *Engine) room() []servers {
	if used, ok := e.rooms.Get().(*[]servers); ok {
		return *used
	}
	return make([]servers, e.grid.Len())
}

// leave gives the room of a tally to the next one; it may be nil.
func (e *Engine) leave(t *tally) {
	if t != nil && t.servers != nil {
		room := t.servers
		t.servers = nil
		e.rooms.Put(&room)
	}
}

// NewEngine checks the settings and looks at the ground under every hex.
func NewEngine(in Input) (*Engine, error) {
	if err := in.Settings.check(); err != nil {
		return nil, fmt.Errorf("settings of the computation: %w", err)
	}
	if in.Grid.Len() > 0 && in.Grid.Resolution != in.Settings.Resolution {
		return nil, fmt.Errorf("the grid has resolution %d, the settings %d", in.Grid.Resolution, in.Settings.Resolution)
	}
	e := &Engine{ground: in.Ground, grid: in.Grid, model: in.Model, settings: in.Settings, points: in.Grid.Centres}
	if in.Settings.SubPoints {
		e.points = in.Grid.SubPoints()
	}
	per := in.Settings.pointsPerHex()
	e.known = make([]bool, in.Grid.Len())
	for i := range e.known {
		e.known[i] = true
		for _, p := range e.points[i*per : (i+1)*per] {
			_, ok := in.Ground.HeightAt(p)
			e.known[i] = e.known[i] && ok
		}
	}
	sum := sha256.New()
	var word [8]byte
	for _, h := range in.Grid.Hexes {
		binary.LittleEndian.PutUint64(word[:], uint64(h))
		sum.Write(word[:])
	}
	sum.Sum(e.gridPrint[:0])
	return e, nil
}

// KnownGround returns, for each hex of the grid, whether its own ground is known.
func (e *Engine) KnownGround() []bool { return e.known }

// Without returns the masts with only those layers whose footprints are not
// held yet, leaving out masts with none.
func Without(masts []Mast, held func(FootprintKey) bool) []Mast {
	var rest []Mast
	for _, m := range masts {
		var layers []MastLayer
		for _, l := range m.Layers {
			if !held(l.Key) {
				layers = append(layers, l)
			}
		}
		if len(layers) > 0 {
			rest = append(rest, Mast{Site: m.Site, Position: m.Position, Layers: layers})
		}
	}
	return rest
}

// Footprints computes the footprint of every layer of every mast on all
// processors and hands each mast's to take, one for each of its layers, in no
// set order and from several goroutines at once. What take keeps is its own. The
// first error of take, or the end of ctx, stops the work and is returned.
func (e *Engine) Footprints(ctx context.Context, masts []Mast, take func(m *Mast, footprints []*Footprint) error) error {
	return e.footprintsOn(ctx, nil, masts, take)
}

// footprintsOn is Footprints on the hexes that are wanted alone; nil wants all.
// Where masts are few, all processors work on one after another.
func (e *Engine) footprintsOn(ctx context.Context, wanted []bool, masts []Mast, take func(m *Mast, footprints []*Footprint) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	workers, each := min(runtime.GOMAXPROCS(0), len(masts)), 1
	if processors := runtime.GOMAXPROCS(0); len(masts) < 2*processors && e.settings.pointsPerHex() == 1 {
		workers, each = 1, processors
	}
	var next atomic.Int64
	var working sync.WaitGroup
	for range workers {
		working.Go(func() {
			t := e.trace(wanted)
			defer e.traces.Put(t)
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(masts) {
					return
				}
				if err := take(&masts[i], t.mast(&masts[i], each)); err != nil {
					stop(err)
				}
			}
		})
	}
	working.Wait()
	return context.Cause(ctx)
}

// groundAround names the elevation that the footprints of a mast depend on:
// out to the farthest point of the coarsest hex on the rim.
func (e *Engine) groundAround(mast orb.Point) string {
	const hexKm = 2
	return e.ground.Fingerprint(terrain.NewFrame(mast).Box(e.settings.RadiusKm + hexKm + 2*e.settings.StepKm))
}
