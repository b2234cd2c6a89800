package tiles

import (
	"bytes"
	"image"
	"image/jpeg"
	"testing"

	"github.com/paulmach/orb"

	"phusong/geo/terrain"
	"phusong/tiles/mercator"
)

// roof is a ridge from west to east at 22.5 N, of so many metres to a row of a hundredth
// of a degree on either side, and a void at its western end.
func roof(t *testing.T, step int) *terrain.Ground {
	t.Helper()
	sheet := &terrain.Sheet{Name: "N22E105", West: 105, North: 23, StepLon: 0.01, StepLat: 0.01, Cols: 101, Rows: 101, Scale: 1}
	for i := range 101 * 101 {
		h := int16(step * min(i/101, 100-i/101))
		if i%101 < 10 {
			h = terrain.Void
		}
		sheet.Heights = append(sheet.Heights, h)
	}
	g, err := terrain.NewGround([]*terrain.Sheet{sheet})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// greyAt is the grey of a place in the tile it lies in.
func greyAt(t *testing.T, s shade, zoom int, p orb.Point) int {
	t.Helper()
	at := mercator.TileAt(mercator.FromLonLat(p), zoom)
	picture, err := jpeg.Decode(bytes.NewReader(s.paint(at, newPalette())))
	if err != nil {
		t.Fatal(err)
	}
	grey := picture.(*image.Gray)
	if grey.Rect.Dx() != groundPixels || grey.Rect.Dy() != groundPixels {
		t.Fatalf("a picture of %v", grey.Rect)
	}
	x, y := at.Local(mercator.FromLonLat(p))
	return int(grey.GrayAt(int(x)*groundPixels/mercator.Extent, int(y)*groundPixels/mercator.Extent).Y)
}

func TestSlopesToTheNorthAreLitAndThoseToTheSouthAreNot(t *testing.T) {
	for _, zoom := range []int{8, 9, 10, 11} {
		low, high := shade{newGround(roof(t, 40))}, shade{newGround(roof(t, 200))}
		north, south, unknown := orb.Point{105.6, 22.75}, orb.Point{105.6, 22.25}, orb.Point{105.04, 22.75}
		if lit := greyAt(t, low, zoom, north); lit <= flat+2 || lit >= greyAt(t, high, zoom, north) {
			t.Errorf("zoom %d: a slope to the north is %d, a steeper one %d, flat ground %d", zoom, lit, greyAt(t, high, zoom, north), flat)
		}
		if dim := greyAt(t, low, zoom, south); dim >= flat-2 || dim <= greyAt(t, high, zoom, south) {
			t.Errorf("zoom %d: a slope to the south is %d, a steeper one %d, flat ground %d", zoom, dim, greyAt(t, high, zoom, south), flat)
		}
		if zoom > 9 { // from afar it lies in the rim of what is known
			if grey := greyAt(t, high, zoom, unknown); grey < flat-3 || grey > flat+3 {
				t.Errorf("zoom %d: where no height is known the ground is %d, as if it were not flat", zoom, grey)
			}
		}
	}
}

func TestHillsGoOnBeyondTheEdgeOfATile(t *testing.T) {
	s := shade{newGround(roof(t, 100))}
	edge := mercator.TileAt(mercator.FromLonLat(orb.Point{105.5, 22.75}), 10).LonLat(1, 0.5)
	const step = 0.0005 // half a pixel of zoom 10
	west, east := greyAt(t, s, 10, orb.Point{edge[0] - step, edge[1]}), greyAt(t, s, 10, orb.Point{edge[0] + step, edge[1]})
	if west-east > 3 || east-west > 3 || west < flat+5 {
		t.Errorf("one slope is %d on one side of the edge and %d on the other", west, east)
	}
}
