package coverage

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/geo/hex"
	"phusong/geo/terrain"
)

// Picture is one release as far as changes can be told from it. Surfaces and
// each hamlet's Reaches are in geo.Networks order; Surfaces refer to
// Transmitters by place. A surface without levels is not shown to whoever asks:
// then no mast is named. Two pictures of equal Method were computed alike, of
// equal Land on the same terrain and people.
type Picture struct {
	Grid         *hex.Grid
	HexPeople    []float32
	Surfaces     []geo.Surface
	Hamlets      []geo.HamletResult
	Transmitters []Transmitter
	Method, Land string
}

// Transmitter is a sector of a picture and where it stands.
type Transmitter struct {
	Operator geo.OperatorCode
	Site     geo.SiteCode
	Position orb.Point
	Sector   geo.Sector
}

// movedKm is how far a site must have gone to have moved; less is a better
// measurement of the same place.
const movedKm = 0.1

// Changes lists the hamlets whose verdict differs from before to after, by
// code. It costs a look at every hamlet and at the hexes of those that differ.
func Changes(before, after Picture, network geo.Network, definition geo.Definition) []geo.HamletChange {
	place := slices.Index(geo.Networks(), network)
	found := flips(before.Hamlets, after.Hamlets, place, definition)
	c := comparison{before: before, after: after, place: place, centre: definition.Basis == geo.BasisCentre}
	c.sites[0], c.sites[1] = sitesOf(before.Transmitters), sitesOf(after.Transmitters)
	c.explain(found)
	changes := make([]geo.HamletChange, len(found))
	for i, f := range found {
		changes[i] = f.HamletChange
	}
	return changes
}

// flip is a change and the hamlet on both sides; nil where it is not there.
type flip struct {
	geo.HamletChange
	before, after *geo.HamletResult
}

func flips(before, after []geo.HamletResult, place int, definition geo.Definition) []flip {
	old := map[geo.HamletCode]*geo.HamletResult{}
	for i := range before {
		old[before[i].Hamlet.Code] = &before[i]
	}
	var found []flip
	for i := range after {
		is := &after[i]
		f := flip{HamletChange: geo.HamletChange{Hamlet: is.Hamlet, Places: is.Places, Is: definition.Verdict(is.Reaches[place])}, before: old[is.Hamlet.Code], after: is}
		delete(old, is.Hamlet.Code)
		if f.before == nil {
			f.Cause = geo.CauseHamletNew
		} else if f.Was = definition.Verdict(f.before.Reaches[place]); f.Was == f.Is {
			continue
		}
		found = append(found, f)
	}
	for _, was := range old {
		found = append(found, flip{HamletChange: geo.HamletChange{Hamlet: was.Hamlet, Places: was.Places,
			Was: definition.Verdict(was.Reaches[place]), Cause: geo.CauseHamletGone}, before: was})
	}
	found = slices.DeleteFunc(found, func(f flip) bool { return f.Hamlet.Kind == geo.HamletRest })
	slices.SortFunc(found, func(a, b flip) int { return cmp.Compare(a.Hamlet.Code, b.Hamlet.Code) })
	return found
}

// siteKey names a presence in both pictures.
type siteKey struct {
	operator geo.OperatorCode
	site     geo.SiteCode
}

func sitesOf(all []Transmitter) map[siteKey][]Transmitter {
	sites := map[siteKey][]Transmitter{}
	for _, t := range all {
		key := siteKey{t.Operator, t.Site}
		sites[key] = append(sites[key], t)
	}
	return sites
}

// comparison is two pictures side by side, for one network.
type comparison struct {
	before, after Picture
	place         int
	centre        bool // only the centre's hex decides
	sites         [2]map[siteKey][]Transmitter
}

// explain finds the cause of every change that has none yet.
func (c *comparison) explain(found []flip) {
	// Who gained signal is served by somebody after, who lost it was before.
	for _, gained := range []bool{true, false} {
		server, other := c.before, c.after
		if gained {
			server, other = c.after, c.before
		}
		var asked []int
		var hamlets []geo.Hamlet
		for i, f := range found {
			if f.Cause == "" && (f.Is > f.Was) == gained {
				side := f.before
				if gained {
					side = f.after
				}
				asked, hamlets = append(asked, i), append(hamlets, side.Hamlet)
			}
		}
		for k, shares := range Shares(server.Grid, hamlets, server.HexPeople) {
			f := &found[asked[k]]
			if c.centre {
				shares = atCentre(server.Grid, hamlets[k], shares)
			}
			key, known := c.decider(server, other, shares)
			f.Cause = c.cause(key, known, gained, f)
			switch f.Cause {
			case geo.CauseMastNew, geo.CauseMastGone, geo.CauseMastMoved, geo.CauseMastChanged:
				f.Operator, f.Site = key.operator, key.site
			}
		}
	}
}

