package data

import (
	"crypto/sha256"
	"runtime"

	"golang.org/x/sync/errgroup"

	"phusong/geo"
	"phusong/geo/hex"
)

// BlockKey is the SHA-256 of what a block says.
type BlockKey [sha256.Size]byte

// Block is what one network does on the hexes of one parent. What it says is
// stored once, by Key, whichever releases it is part of. In there Best and Second
// are places in Sectors, which ascend and are places in the run's own list:
// another numbering leaves Key as it is. Body is nil where it is stored already.
type Block struct {
	geo.Network
	Parent  geo.Hex
	Key     BlockKey
	Sectors []int32
	Unknown int // hexes of unknown level
	Body    []byte
}

// Stretch is the hexes of a grid that have one parent: those in places From up
// to, not with, To.
type Stretch struct {
	Parent   geo.Hex
	From, To int
}

// blockLevels is how many resolutions above its hexes a block's parent lies; a
// block has at most 7⁵ = 16,807 hexes, so that 16 bits number its sectors.
const blockLevels = 5

// Stretches cuts ascending hexes of a resolution where their parent changes.
func Stretches(hexes []geo.Hex, resolution int) []Stretch {
	var all []Stretch
	for i, h := range hexes {
		parent := hex.Parent(h, max(0, resolution-blockLevels))
		if n := len(all); n == 0 || all[n-1].Parent != parent {
			all = append(all, Stretch{parent, i, i})
		}
		all[len(all)-1].To = i + 1
	}
	return all
}

// Blocks cuts surfaces into blocks on all processors: stretch after stretch, and
// surface after surface within one.
func (s *Store) Blocks(stretches []Stretch, surfaces []geo.Surface) []Block {
	all := make([]Block, len(stretches)*len(surfaces))
	var workers errgroup.Group
	workers.SetLimit(runtime.GOMAXPROCS(0))
	for i, at := range stretches {
		workers.Go(func() error {
			for j := range surfaces {
				all[i*len(surfaces)+j] = s.Block(at.Parent, Piece(&surfaces[j], at.From, at.To))
			}
			return nil
		})
	}
	workers.Wait() // none of them fails
	return all
}

// Piece is what a surface says of the hexes in places from up to, not with, to.
func Piece(s *geo.Surface, from, to int) geo.Surface {
	return geo.Surface{Network: s.Network, Levels: s.Levels[from:to], Covered: s.Covered[from:to],
		Best: s.Best[from:to], SecondLevel: s.SecondLevel[from:to], Second: s.Second[from:to]}
}
