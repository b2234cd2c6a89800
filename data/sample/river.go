package sample

import (
	"math"

	"github.com/paulmach/orb"
)

// river is an invented course that roughly follows a real one: points from the
// spring side down, and the height of the water at each, in metres.
type river struct {
	name   string
	course []orb.Point
	level  []float64
}

// rivers returns the courses that the land drains to. They are drawn by hand
// after the lie of the land, not traced from any map.
func rivers() []river {
	return []river{
		{"Lô", []orb.Point{{104.96, 23.0}, {104.98, 22.82}, {104.97, 22.62}, {104.88, 22.45}, {104.86, 22.28}, {104.95, 22.215},
			{105.005, 22.14}, {105.03, 22.055}, {105.07, 21.995}, {105.125, 21.955}, {105.175, 21.925}, {105.195, 21.875},
			{105.213, 21.825}, {105.235, 21.765}, {105.215, 21.70}, {105.245, 21.635}, {105.235, 21.565}, {105.30, 21.50},
			{105.37, 21.36}, {105.42, 21.20}, {105.45, 21.0}},
			[]float64{160, 105, 82, 66, 54, 48, 42, 37, 33, 29, 26, 23, 21, 19, 18, 17, 16, 15, 13, 10, 8}},
		{"Gâm", []orb.Point{{105.50, 23.0}, {105.38, 22.78}, {105.30, 22.66}, {105.36, 22.56}, {105.42, 22.48}, {105.385, 22.40},
			{105.395, 22.34}, {105.345, 22.26}, {105.305, 22.20}, {105.275, 22.145}, {105.255, 22.08}, {105.27, 22.03},
			{105.215, 22.005}, {105.185, 21.965}, {105.175, 21.925}},
			[]float64{230, 165, 140, 118, 104, 92, 78, 66, 58, 50, 43, 39, 34, 30, 26}},
		{"Năng", []orb.Point{{105.80, 22.40}, {105.66, 22.43}, {105.55, 22.47}, {105.49, 22.41}, {105.40, 22.36}},
			[]float64{175, 150, 128, 106, 84}},
		{"Phó Đáy", []orb.Point{{105.62, 22.05}, {105.54, 21.94}, {105.49, 21.86}, {105.455, 21.775}, {105.41, 21.70}, {105.415, 21.62},
			{105.43, 21.54}, {105.46, 21.42}, {105.50, 21.20}, {105.52, 21.0}},
			[]float64{190, 118, 80, 60, 42, 33, 27, 19, 12, 9}},
		{"Chảy", []orb.Point{{104.42, 22.55}, {104.60, 22.25}, {104.78, 21.98}, {104.98, 21.72}, {105.19, 21.62}, {105.235, 21.60}},
			[]float64{190, 110, 70, 42, 24, 17}},
	}
}

// trace walks along the river in steps of about stepKm and calls visit with the
// place and the height of the water. The course meanders by bends.
func (r river) trace(stepKm float64, bends noise, visit func(p orb.Point, level float64)) {
	for i := 0; i+1 < len(r.course); i++ {
		before, after := r.course[max(i-1, 0)], r.course[min(i+2, len(r.course)-1)]
		steps := max(1, int(kilometres(r.course[i], r.course[i+1])/stepKm))
		for s := range steps {
			t := float64(s) / float64(steps)
			p := between(before, r.course[i], r.course[i+1], after, t)
			visit(meander(p, bends), r.level[i]+(r.level[i+1]-r.level[i])*t)
		}
	}
}

// meander moves p by up to about a kilometre, the same for every river, so that
// confluences stay whole.
func meander(p orb.Point, bends noise) orb.Point {
	x, y := p[0]*kmPerDegreeLon, p[1]*kmPerDegreeLat
	dx := 0.9*bends.at(x/5, y/5) + 0.35*bends.at(x/1.8+40, y/1.8)
	dy := 0.9*bends.at(x/5-70, y/5+31) + 0.35*bends.at(x/1.8, y/1.8-55)
	return orb.Point{p[0] + dx/kmPerDegreeLon, p[1] + dy/kmPerDegreeLat}
}

// between is the Catmull-Rom curve from b to c.
func between(a, b, c, d orb.Point, t float64) orb.Point {
	var p orb.Point
	for k := range p {
		p[k] = b[k] + t/2*(c[k]-a[k]+t*(2*a[k]-5*b[k]+4*c[k]-d[k]+t*(3*(b[k]-c[k])+d[k]-a[k])))
	}
	return p
}

// distanceToRivers returns, for each point of l, the distance to the nearest
// river in kilometres, exact near the rivers and at most 8 % long far away.
func distanceToRivers(l lattice, bends noise) []float32 {
	far := make([]float32, l.size())
	for i := range far {
		far[i] = math.MaxFloat32
	}
	for _, r := range rivers() {
		r.trace(l.step*50, bends, func(p orb.Point, _ float64) { far[l.nearest(p)] = 0 })
	}
	dx, dy := float32(l.step*kmPerDegreeLon), float32(l.step*kmPerDegreeLat)
	diagonal := float32(math.Hypot(float64(dx), float64(dy)))
	spread := func(i, side int) {
		col := i % l.cols
		for _, n := range []struct {
			at   int
			inCo bool
			d    float32
		}{{i - side, col-side >= 0 && col-side < l.cols, dx}, {i - side*l.cols, true, dy},
			{i - side*(l.cols+1), col-side >= 0 && col-side < l.cols, diagonal},
			{i - side*(l.cols-1), col+side >= 0 && col+side < l.cols, diagonal}} {
			if n.inCo && n.at >= 0 && n.at < len(far) && far[n.at]+n.d < far[i] {
				far[i] = far[n.at] + n.d
			}
		}
	}
	for i := range far {
		spread(i, 1)
	}
	for i := len(far) - 1; i >= 0; i-- {
		spread(i, -1)
	}
	return far
}
