package feature

import (
	"encoding/binary"
	"math"

	"github.com/paulmach/orb"
)

// wkb reads well-known binary, of any byte order and with heights or measures,
// which are left out.
type wkb struct {
	rest     []byte
	order    binary.ByteOrder
	vertices int
	most     int // vertices
}

// The kinds of shapes of the standard, in the plane.
const (
	wkbPoint        = 1
	wkbPolygon      = 3
	wkbMultiPoint   = 4
	wkbMultiPolygon = 6
	wkbCollection   = 7
)

// packageGeometry reads a geometry as GeoPackages store it: "GP", a version,
// flags, the frame, an envelope, and then WKB.
func packageGeometry(blob []byte, most int) (orb.Geometry, int, *Fault) {
	if blob == nil {
		return nil, 0, fault("geometry-missing", "thiếu hình dạng (geometry)", "the geometry is missing")
	}
	if len(blob) < 8 || string(blob[:2]) != "GP" {
		return nil, 0, unreadable()
	}
	flags := blob[3]
	envelope := []int{0, 32, 48, 48, 64, -1, -1, -1}[flags>>1&7]
	if envelope < 0 || len(blob) < 8+envelope || flags&0x20 != 0 {
		return nil, 0, unreadable() // an unknown envelope, or a geometry of somebody's own
	}
	if flags&0x10 != 0 {
		return nil, 0, fault("geometry-empty", "hình rỗng, không có đỉnh nào", "the shape is empty: it has no vertex")
	}
	w := wkb{rest: blob[8+envelope:], most: most}
	g, f := w.geometry(0)
	if f != nil {
		g = nil
	}
	return g, w.vertices, f
}

func (w *wkb) geometry(depth int) (orb.Geometry, *Fault) {
	kind, width, ok := w.head()
	if !ok || depth > 2 {
		return nil, unreadable()
	}
	switch kind {
	case wkbPoint:
		p, ok := w.point(width)
		if !ok || !finite(p) {
			return nil, unreadable()
		}
		return p, nil
	case wkbPolygon:
		polygon, f := w.polygon(width)
		return orb.MultiPolygon{polygon}, f
	case wkbMultiPolygon:
		return w.multiPolygon()
	case wkbMultiPoint, wkbCollection:
		if n, ok := w.count(5); ok && n == 1 {
			return w.geometry(depth + 1)
		}
	}
	return nil, wrongShape()
}

func (w *wkb) multiPolygon() (orb.Geometry, *Fault) {
	n, ok := w.count(9)
	if !ok {
		return nil, unreadable()
	}
	var all orb.MultiPolygon
	for range n {
		kind, width, ok := w.head()
		if !ok || kind != wkbPolygon {
			return nil, unreadable()
		}
		polygon, f := w.polygon(width)
		if f != nil {
			return nil, f
		}
		all = append(all, polygon)
	}
	if len(all) == 0 {
		return nil, fault("geometry-empty", "hình rỗng, không có đỉnh nào", "the shape is empty: it has no vertex")
	}
	return all, nil
}

// head reads byte order and kind; width is the numbers of one position.
func (w *wkb) head() (kind, width int, ok bool) {
	if len(w.rest) < 5 {
		return 0, 0, false
	}
	w.order = binary.BigEndian
	if w.rest[0] == 1 {
		w.order = binary.LittleEndian
	}
	code := w.order.Uint32(w.rest[1:])
	w.rest = w.rest[5:]
	width = 2
	switch code / 1000 {
	case 0:
	case 1, 2:
		width = 3
	case 3:
		width = 4
	default:
		return 0, 0, false
	}
	return int(code % 1000), width, true
}

// count reads a number of parts, each of at least so many bytes: a number that
// the rest cannot hold is a lie.
func (w *wkb) count(least int) (int, bool) {
	if len(w.rest) < 4 {
		return 0, false
	}
	n := w.order.Uint32(w.rest)
	w.rest = w.rest[4:]
	return int(n), int64(n)*int64(least) <= int64(len(w.rest))
}

func (w *wkb) point(width int) (orb.Point, bool) {
	if len(w.rest) < 8*width {
		return orb.Point{}, false
	}
	p := orb.Point{math.Float64frombits(w.order.Uint64(w.rest)), math.Float64frombits(w.order.Uint64(w.rest[8:]))}
	w.rest = w.rest[8*width:]
	w.vertices++
	return p, true
}

func (w *wkb) polygon(width int) (orb.Polygon, *Fault) {
	rings, ok := w.count(4)
	if !ok {
		return nil, unreadable()
	}
	var polygon orb.Polygon
	for range rings {
		n, ok := w.count(8 * width)
		if !ok {
			return nil, unreadable()
		}
		if w.vertices+n > w.most {
			return nil, tooManyVertices(w.most)
		}
		ring := make(orb.Ring, n)
		for i := range ring {
			ring[i], _ = w.point(width)
		}
		polygon = append(polygon, ring)
	}
	return polygon, checkRings(polygon)
}
