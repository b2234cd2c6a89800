package tiles

import (
	"bytes"
	"image"
	"image/jpeg"
	"math"

	"phusong/tiles/mercator"
)

// shade paints the light that falls on the ground of a model as grey JPEG tiles of
// 256 pixels: middle grey is flat or not known, lighter is turned to the light in the north-west,
// darker away from it. Eyes see hills of a tenth of the bytes that heights take,
// whatever colours a page gives to light and shadow.
type shade struct{ *ground }

// shadeMaxZoom is about 72 m a pixel in Viet Nam: nearer by, soft shadows say enough.
const shadeMaxZoom = 11

func (s shade) describe() Layer {
	return Layer{Name: "hills", Format: JPG, MinZoom: 6, MaxZoom: shadeMaxZoom,
		Title: Text{"Bóng đồi núi", "Hill shade"}}
}

const (
	// flat is the grey of ground that is turned nowhere.
	flat = 128
	// shadeQuality is where squares of pixels begin to be seen beneath colours.
	shadeQuality = 40
	// lightFrom is where the light comes from, in degrees from north, eastward: as
	// maps are read.
	lightFrom = 335
)

func (s shade) paint(t mercator.Tile, _ *palette) []byte {
	const rim, side = 2, groundPixels + 4
	heights, any := s.sample(t, rim)
	if !any {
		return nil
	}
	heights = softened(heights, side)
	picture := image.NewGray(image.Rect(0, 0, groundPixels, groundPixels))
	steep := steepness(t)
	for i := range picture.Pix {
		picture.Pix[i] = grey(steep * toLight(heights, side, (i/groundPixels+rim)*side+i%groundPixels+rim))
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture, &jpeg.Options{Quality: shadeQuality}); err != nil {
		return nil // a bytes.Buffer takes everything
	}
	return out.Bytes()
}

// softened is a square of heights, each the mean of its neighbourhood, the nearer the
// more: what is as small as a pixel is noise in a shadow, and bytes. The outermost are not known.
func softened(heights []float64, side int) []float64 {
	soft := make([]float64, len(heights))
	for i := range soft {
		soft[i] = math.NaN()
		if x, y := i%side, i/side; x > 0 && y > 0 && x < side-1 && y < side-1 {
			row := func(i int) float64 { return heights[i-1] + 2*heights[i] + heights[i+1] }
			soft[i] = (row(i-side) + 2*row(i) + row(i+side)) / 16
		}
	}
	return soft
}

// steepness is what a difference of heights of one metre over one pixel counts:
// one over the pixel's width in metres, and more from afar, where slopes are means
// of many.
func steepness(t mercator.Tile) float64 {
	const equator = 40075016.686 // metres
	zoom := float64(t.Z)
	metres := equator * math.Cos(t.LonLat(0.5, 0.5).Lat()*math.Pi/180) / groundPixels / math.Exp2(zoom)
	return 0.625 * math.Exp2(0.3*(15-zoom)) / metres
}

// toLight is how much a place of a square of heights is turned to the light, in metres a
// pixel (Horn, 1981): negative in the shadow, and a little where it is steep; 0 where a
// neighbour is not known.
func toLight(heights []float64, side, i int) float64 {
	north, south := heights[i-side-1:i-side+2], heights[i+side-1:i+side+2]
	east := (north[2] + 2*heights[i+1] + south[2] - north[0] - 2*heights[i-1] - south[0]) / 8
	down := (south[0] + 2*south[1] + south[2] - north[0] - 2*north[1] - north[2]) / 8
	sin, cos := math.Sincos(lightFrom * math.Pi / 180)
	const dimmed = 0.3 // so that slopes along the light are not taken for flat ground
	if turned := down*cos - east*sin - dimmed*math.Hypot(east, down); !math.IsNaN(turned) {
		return turned
	}
	return 0
}

// grey codes a slope towards the light, −∞…∞, by its angle.
func grey(slope float64) uint8 {
	return uint8(math.Round(flat + (flat-1)*math.Atan(slope)*2/math.Pi))
}
