package coverage

import (
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"phusong/geo"
)

// picture computes the little world with nine hamlets and these presences.
func picture(t *testing.T, height func(orb.Point) float64, hamlets []geo.Hamlet, all ...geo.Presence) Picture {
	t.Helper()
	in := world(t, sight{}, height)
	in.Settings.RadiusKm = 3
	r := compute(t, in, all)
	p := Picture{Grid: in.Grid, HexPeople: make([]float32, in.Grid.Len()), Surfaces: r.Surfaces, Method: "sight", Land: "flat"}
	for i := range p.HexPeople {
		p.HexPeople[i] = 1
	}
	shares := Shares(p.Grid, hamlets, p.HexPeople)
	for i, reaches := range Reaches(p.Grid, r.Surfaces, hamlets, shares, geo.DefaultScales()) {
		p.Hamlets = append(p.Hamlets, geo.HamletResult{Hamlet: hamlets[i], Reaches: reaches})
	}
	sites := Sites(all)
	for _, s := range r.Sectors {
		of, sector := s.Of(sites)
		p.Transmitters = append(p.Transmitters, Transmitter{of.Operator, of.Code, sites[s.Site].Position, sector})
	}
	return p
}

// compare judges both pictures by what they keep and lists what differs.
func compare(before, after Picture, n geo.Network, d geo.Definition) []geo.HamletChange {
	q := geo.Ask(n, d)
	before.Verdicts, _ = Verdicts(before.Hamlets, q)
	after.Verdicts, _ = Verdicts(after.Hamlets, q)
	return Changes(before, after, q)
}

func TestAChangedVerdictNamesTheMastThatChangedIt(t *testing.T) {
	hamlets := quarters(3)
	at := func(i int) orb.Point { return hamlets[i].Centre }
	kept := presence(geo.Viettel, "KEPT", at(4))
	moved, weak := presence(geo.Viettel, "MOVED", at(1)), presence(geo.Viettel, "REBUILT", at(7))
	for i := range weak.Sectors {
		weak.Sectors[i].PowerDBm = -90
	}
	before := picture(t, flat, hamlets, kept, presence(geo.Viettel, "GONE", at(0)), moved, weak)
	moved.Position = at(2)
	after := picture(t, flat, append(slices.Clone(hamlets[:8]), geo.Hamlet{Code: "z", Centre: at(8), Territory: hamlets[8].Territory}),
		kept, presence(geo.Viettel, "NEW", at(6)), moved, presence(geo.Viettel, "REBUILT", at(7)))

	want := map[geo.HamletCode]geo.HamletChange{
		"a": {Was: geo.Covered, Is: geo.None, Cause: geo.CauseMastGone, Site: "GONE"},
		"b": {Was: geo.Covered, Is: geo.None, Cause: geo.CauseMastMoved, Site: "MOVED"},
		"c": {Was: geo.None, Is: geo.Covered, Cause: geo.CauseMastMoved, Site: "MOVED"},
		"g": {Was: geo.None, Is: geo.Covered, Cause: geo.CauseMastNew, Site: "NEW"},
		"h": {Was: geo.None, Is: geo.Covered, Cause: geo.CauseMastChanged, Site: "REBUILT"},
		"i": {Was: geo.None, Is: geo.Unknown, Cause: geo.CauseHamletGone},
		"z": {Was: geo.Unknown, Is: geo.None, Cause: geo.CauseHamletNew},
	}
	for _, operator := range []geo.OperatorCode{geo.Viettel, geo.AnyOperator} {
		got := compare(before, after, geo.Network{Operator: operator, Technology: geo.LTE}, geo.Definitions()[0])
		if len(got) != len(want) {
			t.Errorf("%s: %d hamlets changed, want %d", operator, len(got), len(want))
		}
		for _, c := range got {
			w := want[c.Hamlet.Code]
			if c.Was != w.Was || c.Is != w.Is || c.Cause != w.Cause || c.Site != w.Site {
				t.Errorf("%s: hamlet %s: %s → %s for %s %s, want %s → %s for %s %s",
					operator, c.Hamlet.Code, c.Was, c.Is, c.Cause, c.Site, w.Was, w.Is, w.Cause, w.Site)
			}
		}
	}
}

func TestWithoutAChangedMastTheCauseIsWhatElseDiffers(t *testing.T) {
	hamlets := quarters(3)
	mast := presence(geo.Viettel, "KEPT", hamlets[4].Centre)
	base := picture(t, flat, hamlets, mast)
	after := base
	dark := slices.Clone(base.Hamlets)
	for i := range dark {
		dark[i].Reaches = make([]geo.Reach, len(dark[i].Reaches))
	}
	after.Hamlets = dark
	network, centre := geo.Network{Operator: geo.Viettel, Technology: geo.LTE}, geo.Definitions()[0]
	causeOf := func() geo.Cause {
		changes := compare(base, after, network, centre)
		if len(changes) != 1 || changes[0].Better() != -1 || changes[0].Site != "" {
			t.Fatalf("changes %+v, want one for the worse without a mast", changes)
		}
		return changes[0].Cause
	}
	if got := causeOf(); got != geo.CauseOther {
		t.Errorf("nothing else differs: %s", got)
	}
	after.Land = "hilly"
	if got := causeOf(); got != geo.CauseGround {
		t.Errorf("other terrain: %s", got)
	}
	elsewhere := slices.Clone(dark)
	elsewhere[4].Hamlet.Centre = orb.Point{hamlets[4].Centre[0] + 0.001, hamlets[4].Centre[1]}
	after.Hamlets = elsewhere
	if got := causeOf(); got != geo.CauseBoundary {
		t.Errorf("another centre: %s", got)
	}
	after.Method = "another model"
	if got := causeOf(); got != geo.CauseModel {
		t.Errorf("another model: %s", got)
	}
	after.Method, after.Land = base.Method, base.Land
	after.Hamlets, after.Surfaces = dark, slices.Clone(base.Surfaces)
	for i := range after.Surfaces {
		after.Surfaces[i] = geo.Surface{Network: after.Surfaces[i].Network}
	}
	if got := causeOf(); got != geo.CauseHidden {
		t.Errorf("a network that is not shown: %s", got)
	}
	if changes := compare(base, base, network, centre); len(changes) != 0 {
		t.Errorf("a release differs from itself: %v", changes)
	}
}
