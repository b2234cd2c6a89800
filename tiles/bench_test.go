package tiles

import (
	"math/rand/v2"
	"testing"

	"phusong/data"
	"phusong/tiles/mercator"
)

// requests are 20,000 addresses over the province from a fixed seed, zooms 6 to
// 14 with 2, 3, 5, 8, 12, 15, 20, 20 and 15 of a hundred, from zoom least on.
func requests(box mercator.Box, least int) []mercator.Tile {
	rng := rand.New(rand.NewPCG(13, 14))
	var zooms []int
	for i, share := range []int{2, 3, 5, 8, 12, 15, 20, 20, 15} {
		for range share {
			zooms = append(zooms, 6+i)
		}
	}
	var all []mercator.Tile
	for len(all) < 20_000 {
		at := tilesOf(box, zooms[rng.IntN(len(zooms))])
		if tile := at[rng.IntN(len(at))]; int(tile.Z) >= least {
			all = append(all, tile)
		}
	}
	return all
}

// BenchmarkUncached draws and compresses tiles of a list nobody asked for yet.
func BenchmarkUncached(b *testing.B) {
	r, err := New(province(b))
	if err != nil {
		b.Fatal(err)
	}
	e, _ := r.Edition(data.StaffCut)
	for _, layer := range []string{"coverage-4G-any", "hexes-4G-any"} {
		b.Run(layer, func(b *testing.B) {
			s := e.shown[e.places[layer]]
			list := requests(r.grid.bounds(), s.layer.MinZoom)
			r.cache = newCache(0)
			bytes, n := 0, 0
			for b.Loop() {
				tile, err := r.tile(address{cut: s.layer.Cut, layer: layer, tile: list[n%len(list)]}, s)
				if err == nil {
					bytes += len(tile.Gzip)
				}
				n++
			}
			b.ReportMetric(float64(bytes)/float64(n), "gzip-bytes/tile")
		})
	}
}
