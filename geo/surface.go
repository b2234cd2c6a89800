package geo

// Level16 is a power in tenths of a dBm, the form levels are stored and sent in.
type Level16 int16

// The two levels that are not powers.
const (
	// BelowFloor: computed, and under the floor of the technology's scale.
	BelowFloor Level16 = -32768
	// UnknownLevel: not computable, because terrain is missing where it matters.
	UnknownLevel Level16 = -32767
)

// NoSector stands where a hex has no serving sector.
const NoSector int32 = -1

// ToLevel16 rounds p to tenths of a dBm.
func ToLevel16(p DBm) Level16 {
	if p < 0 {
		return Level16(p*10 - 0.5)
	}
	return Level16(p*10 + 0.5)
}

// DBm returns the level as a power; it must not be asked of the two levels that
// are not powers.
func (l Level16) DBm() DBm { return DBm(l) / 10 }

// Class grades l on the scale s.
func (l Level16) Class(s Scale) Class {
	switch l {
	case BelowFloor:
		return ClassNone
	case UnknownLevel:
		return ClassUnknown
	}
	return s.Class(l.DBm())
}

// Surface is what one network does on a grid of hexes: element i of each column
// belongs to hex i of the grid. Levels are medians over the hex, outdoors at
// 1.5 m. Covered is the share of the hex, in percent, at or above the covered
// bound. Best and Second are places in the run's list of sectors.
type Surface struct {
	Network     Network
	Levels      []Level16
	Covered     []uint8
	Best        []int32
	SecondLevel []Level16
	Second      []int32
}

// Signal is what a network does on one hex: Operator is whose sector is strongest
// there, "" where none is.
type Signal struct {
	Level    Level16
	Operator OperatorCode
}

// HexChange is a hex on which a network does something else than it did.
type HexChange struct {
	Hex          Hex
	Was, Becomes Signal
}

// HamletResult is one hamlet of a release: what it was called, where it lay and
// what each network did for it, as it was computed.
type HamletResult struct {
	Hamlet Hamlet
	// Places names the unit the hamlet's centre lies in, by vintage and level.
	Places map[Vintage]Place
	// Reaches[i] belongs to Networks()[i].
	Reaches []Reach
	// AreaM2 is the territory's area on the ellipsoid, in square metres.
	AreaM2 int
	// Parts are the pieces in the vintages whose communes cut the hamlet; in all
	// others it lies whole in its place.
	Parts map[Vintage][]Part
}

// Place is where a hamlet lies in one vintage; District is "" since 2025.
type Place struct {
	Province, District, Commune AdminCode
}
