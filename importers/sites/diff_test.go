package sites

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"phusong/geo"
)

func mast(code string, lon, lat float64) geo.Presence {
	return geo.Presence{Operator: geo.Viettel, Code: geo.SiteCode(code), Name: code, Position: orb.Point{lon, lat}, Status: geo.StatusOnAir}
}

func named(p geo.Presence, name string) geo.Presence { p.Name = name; return p }

func codes(list []geo.Presence) (all []geo.SiteCode) {
	for _, p := range list {
		all = append(all, p.Code)
	}
	return all
}

func TestWhatAListChanges(t *testing.T) {
	was := []geo.Presence{mast("A", 105.1, 22.1), mast("B", 105.2, 22.2), mast("C", 105.3, 22.3), mast("D", 105.4, 22.4)}
	full := Terms{Full: true}
	for _, tt := range []struct {
		name                              string
		now                               []geo.Presence
		terms                             Terms
		added, changed, moved, gone, kept int
	}{
		{"the same list changes nothing", was, full, 0, 0, 0, 0, 0},
		{"one name", []geo.Presence{named(was[0], "a"), was[1], was[2], was[3]}, full, 0, 1, 0, 0, 0},
		{"ninety metres are a better measurement", []geo.Presence{mast("A", 105.1, 22.10081), was[1], was[2], was[3]}, full, 0, 1, 0, 0, 0},
		{"a hundred and eleven metres are a move", []geo.Presence{mast("A", 105.1, 22.101), was[1], was[2], was[3]}, full, 0, 0, 1, 0, 0},
		{"what a full list leaves out is gone", was[:2], full, 0, 0, 0, 2, 0},
		{"what a part leaves out stays", was[:2], Terms{}, 0, 0, 0, 0, 2},
		{"a row that waits for an answer takes nothing away", was[:2], Terms{Full: true, Unsettled: map[Key]bool{KeyOf(was[2]): true}}, 0, 0, 0, 1, 1},
		{"a new code on an old place is the same mast", []geo.Presence{was[0], was[1], was[2], mast("TQ-D", 105.4001, 22.4)}, full, 0, 1, 0, 0, 0},
		{"a new code on an old place that is still named is a new one", append([]geo.Presence{mast("E", 105.4, 22.4)}, was...), full, 1, 0, 0, 0, 0},
		{"a part gives no new codes", []geo.Presence{mast("TQ-D", 105.4001, 22.4)}, Terms{}, 1, 0, 0, 0, 4},
		{"an empty list takes all away", nil, full, 0, 0, 0, 4, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := Compare(was, tt.now, tt.terms)
			got := []int{len(d.New), len(d.Changed), len(d.Moved), len(d.Removed), len(d.Kept)}
			if want := []int{tt.added, tt.changed, tt.moved, tt.gone, tt.kept}; !slices.Equal(got, want) {
				t.Errorf("new, changed, moved, removed, kept = %v, want %v", got, want)
			}
		})
	}
}

func TestCodesThatChangePlacesAreFollowed(t *testing.T) {
	was := []geo.Presence{mast("A", 105.1, 22.1), mast("B", 105.2, 22.2)}
	now := []geo.Presence{mast("A", 105.2, 22.2), mast("B", 105.1, 22.1)}
	if d := Compare(was, now, Terms{Full: true}); len(d.Moved) != 2 || !cmp.Equal(d.Apply(was), now) {
		t.Errorf("%d moved; applied: %v", len(d.Moved), codes(d.Apply(was)))
	}
}

func TestOneOperatorsListLeavesAnothersAlone(t *testing.T) {
	theirs := mast("A", 105.1, 22.1)
	theirs.Operator = geo.VNPT
	d := Compare([]geo.Presence{theirs}, []geo.Presence{mast("B", 105.1, 22.1)}, Terms{Full: true})
	if len(d.New) != 1 || len(d.Changed) != 0 {
		t.Errorf("the rival's mast on the same spot was taken for ours: %+v", d)
	}
}

func lists(t *rapid.T, name string) []geo.Presence {
	made := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) geo.Presence {
		p := mast(fmt.Sprint("TQ", rapid.IntRange(0, 30).Draw(t, "code")),
			105+float64(rapid.IntRange(0, 20).Draw(t, "east"))/2500, 22+float64(rapid.IntRange(0, 4).Draw(t, "north"))/2500)
		p.Operator = rapid.SampledFrom([]geo.OperatorCode{geo.Viettel, geo.VNPT}).Draw(t, "operator")
		p.MastHeightM = float64(rapid.IntRange(30, 32).Draw(t, "height"))
		return p
	}), 0, 30, KeyOf).Draw(t, name)
	slices.SortFunc(made, byKey)
	return made
}

func TestADifferenceAppliedGivesTheOtherList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		was, now := lists(t, "was"), lists(t, "now")
		d := Compare(was, now, Terms{Full: true})
		if diff := cmp.Diff(now, d.Apply(was)); diff != "" && len(now)+len(d.Apply(was)) > 0 {
			t.Fatal(diff)
		}
		if again := Compare(now, d.Apply(was), Terms{Full: true}); again.Same != len(now) || len(again.Removed) > 0 {
			t.Fatalf("applied, the list still differs: %+v", again)
		}
	})
}

func TestAPartNeverRemoves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		was, now := lists(t, "was"), lists(t, "now")
		d := Compare(was, now, Terms{})
		after := map[Key]bool{}
		for _, p := range d.Apply(was) {
			after[KeyOf(p)] = true
		}
		for _, p := range append(was, now...) {
			if !after[KeyOf(p)] {
				t.Fatalf("%v is gone", KeyOf(p))
			}
		}
	})
}

func TestRowsAreCountedOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		was, now := lists(t, "was"), lists(t, "now")
		terms := Terms{Full: rapid.Bool().Draw(t, "full"), Unsettled: map[Key]bool{}}
		for _, p := range was {
			if rapid.IntRange(0, 4).Draw(t, "unsettled") == 0 {
				terms.Unsettled[KeyOf(p)] = true
			}
		}
		d := Compare(was, now, terms)
		both := d.Same + len(d.Changed) + len(d.Moved)
		if both+len(d.Removed)+len(d.Kept) != len(was) || both+len(d.New) != len(now) {
			t.Fatalf("%d old and %d new sites become %+v", len(was), len(now), d)
		}
	})
}
