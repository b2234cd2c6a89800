package coverage

import (
	"math"

	"phusong/geo/propagation"
	"phusong/geo/terrain"
)

// trace is one goroutine's working memory for one mast after another.
type trace struct {
	*Engine
	tracer propagation.Tracer
	layers []propagation.Layer
	wanted []bool // of each hex of the grid: it is predicted; nil: all are

	hexes     []int32 // within the radius, ascending
	receivers []receiver
	sorter    sorter
	ground    []float64
	km        []float64
	out       []propagation.Prediction

	losses     []uint16 // [(hex·points + point)·layers + layer]
	departures []int16  // [hex·layers + layer], of the first point that is reached
	departed   []bool
	cut        []bool // [hex]
}

// nearestKm keeps a receiver that stands at the foot of the mast off it.
const nearestKm = 0.005

func (e *Engine) newTrace() *trace {
	return &trace{Engine: e, tracer: e.model.NewTracer()}
}

// mast computes the footprints of one mast, one for each of its layers.
func (t *trace) mast(m *Mast) []*Footprint {
	t.layers = t.layers[:0]
	for _, l := range m.Layers {
		t.layers = append(t.layers, l.Layer)
	}
	frame := terrain.NewFrame(m.Position)
	t.gather(frame)
	t.sorter.sort(t.receivers, t.settings.Radials)
	t.clear()
	t.tracer.Reset(t.layers)
	for radial := range t.settings.Radials {
		if group := t.sorter.group(radial); len(group) > 0 {
			t.radial(frame, radial, group)
		}
	}
	return t.footprints()
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
func (t *trace) radial(frame terrain.Frame, number int, group []receiver) {
	step, per := t.settings.StepKm, t.settings.pointsPerHex()
	farthest := group[len(group)-1].km
	t.ground = resized(t.ground, int(math.Ceil(farthest/step))+2)
	azimuth := 360 * float64(number) / float64(t.settings.Radials)
	known := t.Engine.ground.RadialIn(frame, azimuth, step, t.ground)
	t.km = t.km[:0]
	for _, r := range group {
		if r.km > float64(known-1)*step {
			t.cut[int(r.point)/per] = true
			continue
		}
		t.km = append(t.km, r.km)
	}
	if len(t.km) == 0 {
		return
	}
	layers := len(t.layers)
	t.out = resized(t.out, len(t.km)*layers)
	t.tracer.Trace(propagation.Radial{StepKm: step, Ground: t.ground[:known]}, t.km, t.out)
	for i, r := range group[:len(t.km)] {
		t.note(int(r.point), t.out[i*layers:(i+1)*layers])
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
