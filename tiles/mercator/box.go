package mercator

import "math"

// Box is a part of the plane, its edges included. The box of nothing has Min
// greater than Max.
type Box struct{ Min, Max Point }

// EmptyBox returns the box of nothing.
func EmptyBox() Box {
	return Box{Min: Point{math.MaxUint32, math.MaxUint32}}
}

// Empty tells whether the box holds nothing.
func (b Box) Empty() bool { return b.Min.X > b.Max.X || b.Min.Y > b.Max.Y }

// With returns the least box around b and p.
func (b Box) With(p Point) Box {
	return Box{
		Min: Point{min(b.Min.X, p.X), min(b.Min.Y, p.Y)},
		Max: Point{max(b.Max.X, p.X), max(b.Max.Y, p.Y)},
	}
}

// Union returns the least box around both.
func (b Box) Union(c Box) Box {
	if c.Empty() {
		return b
	}
	return b.With(c.Min).With(c.Max)
}

// Widened returns the box with a margin of so many units on every side, cut at
// the edge of the world.
func (b Box) Widened(margin uint32) Box {
	return Box{
		Min: Point{b.Min.X - min(margin, b.Min.X), b.Min.Y - min(margin, b.Min.Y)},
		Max: Point{b.Max.X + min(margin, math.MaxUint32-b.Max.X), b.Max.Y + min(margin, math.MaxUint32-b.Max.Y)},
	}
}

// Meets tells whether the two boxes share a point.
func (b Box) Meets(c Box) bool {
	return !b.Empty() && !c.Empty() && b.Min.X <= c.Max.X && c.Min.X <= b.Max.X && b.Min.Y <= c.Max.Y && c.Min.Y <= b.Max.Y
}

// Inside tells whether all of b lies in c.
func (b Box) Inside(c Box) bool {
	return b.Min.X >= c.Min.X && b.Max.X <= c.Max.X && b.Min.Y >= c.Min.Y && b.Max.Y <= c.Max.Y
}

// Holds tells whether p lies in the box.
func (b Box) Holds(p Point) bool {
	return p.X >= b.Min.X && p.X <= b.Max.X && p.Y >= b.Min.Y && p.Y <= b.Max.Y
}

// BoxOf returns the least box around the points.
func BoxOf(points []Point) Box {
	b := EmptyBox()
	for _, p := range points {
		b = b.With(p)
	}
	return b
}

// Degrees returns the box as west, south, east, north in degrees.
func (b Box) Degrees() [4]float64 {
	northWest, southEast := b.Min.LonLat(), b.Max.LonLat()
	return [4]float64{northWest[0], southEast[1], southEast[0], northWest[1]}
}
