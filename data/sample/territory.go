package sample

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// spot is a place in the bent plane where borders are straight: kilometres.
type spot struct{ x, y float32 }

// bend returns where p lies in the plane in which territories are cut by
// straight lines; bent back, their borders wind like natural ones.
func bend(p orb.Point, n noise) spot {
	x, y := (p[0]-105)*kmPerDegreeLon, (p[1]-22)*kmPerDegreeLat
	dx := 0.55*n.sum(x/4, y/4, 3) + 0.05*n.at(x/0.45, y/0.45)
	dy := 0.55*n.sum(x/4+90, y/4-60, 3) + 0.05*n.at(x/0.45-30, y/0.45+12)
	return spot{float32(x + dx), float32(y + dy)}
}

// division cuts the province into territories by a weighted (power) Voronoi
// diagram: a place belongs to the seat with the least squared distance less the
// seat's weight.
type division struct {
	*raster
	seats   []spot
	weights []float32
	owner   []uint16 // of each labelled cell, as last claimed
}

// divide labels the province's cells with the numbers of the communes, whose
// territories come near to their shares of the province's area.
func (r *raster) divide(communes []unit, seed uint64) {
	n := newNoise(seed, "borders")
	r.spots = r.bent(n)
	d := division{raster: r, owner: make([]uint16, r.size())}
	want := make([]float64, len(communes))
	total, stated := r.areaKm2(), 0.0
	for _, c := range communes {
		d.seats = append(d.seats, bend(c.centroid, n))
		d.weights = append(d.weights, float32(c.areaKm2/math.Pi))
		stated += c.areaKm2
	}
	for i, c := range communes {
		want[i] = c.areaKm2 * total / stated
	}
	d.balance(want, 4, 90)
	d.balance(want, 2, 26)
	d.claim(1)
	for i := range r.label {
		if r.label[i] != nowhere {
			r.label[i] = d.owner[i]
		}
	}
	r.keepLargest(len(communes))
}

// bent returns the spot of each labelled cell.
func (r *raster) bent(n noise) []spot {
	spots := make([]spot, r.size())
	byRows(r.rows, func(from, to int) {
		for i := from * r.cols; i < to*r.cols; i++ {
			if r.label[i] != nowhere {
				spots[i] = bend(r.centre(i), n)
			}
		}
	})
	return spots
}

// areaKm2 is the area of all labelled cells.
func (r *raster) areaKm2() float64 {
	total := 0.0
	for row := range r.rows {
		inside := 0
		for _, l := range r.label[row*r.cols : (row+1)*r.cols] {
			if l != nowhere {
				inside++
			}
		}
		total += float64(inside) * r.cellKm2(row)
	}
	return total
}

// balance moves the weights until the territories have the areas wanted, judged
// by every stride-th cell. The weights have momentum, for land must often change
// hands through many communes on its way.
func (d *division) balance(want []float64, stride, rounds int) {
	have, speed := make([]float64, len(want)), make([]float64, len(want))
	for range rounds {
		d.claim(stride)
		clear(have)
		for row := 0; row < d.rows; row += stride {
			area := d.cellKm2(row) * float64(stride*stride)
			for i := row * d.cols; i < (row+1)*d.cols; i += stride {
				if d.label[i] != nowhere {
					have[d.owner[i]] += area
				}
			}
		}
		for i := range want {
			speed[i] = 0.85*speed[i] + 0.3*(want[i]-have[i])
			d.weights[i] += float32(speed[i])
		}
	}
}

// claim finds the owner of every stride-th cell, block by block: few seats can
// own anything in a block.
func (d *division) claim(stride int) {
	const block = 32 // cells
	byRows((d.rows+block-1)/block, func(from, to int) {
		for by := from; by < to; by++ {
			for col := 0; col < d.cols; col += block {
				d.claimBlock(col, by*block, block, stride)
			}
		}
	})
}

func (d *division) claimBlock(col, row, block, stride int) {
	var near []uint16
	for y := row; y < min(row+block, d.rows); y += stride {
		for x := col; x < min(col+block, d.cols); x += stride {
			i := y*d.cols + x
			if d.label[i] == nowhere {
				continue
			}
			if near == nil {
				near = d.nearest(d.spots[i])
			}
			d.owner[i] = d.best(d.spots[i], near)
		}
	}
}

// cost is what the diagram compares.
func (d *division) cost(s spot, seat uint16) float32 {
	dx, dy := s.x-d.seats[seat].x, s.y-d.seats[seat].y
	return dx*dx + dy*dy - d.weights[seat]
}

// best returns the seat, of those given, that owns s.
func (d *division) best(s spot, among []uint16) uint16 {
	owner, least := among[0], float32(math.MaxFloat32)
	for _, i := range among {
		if c := d.cost(s, i); c < least {
			owner, least = i, c
		}
	}
	return owner
}

// nearest returns the 12 seats of least cost at s, in order of cost.
func (d *division) nearest(s spot) []uint16 {
	const count = 12
	seats, costs := make([]uint16, 0, count+1), make([]float32, 0, count+1)
	for i := range d.seats {
		c := d.cost(s, uint16(i))
		at := len(costs)
		for at > 0 && costs[at-1] > c {
			at--
		}
		if at < count {
			seats, costs = slices.Insert(seats, at, uint16(i)), slices.Insert(costs, at, c)
			seats, costs = seats[:min(len(seats), count)], costs[:min(len(costs), count)]
		}
	}
	return seats
}
