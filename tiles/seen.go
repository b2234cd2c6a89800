package tiles

import (
	"math"

	"phusong/data"
	"phusong/geo"
)

// Seen is a network as an edition's tiles show it at their finest: what can be
// told from it is nothing that whoever sees the tiles could not tell himself.
type Seen struct {
	Owner   data.Cut // whose layer it is: for a network that the cut sees by class alone, the public's
	Hexes   []geo.Hex
	Classes []geo.Class
}

// Seen returns what the edition's layer of a network shows at its finest, or false
// where it has none.
func (e *Edition) Seen(n geo.Network) (Seen, bool) { return e.SeenAt(n, math.MaxInt) }

// SeenAt is Seen on hexes of a resolution, or the finest there are that are no
// finer; the coarsest where all are.
func (e *Edition) SeenAt(n geo.Network, resolution int) (Seen, bool) {
	place, known := e.places[CoverageName(geo.Only(n.Technology), n.Operator)]
	if !known {
		return Seen{}, false
	}
	painted, ok := e.shown[place].painter.(classAreas)
	if !ok {
		return Seen{}, false
	}
	last := len(painted.pyramid.upTo(resolution).rungs) - 1
	return Seen{e.shown[place].layer.Cut, painted.pyramid.rungs[last].hexes, painted.columns()[last].classes}, true
}
