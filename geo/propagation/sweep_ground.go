package propagation

import "math"

// ground is a radial as far as receivers have asked for it: what they share
// whatever antenna they listen to.
type ground struct {
	stepKm  float64
	bend    float64   // rise of the ground over a chord, metres per step²
	heights []float64 // bare ground
	surface []float64 // with what stands on it; the same slice where nothing does
	curve   []float64 // bend·i², by which sample i is lowered to flatten the Earth

	pushed      int     // samples in the hulls and sums
	bare        hull    // of the flattened ground
	covered     hull    // of the flattened surface; empty where nothing stands on it
	sum, moment float64 // Σ h, Σ i·h over samples 1…pushed

	blocks    []float64 // greatest flattened surface in each full block of samples
	clutter   []float64 // memory of surface
	curveBend float64
}

// start takes a new radial. bendKm is metres per km².
func (g *ground) start(radial Radial, bendKm float64) {
	g.stepKm, g.heights = radial.StepKm, radial.Ground
	g.bend = bendKm * g.stepKm * g.stepKm
	g.surface = g.heights
	if radial.Clutter != nil {
		g.cover(radial.Clutter)
	}
	g.flatten()
	g.pushed, g.sum, g.moment, g.blocks = 0, 0, 0, g.blocks[:0]
	g.bare.reset(len(g.heights))
	g.covered.reset(len(g.heights))
}

// cover puts clutter on the ground, except under the mast.
func (g *ground) cover(clutter []float64) {
	g.clutter = append(g.clutter[:0], g.heights...)
	for i := 1; i < len(g.clutter); i++ {
		g.clutter[i] += clutter[i]
	}
	g.surface = g.clutter
}

// flatten makes the curve when the step or the length has changed.
func (g *ground) flatten() {
	if g.curveBend != g.bend {
		g.curve, g.curveBend = g.curve[:0], g.bend
	}
	for i := len(g.curve); i < len(g.heights); i++ {
		g.curve = append(g.curve, g.bend*float64(i)*float64(i))
	}
}

// isCovered says whether anything stands on the ground.
func (g *ground) isCovered() bool { return &g.surface[0] != &g.heights[0] }

// extend takes the samples up to the last one before a receiver.
func (g *ground) extend(samples int) {
	if samples <= g.pushed {
		return
	}
	g.bare.pushAll(g.heights, g.curve, g.pushed+1, samples)
	if g.isCovered() {
		g.covered.pushAll(g.surface, g.curve, g.pushed+1, samples)
	}
	sum, moment := g.sum, g.moment
	for i, h := range g.heights[g.pushed+1 : samples+1] {
		sum += h
		moment += float64(g.pushed+1+i) * h
	}
	g.sum, g.moment, g.pushed = sum, moment, samples
}

// fit returns both ends of the straight line nearest to the bare ground up to
// the receiver (P.1812-6 eqs. (83) to (86), from sums instead of a walk).
func (g *ground) fit(r *receiver) (tx, rx float64) {
	k := float64(g.pushed)
	first, last := g.heights[0], g.heights[g.pushed]
	rest := r.at - k
	v1 := 2*g.sum + first - last + rest*(r.groundM+last)
	v2 := 6*g.moment - (3*k+1)*last + first + rest*(r.groundM*(2*r.at+k)+last*(r.at+2*k))
	scale := r.perStep * r.perStep
	return (2*v1*r.at - v2) * scale, (v2 - v1*r.at) * scale
}

// obstruction returns how high the bare ground stands over the straight line
// from an antenna to the receiver, and the steepest climb of that height seen
// from the receiver: h_obs and α_obr (P.1812-6 eqs. (87a), (87c)). seen is the
// corner at the receiver's horizon. The line has no curvature but the hull has:
// the walks go on for as long as the curvature could make up the difference.
func (g *ground) obstruction(r *receiver, seen int, antennaM, climb float64) (highest, slope float64) {
	corners := g.bare.corners
	tilt := climb - g.bend*r.at
	top := g.bare.highest(seen, tilt)
	highest, slope = math.Inf(-1), math.Inf(-1)
	for i := top; i >= 0; i-- {
		c := &corners[i]
		over := c.height - antennaM - tilt*c.at
		if over <= highest {
			break
		}
		highest = max(highest, over-g.bend*c.at*(r.at-c.at))
	}
	for i := top + 1; i < len(corners); i++ {
		c := &corners[i]
		over := c.height - antennaM - tilt*c.at
		if over <= highest {
			break
		}
		highest = max(highest, over-g.bend*c.at*(r.at-c.at))
	}
	return highest, g.steepestBack(r, seen) + climb
}

// steepestBack is the greatest slope from the receiver to the bare ground along
// straight lines. Over the curved Earth it is steepest at seen, and falls on both
// sides; the straight slope is less by the bend times the distance from the mast.
func (g *ground) steepestBack(r *receiver, seen int) float64 {
	corners := g.bare.corners
	eye, fall := r.heightM-g.bend*r.at*r.at, g.bend*r.at
	c := &corners[seen]
	steepest := (c.height-eye)/(r.at-c.at) - fall - g.bend*c.at
	for i := seen - 1; i >= 0; i-- {
		c := &corners[i]
		away := r.at - c.at
		if c.height-eye <= (steepest+fall)*away {
			break
		}
		steepest = max(steepest, (c.height-eye)/away-fall-g.bend*c.at)
	}
	least := g.bend * c.at
	for i := seen + 1; i < len(corners); i++ {
		c := &corners[i]
		away := r.at - c.at
		if c.height-eye <= (steepest+fall+least)*away {
			break
		}
		steepest = max(steepest, (c.height-eye)/away-fall-g.bend*c.at)
	}
	return steepest
}
