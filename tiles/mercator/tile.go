package mercator

import (
	"errors"
	"fmt"

	"github.com/paulmach/orb"
)

// MaxZoom is the deepest zoom a tile may be asked at.
const MaxZoom = 22

// ExtentBits says how finely a tile is drawn: 2¹² = 4096 steps a side.
const ExtentBits = 12

// Extent is the number of steps along a tile's side.
const Extent = 1 << ExtentBits

// ErrAddress means that z/x/y is no tile.
var ErrAddress = errors.New("no such tile address")

// Tile is the address of one square of the plane: column X from the west, row Y
// from the north (XYZ, not TMS), 2^Z of each.
type Tile struct{ Z, X, Y uint32 }

// NewTile returns the tile z/x/y; ErrAddress when there is none.
func NewTile(z, x, y int) (Tile, error) {
	if z < 0 || z > MaxZoom {
		return Tile{}, fmt.Errorf("%w: zoom %d is not 0…%d", ErrAddress, z, MaxZoom)
	}
	if side := 1 << z; x < 0 || x >= side || y < 0 || y >= side {
		return Tile{}, fmt.Errorf("%w: at zoom %d x and y are 0…%d, not %d and %d", ErrAddress, z, side-1, x, y)
	}
	return Tile{uint32(z), uint32(x), uint32(y)}, nil
}

// TileAt returns the tile of zoom z that holds p.
func TileAt(p Point, z int) Tile {
	shift := worldBits - uint(z)
	return Tile{uint32(z), uint32(uint64(p.X) >> shift), uint32(uint64(p.Y) >> shift)}
}

// String writes the tile as it stands in a URL: "12/3257/1812".
func (t Tile) String() string { return fmt.Sprintf("%d/%d/%d", t.Z, t.X, t.Y) }

// Box returns the tile's part of the plane, widened by buffer steps of the
// extent on every side and cut at the edge of the world.
func (t Tile) Box(buffer int) Box {
	side := int64(1) << (worldBits - t.Z)
	margin := side * int64(buffer) / Extent
	west, north := int64(t.X)*side, int64(t.Y)*side
	return Box{
		Min: Point{onPlane(west - margin), onPlane(north - margin)},
		Max: Point{onPlane(west + side - 1 + margin), onPlane(north + side - 1 + margin)},
	}
}

// Local returns p in steps from the tile's north-west corner; it may lie
// outside 0…Extent. Equal points have equal steps, and a point on the border of
// two tiles falls on the border of both.
func (t Tile) Local(p Point) (x, y int32) {
	side := worldBits - t.Z
	dx := int64(p.X) - int64(t.X)<<side
	dy := int64(p.Y) - int64(t.Y)<<side
	if side >= ExtentBits {
		return int32(dx >> (side - ExtentBits)), int32(dy >> (side - ExtentBits))
	}
	return int32(dx << (ExtentBits - side)), int32(dy << (ExtentBits - side))
}

// LonLat returns the place u, v tile-widths east and south of the tile's
// north-west corner, in degrees.
func (t Tile) LonLat(u, v float64) orb.Point {
	side := float64(uint64(1) << (worldBits - t.Z))
	return Point{units((float64(t.X) + u) * side / (1 << worldBits)), units((float64(t.Y) + v) * side / (1 << worldBits))}.LonLat()
}

func onPlane(v int64) uint32 { return uint32(max(0, min(v, 1<<worldBits-1))) }
