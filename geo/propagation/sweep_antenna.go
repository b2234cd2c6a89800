package propagation

import "math"

// antenna is one height of the mast with what it has seen of the radial.
type antenna struct {
	aboveGroundM float64
	layers       []int // that radiate from here
	longestWaveM float64
	widest       float64 // the greatest clearance of its bands
	bound        bound

	heightM   float64 // above the sea
	seen      int     // samples looked at
	bare      climber // over the ground
	covered   climber // over what stands on it; the same where nothing does
	horizonAt int     // the sample txMrd belongs to
	txMrd     float64 // elevation of the horizon
}

// climber is a running horizon: the steepest slopes from the antenna so far.
type climber struct {
	straight float64 // along straight lines
	curved   float64 // over the curved Earth
	at       int     // where curved is
}

func (a *antenna) start(g *ground) {
	a.heightM = g.heights[0] + a.aboveGroundM
	a.seen, a.horizonAt = 0, 0
	nothing := climber{math.Inf(-1), math.Inf(-1), 0}
	a.bare, a.covered = nothing, nothing
}

// look takes the samples up to the last one before a receiver.
func (a *antenna) look(g *ground, samples int) {
	if samples <= a.seen {
		return
	}
	a.bare.climb(g.heights, a.heightM, g.bend, a.seen+1, samples)
	if g.isCovered() {
		a.covered.climb(g.surface, a.heightM, g.bend, a.seen+1, samples)
	} else {
		a.covered = a.bare
	}
	a.seen = samples
}

// climb takes samples from…to. Four that lie below the horizon are passed by
// together, which is nearly always.
func (c *climber) climb(heights []float64, eyeM, bend float64, from, to int) {
	for ; from+3 <= to; from += 4 {
		four := heights[from : from+4 : from+4]
		line := eyeM + c.straight*float64(from)
		if four[0] <= line && four[1] <= line+c.straight && four[2] <= line+2*c.straight && four[3] <= line+3*c.straight {
			continue
		}
		c.rise(heights, eyeM, bend, from, from+3)
	}
	c.rise(heights, eyeM, bend, from, to)
}

// rise takes samples one by one. A new horizon over the curved Earth is always
// one along straight lines too, for the curve falls ever faster.
func (c *climber) rise(heights []float64, eyeM, bend float64, from, to int) {
	straight := c.straight
	for i := from; i <= to; i++ {
		at := float64(i)
		if heights[i] <= eyeM+straight*at {
			continue
		}
		straight = (heights[i] - eyeM) / at
		if curved := straight - bend*at; curved > c.curved {
			c.curved, c.at = curved, i
		}
	}
	c.straight = straight
}

// horizon brings txMrd up to date.
func (a *antenna) horizon(s *sweep) {
	if a.horizonAt == a.bare.at {
		return
	}
	a.horizonAt = a.bare.at
	a.txMrd = 1000 * atan(a.bare.curved*s.ground.perM)
}
