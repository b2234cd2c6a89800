package propagation

import "math"

// blockSize is the number of samples whose greatest height stands for them all
// where a line of sight passes far above.
const blockSize = 16

// nearMiss is ν times the root of the wavelength over the surface that comes
// nearest to an unobstructed line of sight (P.1812-6 eq. (16)). The nearest one
// need not be a corner of the hull, so samples are looked at, but only in blocks
// high enough to matter: to the longest wave of the antenna, which feels nothing
// below ν = −0.78, and beside what was found before.
func (s *sweep) nearMiss(a *antenna) float64 {
	g, r := &s.ground, &s.receiver
	scale := 2 * r.at * g.perM
	sight := sightline{eyeM: a.heightM, tilt: s.link.climb - g.bend*r.at, at: r.at}
	least := 0.79 * 0.79 * a.longestWaveM / scale
	g.block(r.samples)
	for from := len(g.blocks) * blockSize; from >= 0; from -= blockSize {
		to := min(from+blockSize-1, r.samples)
		if to == r.samples || sight.mayTouch(from, to, g.blocks[from/blockSize], least) {
			least = sight.nearest(g, max(from, 1), to, least)
		}
	}
	return -math.Sqrt(least * scale)
}

// block extends the blocks over the samples pushed. Block i holds samples
// 16·i … 16·i+15; sample 0, the mast's own, does not count.
func (g *ground) block(samples int) {
	for (len(g.blocks)+1)*blockSize <= samples {
		from := len(g.blocks) * blockSize
		highest := math.Inf(-1)
		for i := max(from, 1); i < from+blockSize; i++ {
			highest = max(highest, g.surface[i]-g.bend*float64(i)*float64(i))
		}
		g.blocks = append(g.blocks, highest)
	}
}

// sightline is a line from an antenna to a receiver at steps away over flattened
// ground.
type sightline struct{ eyeM, tilt, at float64 }

// mayTouch says whether samples from…to, none higher than highest, may come
// nearer to the line than least, a bound on c²/(i·(at−i)) where c is how far
// sample i lies below.
func (l sightline) mayTouch(from, to int, highest, least float64) bool {
	near, far := float64(from), float64(to)
	below := l.eyeM + min(l.tilt*near, l.tilt*far) - highest
	if below <= 0 {
		return true
	}
	middle := min(max(l.at/2, near), far)
	return below*below < least*middle*(l.at-middle)
}

// nearest returns the least c²/(i·(at−i)) over samples from…to, or least.
func (l sightline) nearest(g *ground, from, to int, least float64) float64 {
	for i := from; i <= to; i++ {
		at := float64(i)
		below := l.eyeM + l.tilt*at - (g.surface[i] - g.bend*at*at)
		if reach := at * (l.at - at); below*below < least*reach {
			least = below * below / reach
		}
	}
	return least
}
