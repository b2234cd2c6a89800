package mercator_test

import (
	"fmt"

	"github.com/paulmach/orb"

	"phusong/tiles/mercator"
)

func ExampleTileAt() {
	town := mercator.FromLonLat(orb.Point{105.214, 21.823})
	tile := mercator.TileAt(town, 12)
	x, y := tile.Local(town)
	fmt.Println(tile, "at", x, y, "of", mercator.Extent)
	// Output: 12/3245/1793 at 415 1932 of 4096
}
