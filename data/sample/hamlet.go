package sample

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/paulmach/orb"

	"phusong/geo"
)

// hamletCount is how many hamlets the province of the sample has.
const hamletCount = 1733

// hamlet is one invented village.
type hamlet struct {
	code       geo.HamletCode
	name       string
	kind       geo.HamletKind
	commune    int // place in facts.communes
	centre     orb.Point
	cell       int // of the raster, that the centre lies in
	people     int
	households int
}

// settle founds the hamlets of every commune and labels the raster with their
// numbers; before, it holds the numbers of the communes.
func (r *raster) settle(f facts, g *ground, seed uint64) []hamlet {
	candidates := r.candidates(len(f.communes), g)
	var all []hamlet
	firstOf := make([]int, len(f.communes)+1)
	for c, count := range hamletCounts(f.communes) {
		chance := stream(seed, "hamlets "+string(f.communes[c].code))
		found := chooseCentres(candidates[c], count, f.communes[c].areaKm2, chance)
		all = append(all, found.hamlets(c, f.communes[c], r, chance)...)
		firstOf[c+1] = len(all)
	}
	r.shareOut(all, firstOf)
	return all
}

// hamletCounts shares hamletCount out: more people and more land, more hamlets.
func hamletCounts(communes []unit) []int {
	weights := make([]float64, len(communes))
	for i, c := range communes {
		weights[i] = math.Pow(float64(c.people), 0.72) * math.Pow(c.areaKm2, 0.13)
	}
	return shares(hamletCount, weights, 4)
}

// candidate is a cell where people might live; comfort is 0…1.
type candidate struct {
	cell    int
	at      orb.Point
	comfort float64
}

// candidates lists every third cell, both ways, that lies well inside its
// commune, by commune.
func (r *raster) candidates(communes int, g *ground) [][]candidate {
	all := make([][]candidate, communes)
	for row := 1; row+1 < r.rows; row += 3 {
		for i := row*r.cols + 1; i < (row+1)*r.cols-1; i += 3 {
			if l := r.label[i]; l != nowhere && r.inner(i) {
				p := r.centre(i)
				all[l] = append(all[l], candidate{i, p, comfort(g, p)})
			}
		}
	}
	return all
}

// inner says whether the cells around i have i's label.
func (r *raster) inner(i int) bool {
	for _, row := range [3]int{i - r.cols, i, i + r.cols} {
		for n := row - 1; n <= row+1; n++ {
			if n < 0 || n >= len(r.label) || r.label[n] != r.label[i] {
				return false
			}
		}
	}
	return true
}

// comfort says how readily people settle at p: low above the stream, flat.
func comfort(g *ground, p orb.Point) float64 {
	return math.Exp(-g.above(p)/45)*math.Exp(-g.steepness(p)/0.12) + 1e-4
}

// centres are the places chosen for the hamlets of one commune.
type centres []candidate

// chooseCentres picks count places by chance, comfortable ones more likely, as
// far apart as the commune's land allows.
func chooseCentres(from []candidate, count int, areaKm2 float64, chance *rand.Rand) centres {
	keys := make([]float64, len(from))
	for i, c := range from {
		keys[i] = chance.ExpFloat64() / c.comfort
	}
	order := ascending(keys)
	for apart := 0.95 * math.Sqrt(areaKm2/float64(count)); ; apart *= 0.88 {
		var chosen centres
		for _, i := range order {
			if chosen.clear(from[i].at, apart) {
				if chosen = append(chosen, from[i]); len(chosen) == count {
					return chosen
				}
			}
		}
	}
}

// clear says whether p is at least apart kilometres from all places.
func (c centres) clear(p orb.Point, apart float64) bool {
	for _, other := range c {
		if kilometres(p, other.at) < apart {
			return false
		}
	}
	return true
}

// hamlets founds a hamlet at each place; the first is the commune's seat.
func (c centres) hamlets(commune int, u unit, r *raster, chance *rand.Rand) []hamlet {
	weights := make([]float64, len(c))
	for i := range c {
		weights[i] = math.Exp(0.42*chance.NormFloat64()) * (0.6 + c[i].comfort)
	}
	weights[0] *= 1.5
	names := newNamer(u, chance)
	all := make([]hamlet, len(c))
	for i, people := range shares(u.people, weights, 40) {
		kind, name := names.name(i + 1)
		size := 3.5 + 0.9*chance.Float64() // people in a household
		p := c[i].at
		all[i] = hamlet{geo.HamletCode(fmt.Sprintf("%s-%03d", u.code, i+1)), name, kind, commune,
			orb.Point{math.Round(p[0]*1e6) / 1e6, math.Round(p[1]*1e6) / 1e6}, c[i].cell, people,
			max(1, int(math.Round(float64(people)/size)))}
	}
	return all
}

// shareOut gives each cell to the nearest hamlet of its commune, over the bent
// plane; what is cut off goes to a neighbour in the commune.
func (r *raster) shareOut(all []hamlet, firstOf []int) {
	seats := make([]spot, len(all))
	seat := r.seats(all)
	for i, h := range all {
		seats[i] = r.spots[h.cell]
	}
	byRows(r.rows, func(from, to int) {
		for i := from * r.cols; i < to*r.cols; i++ {
			l := r.label[i]
			if l == nowhere {
				continue
			}
			s, least := r.spots[i], float32(math.MaxFloat32)
			for h := firstOf[l]; h < firstOf[l+1]; h++ {
				dx, dy := s.x-seats[h].x, s.y-seats[h].y
				if d := dx*dx + dy*dy; d < least {
					least, r.label[i] = d, uint16(h)
				}
			}
		}
	})
	commune := func(label uint16) int {
		if label >= orphan {
			return -1
		}
		return all[label].commune
	}
	r.keepSeated(len(all), seat, commune)
	r.untieKnots(commune, seat)
}

// seats marks the cells that the hamlets' centres lie in.
func (r *raster) seats(all []hamlet) []bool {
	seat := make([]bool, r.size())
	for _, h := range all {
		seat[h.cell] = true
	}
	return seat
}
