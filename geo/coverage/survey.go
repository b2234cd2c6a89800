package coverage

import (
	"context"
	"slices"
	"sync"

	"phusong/geo"
	"phusong/geo/terrain"
)

// Survey tells what single masts would do for one network: which hexes each
// would cover if it stood alone. It serves any number of goroutines.
type Survey struct {
	engine  *Engine
	network int // place in geo.Networks()
	covered geo.Level16
	scratch sync.Pool
}

// NewSurvey surveys for a network of one operator.
func (e *Engine) NewSurvey(network geo.Network) *Survey {
	s := &Survey{engine: e, network: slices.Index(geo.Networks(), network), covered: geo.ToLevel16(e.settings.scale(network.Technology).Covered())}
	s.scratch.New = func() any { return &views{count: e.settings.Radials} }
	return s
}

// From counts as covered what has at least a level, instead of the covered bound
// of the technology's scale. It returns the survey, which nobody may use yet.
func (s *Survey) From(least geo.Level16) *Survey {
	s.covered = least
	return s
}

// Each hands what each mast covers of the wanted hexes to take, in no set order
// and from several goroutines at once; the rest of the ground is not predicted,
// which saves most of the work where little is wanted. The first error of take,
// or the end of ctx, stops the work and is returned.
func (s *Survey) Each(ctx context.Context, wanted []bool, masts []Mast, take func(m *Mast, covers []int32) error) error {
	return s.engine.footprintsOn(ctx, wanted, masts, func(m *Mast, footprints []*Footprint) error {
		return take(m, s.Covers(m, footprints))
	})
}

// Covers returns the places of the hexes, ascending, where the mast alone gives
// the network the covered level at the median point. Footprints are the mast's,
// in the order of its layers.
func (s *Survey) Covers(m *Mast, footprints []*Footprint) []int32 {
	v := s.scratch.Get().(*views)
	defer s.scratch.Put(v)
	v.from()
	frame := terrain.NewFrame(m.Position)
	var found []int32
	for i, f := range footprints {
		for same := range runs(m.Layers[i].Emitters) {
			if same[0].Network == s.network {
				found = append(found, s.covers(same, frame, f, v)...)
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

func (s *Survey) covers(emitters []Emitter, frame terrain.Frame, f *Footprint, v *views) []int32 {
	s.engine.aim(v, frame, f.Hexes)
	v.look(emitters, f.Departures)
	var found []int32
	for i, h := range f.Hexes {
		radial := v.radials[i]
		for k := range emitters {
			w := &v.each[k]
			if s.served(w.toward(radial, f.Departures[i]), f.Losses[i*f.Points:(i+1)*f.Points]) {
				found = append(found, h)
				break
			}
		}
	}
	return found
}

// served reports whether most points of a hex have the covered level.
func (s *Survey) served(power geo.Level16, losses []uint16) bool {
	enough := 0
	for _, loss := range losses {
		if below(power, loss) >= s.covered {
			enough++
		}
	}
	return 2*enough > len(losses)
}
