package tiles

import (
	"slices"
	"testing"
)

// all returns what is kept, in no order.
func (r *recent[T]) all() []T {
	r.mu.Lock()
	defer r.mu.Unlock()
	var things []T
	for _, thing := range r.kept {
		things = append(things, thing)
	}
	return things
}

func TestWhatWasAskedForLongestAgoIsLetGo(t *testing.T) {
	r := newRecent[int](2)
	r.add("a", 1)
	r.add("b", 2)
	r.add("a", 3) // is kept already
	if a, is := r.find("a"); !is || a != 1 {
		t.Errorf("a is %d, %v", a, is)
	}
	r.add("c", 4)
	if _, is := r.find("b"); is {
		t.Error("b is kept, though a was asked for after it")
	}
	if all := r.all(); len(all) != 2 || !slices.Contains(all, 1) || !slices.Contains(all, 4) {
		t.Errorf("kept are %v", all)
	}
}
