package geo

// Count is people or hamlets by verdict.
type Count struct {
	Covered, Partial, None, Unknown int
}

// Add counts n under v.
func (c *Count) Add(v Verdict, n int) {
	switch v {
	case Covered:
		c.Covered += n
	case Partial:
		c.Partial += n
	case None:
		c.None += n
	default:
		c.Unknown += n
	}
}

// Total is the sum over the verdicts.
func (c Count) Total() int { return c.Covered + c.Partial + c.None + c.Unknown }

// GapRow is one line of the gap list: a unit with its people, its households
// (Homes), its ground and its hamlets by verdict. Population is always
// People.Total(), Households Homes.Total(), AreaM2 the total of Area, both in
// square metres. A hamlet that the unit's border cuts counts with
// the piece of it that lies in the unit; Pieces names those.
type GapRow struct {
	Code       string
	Name       string
	Level      Level
	Vintage    Vintage
	Parent     AdminCode
	Population int
	Households int
	AreaM2     int
	People     Count
	Homes      Count
	Area       Count
	Hamlets    Count
	Pieces     []Piece
}

// Gap is a connected patch of inhabited hexes that have no signal of a network:
// where somebody could stand, not which names are on a list. People are those
// of the hamlets' lists, spread over their hexes, and need not be whole; Hexes
// ascend; Centre is the hex with the most people; Hamlets are those it touches,
// the one with the most people in it first, and Within[i] are the people of
// Hamlets[i] that live in it.
type Gap struct {
	Hexes   []Hex
	Centre  Hex
	People  float64
	AreaKm2 float64
	Hamlets []HamletCode
	Within  []float64
}
