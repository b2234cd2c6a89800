package tiles

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/hex"
)

// province is a release the size of a province, 360 thousand hexes of resolution
// 10, with signal in patches of a kilometre or two: some 2/9/22/28/22/16 % of
// the hexes are of the classes from none to very good.
func province(b testing.TB) *data.View {
	b.Helper()
	grid, err := hex.NewGrid([]orb.MultiPolygon{rectangle(104.9, 21.6, 105.65, 22.27)}, 10, 1_000_000)
	if err != nil {
		b.Fatal(err)
	}
	view := country(b, 8)
	view.Grid, view.HexPeople = grid, make([]float32, grid.Len())
	rng := rand.New(rand.NewPCG(11, 12))
	view.Surfaces = nil
	for _, n := range geo.Networks() {
		view.Surfaces = append(view.Surfaces, rough(grid, n, rng))
	}
	return view
}

// rough has levels that wander: noise on lattices of 1/12, 1/50 and 1/200 degree.
func rough(grid *hex.Grid, n geo.Network, rng *rand.Rand) geo.Surface {
	s := geo.Surface{Network: n, Levels: make([]geo.Level16, grid.Len())}
	lattices := []lattice{newLattice(rng, 12), newLattice(rng, 50), newLattice(rng, 200)}
	for i, at := range grid.Centres {
		level := -100 + 22*lattices[0].at(at) + 11*lattices[1].at(at) + 6*lattices[2].at(at)
		s.Levels[i] = geo.BelowFloor
		if level > -124 {
			s.Levels[i] = geo.ToLevel16(geo.DBm(level))
		}
	}
	return s
}

// lattice is smooth noise of mean 0 and deviation about 1/2.
type lattice struct {
	perDegree float64
	knots     [256]float64
}

func newLattice(rng *rand.Rand, perDegree float64) lattice {
	l := lattice{perDegree: perDegree}
	for i := range l.knots {
		l.knots[i] = rng.NormFloat64()
	}
	return l
}

func (l *lattice) at(p orb.Point) float64 {
	x, y := p[0]*l.perDegree, p[1]*l.perDegree
	u, v := x-math.Floor(x), y-math.Floor(y)
	knot := func(dx, dy int) float64 {
		return l.knots[uint8((int(x)+dx)*73+(int(y)+dy)*151+(int(x)+dx)*(int(y)+dy)*7)]
	}
	return (knot(0, 0)*(1-u)+knot(1, 0)*u)*(1-v) + (knot(0, 1)*(1-u)+knot(1, 1)*u)*v
}
