package tiles

import (
	"phusong/geo"
	"phusong/tiles/hexcol"
)

// Tried returns the hexes on which changes that are tried out would change a network,
// as hex columns: class, level and operator as they become, and as they are. The name
// is that of the changes and the network; another means another file. They are asked
// for where no file of that name is kept, once for all who wait. It fails with
// ErrEmpty where nothing changes, and as changed does.
func (e *Edition) Tried(name string, changed func() ([]geo.HexChange, geo.Scale, error)) (Tile, error) {
	at := address{cut: e.Cut, layer: "tried " + name}
	tile, err := e.release.made(at, Layer{Format: HexColumns}, func(p *palette) ([]byte, error) {
		hexes, scale, err := changed()
		if err != nil || len(hexes) == 0 {
			return nil, err
		}
		return p.columns(triedFile(hexes, scale)), nil
	})
	if err != nil {
		return Tile{}, err
	}
	tile.ETag = string(e.Cut) + "-" + tile.ETag
	return tile, nil
}

// triedFile is the columns of hexes that ascend; there is at least one.
func triedFile(changes []geo.HexChange, scale geo.Scale) *hexcol.File {
	var all hexcol.Block
	for _, c := range changes {
		all.Hexes = append(all.Hexes, c.Hex)
		appendSignal(&all.Signal, c.Becomes, scale)
		appendSignal(&all.Before, c.Was, scale)
	}
	resolution := changes[0].Hex.Resolution()
	parents := min(blockResolution, resolution)
	return &hexcol.File{Resolution: resolution, Parents: parents, Blocks: hexcol.Under(parents, all),
		Columns: hexcol.Class | hexcol.Level | hexcol.Operator | hexcol.Before}
}

func appendSignal(to *hexcol.Signal, s geo.Signal, scale geo.Scale) {
	class, level := s.Level.Class(scale), int16(0)
	if class != geo.ClassNone && class != geo.ClassUnknown {
		level = wholeDBm(s.Level)
	}
	to.Classes, to.Levels = append(to.Classes, class), append(to.Levels, level)
	to.Operators = append(to.Operators, uint8(geo.OperatorRank(s.Operator)+1))
}
