package coverage

import (
	"slices"

	"phusong/geo"
	"phusong/geo/propagation"
	"phusong/geo/terrain"
)

// views is where the hexes of one mast lie from it, and how the emitters of one
// network look that way.
type views struct {
	count   int
	radials []uint16 // of each hex of the footprint
	known   []uint16 // of each hex of the grid: one more than its radial from the mast; 0 where it was not asked yet
	asked   []int32  // hexes that are known
	all     []uint16 // radials
	each    []view
	most    []geo.Level16 // by radial: the most of any emitter
}

// from begins with another mast: what was known is so no more.
func (v *views) from() {
	for _, h := range v.asked {
		v.known[h] = 0
	}
	v.asked = v.asked[:0]
}

// aim tells the radials of hexes from the mast at the origin of frame. Its layers
// mostly have the same hexes, which are looked for once.
func (e *Engine) aim(v *views, frame terrain.Frame, hexes []int32) {
	if v.known == nil {
		v.known = make([]uint16, e.grid.Len())
	}
	v.radials = resized(v.radials, len(hexes))
	for i, h := range hexes {
		if v.known[h] == 0 {
			v.known[h] = uint16(e.radialOf(frame.Offset(e.grid.Centres[h]))) + 1
			v.asked = append(v.asked, h)
		}
		v.radials[i] = v.known[h] - 1
	}
}

// view is one emitter by radial.
type view struct {
	*Emitter
	beams []propagation.Beam
	most  []geo.Level16 // at any elevation of the footprint, or a little more
}

// look sets the views up for emitters and the departures of a footprint.
func (v *views) look(emitters []Emitter, departures []int16) {
	low, high := extent(departures)
	used := v.used()
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
		for _, radial := range used {
			w.beams[radial] = w.Antenna.Toward(360 * float64(radial) / float64(v.count))
		}
		w.bound(low, high, used)
		for _, radial := range used {
			v.most[radial] = max(v.most[radial], w.most[radial])
		}
	}
}

// used are the radials that will be asked for, some more than once: those of
// the hexes where these are few, or all.
func (v *views) used() []uint16 {
	if len(v.radials) < v.count {
		return v.radials
	}
	for len(v.all) < v.count {
		v.all = append(v.all, uint16(len(v.all)))
	}
	return v.all
}

// extent is the least and the greatest of departures.
func extent(departures []int16) (low, high int16) {
	if len(departures) == 0 {
		return 0, 0
	}
	return slices.Min(departures), slices.Max(departures)
}

// boundRadials is how many radials share a bound of a turned antenna, which
// costs as much as two levels.
const boundRadials = 16

// bound sets the most that the emitter radiates along the radials used between
// two departures.
func (w *view) bound(low, high int16, used []uint16) {
	if !w.turned {
		for _, radial := range used {
			w.most[radial] = geo.ToLevel16(w.EIRP.Plus(w.beams[radial].Gain(w.peakMrd))) + 1
		}
		return
	}
	turn := 360 / float64(len(w.most))
	for from := 0; from < len(w.most); from += boundRadials {
		middle, half := (float64(from)+(boundRadials-1)/2.0)*turn, boundRadials/2.0*turn
		most := geo.ToLevel16(w.EIRP.Plus(w.Antenna.Most(middle, half, float64(low), float64(high)))) + 1
		for radial := from; radial < min(from+boundRadials, len(w.most)); radial++ {
			w.most[radial] = most
		}
	}
}

// toward is what the emitter radiates along a radial on a path that leaves it
// at a stored departure.
func (w *view) toward(radial uint16, departure int16) geo.Level16 {
	return geo.ToLevel16(w.EIRP.Plus(w.beams[radial].Gain(float64(departure))))
}
