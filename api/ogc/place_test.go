package ogc

import (
	"math"
	"strconv"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"
)

func TestCoordinatesAreWrittenAsTheyRound(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		digits := rapid.SampledFrom([]int{2, 7}).Draw(r, "digits")
		v := rapid.Float64Range(-2.1e7, 2.1e7).Draw(r, "v")
		got, err := strconv.ParseFloat(string(fixed(nil, v, digits)), 64)
		if half := 0.5000001 * math.Pow10(-digits); err != nil || math.Abs(got-v) > half+1e-8 {
			r.Fatalf("%v with %d digits is %s, %v", v, digits, fixed(nil, v, digits), err)
		}
	})
	for v, want := range map[float64]string{105: "105", -0.5: "-0.5", 22.1234567: "22.1234567", 0.00000004: "0", -1e-9: "0", 104.0000001: "104.0000001"} {
		if got := string(fixed(nil, v, 7)); got != want {
			t.Errorf("%v is %s, want %s", v, got, want)
		}
	}
}

func TestMercatorThereAndBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		p := orb.Point{rapid.Float64Range(-180, 180).Draw(r, "lon"), rapid.Float64Range(-85, 85).Draw(r, "lat")}
		if q := fromMercator(toMercator(p)); math.Hypot(q[0]-p[0], q[1]-p[1]) > 1e-9 {
			r.Fatalf("%v comes back as %v", p, q)
		}
	})
}

// square is a polygon with a square hole in its middle.
func square(x, y, side float64) orb.MultiPolygon {
	ring := func(x, y, side float64) orb.Ring {
		return orb.Ring{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}}
	}
	return orb.MultiPolygon{{ring(x, y, side), ring(x+side/4, y+side/4, side/2)}}
}

func TestABoxMeetsWhatItTouches(t *testing.T) {
	for name, tt := range map[string]struct {
		box  orb.Bound
		want bool
	}{
		"around":                {orb.Bound{Min: orb.Point{-1, -1}, Max: orb.Point{9, 9}}, true},
		"inside the land":       {orb.Bound{Min: orb.Point{0.2, 0.2}, Max: orb.Point{0.4, 0.4}}, true},
		"inside the hole":       {orb.Bound{Min: orb.Point{1.5, 1.5}, Max: orb.Point{2.5, 2.5}}, false},
		"across the hole":       {orb.Bound{Min: orb.Point{0.5, 1.9}, Max: orb.Point{3.5, 2.1}}, true},
		"at a corner":           {orb.Bound{Min: orb.Point{4, 4}, Max: orb.Point{5, 5}}, true},
		"beside":                {orb.Bound{Min: orb.Point{4.1, 0}, Max: orb.Point{5, 4}}, false},
		"across without corner": {orb.Bound{Min: orb.Point{-1, 0.4}, Max: orb.Point{5, 0.6}}, true},
		"a point in the land":   {orb.Bound{Min: orb.Point{0.5, 0.5}, Max: orb.Point{0.5, 0.5}}, true},
		"a point in the hole":   {orb.Bound{Min: orb.Point{2, 2}, Max: orb.Point{2, 2}}, false},
	} {
		if got := (boxes{tt.box}).meets(square(0, 0, 4)); got != tt.want {
			t.Errorf("a box %s meets the square: %v", name, got)
		}
	}
	if (boxes{{Max: orb.Point{9, 9}}}).meets(nil) {
		t.Error("what has no place meets a box")
	}
	rapid.Check(t, func(r *rapid.T) { // turned the other way round, an edge is the same edge
		number := rapid.Float64Range(-3, 3)
		draw := func(name string) orb.Point { return orb.Point{number.Draw(r, name), number.Draw(r, name)} }
		a, b, c, d := draw("a"), draw("b"), draw("c"), draw("d")
		box := orb.Bound{Min: orb.Point{min(c[0], d[0]), min(c[1], d[1])}, Max: orb.Point{max(c[0], d[0]), max(c[1], d[1])}}
		there, back := meetsEdge(box, a, b), meetsEdge(box, b, a)
		for k := range 101 {
			p := orb.Point{a[0] + (b[0]-a[0])*float64(k)/100, a[1] + (b[1]-a[1])*float64(k)/100}
			within := p[0] > box.Min[0]+1e-9 && p[0] < box.Max[0]-1e-9 && p[1] > box.Min[1]+1e-9 && p[1] < box.Max[1]-1e-9
			if within && !(there && back) {
				r.Fatalf("%v to %v is in %v at %v: %v, %v", a, b, box, p, there, back)
			}
		}
	})
}

func FuzzParameters(f *testing.F) {
	f.Add("104.8,21.5,105.6,22.7", "2026-01-01T00:00:00Z/..")
	f.Add("170,-10,-170,10", "2026-11-22")
	f.Fuzz(func(t *testing.T, box, moment string) {
		for _, s := range systems() {
			all, err := s.readBox(box)
			if (err == nil) != (len(all) == 1 || len(all) == 2) {
				t.Fatalf("%q is %v, %v", box, all, err)
			}
			for _, b := range all {
				if !(b.Min[1] <= b.Max[1]) {
					t.Fatalf("%q is upside down: %v", box, b)
				}
			}
		}
		if s, err := readSpan(moment); err == nil && !s.meets(s) {
			t.Fatalf("%q does not meet itself", moment)
		}
	})
}
