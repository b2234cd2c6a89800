package planning_test

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"phusong/geo"
	"phusong/geo/coverage"
	"phusong/geo/hex"
	"phusong/geo/planning"
)

// lamps is a small world drawn by rapid, and its lights as plain sets.
type lamps struct {
	planning.Standing
	spots, possible []map[int32]bool // by light
}

func drawLamps(t *rapid.T) lamps {
	hexes, err := hex.Fill(orb.MultiPolygon{{{{105, 22}, {105.01, 22}, {105.01, 22.01}, {105, 22.01}, {105, 22}}}}, 10, 1000)
	if err != nil {
		t.Fatal(err)
	}
	grid, err := hex.GridOf(hexes[:40])
	if err != nil {
		t.Fatal(err)
	}
	l := lamps{Standing: planning.Standing{Grid: grid, Points: rapid.SampledFrom([]int{1, 7}).Draw(t, "points"), Scales: geo.DefaultScales(), Known: make([]bool, grid.Len())}}
	for h := range l.Known {
		l.Known[h] = rapid.IntRange(0, 19).Draw(t, "known") > 0
	}
	for i := range 5 {
		people := 10 * (i + 1)
		l.Hamlets = append(l.Hamlets, geo.Hamlet{Code: geo.HamletCode(rune('a' + i)), Kind: geo.HamletThon, Centre: grid.Centres[7*i+3], People: &people})
		var shares []coverage.Share
		for h := 7 * i; h < 7*i+8; h++ { // the last one is the neighbour's too
			shares = append(shares, coverage.Share{Hex: int32(h), Area: 1.0 / 8, People: 1.0 / 8})
		}
		l.Shares = append(l.Shares, shares)
		l.Places = append(l.Places, nil)
	}
	operators := []geo.OperatorCode{geo.Viettel, geo.VNPT, geo.MobiFone}
	for m := range rapid.IntRange(1, 6).Draw(t, "masts") {
		site := geo.Site{ID: string(rune('A' + m))}
		for j, o := range operators[:rapid.IntRange(1, 3).Draw(t, "on it")] {
			p := geo.Presence{Operator: o, Code: geo.SiteCode(site.ID + string(o)), Status: geo.StatusOnAir, PowerFeeder: rapid.SampledFrom([]string{"", "471", "473"}).Draw(t, "feeder"),
				FibreNode: rapid.SampledFrom([]string{"", "N1"}).Draw(t, "node")}
			site.Presences = append(site.Presences, p)
			for n, network := range geo.Networks() {
				if network.Operator == o && network.Technology == geo.GSM {
					l.add(t, coverage.Light{Site: int32(m), Presence: int32(j), Network: n})
				}
			}
		}
		l.Sites = append(l.Sites, site)
	}
	return l
}

func (l *lamps) add(t *rapid.T, light coverage.Light) {
	set := func(most int, name string) (map[int32]bool, coverage.Runs) {
		all := rapid.SliceOfNDistinct(rapid.Int32Range(0, int32(l.Grid.Len()*l.Points-1)), 0, most*l.Points, rapid.ID).Draw(t, name)
		if name == "possible" {
			for i := range all {
				all[i] /= int32(l.Points)
			}
		}
		slices.Sort(all)
		all = slices.Compact(all)
		marked := map[int32]bool{}
		for _, n := range all {
			marked[n] = true
		}
		return marked, coverage.PackRuns(all)
	}
	spots, packed := set(25, "spots")
	possible, packedPossible := set(3, "possible")
	light.Spots, light.Possible = packed, packedPossible
	l.Lights, l.spots, l.possible = append(l.Lights, light), append(l.spots, spots), append(l.possible, possible)
}

