package tiles

import (
	"errors"
	"slices"
	"sync"
	"testing"

	"phusong/data"
	"phusong/geo"
	"phusong/tiles/hexcol"
)

// What is tried is told as the classes and levels of a release are, before and
// after, and only of what changes.
func TestTriedHexesSayBeforeAndAfterAsAReleaseDoes(t *testing.T) {
	view := served(t, 9)
	e := newEdition(t, view, data.StaffCut)
	n := slices.Index(geo.Networks(), geo.Network{Operator: geo.AnyOperator, Technology: geo.LTE})
	s, scale := view.Surfaces[n], geo.ScaleOf(geo.LTE)
	var changes []geo.HexChange
	for i, h := range view.Grid.Hexes {
		was := geo.Signal{Level: s.Levels[i]}
		if s.Best[i] != geo.NoSector {
			was.Operator = view.Sectors[s.Best[i]].Operator
		}
		if i%3 == 0 {
			changes = append(changes, geo.HexChange{Hex: h, Was: was, Becomes: geo.Signal{Level: geo.Level16(-1400 + i%1000), Operator: geo.MobiFone}})
		}
	}
	tile, err := e.Tried("a", func() ([]geo.HexChange, geo.Scale, error) { return changes, scale, nil })
	if err != nil {
		t.Fatal(err)
	}
	tried, err := hexcol.Decode(tile.Body())
	if err != nil {
		t.Fatal(err)
	}
	now := map[geo.Hex][3]int{}
	for _, b := range columnsOf(t, e, "4G-any", 0).Blocks {
		for i, h := range b.Hexes {
			now[h] = [3]int{int(b.Classes[i]), int(b.Levels[i]), int(b.Operators[i])}
		}
	}
	seen := 0
	for _, b := range tried.Blocks {
		for i, h := range b.Hexes {
			c := changes[seen]
			if was := [3]int{int(b.Before.Classes[i]), int(b.Before.Levels[i]), int(b.Before.Operators[i])}; h != c.Hex || was != now[h] {
				t.Fatalf("%v was %v, the release says %v", h, was, now[h])
			}
			class, level := c.Becomes.Level.Class(scale), float64(0)
			if class != geo.ClassNone {
				level = float64(c.Becomes.Level) / 10
			}
			if off := float64(b.Levels[i]) - level; b.Classes[i] != class || off < -0.5 || off > 0.5 || int(b.Operators[i]) != geo.OperatorRank(geo.MobiFone)+1 {
				t.Fatalf("%v becomes %v, %d dBm by %d, not %v, %v dBm", h, b.Classes[i], b.Levels[i], b.Operators[i], class, level)
			}
			seen++
		}
	}
	if seen != len(changes) {
		t.Errorf("%d hexes of %d", seen, len(changes))
	}
}

// Those who ask for one thing at once wait for one working out; a failure is told
// and not kept, that nothing changes is.
func TestWhatIsTriedIsWorkedOutOnce(t *testing.T) {
	e := newEdition(t, served(t, 8), data.StaffCut)
	var asked int
	changed := func() ([]geo.HexChange, geo.Scale, error) {
		asked++
		return []geo.HexChange{{Hex: e.View.Grid.Hexes[0], Becomes: geo.Signal{Level: -900}}}, geo.ScaleOf(geo.LTE), nil
	}
	var wait sync.WaitGroup
	for range 20 {
		wait.Go(func() {
			if _, err := e.Tried("b", changed); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if asked != 1 {
		t.Errorf("worked out %d times", asked)
	}
	broken := errors.New("broken")
	if _, err := e.Tried("c", func() ([]geo.HexChange, geo.Scale, error) { return nil, geo.Scale{}, broken }); !errors.Is(err, broken) {
		t.Errorf("a failure is %v", err)
	}
	for range 2 {
		if _, err := e.Tried("c", func() ([]geo.HexChange, geo.Scale, error) { return nil, geo.Scale{}, nil }); !errors.Is(err, ErrEmpty) {
			t.Errorf("no change is %v", err)
		}
	}
}
