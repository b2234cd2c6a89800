package hex

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// rowsPerDegree makes rows of some 55 m, about the length of a side of a drawn
// boundary, so that a side meets few centres it has nothing to do with.
const rowsPerDegree = 2000

// rows are points in rows of latitude, west to east in each: points order[k],
// at[k] for k in start[r]…start[r+1] are those of row r.
type rows struct {
	south float64
	start []int32
	order []int32
	at    []orb.Point
}

func newRows(points []orb.Point) rows {
	south, north := math.Inf(1), math.Inf(-1)
	for _, p := range points {
		south, north = min(south, p.Lat()), max(north, p.Lat())
	}
	if len(points) == 0 {
		south, north = 0, 0
	}
	r := rows{south: south, order: make([]int32, len(points)), at: make([]orb.Point, len(points))}
	r.start = make([]int32, int((north-south)*rowsPerDegree)+2)
	for _, p := range points {
		r.start[r.row(p.Lat())+1]++
	}
	for i := 1; i < len(r.start); i++ {
		r.start[i] += r.start[i-1]
	}
	next := slices.Clone(r.start)
	for i, p := range points {
		row := r.row(p.Lat())
		r.order[next[row]] = int32(i)
		next[row]++
	}
	for i := 1; i < len(r.start); i++ {
		slices.SortFunc(r.order[r.start[i-1]:r.start[i]], func(a, b int32) int {
			return cmp.Or(cmp.Compare(points[a].Lon(), points[b].Lon()), cmp.Compare(a, b))
		})
	}
	for k, i := range r.order {
		r.at[k] = points[i]
	}
	return r
}

func (r *rows) count() int { return len(r.start) - 1 }

// row is the row of a latitude, of the nearest row for one outside.
func (r *rows) row(lat float64) int {
	f := (lat - r.south) * rowsPerDegree
	return int(min(max(f, 0), float64(r.count()-1)))
}

// Assign returns, for each area, the places of the hexes whose centres lie in
// it, ascending. Rings count by the even-odd rule, so holes are holes. A centre
// on a side shared by two areas is in exactly one of them.
func (g *Grid) Assign(areas []orb.MultiPolygon) [][]int32 {
	s := scan{rows: &g.rows, odd: make([]bool, len(g.Hexes))}
	assigned := make([][]int32, len(areas))
	for i, area := range areas {
		assigned[i] = s.inside(area)
	}
	return assigned
}

// scan finds the points of rows inside one area after another. Between areas
// odd is all false.
type scan struct {
	rows *rows
	odd  []bool  // by place in rows: crossed by an odd number of sides to its east
	from []int32 // of each row of the area: its first point not west of the area
}

func (s *scan) inside(area orb.MultiPolygon) []int32 {
	box := area.Bound()
	if len(s.odd) == 0 || box.IsEmpty() {
		return nil
	}
	first, last := s.rows.row(box.Min.Lat()), s.rows.row(box.Max.Lat())
	s.from = s.from[:0]
	for r := first; r <= last; r++ {
		from, to := s.rows.start[r], s.rows.start[r+1]
		k, _ := slices.BinarySearchFunc(s.rows.at[from:to], box.Min.Lon(),
			func(p orb.Point, west float64) int { return cmp.Compare(p.Lon(), west) })
		s.from = append(s.from, from+int32(k))
	}
	for _, polygon := range area {
		for _, ring := range polygon {
			for i := range ring {
				s.side(ring[i], ring[(i+1)%len(ring)], first)
			}
		}
	}
	return s.collect(box.Max.Lon(), first)
}

// side flips every point west of the side from a to b and level with it. The
// side is always walked upwards, so that two areas that share it agree to the bit.
func (s *scan) side(a, b orb.Point, first int) {
	if a.Lat() > b.Lat() {
		a, b = b, a
	}
	south, north := a.Lat(), b.Lat()
	if !(south < north) {
		return
	}
	west, east := min(a.Lon(), b.Lon()), max(a.Lon(), b.Lon())
	slope := (b.Lon() - a.Lon()) / (north - south)
	for r := max(s.rows.row(south), first); r <= min(s.rows.row(north), first+len(s.from)-1); r++ {
		for k := s.from[r-first]; k < s.rows.start[r+1]; k++ {
			p := s.rows.at[k]
			if p.Lon() >= east {
				break
			}
			if p.Lat() < south || p.Lat() >= north {
				continue
			}
			if p.Lon() < west || p.Lon() < a.Lon()+(p.Lat()-south)*slope {
				s.odd[k] = !s.odd[k]
			}
		}
	}
}

// collect returns the odd points, ascending by their first order, and clears them.
func (s *scan) collect(east float64, first int) []int32 {
	var found []int32
	for i, from := range s.from {
		for k := from; k < s.rows.start[first+i+1] && s.rows.at[k].Lon() <= east; k++ {
			if s.odd[k] {
				s.odd[k] = false
				found = append(found, s.rows.order[k])
			}
		}
	}
	slices.Sort(found)
	return found
}