// left works out by looking at every spot what a network does for a hamlet when
// some stations are silent.
func (l *lamps) left(n, hamlet int, silent []planning.Station) geo.Reach {
	s := geo.Surface{Levels: make([]geo.Level16, l.Grid.Len()), Covered: make([]uint8, l.Grid.Len())}
	network := geo.Networks()[n]
	scale := geo.ScaleOf(network.Technology)
	for h := range l.Grid.Len() {
		lit, maybe := map[int]bool{}, false
		for i, light := range l.Lights {
			of := geo.Networks()[light.Network]
			p := l.Sites[light.Site].Presences[light.Presence]
			if of.Technology != network.Technology || network.Operator != geo.AnyOperator && of != network || slices.Contains(silent, planning.Station{Operator: p.Operator, Code: p.Code}) {
				continue
			}
			for k := range l.Points {
				if l.spots[i][int32(h*l.Points+k)] {
					lit[k] = true
				}
			}
			maybe = maybe || l.possible[i][int32(h)]
		}
		switch {
		case !l.Known[h]:
			s.Levels[h] = geo.UnknownLevel
		case 2*len(lit) > l.Points:
			s.Levels[h], s.Covered[h] = geo.ToLevel16(scale.Covered()), uint8(math.Round(100*float64(len(lit))/float64(l.Points)))
		case maybe:
			s.Levels[h] = geo.UnknownLevel
		default:
			s.Levels[h], s.Covered[h] = geo.BelowFloor, uint8(math.Round(100*float64(len(lit))/float64(l.Points)))
		}
	}
	return coverage.ReachOf(l.Grid, &s, l.Hamlets[hamlet], l.Shares[hamlet], scale)
}

func (l *lamps) stations() (all []planning.Station) {
	for _, site := range l.Sites {
		for _, p := range site.Presences {
			all = append(all, planning.Station{Operator: p.Operator, Code: p.Code})
		}
	}
	return all
}

// After any stations fall silent, what is left is what looking at every spot
// finds; after none, what stood; after more of them never more; and whoever may
// use every network never has less than on his own. (The last two where a hex is
// one point.)
func TestWhatIsLeftIsWhatLookingEverywhereFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		world := drawLamps(t)
		r := planning.NewReliance(world.Standing, nil)
		all := world.stations()
		silent := rapid.SliceOfDistinct(rapid.SampledFrom(all), rapid.ID).Draw(t, "silent")
		more := append(slices.Clone(silent), rapid.SampledFrom(all).Draw(t, "one more"))
		none, some, most := r.Without(nil), r.Without(silent), r.Without(more)
		networks := geo.Networks()
		for n, network := range networks {
			if network.Technology != geo.GSM {
				continue
			}
			if len(none[n]) > 0 {
				t.Fatalf("nobody is silent, and %d hamlets of %v lose something", len(none[n]), network)
			}
			left, leftMost := r.After(n, some[n]), r.After(n, most[n])
			roaming := r.After(anyOf(network.Technology), some[anyOf(network.Technology)])
			for h := range world.Hamlets {
				if want := world.left(n, h, silent); left[h] != want {
					t.Fatalf("hamlet %d on %v: %+v is left, looking finds %+v", h, network, left[h], want)
				}
				if world.Points > 1 { // of a hex that may be lit from behind unknown terrain its lit part is not told
					continue
				}
				if leftMost[h].PeopleCovered > left[h].PeopleCovered || roaming[h].PeopleCovered < left[h].PeopleCovered {
					t.Fatalf("hamlet %d on %v: %v left, with one more silent %v, roaming %v", h, network, left[h], leftMost[h], roaming[h])
				}
				for _, d := range geo.Definitions() {
					if d.Verdict(left[h]) == geo.None && d.Verdict(leftMost[h]) != geo.None || d.Verdict(leftMost[h]) == geo.Covered && d.Verdict(left[h]) != geo.Covered {
						t.Fatalf("hamlet %d on %v is better off with one more silent", h, network)
					}
				}
			}
		}
	})
}

func anyOf(t geo.Technology) int {
	return slices.Index(geo.Networks(), geo.Network{Operator: geo.AnyOperator, Technology: t})
}

// The table says of every part what silencing its stations says, and names no
// part that takes nothing.
func TestTheTableIsEveryPartTriedAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		world := drawLamps(t)
		r := planning.NewReliance(world.Standing, nil)
		for _, kind := range planning.Kinds() {
			parts := r.Parts(kind)
			for n := range 1 + len(geo.Operators()) {
				told := map[int][]planning.Fall{}
				for _, f := range r.Failures(kind, n) {
					told[f.Part] = f.Falls
				}
				for i, part := range parts {
					if want := r.Without(part.Stations)[n]; !slices.Equal(told[i], want) {
						t.Fatalf("%s %s on %v: the table has %v, alone it is %v", kind, part.ID, geo.Networks()[n], told[i], want)
					}
				}
			}
		}
	})
}

