package tiles

import (
	"slices"
	"sync"
)

// recent holds the things asked for last, by their names, up to a number.
type recent[T any] struct {
	mu    sync.Mutex
	most  int
	names []string // of things, the one asked for last at the end
	kept  map[string]T
}

func newRecent[T any](most int) *recent[T] { return &recent[T]{most: most, kept: map[string]T{}} }

// find returns a thing that is kept, and marks it as asked for.
func (r *recent[T]) find(name string) (thing T, is bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if thing, is = r.kept[name]; is {
		r.names = append(slices.DeleteFunc(r.names, func(n string) bool { return n == name }), name)
	}
	return thing, is
}

// add keeps a thing, unless one of its name is kept already, and lets go of the one
// not asked for longest.
func (r *recent[T]) add(name string, thing T) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, is := r.kept[name]; is {
		return
	}
	r.kept[name], r.names = thing, append(r.names, name)
	if len(r.names) > r.most {
		delete(r.kept, r.names[0])
		r.names = slices.Delete(r.names, 0, 1)
	}
}
