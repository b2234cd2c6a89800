package planning

import (
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"phusong/geo"
	"phusong/geo/coverage"
	"phusong/geo/hex"
)

// Standing is what a release stands on, as far as what breaks can be told from
// it. Known says of each hex whether its own ground is known; Points is how many
// spots a hex has; element i of Shares and Places belongs to Hamlets[i]; Lights
// are those of all presences of Sites on the air.
type Standing struct {
	Grid    *hex.Grid
	Known   []bool
	Points  int
	Scales  []geo.Scale
	Hamlets []geo.Hamlet
	Shares  [][]coverage.Share
	Places  []map[geo.Vintage]geo.Place
	Sites   []geo.Site
	Lights  []coverage.Light
}

// Reliance is who relies on what in one release: how many presences give each
// spot signal, network by network, so that what is left when some fall silent is
// told without any path being predicted again. A mast of which one presence
// falls silent stays where it is. It serves any number of goroutines.
type Reliance struct {
	Standing
	networks []reliance // in the order of Channels
	lies     [][]int32  // hamlets by hex: those with a share of it, or their centre or a cluster in it
	now      [][]geo.Reach

	mu     sync.Mutex
	tables map[tableKey]*table
	last   *succession // what of an earlier one still holds; nil for nothing
}

// Channel is whose customers are asked about, and of which technologies one will
// do: AnyOperator is whoever may use every network, as under national roaming.
type Channel struct {
	Operator     geo.OperatorCode
	Technologies geo.TechnologySet
}

// Channels returns all channels: geo.Networks() in their order, then the sets of
// several technologies.
func Channels() []Channel {
	var all []Channel
	for _, set := range geo.TechnologySets() {
		all = append(all, Channel{geo.AnyOperator, set})
		for _, o := range geo.Operators() {
			all = append(all, Channel{o.Code, set})
		}
	}
	return all
}

// serves reports whether the light of a network counts for the channel.
func (c Channel) serves(n geo.Network) bool {
	return (c.Operator == geo.AnyOperator || c.Operator == n.Operator) && slices.Contains(c.Technologies.Members(), n.Technology)
}

// reliance is one channel of a release.
type reliance struct {
	lights   []int32       // places in Lights
	count    []uint16      // by spot: presences that light it
	possible []uint16      // by hex: presences that might; nil where none
	levels   []geo.Level16 // as they stand; covered, below the floor or unknown
	covered  []uint8
	scale    geo.Scale   // of its first technology
	base     geo.Level16 // the covered bound, whatever technology it is that covers

	dirty  []int32  // hamlets for which it is not what it was in the last one
	needed []uint16 // by hex: how many lights must go out at once for that to be told otherwise than by the last one; nil for ever

	once  sync.Once
	alone map[int32][]Fall // what each light takes, alone
	told  atomic.Bool      // alone is there
}

// NewReliance counts. It takes some tens of megabytes for a province. What an
// earlier one of the same hamlets and hexes tells is not worked out again as far as
// it still holds: last may be nil.
func NewReliance(s Standing, last *Reliance) *Reliance {
	r := &Reliance{Standing: s, tables: map[tableKey]*table{}, networks: make([]reliance, len(Channels())), last: succeed(last, &s)}
	if r.last != nil {
		r.lies = last.lies
	} else {
		r.lies = s.lies()
	}
	var wait sync.WaitGroup
	for n := range r.networks {
		wait.Go(func() { r.count(n, &r.networks[n]) })
	}
	wait.Wait()
	r.now = make([][]geo.Reach, len(s.Hamlets))
	for i := range r.now {
		r.now[i] = make([]geo.Reach, len(r.networks))
		if r.last != nil {
			copy(r.now[i], last.now[i])
		}
	}
	for n := range r.networks {
		c := &r.networks[n]
		for _, i := range c.dirty {
			r.now[i][n] = r.reach(n, int(i), c.surface())
		}
	}
	return r
}

