package coverage

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/geo/hex"
	"phusong/geo/terrain"
)

// Picture is one release as far as changes can be told from it. Surfaces are in
// geo.Networks order and refer to Transmitters by place. Verdicts[i] is of
// Hamlets[i], under the question the pictures are compared by. A surface without
// levels is not shown to whoever asks: then no mast is named. Sigma is the standard
// deviation of a level, 0 where none is known. Two pictures of equal Method were computed alike, of
// equal Land on the same terrain and people.
type Picture struct {
	Grid         *hex.Grid
	HexPeople    []float32
	Surfaces     []geo.Surface
	Hamlets      []geo.HamletResult
	Verdicts     []geo.Verdict
	Sigma        geo.DB
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
func Changes(before, after Picture, q geo.Question) []geo.HamletChange {
	found := flips(before, after)
	c := comparison{before: before, after: after, question: q}
	for _, n := range q.Networks() {
		c.places = append(c.places, slices.Index(geo.Networks(), n))
	}
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

func flips(before, after Picture) []flip {
	old := map[geo.HamletCode]int{}
	for i := range before.Hamlets {
		old[before.Hamlets[i].Hamlet.Code] = i
	}
	var found []flip
	for i := range after.Hamlets {
		is := &after.Hamlets[i]
		f := flip{HamletChange: geo.HamletChange{Hamlet: is.Hamlet, Places: is.Places, Is: after.Verdicts[i]}, after: is}
		if k, known := old[is.Hamlet.Code]; !known {
			f.Cause = geo.CauseHamletNew
		} else if f.before, f.Was = &before.Hamlets[k], before.Verdicts[k]; f.Was == f.Is {
			delete(old, is.Hamlet.Code)
			continue
		}
		delete(old, is.Hamlet.Code)
		found = append(found, f)
	}
	for _, k := range old {
		was := &before.Hamlets[k]
		found = append(found, flip{HamletChange: geo.HamletChange{Hamlet: was.Hamlet, Places: was.Places,
			Was: before.Verdicts[k], Cause: geo.CauseHamletGone}, before: was})
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

// comparison is two pictures side by side, for the networks of one question.
type comparison struct {
	before, after Picture
	question      geo.Question
	places        []int // of the networks that count
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
			if c.question.Definition.Basis == geo.BasisCentre { // only the points decide
				shares = atPoints(server.Grid, hamlets[k], shares)
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

// hidden reports whether a network that counts is not shown on both sides.
func (c *comparison) hidden() bool {
	return slices.ContainsFunc(c.places, func(place int) bool {
		return len(c.before.Surfaces[place].Levels) == 0 || len(c.after.Surfaces[place].Levels) == 0
	})
}

// atPoints are the hexes of the hamlet's centre and clusters alone, or all where
// these are outside the grid.
func atPoints(grid *hex.Grid, h geo.Hamlet, all []Share) []Share {
	var shares []Share
	for _, p := range h.Points() {
		if at, known := grid.IndexAt(p); known {
			shares = append(shares, Share{Hex: int32(at), Area: 1, People: 1})
		}
	}
	if len(shares) == 0 {
		return all
	}
	return shares
}

// decider is the site that serves most of the hexes that have signal on its
// side and none on the other.
func (c *comparison) decider(server, other Picture, shares []Share) (siteKey, bool) {
	if c.hidden() {
		return siteKey{}, false
	}
	weight := map[siteKey]float64{}
	for _, s := range shares {
		sector, lit := c.server(server, int(s.Hex))
		if !lit || sector == geo.NoSector {
			continue
		}
		// By place, not by hex: the other may be of another resolution.
		if at, known := other.Grid.IndexAt(server.Grid.Centres[s.Hex]); known {
			if _, lit := c.server(other, at); lit {
				continue
			}
		}
		t := server.Transmitters[sector]
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

// server is the sector that gives a hex a signal that counts, of the first
// network that does; false where none does.
func (c *comparison) server(p Picture, hex int) (sector int32, lit bool) {
	for _, place := range c.places {
		s := &p.Surfaces[place]
		least := thresholdOf(c.question.Definition, s.Network.Technology, p.Sigma)
		if level := s.Levels[hex]; level != geo.UnknownLevel && level >= least.level {
			return s.Best[hex], true
		}
	}
	return geo.NoSector, false
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
	return slices.Equal(a.Points(), b.Points()) && orb.Equal(a.Territory, b.Territory) && sameNumber(a.People, b.People)
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
