package tiles

import (
	"bytes"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"

	"phusong/data"
	"phusong/tiles/hexcol"
	"phusong/tiles/mercator"
	"phusong/tiles/mvt"
	"phusong/tiles/outline"
)

// Format is how a layer's tiles are encoded, as it ends their URL.
type Format string

// The formats.
const (
	MVT Format = "mvt"
	PNG Format = "png"
	JPG Format = "jpg"
	// HexColumns are no tiles: what networks do by hex, in numbers.
	HexColumns Format = "hexcol"
)

// picture tells whether tiles are pictures, which are compressed already.
func (f Format) picture() bool { return f == PNG || f == JPG }

// ContentType returns the media type of the format.
func (f Format) ContentType() string {
	switch f {
	case PNG:
		return "image/png"
	case JPG:
		return "image/jpeg"
	case HexColumns:
		return hexcol.MediaType
	}
	return "application/vnd.mapbox-vector-tile"
}

// Layer describes a layer to those who draw it. Cut is whose it is: the public's
// are the same for everybody. Bounds are west, south, east, north in degrees.
// Tiles beyond MaxZoom hold nothing more; below MinZoom nobody should need them,
// and those of coverage are empty.
type Layer struct {
	Name             string
	Cut              data.Cut
	Format           Format
	Title            Text
	MinZoom, MaxZoom int
	quick            bool // packed by quickLevel
	Bounds           [4]float64
	Vector           []VectorLayer
	Columns          *Blocks // nil where the layer has no hex columns
}

// Blocks tells how a layer's hex columns are cut: hexes of one H3 resolution, in
// blocks by their parents of another. What lies under a hex of the resolution Pieces
// can be had alone.
type Blocks struct {
	Resolution int `json:"resolution"`
	Parents    int `json:"parents"`
	Pieces     int `json:"pieces"`
}

// VectorLayer is one MVT layer in a layer's tiles. Fields maps each attribute to
// what it says.
type VectorLayer struct {
	ID          string            `json:"id"`
	Description string            `json:"description"`
	Fields      map[string]string `json:"fields"`
	MinZoom     int               `json:"minzoom"`
	MaxZoom     int               `json:"maxzoom"`
}

// painter draws the tiles of one layer. It is safe for concurrent use.
type painter interface {
	// describe returns everything but the bounds' degrees.
	describe() Layer
	// bounds is where the layer's tiles are not empty.
	bounds() mercator.Box
	// paint returns the tile's bytes, or none where nothing lies in it. They may
	// lie in the palette's memory.
	paint(t mercator.Tile, p *palette) []byte
}

// palette is the working memory of one painting at a time.
type palette struct {
	geometry  mvt.Geometry
	brush     outline.Brush
	areas     dissolver
	points    []mvt.Point
	clipped   []mercator.Point
	layers    map[string]*mvt.Layer
	tags      []mvt.Tag
	body      []byte
	packing   bytes.Buffer
	gzip      *gzip.Writer
	quickGzip *gzip.Writer
	brotli    *brotli.Writer // nil until it is needed
}

func newPalette() *palette {
	return &palette{layers: map[string]*mvt.Layer{}, gzip: newGzip(gzipLevel), quickGzip: newGzip(quickLevel)}
}

// gzipLevel is for tiles that are drawn once and read by many; quickLevel, for large
// ones that are drawn while somebody waits: they are a tenth larger and done in
// three quarters of the time, drawing included.
const (
	gzipLevel  = 6
	quickLevel = 4
)

func newGzip(level int) *gzip.Writer {
	w, _ := gzip.NewWriterLevel(nil, level) // it is one of gzip's levels
	return w
}

// layer returns an empty MVT layer.
func (p *palette) layer(name string) *mvt.Layer {
	l := p.layers[name]
	if l == nil {
		l = mvt.NewLayer(name, mercator.Extent)
		p.layers[name] = l
	}
	l.Reset()
	return l
}

// write returns the tile of the given layers.
func (p *palette) write(layers ...*mvt.Layer) []byte {
	p.body = p.body[:0]
	for _, l := range layers {
		p.body = l.AppendTo(p.body)
	}
	return p.body
}

// The widest that features reach beyond the edge of the tile they are sent in,
// in steps of the extent: borders need a line's width, points a circle's.
const (
	areaBuffer  = 32
	pointBuffer = 128
)
