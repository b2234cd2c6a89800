package tiles

import (
	"runtime"
	"sync"

	"phusong/geo"
	"phusong/geo/hex"
	"phusong/tiles/mercator"
)

// resolutionAt is the H3 resolution drawn at a zoom: hexagons of 8 to 20 pixels
// up to zoom 12, larger beyond. A coarser grid is drawn at its own resolution.
func resolutionAt(zoom uint32) int {
	switch {
	case zoom <= 7:
		return 6
	case zoom <= 9:
		return 7
	case zoom <= 11:
		return int(zoom) - 2
	}
	return 10
}

// pyramid is the grid of a release and its coarser parents, coarsest first.
type pyramid struct {
	rungs []rung
}

// rung is the hexes of one resolution. The corners of hex i are
// corners[first[i]:first[i+1]]; below[i]:below[i+1] are the places of its
// children in the grid of the release, whose hexes ascend with their parents.
type rung struct {
	resolution int
	hexes      []geo.Hex
	below      []int32
	first      []uint32
	corners    []mercator.Point
	across     []int32 // by corner: the hex across the side to the next corner, or edgeOfGrid
	index      index
	bounds     mercator.Box
}

func newPyramid(grid *hex.Grid) *pyramid {
	coarsest := min(grid.Resolution, resolutionAt(0))
	p := &pyramid{}
	for res := coarsest; res <= grid.Resolution; res++ {
		p.rungs = append(p.rungs, newRung(grid.Hexes, res))
	}
	return p
}

// place returns where in the pyramid the rung stands that is drawn at a zoom.
func (p *pyramid) place(zoom uint32) int {
	return max(0, min(resolutionAt(zoom)-p.rungs[0].resolution, len(p.rungs)-1))
}

// upTo is the pyramid without the rungs finer than a resolution; the coarsest
// stays.
func (p *pyramid) upTo(resolution int) *pyramid {
	coarse := &pyramid{rungs: p.rungs[:1]}
	for i := range p.rungs {
		if p.rungs[i].resolution <= resolution {
			coarse.rungs = p.rungs[:i+1]
		}
	}
	return coarse
}

func (p *pyramid) bounds() mercator.Box { return p.rungs[len(p.rungs)-1].bounds }

func newRung(grid []geo.Hex, resolution int) rung {
	r := rung{resolution: resolution, bounds: mercator.EmptyBox()}
	for i, h := range grid {
		parent := hex.Parent(h, resolution)
		if n := len(r.hexes); n == 0 || r.hexes[n-1] != parent {
			r.hexes = append(r.hexes, parent)
			r.below = append(r.below, int32(i))
		}
	}
	r.below = append(r.below, int32(len(grid)))
	r.trace()
	r.across = r.link()
	for i := range r.hexes {
		r.bounds = r.bounds.Union(r.box(i))
	}
	// A hexagon is about as wide as a tile of zoom resolution + 6: tiles four
	// times as wide hold a dozen.
	r.index = newIndex(len(r.hexes), min(resolution+4, mercator.MaxZoom), r.box)
	return r
}

// meeting appends the hexes that share a point with the tile.
func (r *rung) meeting(to []int32, t mercator.Tile) []int32 {
	window := t.Box(0)
	r.index.near(window, func(i int) {
		// Most hexes near a tile lie in it: one corner tells, and no box is needed.
		if window.Holds(r.corners[r.first[i]]) || r.box(i).Meets(window) {
			to = append(to, int32(i))
		}
	})
	return to
}

// trace fills the corners, by as many goroutines as there are processors.
func (r *rung) trace() {
	parts := runtime.GOMAXPROCS(0)
	corners, counts := make([][]mercator.Point, parts), make([][]uint32, parts)
	var wait sync.WaitGroup
	for part := range parts {
		from, to := len(r.hexes)*part/parts, len(r.hexes)*(part+1)/parts
		wait.Go(func() {
			for _, h := range r.hexes[from:to] {
				ring := hex.Boundary(h)
				for _, p := range ring[:max(0, len(ring)-1)] {
					corners[part] = append(corners[part], mercator.FromLonLat(p))
				}
				counts[part] = append(counts[part], uint32(len(corners[part])))
			}
		})
	}
	wait.Wait()
	r.first = append(r.first, 0)
	for part := range parts {
		base := uint32(len(r.corners))
		for _, count := range counts[part] {
			r.first = append(r.first, base+count)
		}
		r.corners = append(r.corners, corners[part]...)
	}
}

func (r *rung) ring(i int) []mercator.Point { return r.corners[r.first[i]:r.first[i+1]] }

func (r *rung) box(i int) mercator.Box { return mercator.BoxOf(r.ring(i)) }
