package coverage

import (
	"fmt"
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

// cut is a base of surfaces in blocks of some hundred hexes.
func cut(masts []Mast, surfaces []geo.Surface) (base Base) {
	base.Masts = masts
	for from, hexes := 0, len(surfaces[0].Levels); from < hexes; from += 100 {
		b := Block{Span: Span{int32(from), int32(min(from+100, hexes))}}
		for _, s := range surfaces {
			serving := slices.Concat(s.Best[b.From:b.To], s.Second[b.From:b.To])
			slices.Sort(serving)
			serving = slices.DeleteFunc(slices.Compact(serving), func(sector int32) bool { return sector == geo.NoSector })
			b.Serving, b.Unknown = append(b.Serving, serving), append(b.Unknown, slices.Contains(s.Levels[b.From:b.To], geo.UnknownLevel))
		}
		base.Blocks = append(base.Blocks, b)
	}
	return base
}

// piece is what a surface says in a span.
func piece(s geo.Surface, at Span) geo.Surface {
	return geo.Surface{Network: s.Network, Levels: s.Levels[at.From:at.To], Covered: s.Covered[at.From:at.To],
		Best: s.Best[at.From:at.To], SecondLevel: s.SecondLevel[at.From:at.To], Second: s.Second[at.From:at.To]}
}

func whole(*Update) {}

// reserved is the reserve of masts, so many deep.
func reserved(t fataler, e *Engine, masts []Mast, made map[*Mast][]*Footprint, depth int) *Reserve {
	t.Helper()
	networks := map[int]bool{}
	for _, m := range masts {
		for _, l := range m.Layers {
			for _, emitter := range l.Emitters {
				networks[emitter.Network] = true
			}
		}
	}
	r, ok := e.NewReserve(masts, bytesEach*depth*e.grid.Len()*max(1, len(networks)))
	if !ok || r.depth != depth && len(networks) > 0 { // of nobody on the air it is as deep as can be
		t.Fatal("there is no reserve of that depth")
	}
	for i := range masts {
		r.Add(&masts[i], made[&masts[i]])
	}
	return r
}

func sameBest(t *rapid.T, got, want []geo.Surface) {
	for i := range want {
		if !slices.Equal(got[i].Levels, want[i].Levels) || !slices.Equal(got[i].Covered, want[i].Covered) || !slices.Equal(got[i].Best, want[i].Best) {
			t.Fatalf("%v differs where only best servers are asked for", want[i].Network)
		}
	}
}

// effort is how much an update took: footprints, and blocks of a network.
type effort struct{ footprints, blocks int }

// updated is the fold of all masts, from a base.
func updated(t fataler, e *Engine, masts, after []Mast, surfaces []geo.Surface, made map[*Mast][]*Footprint, as func(*Update)) (now []geo.Surface, took effort) {
	t.Helper()
	footprints := map[FootprintKey][]byte{}
	for m, fs := range made {
		for i, f := range fs {
			footprints[m.Layers[i].Key] = f.Append(nil)
		}
	}
	base := cut(masts, surfaces)
	u, ok := e.NewUpdate(base, after)
	if !ok {
		t.Fatal("there is no update")
	}
	as(u)
	for _, m := range u.Came() {
		for i := range m.Layers {
			spans, err := FootprintSpans(footprints[m.Layers[i].Key])
			if err != nil {
				t.Fatal(err)
			}
			u.Reach(&m.Layers[i], spans)
		}
	}
	var workers sync.WaitGroup
	for _, n := range u.Needs() {
		took.blocks++
		workers.Go(func() { u.Restore(n, piece(surfaces[n.Network], base.Blocks[n.Block].Span)) })
	}
	workers.Wait()
	for _, m := range u.Wanted() {
		took.footprints += len(m.Layers)
		workers.Go(func() {
			var own []*Footprint
			for i := range m.Layers {
				f, _ := ParseFootprintWithin(footprints[m.Layers[i].Key], func(s Span) bool { return u.Within(&m.Layers[i], s) })
				own = append(own, f)
			}
			u.Add(&m, own)
		})
	}
	workers.Wait()
	for _, s := range surfaces {
		s.Levels, s.Covered, s.SecondLevel = slices.Clone(s.Levels), slices.Clone(s.Covered), slices.Clone(s.SecondLevel)
		s.Best, s.Second = slices.Clone(s.Best), slices.Clone(s.Second)
		for h := range s.Best {
			s.Best[h], s.Second[h] = u.Now(s.Best[h]), u.Now(s.Second[h])
		}
		now = append(now, s)
	}
	changed, lock := map[Need]geo.Surface{}, sync.Mutex{}
	write := func(n Need, is geo.Surface) {
		to := piece(now[n.Network], base.Blocks[n.Block].Span)
		copy(to.Levels, is.Levels)
		copy(to.Covered, is.Covered)
		copy(to.Best, is.Best)
		copy(to.SecondLevel, is.SecondLevel)
		copy(to.Second, is.Second)
	}
	was := func(n Need) geo.Surface { return piece(surfaces[n.Network], base.Blocks[n.Block].Span) }
	u.Each(func(n Need, is geo.Surface) {
		write(n, is)
		lock.Lock()
		defer lock.Unlock()
		if u.best && !u.Same(was(n), is) {
			changed[n] = is
		}
	})
	given := map[Need]geo.Surface{}
	for _, n := range u.AnyNeeds(changed) {
		given[n] = was(n)
	}
	for n, is := range u.AnyOperator(changed, given) {
		write(n, is)
	}
	return now, took
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
				surfaces, before := folded(e, masts, made), made
				for range 2 {
					list = changed(rng, list, rapid.IntRange(0, 4).Draw(t, "changes"))
					after, made := mastsAndFootprints(t, e, list)
					want := folded(e, after, made)
					got, _ := updated(t, e, masts, after, surfaces, made, whole)
					for i := range want {
						if !reflect.DeepEqual(got[i], want[i]) {
							t.Fatalf("%v differs", want[i].Network)
						}
					}
					best, _ := updated(t, e, masts, after, surfaces, made, (*Update).BestOnly)
					sameBest(t, best, want)
					reserve := reserved(t, e, masts, before, rapid.IntRange(leastDepth, mostDepth).Draw(t, "depth"))
					best, _ = updated(t, e, masts, after, surfaces, made, func(u *Update) { u.BestOnly(); u.From(reserve) })
					sameBest(t, best, want)
					masts, before, surfaces = after, made, got
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
	surfaces := folded(e, masts, made)
	if _, took := updated(t, e, masts, masts, surfaces, made, whole); took != (effort{}) {
		t.Errorf("where nothing changed, it took %+v", took)
	}
	more := append(slices.Clone(list), presence(geo.Viettel, "new", orb.Point{105.1, 21.9}))
	after, madeAfter := mastsAndFootprints(t, e, more)
	operators, blocks := len(geo.Operators()), (e.grid.Len()+99)/100
	if _, took := updated(t, e, masts, after, surfaces, madeAfter, whole); took.footprints != 1 || took.blocks == 0 || took.blocks > operators*blocks {
		t.Errorf("for one new layer, it took %+v of %d blocks", took, blocks)
	}
	in.Settings.SubPoints = true
	if e, err = NewEngine(in); err != nil {
		t.Fatal(err)
	}
	if _, ok := e.NewUpdate(cut(nil, surfaces), nil); ok {
		t.Error("hexes of seven points were updated")
	}
}

// Where the two best masts go at once the third serves, which a reserve knows
// without a footprint; where it does not reach so deep, the footprints tell.
func TestAReserveKnowsWhoServesWhenTheTwoBestGo(t *testing.T) {
	in := world(t, sight{}, hilly)
	in.Settings.RadiusKm = 3
	e, err := NewEngine(in)
	if err != nil {
		t.Fatal(err)
	}
	var list []geo.Presence
	for i := range 5 {
		list = append(list, presence(geo.Viettel, geo.SiteCode(fmt.Sprint("mast ", i)), orb.Point{105.1 + 0.002*float64(i), 21.9}))
	}
	masts, made := mastsAndFootprints(t, e, list)
	surfaces := folded(e, masts, made)
	for gone, want := range map[int]map[int]bool{1: {2: true, 4: true}, 2: {2: false, 4: true}, 4: {2: false, 4: false}} {
		for depth, spared := range want {
			reserve := reserved(t, e, masts, made, depth)
			after, madeAfter := mastsAndFootprints(t, e, list[gone:])
			got, took := updated(t, e, masts, after, surfaces, madeAfter, func(u *Update) { u.BestOnly(); u.From(reserve) })
			for i, is := range folded(e, after, madeAfter) {
				if !slices.Equal(got[i].Levels, is.Levels) || !slices.Equal(got[i].Best, is.Best) {
					t.Errorf("without %d masts, %d deep: %v differs", gone, depth, is.Network)
				}
			}
			if (took.footprints == 0) != spared {
				t.Errorf("without %d masts, %d deep, %d footprints were wanted", gone, depth, took.footprints)
			}
		}
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
