package sample

import (
	"bytes"
	"math"
	"testing"

	"github.com/paulmach/orb"
)

func TestRiversRunDownhill(t *testing.T) {
	for _, r := range rivers() {
		if len(r.course) != len(r.level) {
			t.Errorf("%s has %d points and %d levels", r.name, len(r.course), len(r.level))
		}
		for i := 1; i < len(r.level); i++ {
			if r.level[i] >= r.level[i-1] {
				t.Errorf("%s rises at %v", r.name, r.course[i])
			}
		}
	}
}

// window returns the lowest and highest ground of a square of 3 km.
func window(g *ground, corner orb.Point) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for x := range 20 {
		for y := range 20 {
			h := g.at(orb.Point{corner[0] + 0.0015*float64(x), corner[1] + 0.0015*float64(y)})
			low, high = min(low, h), max(high, h)
		}
	}
	return low, high
}

func TestMountainsInTheNorthAndPlainsInTheSouth(t *testing.T) {
	p, _ := invented()
	for _, tt := range []struct {
		name       string
		lat        float64
		least, max float64 // of the mean difference of heights within 3 km
	}{
		{"north", 22.5, 250, 800},
		{"middle", 22.1, 120, 600},
		{"south", 21.6, 15, 150},
	} {
		sum, n := 0.0, 0.0
		for lon := 105.05; lon < 105.5; lon += 0.03 {
			low, high := window(p.ground, orb.Point{lon, tt.lat})
			sum, n = sum+high-low, n+1
		}
		if mean := sum / n; mean < tt.least || mean > tt.max {
			t.Errorf("%s: ridges stand %.0f m above valleys, want %.0f to %.0f", tt.name, mean, tt.least, tt.max)
		}
	}
}

func TestPeopleLiveInValleys(t *testing.T) {
	p, _ := invented()
	low := 0
	for _, h := range p.hamlets {
		if p.ground.above(h.centre) < 60 {
			low++
		}
	}
	if share := float64(low) / float64(len(p.hamlets)); share < 0.85 {
		t.Errorf("only %.0f %% of the hamlets lie within 60 m of their stream", 100*share)
	}
}

func TestSheetsShareTheirEdges(t *testing.T) {
	p, _ := invented()
	sheets := map[string][]byte{}
	for _, name := range sheetNames() {
		var b bytes.Buffer
		if err := p.ground.writeSheet(&b, name); err != nil {
			t.Fatal(err)
		}
		if b.Len() != 1201*1201*2 {
			t.Fatalf("%s has %d bytes", name, b.Len())
		}
		sheets[name] = b.Bytes()
	}
	const line = 1201 * 2
	north, south := sheets["N22E105.hgt"], sheets["N21E105.hgt"]
	if !bytes.Equal(north[len(north)-line:], south[:line]) {
		t.Error("N22E105 and N21E105 differ on the parallel they share")
	}
	west := sheets["N21E104.hgt"]
	for row := range 1201 {
		if !bytes.Equal(west[(row+1)*line-2:(row+1)*line], south[row*line:row*line+2]) {
			t.Fatalf("N21E104 and N21E105 differ on the meridian they share, row %d", row)
		}
	}
}

func TestSheetsOfTheWrongNameAreRefused(t *testing.T) {
	if err := (&ground{}).writeSheet(&bytes.Buffer{}, "sheet"); err == nil {
		t.Error("no error")
	}
}

func TestSharesAddUp(t *testing.T) {
	for _, tt := range []struct {
		total, least int
		weights      []float64
	}{{10, 0, []float64{1, 1, 1}}, {1733, 4, []float64{3, 0.1, 8, 2.5}}, {7, 1, []float64{0, 0, 5}}} {
		sum := 0
		for _, n := range shares(tt.total, tt.weights, tt.least) {
			if sum += n; n < tt.least {
				t.Errorf("a share of %d is less than %d", n, tt.least)
			}
		}
		if sum != tt.total {
			t.Errorf("the shares of %v sum to %d, want %d", tt.weights, sum, tt.total)
		}
	}
}
