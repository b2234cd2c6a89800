package api

import (
	"fmt"
	"sync"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/coverage"
	"phusong/geo/hex"
	"phusong/tiles"
)

// darkPlaces keeps the patches that were asked for, network by network: they
// depend on the release and on whose layer shows the network, and on nothing
// else. One is worked out at a time.
type darkPlaces struct {
	mu      sync.Mutex
	settled map[settledKey]*coverage.Settled
	found   map[darkKey]*darkNetwork
}

// The most that is kept: lands of some ten megabytes, lists of some hundred
// kilobytes. What is beyond is let go of whole.
const (
	keptLands = 4
	keptDark  = 80
)

type settledKey struct {
	release    string
	resolution int
}

type darkKey struct {
	release string
	owner   data.Cut
	network geo.Network
}

// darkNetwork is the patches of a network on hexes of one resolution, the fullest
// first.
type darkNetwork struct {
	resolution int
	patches    []geo.Gap
}

func newDarkPlaces() *darkPlaces {
	return &darkPlaces{settled: map[settledKey]*coverage.Settled{}, found: map[darkKey]*darkNetwork{}}
}

func (d *darkPlaces) of(e *tiles.Edition, network geo.Network) (*darkNetwork, error) {
	seen, shown := e.Seen(network)
	if !shown || len(seen.Hexes) == 0 {
		return nil, fmt.Errorf("release %s shows no layer of %v", e.ID, network)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	key := darkKey{e.ID, seen.Owner, network}
	if kept := d.found[key]; kept != nil {
		return kept, nil
	}
	land, resolution, err := d.land(e, seen)
	if err != nil {
		return nil, err
	}
	if len(d.found) >= keptDark {
		clear(d.found)
	}
	d.found[key] = &darkNetwork{resolution, land.Patches(func(h int) geo.Class { return seen.Classes[h] })}
	return d.found[key], nil
}

// land spreads the people over the hexes of a layer.
func (d *darkPlaces) land(e *tiles.Edition, seen tiles.Seen) (*coverage.Settled, int, error) {
	resolution := seen.Hexes[0].Resolution()
	key := settledKey{e.ID, resolution}
	if land := d.settled[key]; land != nil {
		return land, resolution, nil
	}
	grid, people := e.View.Grid, e.View.HexPeople
	if resolution != grid.Resolution {
		coarse, err := hex.GridOf(seen.Hexes)
		if err != nil {
			return nil, 0, fmt.Errorf("patches of release %s: %w", e.ID, err)
		}
		grid, people = coarse, gathered(coarse, e.View.Grid, people)
	}
	hamlets := make([]geo.Hamlet, len(e.View.Hamlets))
	for i := range e.View.Hamlets {
		hamlets[i] = e.View.Hamlets[i].Hamlet
	}
	if len(d.settled) >= keptLands {
		clear(d.settled)
	}
	d.settled[key] = coverage.Settle(grid, people, hamlets)
	return d.settled[key], resolution, nil
}

// gathered are the people of fine hexes on their coarse parents.
func gathered(coarse, fine *hex.Grid, people []float32) []float32 {
	sums := make([]float32, coarse.Len())
	for i, h := range fine.Hexes {
		if at, known := coarse.Index(hex.Parent(h, coarse.Resolution)); known {
			sums[at] += people[i]
		}
	}
	return sums
}
