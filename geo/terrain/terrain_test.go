package terrain

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"
)

// plane is a sheet whose heights are exactly a·column + b·row + c units.
func plane(name string, west, north, step float64, side int, a, b, c int) *Sheet {
	s := &Sheet{Name: name, West: west, North: north, StepLon: step, StepLat: step,
		Cols: side, Rows: side, Scale: 1, Heights: make([]int16, side*side)}
	for y := range side {
		for x := range side {
			s.Heights[y*side+x] = int16(a*x + b*y + c)
		}
	}
	return s
}

// hills is a seeded sheet of hills between 20 and some 900 m.
func hills(name string, west, north, step float64, side int) *Sheet {
	s := plane(name, west, north, step, side, 0, 0, 0)
	for y := range side {
		for x := range side {
			lon, lat := west+float64(x)*step, north-float64(y)*step
			h := 460 + 300*math.Sin(lon*91)*math.Cos(lat*77) + 140*math.Sin(lon*411+lat*293)
			s.Heights[y*side+x] = int16(h)
		}
	}
	return s
}

func ground(t interface{ Fatal(...any) }, sheets ...*Sheet) *Ground {
	g, err := NewGround(sheets)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func ExampleGround_HeightAt() {
	slope := plane("slope", 105, 22, 0.01, 101, 1, 0, 100) // a metre a sample to the east
	g, err := NewGround([]*Sheet{slope})
	if err != nil {
		fmt.Println(err)
		return
	}
	h, ok := g.HeightAt(orb.Point{105.5, 21.5})
	fmt.Printf("%.1f %v\n", h, ok)
	_, ok = g.HeightAt(orb.Point{107, 21.5})
	fmt.Println(ok)
	// Output:
	// 150.0 true
	// false
}

func TestHeightIsExactOnAPlane(t *testing.T) {
	g := ground(t, plane("plane", 105, 22, 1.0/1200, 1201, 2, 3, -40))
	rapid.Check(t, func(t *rapid.T) {
		x, y := rapid.Float64Range(0, 1200).Draw(t, "x"), rapid.Float64Range(0, 1200).Draw(t, "y")
		h, ok := g.HeightAt(orb.Point{105 + x/1200, 22 - y/1200})
		if want := 2*x + 3*y - 40; !ok || math.Abs(h-want) > 1e-6 {
			t.Errorf("height at sample %g, %g = %g, %v, want %g", x, y, h, ok, want)
		}
	})
}

func TestScaleIsMetresPerUnit(t *testing.T) {
	s := plane("decimetres", 105, 22, 0.01, 3, 0, 0, 1234)
	s.Scale = 0.1
	if h, ok := ground(t, s).HeightAt(orb.Point{105.005, 21.995}); !ok || math.Abs(h-123.4) > 1e-9 {
		t.Errorf("height = %g, %v, want 123.4", h, ok)
	}
}

func TestUnusableSheetsAreNamed(t *testing.T) {
	for name, spoil := range map[string]func(*Sheet){
		"cut short":       func(s *Sheet) { s.Heights = s.Heights[:len(s.Heights)-1] },
		"one column":      func(s *Sheet) { s.Cols, s.Heights = 1, s.Heights[:s.Rows] },
		"no step":         func(s *Sheet) { s.StepLon = 0 },
		"step not number": func(s *Sheet) { s.StepLat = math.NaN() },
		"in metres":       func(s *Sheet) { s.West = 583960 },
		"no place":        func(s *Sheet) { s.North = math.NaN() },
		"no unit":         func(s *Sheet) { s.Scale = 0 },
	} {
		t.Run(name, func(t *testing.T) {
			s := plane("N21E105.hgt", 105, 22, 0.01, 11, 1, 1, 1)
			spoil(s)
			_, err := NewGround([]*Sheet{s})
			if err == nil || !errorNames(err, "N21E105.hgt") {
				t.Errorf("error %v does not name the sheet", err)
			}
		})
	}
}

func errorNames(err error, name string) bool {
	for i := range len(err.Error()) - len(name) + 1 {
		if err.Error()[i:i+len(name)] == name {
			return true
		}
	}
	return false
}

func TestVoidsAreNeverHeightZero(t *testing.T) {
	s := plane("valley", 105, 22, 0.01, 41, 1, 1, 200)
	hole := func(x, y, w, h int) {
		for dy := range h {
			for dx := range w {
				s.Heights[(y+dy)*s.Cols+x+dx] = Void
			}
		}
	}
	hole(3, 3, 1, 1)
	hole(10, 3, 8, 8)
	hole(20, 20, 9, 2)
	s.Heights[40*s.Cols+2] = -9999
	s.Heights[40*s.Cols+30] = 9001
	before := append([]int16(nil), s.Heights...)
	g := ground(t, s)
	at := func(x, y float64) (float64, bool) { return g.HeightAt(orb.Point{105 + x/100, 22 - y/100}) }
	for _, tt := range []struct {
		name  string
		x, y  float64
		want  float64
		known bool
	}{
		{"a single void is its neighbours' mean", 3, 3, 206, true},
		{"eight across is filled", 13, 7, 220, true},
		{"nine across stays unknown", 24, 20, 0, false},
		{"beside the unknown, too", 24, 19.5, 0, false},
		{"but not short of the sample next to it", 24, 18.9, 242.9, true},
		{"an absurd depth is a void", 2, 40, 242, true},
		{"an absurd height is a void", 30, 40, 270, true},
	} {
		h, ok := at(tt.x, tt.y)
		if ok != tt.known || ok && math.Abs(h-tt.want) > 1.01 {
			t.Errorf("%s: %g, %v, want %g, %v", tt.name, h, ok, tt.want, tt.known)
		}
	}
	want := SheetReport{Name: "valley", Samples: 41 * 41, Voids: 1 + 64 + 18, Absurd: 2, Filled: 67, Unfilled: 18}
	if got := g.Sheets()[0]; got != want {
		t.Errorf("report %+v, want %+v", got, want)
	}
	for i, h := range before {
		if s.Heights[i] != h {
			t.Fatal("the caller's sheet was changed")
		}
	}
}

func TestTheFinerSheetAnswersAndTheCoarserStandsIn(t *testing.T) {
	coarse := plane("coarse", 105, 22, 0.01, 101, 0, 0, 100)
	fine := plane("fine", 105.3, 21.7, 0.001, 101, 0, 0, 500)
	for y := 40; y < 60; y++ {
		for x := 40; x < 60; x++ {
			fine.Heights[y*101+x] = Void
		}
	}
	for _, order := range [][]*Sheet{{coarse, fine}, {fine, coarse}} {
		g := ground(t, order...)
		for _, tt := range []struct {
			at   orb.Point
			want float64
		}{{orb.Point{105.1, 21.9}, 100}, {orb.Point{105.31, 21.69}, 500}, {orb.Point{105.35, 21.65}, 100}} {
			if h, ok := g.HeightAt(tt.at); !ok || h != tt.want {
				t.Errorf("height at %v = %g, %v, want %g", tt.at, h, ok, tt.want)
			}
		}
	}
}

func TestSheetsOfPixelsLeaveNoGap(t *testing.T) {
	west := plane("west", 105.005, 21.995, 0.01, 100, 0, 0, 10)
	east := plane("east", 106.005, 21.995, 0.01, 100, 0, 0, 30)
	out := make([]float64, 800)
	if known := ground(t, west, east).Radial(orb.Point{105.9, 21.5}, 90, 0.03, out); known != len(out) {
		t.Errorf("the radial breaks off at sample %d", known)
	}
	if out[0] != 10 || out[799] != 30 {
		t.Errorf("heights from %g to %g", out[0], out[799])
	}
}

// A radial must say what HeightAt says, whichever sheets, voids and steps lie
// on its way.
func TestRadialIsHeightAtAlongTheWay(t *testing.T) {
	const hairM = 1e-4 // what a share in 22 bits makes of a cliff of 400 m
	const third = 1.0 / 1200
	a, b := hills("N21E105", 105, 22, third, 1201), hills("N21E106", 106, 22, third, 1201)
	c := hills("fine", 105.9, 21.6, third/3, 500)
	rng := rand.New(rand.NewPCG(1, 2))
	for range 40 {
		x, y := rng.IntN(1180), rng.IntN(1180)
		for i := range 10 * 14 {
			a.Heights[(y+i/14)*1201+x+i%14] = Void
		}
	}
	for _, sheets := range [][]*Sheet{{a}, {a, b}, {a, b, c}} {
		g := ground(t, sheets...)
		rapid.Check(t, func(t *rapid.T) {
			from := orb.Point{rapid.Float64Range(105.6, 106.2).Draw(t, "lon"), rapid.Float64Range(21.1, 21.95).Draw(t, "lat")}
			azimuth := rapid.Float64Range(0, 360).Draw(t, "azimuth")
			out := make([]float64, 667)
			known := g.Radial(from, azimuth, 0.03, out)
			frame := NewFrame(from)
			for i := range min(known+1, len(out)) {
				p := frame.At(azimuth, float64(i)*0.03)
				h, ok := g.HeightAt(p)
				if ok != (i < known) || ok && math.Abs(h-out[i]) > hairM {
					t.Fatalf("sample %d of %d at %v: radial %g, HeightAt %g %v", i, known, p, out[i], h, ok)
				}
			}
		})
	}
}

func TestRadialAllocatesNothing(t *testing.T) {
	g := ground(t, hills("N21E105", 105, 22, 1.0/1200, 1201))
	out := make([]float64, 500)
	if n := testing.AllocsPerRun(100, func() { g.Radial(orb.Point{105.5, 21.5}, 77, 0.03, out) }); n != 0 {
		t.Errorf("%g allocations", n)
	}
}

func TestProfileEndsWhereItShould(t *testing.T) {
	g := ground(t, hills("N21E105", 105, 22, 1.0/1200, 1201))
	from, to := orb.Point{105.31, 21.42}, orb.Point{105.52, 21.63}
	p, err := g.Profile(from, to, 0.03)
	if err != nil {
		t.Fatal(err)
	}
	h0, _ := g.HeightAt(from)
	h1, _ := g.HeightAt(to)
	if n := len(p.Heights); p.Heights[0] != h0 || math.Abs(p.Heights[n-1]-h1) > 1e-6 {
		t.Errorf("from %g to %g, want %g and %g", p.Heights[0], p.Heights[n-1], h0, h1)
	}
	if got := float64(len(p.Heights)-1) * p.StepKm; math.Abs(got-p.DistanceKm) > 1e-9 || p.StepKm > 0.03 {
		t.Errorf("%d steps of %g km make %g, want %g", len(p.Heights)-1, p.StepKm, got, p.DistanceKm)
	}
	var unknown ErrNoElevation
	if _, err := g.Profile(from, orb.Point{105.5, 22.1}, 0.03); !errors.As(err, &unknown) {
		t.Errorf("a profile beyond the sheets: %v", err)
	}
	if _, err := g.Profile(from, from, 0.03); err == nil {
		t.Error("a profile of no length was made")
	}
}

func TestFingerprintFollowsTheHeightsAround(t *testing.T) {
	a, b := hills("a", 105, 22, 0.01, 101), hills("b", 107, 22, 0.01, 101)
	near := NewFrame(orb.Point{105.5, 21.5}).Box(15)
	first := ground(t, a, b).Fingerprint(near)
	b.Heights[5]++
	if ground(t, b, a).Fingerprint(near) != first {
		t.Error("a sheet elsewhere changed it")
	}
	a.Heights[5]++
	if ground(t, a, b).Fingerprint(near) == first {
		t.Error("a changed height did not change it")
	}
}

func TestNothingIsKnownWithoutSheets(t *testing.T) {
	g := ground(t)
	if _, ok := g.HeightAt(orb.Point{105, 21}); ok || !g.Bounds().IsEmpty() {
		t.Error("a ground without sheets knows something")
	}
}

func TestRealSheet(t *testing.T) {
	data, err := os.ReadFile("../../../shared/real/dem/N21E105.hgt")
	if err != nil {
		t.Skip("no real sheet here:", err)
	}
	s := &Sheet{Name: "N21E105.hgt", West: 105, North: 22, StepLon: 1.0 / 1200, StepLat: 1.0 / 1200,
		Cols: 1201, Rows: 1201, Scale: 1, Heights: make([]int16, 1201*1201)}
	for i := range s.Heights {
		s.Heights[i] = int16(binary.BigEndian.Uint16(data[2*i:]))
	}
	r := ground(t, s).Sheets()[0]
	if r.Voids != 1539 || r.Negative+r.Absurd != 75 || r.Filled+r.Unfilled != r.Voids+r.Absurd {
		t.Errorf("report %+v, want 1539 voids and 75 negative heights", r)
	}
	t.Logf("%+v", r)
}

func FuzzGround(f *testing.F) {
	f.Add([]byte{0, 0, 128, 0, 1, 2, 3, 4, 5, 6, 7, 8}, uint8(2), 105.0, 22.0, 0.01, 33.0)
	f.Fuzz(func(t *testing.T, raw []byte, cols uint8, lon, lat, step, azimuth float64) {
		n := int(cols)
		if n == 0 {
			return
		}
		s := &Sheet{Name: "fuzz", West: 105, North: 22, StepLon: step, StepLat: step, Cols: n, Scale: 1}
		for i := 0; i+1 < len(raw); i += 2 {
			s.Heights = append(s.Heights, int16(binary.LittleEndian.Uint16(raw[i:])))
		}
		s.Rows = len(s.Heights) / n
		g, err := NewGround([]*Sheet{s})
		if err != nil {
			return
		}
		out := make([]float64, 50)
		known := g.Radial(orb.Point{lon, lat}, azimuth, 0.03, out)
		for _, h := range out[:known] {
			if !(h >= LowestM && h <= HighestM) {
				t.Fatalf("height %g", h)
			}
		}
	})
}

func BenchmarkRadial(b *testing.B) {
	for _, tt := range []struct {
		name string
		from orb.Point
	}{{"inside", orb.Point{105.5, 21.5}}, {"across", orb.Point{105.95, 21.5}}} {
		b.Run(tt.name, func(b *testing.B) {
			g := ground(b, hills("a", 105, 22, 1.0/3600, 3601), hills("b", 106, 22, 1.0/3600, 3601))
			out := make([]float64, 500)
			azimuth := 0.0
			for b.Loop() {
				g.Radial(tt.from, azimuth, 0.03, out)
				azimuth += 360.0 / 2048
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/500, "ns/sample")
		})
	}
}
