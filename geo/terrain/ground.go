package terrain

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"sync"

	"github.com/paulmach/orb"
)

// Ground is elevation from any number of sheets. Where sheets overlap the finer
// one answers, and where it is void the next. It never changes and may be asked
// from many goroutines.
type Ground struct {
	rasters []*raster // by rank: the finest first
	reports []SheetReport
}

// apron is how far beyond its outer samples a raster answers, in samples: the
// half pixel by which sheets of pixels, unlike sheets of points, adjoin.
const apron = 0.5

// NewGround prepares sheets, which are left alone but must not change
// afterwards. A sheet that cannot be is an error that names it; no sheet at all
// is a ground of which nothing is known.
func NewGround(sheets []*Sheet) (*Ground, error) {
	ranked := slices.Clone(sheets)
	slices.SortStableFunc(ranked, func(a, b *Sheet) int {
		return cmp.Or(cmp.Compare(a.StepLat, b.StepLat), cmp.Compare(a.StepLon, b.StepLon), cmp.Compare(a.Name, b.Name))
	})
	for _, s := range ranked {
		if err := s.check(); err != nil {
			return nil, err
		}
	}
	g := &Ground{rasters: make([]*raster, len(ranked)), reports: make([]SheetReport, len(ranked))}
	var menders sync.WaitGroup
	for i, s := range ranked {
		menders.Go(func() {
			heights, report := mend(s)
			g.rasters[i], g.reports[i] = newRaster(s, heights, report.Unfilled > 0), report
		})
	}
	menders.Wait()
	for i, r := range g.rasters {
		for _, higher := range g.rasters[:i] {
			if overlap(higher.bound(), r.bound()) {
				r.above = append(r.above, higher)
			}
		}
	}
	return g, nil
}

// overlap reports whether two rectangles share more than a side.
func overlap(a, b orb.Bound) bool {
	const hair = 1e-7 // degrees: sheets meet in a common row of samples
	return a.Min.Lon() < b.Max.Lon()-hair && b.Min.Lon() < a.Max.Lon()-hair &&
		a.Min.Lat() < b.Max.Lat()-hair && b.Min.Lat() < a.Max.Lat()-hair
}

// Sheets reports what was found in each sheet, in order of rank.
func (g *Ground) Sheets() []SheetReport { return slices.Clone(g.reports) }

// Bounds is the rectangle around all sheets; empty where there is none.
func (g *Ground) Bounds() orb.Bound {
	all := orb.Bound{Min: orb.Point{1, 1}, Max: orb.Point{-1, -1}}
	for i, r := range g.rasters {
		if i == 0 {
			all = r.bound()
		}
		all = all.Union(r.bound())
	}
	return all
}

// Fingerprint names the heights of all sheets that reach into box: equal
// fingerprints, equal answers.
func (g *Ground) Fingerprint(box orb.Bound) string {
	sum := sha256.New()
	for _, r := range g.rasters {
		half := 0.5 / min(r.perLon, r.perLat)
		if r.bound().Pad(half).Intersects(box) {
			sum.Write(r.print[:])
		}
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// HeightAt returns the height of the ground at p in metres above sea level; not
// ok where no sheet knows it.
func (g *Ground) HeightAt(p orb.Point) (metres float64, ok bool) {
	h, from := g.heightAt(p)
	return h, from != nil
}

// heightAt also says which raster answered, nil for none.
func (g *Ground) heightAt(p orb.Point) (float64, *raster) {
	for _, beyond := range [2]float64{0, apron} {
		for _, r := range g.rasters {
			x, y := r.pixel(p)
			if !r.holds(x, y, beyond) {
				continue
			}
			if h, ok := r.height(x, y); ok {
				return h, r
			}
		}
	}
	return 0, nil
}
