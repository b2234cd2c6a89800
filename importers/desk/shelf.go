package desk

import "sync"

// shelf keeps the readings looked at last, as many as hold so many rows.
type shelf struct {
	mu    sync.Mutex
	limit int
	rows  int
	order []string // the one used last is at the end
	kept  map[string]*Reading
}

func newShelf(limit int) *shelf { return &shelf{limit: limit, kept: map[string]*Reading{}} }

func (s *shelf) get(key string) *Reading {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.kept[key]
	if r != nil {
		s.touch(key)
	}
	return r
}

func (s *shelf) put(key string, r *Reading) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kept[key] == nil {
		s.kept[key] = r
		s.order = append(s.order, key)
		s.rows += weight(r)
	}
	s.touch(key)
	for s.rows > s.limit && len(s.order) > 1 {
		s.rows -= weight(s.kept[s.order[0]])
		delete(s.kept, s.order[0])
		s.order = s.order[1:]
	}
}

// touch moves a key to the end; s.mu is held.
func (s *shelf) touch(key string) {
	for i, k := range s.order {
		if k == key {
			s.order = append(append(s.order[:i:i], s.order[i+1:]...), key)
			return
		}
	}
}

// weight is what a reading costs: its rows and the lists beside them.
func weight(r *Reading) int { return len(r.Draft.Rows) + len(r.Was) + 1 }
