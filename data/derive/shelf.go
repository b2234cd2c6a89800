package derive

import (
	"container/list"
	"sync"
)

// shelf keeps the things asked for last, up to a budget of bytes. What is on it
// never changes.
type shelf[K comparable, V any] struct {
	mu     sync.Mutex
	budget int
	bytes  int
	size   func(V) int
	places map[K]*list.Element
	recent *list.List // of shelved, the latest in front
}

type shelved[K comparable, V any] struct {
	key   K
	value V
}

func newShelf[K comparable, V any](budget int, size func(V) int) *shelf[K, V] {
	return &shelf[K, V]{budget: budget, size: size, places: map[K]*list.Element{}, recent: list.New()}
}

func (s *shelf[K, V]) get(key K) (V, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	place, kept := s.places[key]
	if !kept {
		var none V
		return none, false
	}
	s.recent.MoveToFront(place)
	return place.Value.(shelved[K, V]).value, true
}

// put keeps a thing and forgets the oldest ones beyond the budget. One larger
// than the whole budget is not kept.
func (s *shelf[K, V]) put(key K, value V) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, kept := s.places[key]; kept || s.size(value) > s.budget {
		return
	}
	s.places[key] = s.recent.PushFront(shelved[K, V]{key, value})
	s.bytes += s.size(value)
	for s.bytes > s.budget {
		oldest := s.recent.Remove(s.recent.Back()).(shelved[K, V])
		delete(s.places, oldest.key)
		s.bytes -= s.size(oldest.value)
	}
}