// hidden reports whether the network is not shown on both sides.
func (c *comparison) hidden() bool {
	return len(c.before.Surfaces[c.place].Levels) == 0 || len(c.after.Surfaces[c.place].Levels) == 0
}

// atCentre is the hex of the hamlet's centre alone, or all where it is outside
// the grid.
func atCentre(grid *hex.Grid, h geo.Hamlet, all []Share) []Share {
	if at, known := grid.IndexAt(h.Centre); known {
		return []Share{{Hex: int32(at), Area: 1, People: 1}}
	}
	return all
}

// decider is the site that serves most of the hexes that have signal on its
// side and none on the other.
func (c *comparison) decider(server, other Picture, shares []Share) (siteKey, bool) {
	scale := geo.ScaleOf(geo.Networks()[c.place].Technology)
	covered := func(l geo.Level16) bool {
		class := l.Class(scale)
		return class >= geo.ClassLimited && class != geo.ClassUnknown
	}
	here, there := server.Surfaces[c.place], other.Surfaces[c.place]
	if c.hidden() {
		return siteKey{}, false
	}
	weight := map[siteKey]float64{}
	for _, s := range shares {
		if here.Best[s.Hex] == geo.NoSector || !covered(here.Levels[s.Hex]) {
			continue
		}
		// By place, not by hex: the other may be of another resolution.
		if at, known := other.Grid.IndexAt(server.Grid.Centres[s.Hex]); known && covered(there.Levels[at]) {
			continue
		}
		t := server.Transmitters[here.Best[s.Hex]]
		weight[siteKey{t.Operator, t.Site}] += s.Area + s.People
	}
	var most siteKey
	for key, w := range weight {
		if top := weight[most]; w > top || w == top && (key.operator < most.operator || key.operator == most.operator && key.site < most.site) {
			most = key
		}
	}
	return most, len(weight) > 0
}

// cause is what became of the deciding site, or what else differs.
func (c *comparison) cause(key siteKey, known, gained bool, f *flip) geo.Cause {
	was, is := c.sites[0][key], c.sites[1][key]
	switch {
	case known && gained && len(was) == 0:
		return geo.CauseMastNew
	case known && !gained && len(is) == 0:
		return geo.CauseMastGone
	case known && terrain.DistanceKm(was[0].Position, is[0].Position) > movedKm:
		return geo.CauseMastMoved
	case known && !sameSectors(was, is):
		return geo.CauseMastChanged
	case c.before.Method != c.after.Method:
		return geo.CauseModel
	case !sameHamlet(f.before.Hamlet, f.after.Hamlet):
		return geo.CauseBoundary
	case c.before.Land != c.after.Land:
		return geo.CauseGround
	case c.hidden():
		return geo.CauseHidden
	}
	return geo.CauseOther
}

func sameSectors(a, b []Transmitter) bool {
	return slices.EqualFunc(a, b, func(x, y Transmitter) bool { return sameSector(x.Sector, y.Sector) })
}

func sameSector(a, b geo.Sector) bool {
	return a.Technology == b.Technology && a.Frequency == b.Frequency && a.HeightM == b.HeightM &&
		a.AzimuthDeg == b.AzimuthDeg && a.AzimuthKnown == b.AzimuthKnown && a.Omni == b.Omni &&
		a.MechanicalTilt == b.MechanicalTilt && a.ElectricalTilt == b.ElectricalTilt &&
		a.PowerDBm == b.PowerDBm && a.GainDBi == b.GainDBi
}

func sameHamlet(a, b geo.Hamlet) bool {
	return a.Centre == b.Centre && orb.Equal(a.Territory, b.Territory) && sameNumber(a.People, b.People)
}

func sameNumber(a, b *int) bool {
	return a == b || a != nil && b != nil && *a == *b
}

// ChangeSum is a list of changes in figures. Unclear are the hamlets that
// cannot be compared because one side is unknown.
type ChangeSum struct {
	Better, Worse, Unclear    int
	PeopleBetter, PeopleWorse int
}

// Sum adds up changes; people who are not known count as none.
func Sum(changes []geo.HamletChange) ChangeSum {
	var s ChangeSum
	for _, c := range changes {
		people := 0
		if c.Hamlet.People != nil {
			people = *c.Hamlet.People
		}
		switch c.Better() {
		case 1:
			s.Better, s.PeopleBetter = s.Better+1, s.PeopleBetter+people
		case -1:
			s.Worse, s.PeopleWorse = s.Worse+1, s.PeopleWorse+people
		default:
			s.Unclear++
		}
	}
	return s
}
