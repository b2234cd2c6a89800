package tiles

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"phusong/geo/terrain"
	"phusong/tiles/mercator"
)

// ground paints elevation as Terrarium PNG tiles of 256 pixels: metres are
// red·256 + green + blue/256 − 32768. A pixel the model does not know has a
// height between those known around it in its tile, so that no cliff stands at a
// void; a tile without any known pixel is empty.
type ground struct {
	model *terrain.Ground
	box   mercator.Box
}

func newGround(model *terrain.Ground) *ground {
	g := &ground{model: model, box: mercator.EmptyBox()}
	if model == nil {
		return g
	}
	if b := model.Bounds(); !b.IsEmpty() {
		g.box = g.box.With(mercator.FromLonLat(b.Min)).With(mercator.FromLonLat(b.Max))
	}
	return g
}

const (
	groundPixels  = 256
	groundMaxZoom = 12 // about 36 m a pixel in Viet Nam: the step of a 1″ sheet
)

func (g *ground) bounds() mercator.Box { return g.box }

func (g *ground) describe() Layer {
	return Layer{Name: "terrain", Format: PNG, MinZoom: 6, MaxZoom: groundMaxZoom,
		Title: Text{"Địa hình", "Terrain"}}
}

func (g *ground) paint(t mercator.Tile, _ *palette) []byte {
	heights, any := g.sample(t, 0)
	if !any {
		return nil
	}
	fill(heights, groundPixels)
	picture := image.NewRGBA(image.Rect(0, 0, groundPixels, groundPixels))
	step := heightStep(t.Z)
	for i, h := range heights {
		picture.SetRGBA(i%groundPixels, i/groundPixels, terrarium(h, step))
	}
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		return nil // a bytes.Buffer takes everything
	}
	return out.Bytes()
}

// places is how many places a pixel is the mean of, along each side: where it holds
// many samples of the model one alone would be noise, which hills flicker by between
// zooms and which does not compress.
func places(zoom uint32) int {
	switch {
	case zoom >= 12:
		return 1
	case zoom == 11:
		return 2
	}
	return 3
}

// sample reads the height at every pixel's centre, or the mean of several places
// around it, row by row from the north; NaN where it is not known. The rim is how
// many pixels are read beyond each side of the tile.
func (g *ground) sample(t mercator.Tile, rim int) (heights []float64, any bool) {
	places, side := places(t.Z), groundPixels+2*rim
	lons, lats := meridians(t, groundPixels*places, rim*places)
	heights = make([]float64, side*side)
	for i := range heights {
		sum, known := 0.0, 0
		for k := range places * places {
			p := orb.Point{lons[i%side*places+k%places], lats[i/side*places+k/places]}
			if h, ok := g.model.HeightAt(p); ok {
				sum += h
				known++
			}
		}
		heights[i] = math.NaN()
		if known > 0 {
			heights[i], any = sum/float64(known), true
		}
	}
	return heights, any
}

// meridians returns the longitudes and latitudes of the centres of n columns and
// n rows across a tile, and of rim more on each side.
func meridians(t mercator.Tile, n, rim int) (lons, lats []float64) {
	for i := -rim; i < n+rim; i++ {
		p := t.LonLat((float64(i)+0.5)/float64(n), (float64(i)+0.5)/float64(n))
		lons, lats = append(lons, p.Lon()), append(lats, p.Lat())
	}
	return lons, lats
}

// fill gives every NaN of a square picture a value between those that are known: beside
// them what they are, and the farther away the wider the surroundings it is the mean of,
// so that hills fade out where the model ends and are not drawn out into furrows. The
// side is a power of two; at least one pixel must be known.
func fill(heights []float64, side int) {
	if side == 1 || !slices.ContainsFunc(heights, math.IsNaN) {
		return
	}
	half := side / 2
	coarse := halved(heights, half)
	fill(coarse, half)
	for i, h := range heights {
		if math.IsNaN(h) {
			heights[i] = between(coarse, half, (float64(i%side)-0.5)/2, (float64(i/side)-0.5)/2)
		}
	}
}

// halved is a picture at half its size: each pixel the mean of those known among four.
func halved(heights []float64, half int) []float64 {
	coarse := make([]float64, half*half)
	for i := range coarse {
		at := 4*half*(i/half) + 2*(i%half)
		sum, known := 0.0, 0
		for _, h := range [4]float64{heights[at], heights[at+1], heights[at+2*half], heights[at+2*half+1]} {
			if !math.IsNaN(h) {
				sum, known = sum+h, known+1
			}
		}
		coarse[i] = sum / float64(known) // NaN where none is
	}
	return coarse
}

// between reads a picture between the centres of its pixels, and at its edge as if it
// went on.
func between(heights []float64, side int, x, y float64) float64 {
	x, y = min(max(x, 0), float64(side-1)), min(max(y, 0), float64(side-1))
	left, top := int(x), int(y)
	right, bottom := min(left+1, side-1), min(top+1, side-1)
	row := func(y int) float64 {
		a, b := heights[y*side+left], heights[y*side+right]
		return a + (x-float64(left))*(b-a)
	}
	a, b := row(top), row(bottom)
	return a + (y-float64(top))*(b-a)
}

// heightStep is what heights are rounded to, in metres: at the last zoom what the
// sheets themselves are, and from afar no more than a degree and a half of slope
// over a pixel. Finer steps would be noise that makes tiles half as large again.
func heightStep(zoom uint32) float64 {
	switch {
	case zoom >= 12:
		return 1
	case zoom == 11:
		return 2
	}
	return 4
}

// terrarium codes a height in metres, rounded to the nearest step.
func terrarium(metres, step float64) color.RGBA {
	const offset, fraction = 32768, 256
	units := uint32((math.Round(metres/step)*step + offset) * fraction)
	return color.RGBA{R: uint8(units >> 16), G: uint8(units >> 8), B: uint8(units), A: 255}
}
