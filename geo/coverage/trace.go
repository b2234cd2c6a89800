package coverage

import (
	"math"
	"sync"
	"sync/atomic"

	"phusong/geo/propagation"
	"phusong/geo/terrain"
)

// trace is one goroutine's working memory for one mast after another.
type trace struct {
	*Engine
	layers []propagation.Layer
	wanted []bool // of each hex of the grid: it is predicted; nil: all are

	hexes     []int32 // within the radius, ascending
	receivers []receiver
	sorter    sorter
	rays      []*ray // of those who work on a mast at once

	losses     []uint16 // [(hex·points + point)·layers + layer]
	departures []int16  // [hex·layers + layer], of the first point that is reached
	departed   []bool
	cut        []bool // [hex]
}

// nearestKm keeps a receiver that stands at the foot of the mast off it.
const nearestKm = 0.005

// ray is the working memory for one radial after another.
type ray struct {
	tracer propagation.Tracer
	ground []float64
	km     []float64
	out    []propagation.Prediction
}

// trace is one for the hexes that are wanted; nil wants all.
func (e *Engine) trace(wanted []bool) *trace {
	t, used := e.traces.Get().(*trace)
	if !used {
		t = &trace{Engine: e}
	}
	t.wanted = wanted
	return t
}

// mast computes the footprints of one mast, one for each of its layers, on so many
// goroutines: only where a hex is one point, which lies on one radial, may there
// be more than one.
func (t *trace) mast(m *Mast, goroutines int) []*Footprint {
	t.layers = t.layers[:0]
	for _, l := range m.Layers {
		t.layers = append(t.layers, l.Layer)
	}
	frame := terrain.NewFrame(m.Position)
	t.gather(frame)
	t.sorter.sort(t.receivers, t.settings.Radials)
	t.clear()
	for len(t.rays) < goroutines {
		t.rays = append(t.rays, &ray{tracer: t.model.NewTracer()})
	}
	var next atomic.Int32
	var working sync.WaitGroup
	for _, r := range t.rays[1:goroutines] {
		working.Go(func() { t.radials(r, frame, &next) })
	}
	t.radials(t.rays[0], frame, &next)
	working.Wait()
	return t.footprints()
}

// radialsAtOnce is how many radials are taken at a time.
const radialsAtOnce = 64

// radials predicts along the radials that nobody has taken yet.
func (t *trace) radials(r *ray, frame terrain.Frame, next *atomic.Int32) {
	r.tracer.Reset(t.layers)
	for {
		from := int(next.Add(radialsAtOnce)) - radialsAtOnce
		if from >= t.settings.Radials {
			return
		}
		for radial := from; radial < min(from+radialsAtOnce, t.settings.Radials); radial++ {
			if group := t.sorter.group(radial); len(group) > 0 {
				t.radial(r, frame, radial, group)
			}
		}
	}
}

// gather finds the hexes whose centres lie within the radius, and the distance
// and nearest radial of each of their points.
func (t *trace) gather(frame terrain.Frame) {
	t.hexes = t.grid.AppendIn(t.hexes[:0], frame.Box(t.settings.RadiusKm))
	t.receivers = t.receivers[:0]
	per := t.settings.pointsPerHex()
	limit := t.settings.RadiusKm * 1000
	kept := t.hexes[:0]
	for _, h := range t.hexes {
		if t.wanted != nil && !t.wanted[h] {
			continue
		}
		for k := range per {
			east, north := frame.Offset(t.points[int(h)*per+k])
			m := math.Sqrt(east*east + north*north)
			if k == 0 {
				if m > limit {
					break
				}
				kept = append(kept, h)
			}
			t.receivers = append(t.receivers, receiver{
				km:     max(m/1000, nearestKm),
				point:  int32((len(kept)-1)*per + k),
				radial: int32(t.radialOf(east, north)),
			})
		}
	}
	t.hexes = kept
}

func (t *trace) clear() {
	points, layers := len(t.receivers), len(t.layers)
	t.losses = resized(t.losses, points*layers)
	for i := range t.losses {
		t.losses[i] = NoLoss
	}
	t.departures = resized(t.departures, len(t.hexes)*layers)
	t.departed = resized(t.departed, len(t.hexes)*layers)
	clear(t.departed)
	t.cut = resized(t.cut, len(t.hexes))
	clear(t.cut)
}

// radial predicts the receivers of one radial, nearest first.
func (t *trace) radial(ray *ray, frame terrain.Frame, number int, group []receiver) {
	step, per := t.settings.StepKm, t.settings.pointsPerHex()
	farthest := group[len(group)-1].km
	ray.ground = resized(ray.ground, int(math.Ceil(farthest/step))+2)
	azimuth := 360 * float64(number) / float64(t.settings.Radials)
	known := t.Engine.ground.RadialIn(frame, azimuth, step, ray.ground)
	ray.km = ray.km[:0]
	for _, r := range group {
		if r.km > float64(known-1)*step {
			t.cut[int(r.point)/per] = true
			continue
		}
		ray.km = append(ray.km, r.km)
	}
	if len(ray.km) == 0 {
		return
	}
	layers := len(t.layers)
	ray.out = resized(ray.out, len(ray.km)*layers)
	ray.tracer.Trace(propagation.Radial{StepKm: step, Ground: ray.ground[:known]}, ray.km, ray.out)
	for i, r := range group[:len(ray.km)] {
		t.note(int(r.point), ray.out[i*layers:(i+1)*layers])
	}
}

// note keeps the predictions of all layers at one point.
func (t *trace) note(point int, predictions []propagation.Prediction) {
	layers, per := len(t.layers), t.settings.pointsPerHex()
	for l, p := range predictions {
		loss := toLoss(p.Loss, t.layers[l].MaxLoss)
		if loss == NoLoss {
			continue
		}
		t.losses[point*layers+l] = loss
		if at := point/per*layers + l; point%per == 0 || !t.departed[at] {
			t.departures[at] = toDeparture(p.DepartureMrd)
			t.departed[at] = true
		}
	}
}

// footprints gathers what was kept, layer by layer.
func (t *trace) footprints() []*Footprint {
	var cut []int32
	for i, h := range t.hexes {
		if t.cut[i] {
			cut = append(cut, h)
		}
	}
	all := make([]*Footprint, len(t.layers))
	for l := range all {
		all[l] = t.footprint(l)
		all[l].Cut = cut
	}
	return all
}

func (t *trace) footprint(l int) *Footprint {
	layers, per := len(t.layers), t.settings.pointsPerHex()
	reached := func(i int) bool { return t.departed[i*layers+l] && !t.cut[i] }
	n := 0
	for i := range t.hexes {
		if reached(i) {
			n++
		}
	}
	f := &Footprint{Points: per, Hexes: make([]int32, 0, n), Losses: make([]uint16, 0, n*per), Departures: make([]int16, 0, n)}
	for i, h := range t.hexes {
		if !reached(i) {
			continue
		}
		f.Hexes = append(f.Hexes, h)
		f.Departures = append(f.Departures, t.departures[i*layers+l])
		for k := range per {
			f.Losses = append(f.Losses, t.losses[(i*per+k)*layers+l])
		}
	}
	return f
}

// resized returns s with length n, its contents not to be relied on.
func resized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}
