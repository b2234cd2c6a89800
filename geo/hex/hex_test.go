package hex

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/uber/h3-go/v4"
	"pgregory.net/rapid"

	"phusong/geo"
)

var town = orb.Point{105.2180, 21.8236} // Tuyên Quang

func ExampleAt() {
	h := At(town, 9)
	fmt.Println(h, h.Resolution(), Parent(h, 7) == At(town, 7))
	// Output: 894158b2123ffff 9 true
}

func TestAtAgreesWithH3(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := orb.Point{rapid.Float64Range(-180, 180).Draw(t, "lon"), rapid.Float64Range(-90, 90).Draw(t, "lat")}
		res := rapid.IntRange(0, MaxResolution).Draw(t, "resolution")
		want, err := h3.LatLngToCell(h3.NewLatLng(p.Lat(), p.Lon()), res)
		if err != nil {
			t.Fatal(err)
		}
		h := At(p, res)
		if uint64(h) != uint64(want) {
			t.Errorf("At(%v, %d) = %v, H3 says %v", p, res, h, want)
		}
		if got := At(Centre(h), res); got != h {
			t.Errorf("the centre of %v lies in %v", h, got)
		}
		coarser := rapid.IntRange(0, res).Draw(t, "coarser")
		parent, err := want.Parent(coarser)
		if err != nil || uint64(Parent(h, coarser)) != uint64(parent) {
			t.Errorf("Parent(%v, %d) = %v, H3 says %v", h, coarser, Parent(h, coarser), parent)
		}
		if geo.ShortHex(h.Short(), res) != h {
			t.Errorf("%v does not come back from its short form", h)
		}
	})
}

func TestAtRefusesWhatIsNoPlace(t *testing.T) {
	for _, p := range []orb.Point{{math.NaN(), 0}, {0, math.Inf(1)}, {181, 0}, {0, -91}} {
		if h := At(p, 9); h != 0 {
			t.Errorf("At(%v) = %v, want 0", p, h)
		}
	}
	if At(town, -1) != 0 || At(town, 16) != 0 {
		t.Error("a resolution H3 does not have gave a hex")
	}
}

func TestChildrenAreThoseOfH3(t *testing.T) {
	pentagons, err := h3.Pentagons(5)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range []geo.Hex{At(town, 7), At(town, 8), geo.Hex(pentagons[3])} {
		for finer := h.Resolution(); finer <= h.Resolution()+3; finer++ {
			want, err := h3.Cell(h).Children(finer)
			if err != nil {
				t.Fatal(err)
			}
			slices.Sort(want)
			got := Children(h, finer)
			if len(got) != len(want) {
				t.Fatalf("%v has %d children at %d, H3 says %d", h, len(got), finer, len(want))
			}
			for i := range got {
				if uint64(got[i]) != uint64(want[i]) || Parent(got[i], h.Resolution()) != h {
					t.Errorf("child %d of %v at %d is %v, H3 says %v", i, h, finer, got[i], want[i])
				}
			}
		}
		if d := math.Abs(Centre(Children(h, h.Resolution()+1)[0]).Lat() - Centre(h).Lat()); d > 1e-9 {
			t.Errorf("the first child of %v is %.g° from its centre", h, d)
		}
	}
}

func TestNeighboursLieAcrossTheSides(t *testing.T) {
	h := At(town, 10)
	outline := Boundary(h)
	for i, n := range Neighbours(h) {
		middle := orb.Point{(outline[i][0] + outline[i+1][0]) / 2, (outline[i][1] + outline[i+1][1]) / 2}
		beyond := orb.Point{
			middle[0] + (middle[0]-Centre(h)[0])*0.2,
			middle[1] + (middle[1]-Centre(h)[1])*0.2,
		}
		if At(beyond, 10) != n {
			t.Errorf("across side %d of %v lies %v, not %v", i, h, At(beyond, 10), n)
		}
	}
}

func TestBoundaryIsClosedAndCounterClockwise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := orb.Point{rapid.Float64Range(102, 110).Draw(t, "lon"), rapid.Float64Range(8, 24).Draw(t, "lat")}
		ring := Boundary(At(p, rapid.IntRange(5, 12).Draw(t, "resolution")))
		if !ring.Closed() || ring.Orientation() != orb.CCW {
			t.Errorf("outline %v", ring)
		}
	})
	if Boundary(7) != nil {
		t.Error("a number that is no hex has an outline")
	}
}

func TestPentagonHasFiveNeighbours(t *testing.T) {
	pentagons, err := h3.Pentagons(4)
	if err != nil {
		t.Fatal(err)
	}
	around := Neighbours(geo.Hex(pentagons[0]))
	if around[4] == 0 || around[5] != 0 {
		t.Errorf("neighbours of a pentagon: %v", around)
	}
}
