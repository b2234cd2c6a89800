package coverage

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"sync"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"phusong/geo"
)

// changed returns a list some of whose presences were moved, turned, given
// another power or height, renamed or removed, and to which some were added.
func changed(rng *rand.Rand, list []geo.Presence, changes int) []geo.Presence {
	list = slices.Clone(list)
	for i := range list {
		list[i].Sectors = slices.Clone(list[i].Sectors)
	}
	for range changes {
		i := rng.IntN(len(list))
		p := &list[i]
		switch s := &p.Sectors[rng.IntN(len(p.Sectors))]; rng.IntN(9) {
		case 0:
			p.Position = orb.Point{p.Position.Lon() + 0.01*(rng.Float64()-0.5), p.Position.Lat()}
		case 1:
			s.AzimuthDeg += 30
		case 2:
			s.PowerDBm = geo.DBm(30 + rng.IntN(20))
		case 3:
			setAll(p, func(s *geo.Sector) { s.HeightM += 7 })
		case 4:
			s.Name = "renamed"
		case 5:
			s.MechanicalTilt++
		case 6:
			if len(list) > 2 {
				list = slices.Delete(list, i, i+1)
			}
		case 7:
			p.Status = geo.StatusPaused
		default:
			list = append(list, presences(rng, 1)...)
		}
	}
	return list
}

// folded is the fold of all masts.
func folded(e *Engine, masts []Mast, made map[*Mast][]*Footprint) []geo.Surface {
	fold := e.NewFold()
	for i := range masts {
		fold.Add(&masts[i], made[&masts[i]])
	}
	return fold.Surfaces()
}

// updated is the same from a base, and how many footprints it took.
func updated(t fataler, e *Engine, base Base, masts []Mast, made map[*Mast][]*Footprint) (surfaces []geo.Surface, took int) {
	t.Helper()
	footprints := map[FootprintKey]*Footprint{}
	for m, fs := range made {
		for i, f := range fs {
			footprints[m.Layers[i].Key] = f
		}
	}
	u, ok := e.NewUpdate(base, masts)
	if !ok {
		t.Fatal("there is no update")
	}
	var adders sync.WaitGroup
	for _, m := range u.Wanted() {
		took += len(m.Layers)
		adders.Go(func() {
			var own []*Footprint
			for _, l := range m.Layers {
				own = append(own, footprints[l.Key])
			}
			u.Add(&m, own)
		})
	}
	adders.Wait()
	return u.Surfaces(), took
}

// Whatever changes in the lists, one change after another, on known and on
// partly unknown ground: an update is the fold of everything.
func TestAnUpdateIsTheFoldOfEverything(t *testing.T) {
	for name, in := range map[string]Input{"hills": world(t, sight{}, hilly), "unknown": pierced(t)} {
		t.Run(name, func(t *testing.T) {
			in.Settings.RadiusKm, in.Settings.Radials = 4, 128
			e, err := NewEngine(in)
			if err != nil {
				t.Fatal(err)
			}
			rapid.Check(t, func(t *rapid.T) {
				rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
				list := presences(rng, rapid.IntRange(2, 12).Draw(t, "presences"))
				masts, made := mastsAndFootprints(t, e, list)
				base := Base{masts, folded(e, masts, made)}
				for range 2 {
					list = changed(rng, list, rapid.IntRange(0, 4).Draw(t, "changes"))
					masts, made := mastsAndFootprints(t, e, list)
					want := folded(e, masts, made)
					got, _ := updated(t, e, base, masts, made)
					for i := range want {
						if !reflect.DeepEqual(got[i], want[i]) {
							t.Fatalf("%v differs", want[i].Network)
						}
					}
					base = Base{masts, got}
				}
			})
		})
	}
}

func TestAnUpdateTakesOnlyWhatItNeeds(t *testing.T) {
	in := world(t, sight{}, hilly)
	in.Settings.RadiusKm = 3
	e, err := NewEngine(in)
	if err != nil {
		t.Fatal(err)
	}
	list := presences(rand.New(rand.NewPCG(3, 4)), 30)
	masts, made := mastsAndFootprints(t, e, list)
	_, took := updated(t, e, Base{masts, folded(e, masts, made)}, masts, made)
	if took != 0 {
		t.Errorf("where nothing changed, %d footprints were taken", took)
	}
	more := append(slices.Clone(list), presence(geo.Viettel, "new", orb.Point{105.1, 21.9}))
	after, madeAfter := mastsAndFootprints(t, e, more)
	if _, took = updated(t, e, Base{masts, folded(e, masts, made)}, after, madeAfter); took != 1 {
		t.Errorf("for one new layer, %d footprints were taken", took)
	}
	in.Settings.SubPoints = true
	if e, err = NewEngine(in); err != nil {
		t.Fatal(err)
	}
	if _, ok := e.NewUpdate(Base{Surfaces: make([]geo.Surface, len(geo.Networks()))}, nil); ok {
		t.Error("hexes of seven points were updated")
	}
}

func TestTheLongestPartThatAscendsIsKept(t *testing.T) {
	const gone = geo.NoSector
	for _, tt := range []struct{ given, want []int32 }{
		{nil, nil},
		{[]int32{gone, gone}, []int32{gone, gone}},
		{[]int32{0, 1, gone, 2}, []int32{0, 1, gone, 2}},
		{[]int32{9, 0, 1, 2, 8, 3}, []int32{gone, 0, 1, 2, gone, 3}},
	} {
		got := slices.Clone(tt.given)
		if ascending(got); !slices.Equal(got, tt.want) {
			t.Errorf("of %v there stays %v, want %v", tt.given, got, tt.want)
		}
	}
}