// lies are the hamlets by hex: those with a share of it or one of their points in it.
func (s *Standing) lies() [][]int32 {
	lies := make([][]int32, s.Grid.Len())
	for i, h := range s.Hamlets {
		for _, share := range s.Shares[i] {
			lies[share.Hex] = append(lies[share.Hex], int32(i))
		}
		for _, p := range h.Points() {
			if at, in := s.Grid.IndexAt(p); in && !slices.Contains(lies[at], int32(i)) {
				lies[at] = append(lies[at], int32(i))
			}
		}
	}
	return lies
}

func (r *Reliance) count(n int, c *reliance) {
	channel, networks := Channels()[n], geo.Networks()
	c.scale = r.scale(channel.Technologies.Members()[0])
	c.base = geo.ToLevel16(c.scale.Covered())
	for i := range r.Lights {
		if channel.serves(networks[r.Lights[i].Network]) {
			c.lights = append(c.lights, int32(i))
		}
	}
	if r.last != nil {
		r.recount(n, c)
		return
	}
	hexes := r.Grid.Len()
	c.count, c.levels, c.covered = make([]uint16, hexes*r.Points), make([]geo.Level16, hexes), make([]uint8, hexes)
	for _, i := range c.lights {
		tell(c.count, r.Lights[i].Spots)
		c.tellPossible(hexes, r.Lights[i].Possible)
	}
	for h := range hexes {
		c.levels[h], c.covered[h] = r.hex(c, h, nil)
	}
	for i := range r.Hamlets {
		c.dirty = append(c.dirty, int32(i))
	}
}

func (c *reliance) tellPossible(hexes int, possible coverage.Runs) {
	if len(possible) == 0 {
		return
	}
	if c.possible == nil {
		c.possible = make([]uint16, hexes)
	}
	tell(c.possible, possible)
}

// tell counts one more wherever a set is.
func tell(counts []uint16, set coverage.Runs) {
	set.Each(func(from, to int32) {
		for i := from; i < to; i++ {
			counts[i]++
		}
	})
}

// hex is what a network does on hex h when some presences are silent: the level
// that stands for it, and the covered percent, as coverage folds them.
func (r *Reliance) hex(c *reliance, h int, s *silence) (geo.Level16, uint8) {
	if !r.Known[h] {
		return geo.UnknownLevel, 0
	}
	lit := 0
	for spot := h * r.Points; spot < (h+1)*r.Points; spot++ {
		if c.count[spot] > s.spots(spot) {
			lit++
		}
	}
	covered := uint8(math.Round(100 * float64(lit) / float64(r.Points)))
	switch {
	case 2*lit > r.Points:
		return c.base, covered
	case c.possible != nil && c.possible[h] > s.hexes(h):
		return geo.UnknownLevel, 0
	}
	return geo.BelowFloor, covered
}

// surface is the network as it stands; it must not be written to.
func (c *reliance) surface() *geo.Surface {
	return &geo.Surface{Levels: c.levels, Covered: c.covered}
}

// reach is what a surface of channel n does for hamlet i. Its level at the
// centre is only that it is covered, or not.
func (r *Reliance) reach(n, i int, s *geo.Surface) geo.Reach {
	return coverage.ReachOf(r.Grid, s, r.Hamlets[i], r.Shares[i], r.networks[n].scale)
}

func (r *Reliance) scale(t geo.Technology) geo.Scale {
	k := slices.IndexFunc(r.Scales, func(s geo.Scale) bool { return s.Technology == t })
	return r.Scales[max(k, 0)]
}

// Now is what every channel does for each hamlet as it stands. Classes and levels
// at centres are only covered or not; verdicts are those of the release.
func (r *Reliance) Now() [][]geo.Reach { return r.now }

// silence counts, for one network, the presences that are silent; nil is nobody.
type silence struct {
	lit, possible []uint16
	touched       []int32 // hexes, in no order
}

func (s *silence) spots(spot int) uint16 {
	if s == nil {
		return 0
	}
	return s.lit[spot]
}

func (s *silence) hexes(h int) uint16 {
	if s == nil || s.possible == nil {
		return 0
	}
	return s.possible[h]
}
