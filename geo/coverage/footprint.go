package coverage

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math"
	"strings"

	"phusong/geo"
)

// Footprint is the ground one layer of a mast reaches: every hex of the grid in
// which some point may lose no more than the layer's MaxLoss. Hexes are places
// in the grid; they ascend and never repeat. Losses has Points entries for each
// hex, in tenths of a decibel: the centre's first. Departures, one for each hex,
// are in milliradians above the horizontal.
//
// Cut are the hexes, ascending and not among Hexes, whose paths cross unknown
// terrain: nothing is said of them but that they are within the radius.
type Footprint struct {
	Points     int
	Hexes      []int32
	Losses     []uint16
	Departures []int16
	Cut        []int32
}

// NoLoss stands for a loss beyond the layer's MaxLoss.
const NoLoss uint16 = math.MaxUint16

// toLoss rounds a loss to the stored form.
func toLoss(loss, most geo.DB) uint16 {
	if !(loss <= most) {
		return NoLoss
	}
	return uint16(min(max(math.Round(float64(loss)*10), 0), float64(NoLoss-1)))
}

func toDeparture(mrd float64) int16 {
	return int16(min(max(math.Round(mrd), -math.MaxInt16), math.MaxInt16))
}

// FootprintKey names a footprint by everything it depends on.
type FootprintKey [sha256.Size]byte

// String returns the key in hexadecimal.
func (k FootprintKey) String() string { return hex.EncodeToString(k[:]) }

// key is made of the layer and of all that surrounds it, which for one mast is
// the same. The version changes whenever the same inputs give another footprint.
func (e *Engine) key(m Mast, l MastLayer, surroundings string) FootprintKey {
	const version = 2
	sum := sha256.New()
	fmt.Fprintf(sum, "footprint %d\n%v %v\n%v %v %v\n", version,
		m.Position.Lon(), m.Position.Lat(), float64(l.Frequency), l.HeightM, float64(l.MaxLoss))
	io.WriteString(sum, surroundings)
	return FootprintKey(sum.Sum(nil))
}

// method is the part of keys that the settings, the model and the grid make.
func (e *Engine) method() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%v %v %v %v\n", e.settings.RadiusKm, e.settings.Radials, e.settings.StepKm, e.settings.pointsPerHex())
	fmt.Fprintf(&b, "%s\n", e.model.Name())
	for _, p := range e.model.Parameters() {
		fmt.Fprintf(&b, "%q=%q\n", p.Name, p.Value)
	}
	fmt.Fprintf(&b, "%x\n", e.gridPrint)
	return b.String()
}
