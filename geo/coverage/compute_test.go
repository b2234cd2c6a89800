package coverage

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"phusong/geo"
)

func compute(t fataler, in Input, presences []geo.Presence) Result {
	t.Helper()
	r, err := Compute(context.Background(), in, Sites(presences), nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func network(operator geo.OperatorCode, technology geo.Technology) int {
	return slices.Index(geo.Networks(), geo.Network{Operator: operator, Technology: technology})
}

// print is a hash of everything a result says.
func print(r Result) string {
	sum := sha256.New()
	fmt.Fprint(sum, r.Sectors)
	for _, s := range r.Surfaces {
		fmt.Fprint(sum, s.Network, s.Levels, s.Covered, s.Best, s.SecondLevel, s.Second)
	}
	return fmt.Sprintf("%x", sum.Sum(nil))
}

func TestResultIsTheSameInAnyOrderOnAnyProcessors(t *testing.T) {
	for _, sub := range []bool{false, true} {
		in := world(t, sight{}, hilly)
		in.Settings.SubPoints = sub
		all := presences(rand.New(rand.NewPCG(1, 2)), 8)
		want := print(compute(t, in, all))
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
		rand.New(rand.NewPCG(3, 4)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for i := range all {
			slices.Reverse(all[i].Sectors)
		}
		for _, processors := range []int{1, 2, 5} {
			runtime.GOMAXPROCS(processors)
			if got := print(compute(t, in, all)); got != want {
				t.Errorf("on %d processors, shuffled: another result", processors)
			}
		}
	}
}

// A level that is known before stays known, and is not lower after.
func TestAddingAMastLowersNothing(t *testing.T) {
	in := world(t, sight{}, hilly)
	all := presences(rand.New(rand.NewPCG(5, 6)), 10)
	for n := 2; n < len(all); n += 3 {
		fewer, more := compute(t, in, all[:n]), compute(t, in, all[:n+1])
		for j := range fewer.Surfaces {
			for i, before := range fewer.Surfaces[j].Levels {
				if after := more.Surfaces[j].Levels[i]; after < before {
					t.Fatalf("%v: hex %d falls from %d to %d", fewer.Surfaces[j].Network, i, before, after)
				}
				if more.Surfaces[j].SecondLevel[i] < fewer.Surfaces[j].SecondLevel[i] {
					t.Fatalf("%v: the second server of hex %d falls", fewer.Surfaces[j].Network, i)
				}
			}
		}
	}
}

func TestAnyOperatorIsTheBestOfAll(t *testing.T) {
	for _, sub := range []bool{false, true} {
		in := world(t, sight{}, hilly)
		in.Settings.SubPoints = sub
		r := compute(t, in, presences(rand.New(rand.NewPCG(7, 8)), 10))
		any := r.Surfaces[network(geo.AnyOperator, geo.LTE)]
		for i := range any.Levels {
			best, covered := geo.BelowFloor, uint8(0)
			for _, o := range geo.Operators() {
				s := r.Surfaces[network(o.Code, geo.LTE)]
				best, covered = max(best, s.Levels[i]), max(covered, s.Covered[i])
			}
			if any.Levels[i] < best || any.Covered[i] < covered || !sub && any.Levels[i] != best {
				t.Fatalf("hex %d: any operator %d and %d %%, the best of them %d and %d %%",
					i, any.Levels[i], any.Covered[i], best, covered)
			}
		}
	}
}

func TestBestServerIsTheNearestOnFlatGround(t *testing.T) {
	in := world(t, sight{}, flat)
	a, b := orb.Point{105.05, 21.9}, orb.Point{105.15, 21.9}
	r := compute(t, in, []geo.Presence{presence(geo.Viettel, "A", a), presence(geo.Viettel, "B", b)})
	s := r.Surfaces[network(geo.Viettel, geo.LTE)]
	for code, at := range map[geo.SiteCode]orb.Point{"A": {105.06, 21.905}, "B": {105.14, 21.905}} {
		i, _ := in.Grid.IndexAt(at)
		ref := r.Sectors[s.Best[i]]
		p, _ := ref.Of(Sites([]geo.Presence{presence(geo.Viettel, "A", a), presence(geo.Viettel, "B", b)}))
		if p.Code != code || s.SecondLevel[i] > s.Levels[i] || s.Second[i] == s.Best[i] {
			t.Errorf("near %s serves %s", code, p.Code)
		}
	}
}

func TestOnlyWhatIsOnTheAirIsComputed(t *testing.T) {
	in := world(t, sight{}, flat)
	p := presence(geo.VNPT, "A", orb.Point{105.1, 21.9})
	p.Status = geo.StatusPlanned
	r := compute(t, in, []geo.Presence{p})
	if len(r.Sectors) != 0 || slices.Max(r.Surfaces[network(geo.VNPT, geo.LTE)].Levels) != geo.BelowFloor {
		t.Error("a planned site radiates")
	}
}

func TestASectorNoModelCanTakeIsNamed(t *testing.T) {
	in := world(t, sight{}, flat)
	p := presence(geo.VNPT, "TQG0042", orb.Point{105.1, 21.9})
	p.Sectors[1].HeightM = 0
	if _, err := Compute(context.Background(), in, Sites([]geo.Presence{p}), nil); err == nil || !contained(err.Error(), "TQG0042") {
		t.Errorf("error %v does not name the site", err)
	}
}

func contained(text, part string) bool {
	for i := range len(text) - len(part) + 1 {
		if text[i:i+len(part)] == part {
			return true
		}
	}
	return false
}

func TestComputeEndsWithItsContext(t *testing.T) {
	in := world(t, sight{}, flat)
	ctx, cancel := context.WithCancel(context.Background())
	_, err := Compute(ctx, in, Sites(presences(rand.New(rand.NewPCG(1, 1)), 8)), func(done, total int) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestProgressCountsEveryMastOnce(t *testing.T) {
	in := world(t, sight{}, flat)
	sites := Sites(presences(rand.New(rand.NewPCG(1, 1)), 8))
	var seen []int
	if _, err := Compute(context.Background(), in, sites, func(done, total int) {
		if total != len(sites) {
			t.Errorf("%d masts of %d", total, len(sites))
		}
		seen = append(seen, done)
	}); err != nil {
		t.Fatal(err)
	}
	for i, done := range seen {
		if done != i+1 {
			t.Errorf("progress %v", seen)
			break
		}
	}
}
