package terrain

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// raster is a sheet made ready to be asked: pixel x grows to the east and y to
// the south, and sample (0, 0) is the first one.
type raster struct {
	west, north    float64
	perLon, perLat float64 // samples per degree
	cols, rows     int
	scale          float64
	heights        []int16
	voids          bool
	above          []*raster // rasters of higher rank that share ground with this one
	print          [sha256.Size]byte
}

func newRaster(s *Sheet, heights []int16, voids bool) *raster {
	r := &raster{
		west: s.West, north: s.North,
		perLon: 1 / s.StepLon, perLat: 1 / s.StepLat,
		cols: s.Cols, rows: s.Rows,
		scale: s.Scale, heights: heights, voids: voids,
	}
	r.print = r.fingerprint()
	return r
}

// fingerprint depends on every height and on where it lies, not on the name.
func (r *raster) fingerprint() [sha256.Size]byte {
	sum := sha256.New()
	for _, v := range []float64{r.west, r.north, r.perLon, r.perLat, float64(r.cols), r.scale} {
		binary.Write(sum, binary.LittleEndian, math.Float64bits(v))
	}
	buffer := make([]byte, 1<<16)
	for some := range slices.Chunk(r.heights, len(buffer)/2) {
		for i, h := range some {
			binary.LittleEndian.PutUint16(buffer[2*i:], uint16(h))
		}
		sum.Write(buffer[:2*len(some)])
	}
	return [sha256.Size]byte(sum.Sum(nil))
}

// bound is the rectangle between the outer samples.
func (r *raster) bound() orb.Bound {
	return orb.Bound{
		Min: orb.Point{r.west, r.north - float64(r.rows-1)/r.perLat},
		Max: orb.Point{r.west + float64(r.cols-1)/r.perLon, r.north},
	}
}

// pixel returns where p lies among the samples.
func (r *raster) pixel(p orb.Point) (x, y float64) {
	return (p.Lon() - r.west) * r.perLon, (r.north - p.Lat()) * r.perLat
}

// holds reports whether a pixel lies between the samples, or no more than apron
// beyond the outer ones.
func (r *raster) holds(x, y, apron float64) bool {
	return x >= -apron && y >= -apron && x <= float64(r.cols-1)+apron && y <= float64(r.rows-1)+apron
}

// height interpolates between the four samples around a pixel, which must lie
// in the raster or its apron. It is unknown where a sample it needs is void.
func (r *raster) height(x, y float64) (float64, bool) {
	x = min(max(x, 0), float64(r.cols-1))
	y = min(max(y, 0), float64(r.rows-1))
	ix, iy := min(int(x), r.cols-2), min(int(y), r.rows-2)
	fx, fy := x-float64(ix), y-float64(iy)
	k := iy*r.cols + ix
	a, b, c, d := r.heights[k], r.heights[k+1], r.heights[k+r.cols], r.heights[k+r.cols+1]
	if r.voids && (a == Void && fx < 1 && fy < 1 || b == Void && fx > 0 && fy < 1 ||
		c == Void && fx < 1 && fy > 0 || d == Void && fx > 0 && fy > 0) {
		return 0, false
	}
	top := float64(a) + fx*(float64(b)-float64(a))
	low := float64(c) + fx*(float64(d)-float64(c))
	return r.scale * (top + fy*(low-top)), true
}
