package mercator

import (
	"errors"
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"
)

// The corners of tile 12/3246/1790 as published by every slippy-map calculator:
// n = 2^z, lon = x/n·360−180, lat = atan(sinh(π(1−2y/n))).
func TestTileAtKnownPlaces(t *testing.T) {
	for _, tt := range []struct {
		name string
		lon  float64
		lat  float64
		z    int
		want Tile
	}{
		{"the null island begins the south-east quarter", 0, 0, 1, Tile{1, 1, 1}},
		{"Tuyên Quang town", 105.214, 21.823, 12, Tile{12, 3245, 1793}},
		{"Ha Noi at zoom 8", 105.85, 21.03, 8, Tile{8, 203, 112}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := TileAt(FromLonLat(orb.Point{tt.lon, tt.lat}), tt.z); got != tt.want {
				t.Errorf("TileAt(%v, %v) = %v, want %v", tt.lon, tt.lat, got, tt.want)
			}
		})
	}
}

func TestRoundTripStaysWithinHalfAUnit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := orb.Point{rapid.Float64Range(-180, 179.99).Draw(t, "lon"), rapid.Float64Range(-85, 85).Draw(t, "lat")}
		back := FromLonLat(p).LonLat()
		if math.Abs(back[0]-p[0]) > 1e-7 || math.Abs(back[1]-p[1]) > 1e-7 {
			t.Fatalf("%v came back as %v", p, back)
		}
	})
}

func TestPlacesBeyondTheWorldAreOnItsEdge(t *testing.T) {
	for _, p := range []orb.Point{{200, 0}, {-200, 0}, {0, 90}, {0, -90}, {math.NaN(), math.NaN()}, {math.Inf(1), math.Inf(-1)}} {
		got := FromLonLat(p)
		if got.X != 0 && got.X != math.MaxUint32 && got.Y != 0 && got.Y != math.MaxUint32 {
			t.Errorf("FromLonLat(%v) = %v, which is not on an edge", p, got)
		}
	}
}

func TestNewTileRefusesWhatIsNoAddress(t *testing.T) {
	for _, a := range [][3]int{{-1, 0, 0}, {23, 0, 0}, {0, 1, 0}, {3, 8, 0}, {3, 0, 8}, {3, -1, 0}, {3, 0, -1}} {
		if _, err := NewTile(a[0], a[1], a[2]); !errors.Is(err, ErrAddress) {
			t.Errorf("NewTile(%v) = %v, want ErrAddress", a, err)
		}
	}
	if _, err := NewTile(22, 1<<22-1, 1<<22-1); err != nil {
		t.Errorf("the last tile of zoom 22 is refused: %v", err)
	}
}

func TestNeighbouringTilesMeetAtTheirBorder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		z := rapid.IntRange(1, MaxZoom).Draw(t, "z")
		x := rapid.IntRange(0, 1<<z-2).Draw(t, "x")
		y := rapid.IntRange(0, 1<<z-1).Draw(t, "y")
		west, east := Tile{uint32(z), uint32(x), uint32(y)}, Tile{uint32(z), uint32(x + 1), uint32(y)}
		p := Point{rapid.Uint32().Draw(t, "px"), rapid.Uint32().Draw(t, "py")}
		wx, wy := west.Local(p)
		ex, ey := east.Local(p)
		near := west.Box(Extent).Union(east.Box(Extent)).Holds(p)
		if near && (wx-ex != Extent || wy != ey) {
			t.Fatalf("%v is at %d,%d in %v and at %d,%d in %v", p, wx, wy, west, ex, ey, east)
		}
	})
}

func TestTheBoxOfATileHoldsWhatIsInTheTile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Point{rapid.Uint32().Draw(t, "x"), rapid.Uint32().Draw(t, "y")}
		tile := TileAt(p, rapid.IntRange(0, MaxZoom).Draw(t, "z"))
		x, y := tile.Local(p)
		if !tile.Box(0).Holds(p) || x < 0 || x >= Extent || y < 0 || y >= Extent {
			t.Fatalf("%v lies in %v by address, at %d,%d", p, tile, x, y)
		}
	})
}
