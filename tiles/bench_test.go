package tiles

import (
	"context"
	"math/rand/v2"
	"sync"
	"syscall"
	"testing"
	"time"

	"phusong/data"
	"phusong/tiles/mercator"
)

// requests are 20,000 addresses over a box from a fixed seed, zooms 6 to 14 with
// 2, 3, 5, 8, 12, 15, 20, 20 and 15 of a hundred, from zoom least on.
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

// round is how many tiles of the list each engine draws at a time.
const round = 500

// BenchmarkProvince draws a province of 360 thousand hexes of resolution 10: tiles
// nobody asked for yet, one at a time with gzip, by us and by PostGIS, the same
// list of the same hexes; layers whole, by all processors, with gzip; and the
// release after one at hand.
func BenchmarkProvince(b *testing.B) {
	r, err := New(province(b))
	if err != nil {
		b.Fatal(err)
	}
	e, _ := r.Edition(data.StaffCut)
	peer := sync.OnceValue(func() *postgis { return newPostGIS(b, e.shown[e.places["hexes-4G-any"]].painter.(hexes).coverage) })
	for _, layer := range []string{"coverage-4G-any", "hexes-4G-any"} {
		s := e.shown[e.places[layer]]
		b.Run("uncached/"+layer, func(b *testing.B) { uncached(b, r, s, s.paint, func() float64 { return 0 }) })
		b.Run("ST_AsMVT/"+layer, func(b *testing.B) { uncached(b, r, s, peer().paint, peer().cpu) })
		b.Run("whole/"+layer, func(b *testing.B) { whole(b, r, s) })
	}
	b.Run("next", func(b *testing.B) {
		for b.Loop() {
			next, err := After(r, r.whole)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := next.Edition(data.PublicCut); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// cpu is the processor time this program has taken, in seconds: on a machine that
// others use it says more than the clock.
func cpu(b *testing.B) float64 {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano()).Seconds()
}

// uncached draws and packs tiles of a layer; besides is the processor time that
// others have taken for it.
func uncached(b *testing.B, r *Release, s *shown, paint func(mercator.Tile, *palette) []byte, besides func() float64) {
	list := requests(r.grid.bounds(), s.layer.MinZoom)[:round]
	p := newPalette()
	bytes, n, began := 0, 0, cpu(b)+besides()
	for b.Loop() {
		for _, at := range list {
			if body := paint(at, p); len(body) > 0 {
				bytes += len(p.newTile(body, s.layer).Gzip)
			}
			n++
		}
	}
	b.ReportMetric(float64(bytes)/float64(n), "gzip-B/tile")
	b.ReportMetric((cpu(b)+besides()-began)*1000/float64(n), "cpu-ms/tile")
}

func whole(b *testing.B, r *Release, s *shown) {
	var a *atlas
	n, began := 0, cpu(b)
	for b.Loop() {
		n++
		var err error
		if a, err = r.newAtlas(context.Background(), s); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric((cpu(b)-began)/float64(n), "cpu-s/op")
	tiles := 0
	for _, p := range a.pages {
		tiles += len(p.tiles)
	}
	b.ReportMetric(float64(tiles), "tiles")
	b.ReportMetric(float64(a.bytes), "B")
	b.ReportMetric(float64(a.largest), "largest-B")
}
