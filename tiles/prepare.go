package tiles

import (
	"context"

	"phusong/data"
)

// atlasBytes is the memory one release may keep atlases in. What finds no room is
// drawn when it is asked for.
const atlasBytes = 128 << 20

// Prepare draws the public layers whole: what paints the map first, Brotli after
// everything else. Until a layer is ready its tiles are drawn as they are asked
// for. It fails only when ctx ends.
func (r *Release) Prepare(ctx context.Context) error {
	public, err := r.Edition(data.PublicCut)
	if err != nil {
		return err
	}
	for first := range lastly + 1 {
		for _, s := range public.shown {
			if s.rank() == first {
				if err := r.press(ctx, s); err != nil {
					return err
				}
			}
		}
	}
	for _, s := range public.shown {
		if err := r.addBrotli(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// The order in which layers are drawn whole.
const (
	paintedFirst = iota
	paintedNext
	lastly
)

func (s *shown) rank() int {
	switch s.painter.(type) {
	case classAreas:
		return paintedFirst
	case *ground, shade:
		return lastly
	}
	return paintedNext
}

// largest returns the bytes of the largest tile of what was drawn whole, and whose.
func (e *Edition) largest() (layer string, size int) {
	for _, s := range e.shown {
		if a := s.atlas.Load(); a != nil && a.largest > size {
			layer, size = s.layer.Name, a.largest
		}
	}
	return layer, size
}

// press makes the atlas of a layer, if it has none and there is room.
func (r *Release) press(ctx context.Context, s *shown) error {
	r.pressing.Lock()
	defer r.pressing.Unlock()
	if s.box.Empty() || s.atlas.Load() != nil || r.pressed.Load() > atlasBytes {
		return nil
	}
	a, err := r.newAtlas(ctx, s)
	if err == nil {
		s.atlas.Store(a)
		r.pressed.Add(int64(a.bytes))
	}
	return err
}

func (r *Release) addBrotli(ctx context.Context, s *shown) error {
	r.pressing.Lock()
	defer r.pressing.Unlock()
	a := s.atlas.Load()
	if a == nil || a.brotli || s.layer.Format != MVT || r.pressed.Load() > atlasBytes {
		return nil
	}
	b, err := r.squeezed(ctx, a)
	if err == nil {
		s.atlas.Store(b)
		r.pressed.Add(int64(b.bytes - a.bytes))
	}
	return err
}

// pressSoon makes the atlas of a cut's own layer beside whoever asks for a tile
// of it first; another time nothing happens. Only what paints the map is worth it.
func (r *Release) pressSoon(s *shown) {
	if s.layer.Cut == data.PublicCut || s.rank() != paintedFirst || !s.asked.CompareAndSwap(false, true) {
		return
	}
	// Drawing whole takes a fraction of a second and cannot fail without an end of
	// the context; whoever asked may be gone by then.
	go func() { _ = r.press(context.Background(), s) }()
}
