package data_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
)

// served is a surface of some hexes that sectors first to last serve.
func served(rng *rand.Rand, hexes int, first, last int32) geo.Surface {
	s := geo.Surface{Network: geo.Networks()[1]}
	for range hexes {
		s.Levels = append(s.Levels, geo.Level16(-1200+rng.IntN(400)))
		s.Covered = append(s.Covered, uint8(rng.IntN(101)))
		s.Best = append(s.Best, first+rng.Int32N(last-first+1))
		s.SecondLevel = append(s.SecondLevel, geo.Level16(-1200+rng.IntN(400)))
		s.Second = append(s.Second, []int32{geo.NoSector, first}[rng.IntN(2)])
	}
	return s
}

// A mast that comes first gives all sectors new numbers: what blocks say must
// stay the same then, or every release would be stored whole.
func TestABlockIsCalledByWhatItSaysNotByTheNumbersOfItsSectors(t *testing.T) {
	store := datatest.New(t)
	is := served(rand.New(rand.NewPCG(1, 2)), 500, 10, 90)
	a := store.Block(7, is)
	renumbered := is
	renumbered.Best, renumbered.Second = slices.Clone(is.Best), slices.Clone(is.Second)
	for _, column := range [][]int32{renumbered.Best, renumbered.Second} {
		for i, sector := range column {
			if sector != geo.NoSector {
				column[i] = 2*sector + 5
			}
		}
	}
	b := store.Block(7, renumbered)
	if a.Key != b.Key || len(a.Sectors) != 81 || len(b.Sectors) != 81 || b.Sectors[0] != 25 || !slices.IsSorted(b.Sectors) {
		t.Errorf("by other numbers the block is called %x and not %x, of sectors %v", b.Key, a.Key, b.Sectors)
	}
	other := is
	other.Covered = slices.Clone(is.Covered)
	other.Covered[77] ^= 1
	if store.Block(7, other).Key == a.Key {
		t.Error("a block that says something else has the same name")
	}
}

// The second of two like releases copies hexes and hamlets and shares blocks: it
// reads back as the first but for what differs.
func TestALikeReleaseSharesWhatIsTheSame(t *testing.T) {
	store, ctx, queue := datatest.New(t), t.Context(), &handed{}
	first := results(t, store)
	second := results(t, store)
	var views []*data.View
	for i, r := range []*data.Results{first, second} {
		run, _, err := store.StartRun(ctx, newRun(byte(1+i)), queue.enqueue)
		if err != nil {
			t.Fatal(err)
		}
		if i == 1 {
			for k := range r.Blocks {
				r.Blocks[k].Body = nil
			}
			r.Like = views[0].Release.Run
		}
		release, err := store.Publish(ctx, lease(t, store, data.BatchRef{Run: run.ID}, time.Minute), r)
		if err != nil {
			t.Fatal(err)
		}
		v, err := store.LoadView(ctx, release.ID)
		if err != nil {
			t.Fatal(err)
		}
		views = append(views, v)
	}
	if string(views[0].Release.Hash) != string(views[1].Release.Hash) {
		t.Error("how a release is stored changed its hash")
	}
	if diff := cmp.Diff(views[0].Surfaces, views[1].Surfaces); diff != "" {
		t.Errorf("the surfaces differ:\n%s", diff)
	}
	if diff := cmp.Diff(views[0].Hamlets, views[1].Hamlets); diff != "" {
		t.Errorf("the hamlets differ:\n%s", diff)
	}
	if !slices.Equal(views[0].Grid.Hexes, views[1].Grid.Hexes) || !slices.Equal(views[0].HexPeople, views[1].HexPeople) {
		t.Error("the hexes differ")
	}
}
