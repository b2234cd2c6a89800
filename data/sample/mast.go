package sample

import (
	"math"
	"math/rand/v2"
	"strings"

	"github.com/paulmach/orb"
)

// mastCount is how many places with antennas on the air the province has.
const mastCount = 1283

// mastsApartKm is the least distance of two masts; lists differ by up to 15 m
// about the place of one.
const mastsApartKm = 0.14

// mast is a place where antennas of one or more operators stand.
type mast struct {
	at      orb.Point
	hamlet  int // the one it was built for
	town    bool
	central bool // among the first of its commune
	outer   bool // for another hamlet than the commune's seat
}

// builder sets masts one after the other.
type builder struct {
	*province
	raster *raster
	chance *rand.Rand
	places map[[2]int][]orb.Point // masts by squares of mastsApartKm
	masts  []mast
	codes  *coder
}

// build places all masts: many where many people live, near the hamlets' centres
// and a little above them.
func (p *province) build(r *raster) *builder {
	b := &builder{province: p, raster: r, chance: stream(p.seed, "masts"), places: map[[2]int][]orb.Point{},
		codes: newCoder(p)}
	weights := make([]float64, len(p.communes))
	for i, c := range p.communes {
		weights[i] = math.Pow(float64(c.people), 1.12) * (1 - 0.4*northness(c))
		if isTown(c) {
			weights[i] *= 1.3
		}
	}
	ofCommune := make([][]int, len(p.communes))
	for h := range p.hamlets {
		c := p.hamlets[h].commune
		ofCommune[c] = append(ofCommune[c], h)
	}
	for c, count := range shares(mastCount, weights, 2) {
		b.serve(c, ofCommune[c], count)
	}
	return b
}

// northness rises from 0 in the plains to 1 in the mountains of the north.
func northness(c unit) float64 { return smoothstep(21.7, 22.35, c.centroid[1]) }

// isTown says whether a commune is a ward or a district town.
func isTown(c unit) bool { return !strings.HasPrefix(c.name, "Xã") }

// serve builds the masts of one commune, each for the hamlet with the most
// people per mast so far. The commune's seat counts for more than its people:
// every operator wants to be there.
func (b *builder) serve(commune int, hamlets []int, count int) {
	want := make([]float64, len(hamlets))
	for k, h := range hamlets {
		want[k] = float64(b.hamlets[h].people) * (0.5 + b.chance.Float64())
		if k == 0 {
			want[k] *= 3.5
		} else {
			want[k] *= math.Exp(-b.hidden(h) / 55)
		}
	}
	for n := range count {
		best := 0
		for k := range want {
			if want[k] > want[best] {
				best = k
			}
		}
		want[best] *= 0.45
		b.masts = append(b.masts, mast{b.choosePlace(hamlets[best]), hamlets[best], isTown(b.communes[commune]), n < 2, best > 0})
	}
}

// hidden is how far, in metres, the land 1.2 km around a hamlet stands above it
// in the mean: such places are costly to reach and come last.
func (b *builder) hidden(h int) float64 {
	centre := b.hamlets[h].centre
	const looks = 12
	sum := 0.0
	for k := range looks {
		sum += max(b.ground.at(around(centre, 2*math.Pi*float64(k)/looks, 1.2))-b.ground.at(centre), 0)
	}
	return sum / looks
}

// choosePlace looks for a good place near a hamlet: not far, higher than the
// houses, not on a steep slope and clear of the other masts.
func (b *builder) choosePlace(h int) orb.Point {
	from := b.hamlets[h]
	foot := b.ground.at(from.centre)
	for reach := 0.55; ; reach *= 1.3 {
		best, bestScore := orb.Point{}, math.Inf(-1)
		for range 24 {
			p := b.near(from.centre, reach)
			if !b.allowed(p, from.commune) {
				continue
			}
			rise := b.ground.at(p) - foot
			score := min(rise, 40)/60 - 0.8*kilometres(p, from.centre)/reach - 2*b.ground.steepness(p) + 0.4*b.chance.Float64()
			if rise > 90 {
				score--
			}
			if score > bestScore {
				best, bestScore = p, score
			}
		}
		if !math.IsInf(bestScore, -1) {
			b.note(best)
			return best
		}
	}
}

// near is a random place within reach kilometres of p.
func (b *builder) near(p orb.Point, reach float64) orb.Point {
	return around(p, 2*math.Pi*b.chance.Float64(), reach*math.Sqrt(b.chance.Float64()))
}

// around is the place km kilometres from p, at an angle in radians from east.
func around(p orb.Point, angle, km float64) orb.Point {
	return orb.Point{round6(p[0] + km*math.Cos(angle)/kmPerDegreeLon), round6(p[1] + km*math.Sin(angle)/kmPerDegreeLat)}
}

func round6(degrees float64) float64 { return math.Round(degrees*1e6) / 1e6 }

// allowed says whether a mast may stand at p: inside the commune and clear of
// all others.
func (b *builder) allowed(p orb.Point, commune int) bool {
	l := b.raster.label[b.raster.cellAt(p)]
	if l == nowhere || b.hamlets[b.atoms[l].hamlet].commune != commune {
		return false
	}
	square := b.square(p)
	for x := square[0] - 1; x <= square[0]+1; x++ {
		for y := square[1] - 1; y <= square[1]+1; y++ {
			for _, other := range b.places[[2]int{x, y}] {
				if kilometres(p, other) < mastsApartKm {
					return false
				}
			}
		}
	}
	return true
}

func (b *builder) note(p orb.Point) {
	square := b.square(p)
	b.places[square] = append(b.places[square], p)
}

func (b *builder) square(p orb.Point) [2]int {
	return [2]int{int(p[0] * kmPerDegreeLon / mastsApartKm), int(p[1] * kmPerDegreeLat / mastsApartKm)}
}
