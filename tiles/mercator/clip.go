package mercator

// Clip cuts a ring to a box (Sutherland and Hodgman, 1974) and appends the
// result to out; nothing is appended when nothing of the ring is inside. Where
// the ring leaves the box and comes back, the result runs along the box's edge.
// An edge that two rings share is cut at the same point whichever way it runs.
func Clip(out, ring []Point, box Box) []Point {
	bounds := BoxOf(ring)
	if !bounds.Meets(box) {
		return out
	}
	if bounds.Inside(box) {
		return append(out, ring...)
	}
	var spare [64]Point
	buffer := append(spare[:0], ring...)
	for _, side := range box.sides() {
		start := len(out)
		out = side.cut(out, buffer)
		if side.vertical && !side.lower {
			return out
		}
		buffer = append(buffer[:0], out[start:]...)
		out = out[:start]
	}
	return out
}

// ClipLine cuts an open line to a box and calls visit with every part inside, in
// order, of two points and more; a part's memory serves the next one.
func ClipLine(line []Point, box Box, visit func(part []Point)) {
	if !BoxOf(line).Meets(box) {
		return
	}
	var part []Point
	end := func() {
		if len(part) > 1 {
			visit(part)
		}
		part = part[:0]
	}
	for i := 1; i < len(line); i++ {
		a, b, inside := box.clip(line[i-1], line[i])
		if !inside {
			end()
			continue
		}
		if len(part) == 0 || part[len(part)-1] != a {
			end()
			part = append(part, a)
		}
		part = append(part, b)
	}
	end()
}

// clip cuts the edge ab to the box.
func (b Box) clip(from, to Point) (Point, Point, bool) {
	for _, s := range b.sides() {
		switch {
		case !s.keeps(from) && !s.keeps(to):
			return from, to, false
		case !s.keeps(from):
			from = s.crossing(from, to)
		case !s.keeps(to):
			to = s.crossing(from, to)
		}
	}
	return from, to, true
}

func (b Box) sides() [4]side {
	return [4]side{{false, true, b.Min.X}, {false, false, b.Max.X}, {true, true, b.Min.Y}, {true, false, b.Max.Y}}
}

// side is one edge of a box: y when vertical, else x; what is kept lies at or
// above bound when lower is true, at or below it otherwise.
type side struct {
	vertical, lower bool
	bound           uint32
}

func (s side) cut(out, ring []Point) []Point {
	if len(ring) == 0 {
		return out
	}
	last := ring[len(ring)-1]
	for _, p := range ring {
		if s.keeps(last) != s.keeps(p) {
			out = append(out, s.crossing(last, p))
		}
		if s.keeps(p) {
			out = append(out, p)
		}
		last = p
	}
	return out
}

func (s side) keeps(p Point) bool {
	v := p.X
	if s.vertical {
		v = p.Y
	}
	if s.lower {
		return v >= s.bound
	}
	return v <= s.bound
}

// crossing is where the edge ab meets the bound. The ends are put in order
// first, so that ab and ba meet it at the same point.
func (s side) crossing(a, b Point) Point {
	if b.Less(a) {
		a, b = b, a
	}
	dx, dy := int64(b.X)-int64(a.X), int64(b.Y)-int64(a.Y)
	if s.vertical {
		share := float64(int64(s.bound)-int64(a.Y)) / float64(dy)
		return Point{uint32(int64(a.X) + int64(share*float64(dx))), s.bound}
	}
	share := float64(int64(s.bound)-int64(a.X)) / float64(dx)
	return Point{s.bound, uint32(int64(a.Y) + int64(share*float64(dy)))}
}
