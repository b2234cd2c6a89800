package tiles

import (
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

// Seen returns what the edition's layer of a network shows, or false where it has
// none.
func (e *Edition) Seen(n geo.Network) (Seen, bool) {
	place, known := e.places[CoverageName(n)]
	if !known {
		return Seen{}, false
	}
	painted, ok := e.shown[place].painter.(classAreas)
	if !ok {
		return Seen{}, false
	}
	last := len(painted.pyramid.rungs) - 1
	return Seen{e.shown[place].layer.Cut, painted.pyramid.rungs[last].hexes, painted.columns()[last].classes}, true
}
