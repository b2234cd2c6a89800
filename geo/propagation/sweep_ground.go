package propagation

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
	g.add(g.pushed+1, samples)
	g.pushed = samples
}

// add takes samples from…to into the sums, two at a time: each sum waits for its
// last addition.
func (g *ground) add(from, to int) {
	var sum, odd, moment, oddMoment float64
	rest := g.heights[from : to+1]
	at := float64(from)
	for ; len(rest) >= 2; rest = rest[2:] {
		sum += rest[0]
		odd += rest[1]
		moment += at * rest[0]
		oddMoment += (at + 1) * rest[1]
		at += 2
	}
	if len(rest) == 1 {
		sum += rest[0]
		moment += at * rest[0]
	}
	g.sum += sum + odd
	g.moment += moment + oddMoment
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
