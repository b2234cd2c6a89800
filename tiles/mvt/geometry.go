package mvt

import "encoding/binary"

// Kind is what a feature's geometry is.
type Kind uint8

// The kinds of the specification.
const (
	Unknown Kind = 0
	Points  Kind = 1
	Lines   Kind = 2
	Polygon Kind = 3
)

// The drawing commands of the specification.
const (
	moveTo    = 1
	lineTo    = 2
	closePath = 7
)

// Point is a place in the tile, in steps of its extent; y runs south.
type Point struct{ X, Y int32 }

// Geometry collects the drawing commands of one feature. The zero value is
// ready; Reset lets it serve the next feature without new memory.
type Geometry struct {
	kind   Kind
	cursor Point
	body   []byte
}

// Reset empties the geometry.
func (g *Geometry) Reset() { *g = Geometry{body: g.body[:0]} }

// Kind returns what has been drawn so far.
func (g *Geometry) Kind() Kind { return g.kind }

// Empty tells whether nothing was drawn.
func (g *Geometry) Empty() bool { return len(g.body) == 0 }

// Point draws one point, as the whole geometry.
func (g *Geometry) Point(p Point) {
	g.kind = Points
	g.command(moveTo, 1)
	g.step(p)
}

// Line draws an open line, beside those drawn before. A line of one place is not drawn.
func (g *Geometry) Line(points []Point) {
	count := distinct(points)
	if len(points) == 0 || count < 2 {
		return
	}
	g.kind = Lines
	g.command(moveTo, 1)
	g.step(points[0])
	g.command(lineTo, count-1)
	for _, p := range points[1:] {
		if p != g.cursor {
			g.step(p)
		}
	}
}

// Ring draws a ring of a polygon: outer rings clockwise on the screen (positive
// area with y to the south), holes the other way. The points may come in either
// direction, closed or not, with repeats; they are turned and thinned as needed.
// A ring without area is not drawn, and Ring says so by false. The holes of a
// polygon follow its outer ring.
func (g *Geometry) Ring(points []Point, hole bool) bool {
	points = trim(points)
	area := Area(points)
	if area == 0 {
		return false
	}
	g.kind = Polygon
	backward := (area < 0) != hole
	count := distinct(points)
	g.command(moveTo, 1)
	g.step(points[0])
	g.command(lineTo, count-1)
	for i := 1; i < len(points); i++ {
		p := points[i]
		if backward {
			p = points[len(points)-i]
		}
		if p != g.cursor {
			g.step(p)
		}
	}
	g.command(closePath, 1)
	return true
}

// Area is twice the signed area of a ring, by the surveyor's formula: positive
// when the ring runs clockwise on the screen.
func Area(points []Point) int64 {
	var sum int64
	for i, p := range points {
		q := points[(i+1)%len(points)]
		sum += int64(p.X)*int64(q.Y) - int64(q.X)*int64(p.Y)
	}
	return sum
}

// trim drops the points at both ends that repeat the first.
func trim(points []Point) []Point {
	for len(points) > 1 && points[1] == points[0] {
		points = points[1:]
	}
	for len(points) > 1 && points[len(points)-1] == points[0] {
		points = points[:len(points)-1]
	}
	return points
}

// distinct counts the points that differ from the one before.
func distinct(points []Point) int {
	count := 1
	for i := 1; i < len(points); i++ {
		if points[i] != points[i-1] {
			count++
		}
	}
	return count
}

func (g *Geometry) command(id, count int) {
	g.body = binary.AppendUvarint(g.body, uint64(count)<<3|uint64(id))
}

// step moves the cursor to p by difference, zigzag-coded in 32 bits.
func (g *Geometry) step(p Point) {
	dx, dy := p.X-g.cursor.X, p.Y-g.cursor.Y
	g.body = binary.AppendUvarint(g.body, uint64(uint32(dx<<1)^uint32(dx>>31)))
	g.body = binary.AppendUvarint(g.body, uint64(uint32(dy<<1)^uint32(dy>>31)))
	g.cursor = p
}
