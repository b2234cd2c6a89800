package coverage

import (
	"phusong/geo"
	"phusong/geo/propagation"
)

// views is where the hexes of one mast lie from it, and how the emitters of one
// network look that way.
type views struct {
	count   int
	radials []uint16 // of each hex of the footprint
	each    []view
	most    []geo.Level16 // by radial: the most of any emitter
}

// view is one emitter by radial.
type view struct {
	*Emitter
	beams []propagation.Beam
	most  []geo.Level16 // at any elevation, or a little more
}

// look sets the views up for emitters.
func (v *views) look(emitters []Emitter) {
	for len(v.each) < len(emitters) {
		v.each = append(v.each, view{beams: make([]propagation.Beam, v.count), most: make([]geo.Level16, v.count)})
	}
	v.most = resized(v.most, v.count)
	for radial := range v.most {
		v.most[radial] = geo.BelowFloor
	}
	for i := range emitters {
		w := &v.each[i]
		w.Emitter = &emitters[i]
		for radial := range w.beams {
			w.beams[radial] = w.Antenna.Toward(360 * float64(radial) / float64(v.count))
			w.most[radial] = w.Emitter.most(w.beams[radial])
			v.most[radial] = max(v.most[radial], w.most[radial])
		}
	}
}

// toward is what the emitter radiates along a radial on a path that leaves it
// at a stored departure.
func (w *view) toward(radial uint16, departure int16) geo.Level16 {
	return geo.ToLevel16(w.EIRP.Plus(w.beams[radial].Gain(float64(departure))))
}
