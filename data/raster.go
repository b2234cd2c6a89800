package data

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// ErrRaster means that bytes are not a raster we can read.
var ErrRaster = errors.New("not a readable GeoTIFF")

// Raster is one band on WGS 84. West and North are the outer corner of the
// first pixel; row 0 is the northernmost; NaN is no data.
type Raster struct {
	West, North      float64
	StepLon, StepLat float64
	Cols, Rows       int
	Values           []float32
}

// maxPixels bounds a raster before PostGIS is asked to open it.
const maxPixels = 64 << 20

// ReadRaster reads the first band of a GeoTIFF in any system PostGIS knows and
// brings it to WGS 84 (bilinear) if it is not there already.
func (s *Store) ReadRaster(ctx context.Context, tiff []byte) (Raster, error) {
	if err := boundTIFF(tiff); err != nil {
		return Raster{}, err
	}
	var wkb []byte
	err := s.pool.QueryRow(ctx, `
		WITH opened AS MATERIALIZED (SELECT ST_FromGDALRaster($1) AS r)
		SELECT ST_AsBinary(CASE WHEN ST_SRID(r) = 4326 THEN ST_Band(r, 1)
			ELSE ST_Transform(ST_Band(r, 1), 4326, 'Bilinear') END)
		FROM opened`, tiff).Scan(&wkb)
	if err != nil {
		return Raster{}, fmt.Errorf("%w: %w", ErrRaster, err)
	}
	return rasterFromWKB(wkb)
}

// boundTIFF reads the size in the first directory of a classic TIFF, so that a
// few bytes cannot make the database allocate gigabytes.
func boundTIFF(b []byte) error {
	var order binary.ByteOrder = binary.LittleEndian
	switch {
	case len(b) < 16:
		return fmt.Errorf("%w: only %d bytes", ErrRaster, len(b))
	case string(b[:4]) == "MM\x00*":
		order = binary.BigEndian
	case string(b[:4]) != "II*\x00":
		return fmt.Errorf("%w: it does not begin like a TIFF", ErrRaster)
	}
	at := uint64(order.Uint32(b[4:]))
	if at+2 > uint64(len(b)) {
		return fmt.Errorf("%w: its directory lies beyond its end", ErrRaster)
	}
	entries := uint64(order.Uint16(b[at:]))
	if at+2+12*entries > uint64(len(b)) {
		return fmt.Errorf("%w: its directory is cut off", ErrRaster)
	}
	var width, height uint64
	for i := range entries {
		entry := b[at+2+12*i:]
		value := uint64(order.Uint32(entry[8:]))
		if order.Uint16(entry[2:]) == 3 { // SHORT
			value = uint64(order.Uint16(entry[8:]))
		}
		switch order.Uint16(entry) {
		case 256:
			width = value
		case 257:
			height = value
		}
	}
	if width == 0 || height == 0 || width*height > maxPixels {
		return fmt.Errorf("%w: %d by %d pixels; at most %d in all", ErrRaster, width, height, maxPixels)
	}
	return nil
}

// rasterFromWKB reads PostGIS's own raster form: a 61-byte head, then for each
// band a byte of type and flags, the no-data value and the pixels.
func rasterFromWKB(b []byte) (Raster, error) {
	const head = 61
	if len(b) <= head || b[0] != 1 {
		return Raster{}, fmt.Errorf("%w: the database returned no raster", ErrRaster)
	}
	le := binary.LittleEndian
	f := func(at int) float64 { return math.Float64frombits(le.Uint64(b[at:])) }
	r := Raster{
		StepLon: f(5), StepLat: -f(13), West: f(21), North: f(29),
		Cols: int(le.Uint16(b[57:])), Rows: int(le.Uint16(b[59:])),
	}
	if f(37) != 0 || f(45) != 0 || r.StepLon <= 0 || r.StepLat <= 0 {
		return Raster{}, fmt.Errorf("%w: it is rotated; save it north up", ErrRaster)
	}
	if le.Uint16(b[3:]) == 0 {
		return Raster{}, fmt.Errorf("%w: it has no band", ErrRaster)
	}
	var err error
	r.Values, err = bandValues(b[head:], r.Cols*r.Rows)
	return r, err
}

func bandValues(b []byte, n int) ([]float32, error) {
	read, size := pixelReader(b[0] & 15)
	if read == nil || b[0]&0x80 != 0 || len(b) < 1+size*(n+1) {
		return nil, fmt.Errorf("%w: pixel type %d of its band is not supported", ErrRaster, b[0]&15)
	}
	hasNoData, noData := b[0]&0x40 != 0, read(b[1:])
	values := make([]float32, n)
	for i := range values {
		v := read(b[1+size*(i+1):])
		if hasNoData && v == noData || math.IsInf(v, 0) {
			v = math.NaN()
		}
		values[i] = float32(v)
	}
	return values, nil
}

func pixelReader(kind byte) (read func([]byte) float64, size int) {
	le := binary.LittleEndian
	switch kind {
	case 3:
		return func(b []byte) float64 { return float64(int8(b[0])) }, 1
	case 4:
		return func(b []byte) float64 { return float64(b[0]) }, 1
	case 5:
		return func(b []byte) float64 { return float64(int16(le.Uint16(b))) }, 2
	case 6:
		return func(b []byte) float64 { return float64(le.Uint16(b)) }, 2
	case 7:
		return func(b []byte) float64 { return float64(int32(le.Uint32(b))) }, 4
	case 8:
		return func(b []byte) float64 { return float64(le.Uint32(b)) }, 4
	case 10:
		return func(b []byte) float64 { return float64(math.Float32frombits(le.Uint32(b))) }, 4
	case 11:
		return func(b []byte) float64 { return math.Float64frombits(le.Uint64(b)) }, 8
	}
	return nil, 0
}
