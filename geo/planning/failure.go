package planning

import (
	"slices"

	"phusong/geo"
)

// Station names one operator's equipment: what an outage list names.
type Station struct {
	Operator geo.OperatorCode
	Code     geo.SiteCode
}

// Fall is what is left for a hamlet on one network when something fails: Hamlet
// is a place in the hamlets.
type Fall struct {
	Hamlet      int32
	Was, Leaves geo.Reach
}

// Without returns what is left for the hamlets that any of the stations had a
// part in, by channel in the order of Channels; hamlets ascend. Those it does not
// name are left as they are. Stations that are not on the air change nothing.
func (r *Reliance) Without(stations []Station) [][]Fall {
	silent := map[Station]bool{}
	for _, s := range stations {
		silent[s] = true
	}
	falls := make([][]Fall, len(r.networks))
	for n := range r.networks {
		var lights []int32
		for _, l := range r.networks[n].lights {
			if silent[r.stationOf(l)] {
				lights = append(lights, l)
			}
		}
		if len(lights) > 0 {
			falls[n] = r.newTrial(n).without(lights)
		}
	}
	return falls
}

func (r *Reliance) stationOf(light int32) Station {
	l := &r.Lights[light]
	p := &r.Sites[l.Site].Presences[l.Presence]
	return Station{p.Operator, p.Code}
}

// trial is one network on which failures are tried, one after another.
type trial struct {
	*Reliance
	network int
	surface geo.Surface // as it stands, between two trials
	silence silence
	seen    []bool // by hamlet
	out     []bool // by hex: it is touched
}

func (r *Reliance) newTrial(n int) *trial {
	c := &r.networks[n]
	t := &trial{Reliance: r, network: n, surface: geo.Surface{Levels: slices.Clone(c.levels), Covered: slices.Clone(c.covered)}, seen: make([]bool, len(r.Hamlets)), out: make([]bool, len(c.levels))}
	t.silence.lit = make([]uint16, len(c.count))
	if c.possible != nil {
		t.silence.possible = make([]uint16, len(c.possible))
	}
	return t
}

// without tries one failure: what is left without some lights of the network.
func (t *trial) without(lights []int32) []Fall {
	c := &t.networks[t.network]
	for _, l := range lights {
		tell(t.silence.lit, t.Lights[l].Spots)
		if t.silence.possible != nil {
			tell(t.silence.possible, t.Lights[l].Possible)
		}
	}
	t.mark(c, lights)
	for _, h := range t.silence.touched {
		t.surface.Levels[h], t.surface.Covered[h] = t.hex(c, int(h), &t.silence)
	}
	falls := t.falls()
	t.restore(c, lights)
	return falls
}

// mark finds the hexes on which a spot, or the last possibility, goes out.
func (t *trial) mark(c *reliance, lights []int32) {
	t.silence.touched = t.silence.touched[:0]
	touch := func(h int32) {
		if !t.out[h] {
			t.out[h] = true
			t.silence.touched = append(t.silence.touched, h)
		}
	}
	for _, l := range lights {
		t.Lights[l].Spots.Each(func(from, to int32) {
			for spot := from; spot < to; spot++ {
				if t.silence.lit[spot] >= c.count[spot] {
					touch(spot / int32(t.Points))
				}
			}
		})
		t.Lights[l].Possible.Each(func(from, to int32) {
			for h := from; h < to; h++ {
				if t.silence.possible[h] >= c.possible[h] {
					touch(h)
				}
			}
		})
	}
}

// falls are the hamlets that lie in touched hexes, with what is left for them.
func (t *trial) falls() []Fall {
	var hamlets []int32
	for _, h := range t.silence.touched {
		for _, i := range t.lies[h] {
			if !t.seen[i] {
				t.seen[i] = true
				hamlets = append(hamlets, i)
			}
		}
	}
	slices.Sort(hamlets)
	var falls []Fall
	for _, i := range hamlets {
		t.seen[i] = false
		if left := t.reach(t.network, int(i), &t.surface); left != t.now[i][t.network] {
			falls = append(falls, Fall{i, t.now[i][t.network], left})
		}
	}
	return falls
}

// restore makes the surface stand again.
func (t *trial) restore(c *reliance, lights []int32) {
	for _, h := range t.silence.touched {
		t.out[h], t.surface.Levels[h], t.surface.Covered[h] = false, c.levels[h], c.covered[h]
	}
	for _, l := range lights {
		t.Lights[l].Spots.Each(func(from, to int32) { clear(t.silence.lit[from:to]) })
		if t.silence.possible != nil {
			t.Lights[l].Possible.Each(func(from, to int32) { clear(t.silence.possible[from:to]) })
		}
	}
}

// After is what one network does for each hamlet after falls: those of Without.
func (r *Reliance) After(n int, falls []Fall) []geo.Reach {
	left := make([]geo.Reach, len(r.Hamlets))
	for i := range left {
		left[i] = r.now[i][n]
	}
	for _, f := range falls {
		left[f.Hamlet] = f.Leaves
	}
	return left
}