// After masts came, changed and went, one after another, everything that is told
// from what was told before is what is told from the beginning.
func TestTheNextTableIsTheWholeTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		world := drawLamps(t)
		r := planning.NewReliance(world.Standing, nil)
		for turn := range 3 {
			tables(r)
			next := lamps{Standing: world.Standing}
			next.Lights, next.Sites = nil, slices.Clone(world.Sites)
			for _, l := range world.Lights {
				switch rapid.IntRange(0, 7).Draw(t, "fate") {
				case 0: // it goes
				case 1:
					next.add(t, coverage.Light{Site: l.Site, Presence: l.Presence, Network: l.Network})
				default:
					next.Lights = append(next.Lights, l)
				}
			}
			if turn == 1 { // all masts get other places
				slices.Reverse(next.Sites)
				for i := range next.Lights {
					next.Lights[i].Site = int32(len(next.Sites)-1) - next.Lights[i].Site
				}
			}
			r = planning.NewReliance(next.Standing, r)
			anew := planning.NewReliance(next.Standing, nil)
			if diff := cmp.Diff(anew.Now(), r.Now()); diff != "" {
				t.Fatalf("turn %d, what stands (-anew +next):\n%s", turn, diff)
			}
			if diff := cmp.Diff(tables(anew), tables(r)); diff != "" {
				t.Fatalf("turn %d, what falls (-anew +next):\n%s", turn, diff)
			}
			world = next
		}
	})
}

// tables are those of every kind on every channel.
func tables(r *planning.Reliance) map[planning.Kind][][]planning.Failure {
	all := map[planning.Kind][][]planning.Failure{}
	for _, kind := range planning.Kinds() {
		for n := range planning.Channels() {
			all[kind] = append(all[kind], r.Failures(kind, n))
		}
	}
	return all
}

// Feeders and nodes are those that lists name; a feeder may be several
// operators', a node is one's own.
func TestPartsAreWhatListsName(t *testing.T) {
	site := func(id string, presences ...geo.Presence) geo.Site { return geo.Site{ID: id, Presences: presences} }
	r := planning.NewReliance(planning.Standing{Grid: mustGrid(t), Points: 1, Scales: geo.DefaultScales(), Known: []bool{true}, Sites: []geo.Site{
		site("a", geo.Presence{Operator: geo.Viettel, Code: "1", PowerFeeder: "471 "}, geo.Presence{Operator: geo.VNPT, Code: "1", PowerFeeder: "471", FibreNode: "N"}),
		site("b", geo.Presence{Operator: geo.Viettel, Code: "2", FibreNode: "N"}, geo.Presence{Operator: geo.MobiFone, Code: "3"})}}, nil)
	for kind, want := range map[planning.Kind][]int{planning.KindMast: {2, 2}, planning.KindSite: {1, 1, 1, 1}, planning.KindFeeder: {2}, planning.KindFibre: {1, 1}, planning.KindOperator: {1, 2, 1}} {
		var got []int
		for _, p := range r.Parts(kind) {
			got = append(got, len(p.Stations))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: parts of %v stations, want %v", kind, got, want)
		}
	}
	if p := r.Parts(planning.KindFeeder)[0]; p.Operator != "" || p.ID != "471" {
		t.Errorf("the feeder is %+v", p)
	}
}

func mustGrid(t *testing.T) *hex.Grid {
	t.Helper()
	grid, err := hex.GridOf([]geo.Hex{hex.At(orb.Point{105, 22}, 10)})
	if err != nil {
		t.Fatal(err)
	}
	return grid
}

func TestRunsGiveBackWhatWasPacked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		numbers := rapid.SliceOfDistinct(rapid.Int32Range(0, 5000), rapid.ID).Draw(t, "numbers")
		slices.Sort(numbers)
		var back []int32
		coverage.PackRuns(numbers).Each(func(from, to int32) {
			for n := from; n < to; n++ {
				back = append(back, n)
			}
		})
		if !slices.Equal(back, numbers) {
			t.Fatalf("%v became %v", numbers, back)
		}
	})
}
