package outline

import (
	"slices"

	"phusong/tiles/mercator"
	"phusong/tiles/mvt"
)

// Borders are the lines between junctions of a set, each once, however many areas
// meet along it: half of what the areas' rings are.
type Borders struct{ lines []line }

// line is the border between the same areas, or of one against the outside, all
// along. from[i] is the least zoom at which points[i] is drawn; one that goes round
// ends where it begins.
type line struct {
	box    mercator.Box
	points []mercator.Point
	from   []uint8
	areas  []int
}

// lineKey tells lines apart: two areas may have several borders between the same
// junctions.
type lineKey struct {
	first, second, last mercator.Point
	count               int
}

// Borders returns the lines of the set, in the order of the areas.
func (s *Set) Borders() *Borders {
	junctions := findJunctions(s.areas)
	b := &Borders{}
	places := map[lineKey]int{}
	for i, a := range s.areas {
		for r := range a.rings {
			for _, part := range a.rings[r].stretches(junctions) {
				l := a.rings[r].line(part)
				key := lineKey{l.points[0], l.points[1], l.points[len(l.points)-1], len(l.points)}
				place, known := places[key]
				if !known {
					place = len(b.lines)
					places[key] = place
					b.lines = append(b.lines, l)
				}
				b.lines[place].areas = append(b.lines[place].areas, i)
			}
		}
	}
	return b
}

// line is a stretch of the ring from its lesser end, so that it is the same from
// both its sides.
func (r *ring) line(s stretch) line {
	n := len(r.points)
	var l line
	for i := s.start; i <= s.stop; i++ {
		l.points, l.from = append(l.points, r.points[i%n]), append(l.from, r.from[i%n])
	}
	l.box = mercator.BoxOf(l.points)
	last := len(l.points) - 1
	if l.points[last].Less(l.points[0]) || l.points[0] == l.points[last] && l.points[last-1].Less(l.points[1]) {
		slices.Reverse(l.points)
		slices.Reverse(l.from)
	}
	return l
}

// Len returns the number of lines.
func (b *Borders) Len() int { return len(b.lines) }

// Areas returns the areas of the set that meet along line i.
func (b *Borders) Areas(i int) []int { return b.lines[i].areas }

// Draw draws the parts of line i that lie in the frame, beside what the geometry
// holds already.
func (b *Borders) Draw(g *mvt.Geometry, i int, f Frame, brush *Brush) {
	window, l := f.Tile.Box(f.Buffer), &b.lines[i]
	if !l.box.Meets(window) {
		return
	}
	brush.keep(l.points, l.from, f.Detail)
	mercator.ClipLine(brush.kept, window, func(part []mercator.Point) {
		brush.local = brush.local[:0]
		brush.add(part, f.Tile)
		g.Line(brush.local)
	})
}
