package propagation

// ground is a radial as far as receivers have asked for it: what they share
// whatever antenna they listen to.
type ground struct {
	stepKm  float64
	perM    float64   // steps a metre: turns slopes in metres a step into tangents
	bend    float64   // rise of the ground over a chord, metres per step²
	heights []float64 // bare ground
	surface []float64 // with what stands on it; the same slice where nothing does

	pushed  int    // samples in the hulls and totals
	bare    hull   // of the flattened ground
	covered hull   // of the flattened surface; empty where nothing stands on it
	totals  totals // of the ground, without the mast's own sample

	blocks  []float64 // greatest flattened surface in each full block of samples
	clutter []float64 // memory of surface
}

// start takes a new radial. bendKm is metres per km².
func (g *ground) start(radial Radial, bendKm float64) {
	g.stepKm, g.heights = radial.StepKm, radial.Ground
	g.perM = 1 / (1000 * g.stepKm)
	g.bend = bendKm * g.stepKm * g.stepKm
	g.surface = g.heights
	if radial.Clutter != nil {
		g.cover(radial.Clutter)
	}
	g.pushed, g.totals, g.blocks = 0, totals{}, g.blocks[:0]
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

// isCovered says whether anything stands on the ground.
func (g *ground) isCovered() bool { return &g.surface[0] != &g.heights[0] }

// extend takes the samples up to the last one before a receiver.
func (g *ground) extend(samples int) {
	if samples <= g.pushed {
		return
	}
	g.bare.pushAll(g.heights, g.bend, g.pushed+1, samples, &g.totals)
	if g.isCovered() {
		var unused totals
		g.covered.pushAll(g.surface, g.bend, g.pushed+1, samples, &unused)
	}
	g.pushed = samples
}

// fit returns both ends of the straight line nearest to the bare ground up to
// the receiver (P.1812-6 eqs. (83) to (86), from sums instead of a walk).
func (g *ground) fit(r *receiver) (tx, rx float64) {
	k := float64(g.pushed)
	first, last := g.heights[0], g.heights[g.pushed]
	rest := r.at - k
	moment := (k+1)*g.totals.sum - g.totals.ofSums // Σ i·h
	v1 := 2*g.totals.sum + first - last + rest*(r.groundM+last)
	v2 := 6*moment - (3*k+1)*last + first + rest*(r.groundM*(2*r.at+k)+last*(r.at+2*k))
	scale := r.perStep * r.perStep
	return (2*v1*r.at - v2) * scale, (v2 - v1*r.at) * scale
}
