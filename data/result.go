package data

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"hash"
	"math"
	"time"

	"github.com/paulmach/orb"

	"phusong/geo"
)

// SectorRef is a sector that radiated in a run: Site is its mast's place in the
// run's list of sites.
type SectorRef struct {
	Site     int
	Operator geo.OperatorCode
	SiteCode geo.SiteCode
	Sector   geo.Sector
}

// Mast is a site of a run: where antennas of one or more operators stand.
type Mast struct {
	ID       string
	Position orb.Point
}

// Results is everything a run worked out. Surfaces are in geo.Networks order,
// their columns in the order of Hexes, which ascend; HexPeople belongs to Hexes.
type Results struct {
	Resolution int
	Hexes      []geo.Hex
	HexPeople  []float32
	Masts      []Mast
	Sectors    []SectorRef
	Surfaces   []geo.Surface
	Hamlets    []geo.HamletResult
	AsOf       time.Time
	Synthetic  bool
}

// Hash is the fingerprint of the results alone: neither when nor where nor by
// whom they were computed changes it.
func (r *Results) Hash() [32]byte {
	h := sha256.New()
	h.Write(columnBytes(r.Hexes))
	h.Write(floatBytes(r.HexPeople))
	hashJSON(h, r.Masts)
	hashJSON(h, r.Sectors)
	for i := range r.Surfaces {
		hashSurface(h, &r.Surfaces[i])
	}
	for i := range r.Hamlets {
		hashHamlet(h, &r.Hamlets[i])
	}
	return [32]byte(h.Sum(nil))
}

func hashSurface(h hash.Hash, s *geo.Surface) {
	hashJSON(h, s.Network)
	h.Write(columnBytes(s.Levels))
	h.Write(s.Covered)
	h.Write(columnBytes(s.Best))
	h.Write(columnBytes(s.SecondLevel))
	h.Write(columnBytes(s.Second))
}

func hashHamlet(h hash.Hash, r *geo.HamletResult) {
	hashJSON(h, []any{r.Hamlet.Code, r.Hamlet.Name, r.Hamlet.Commune, r.Hamlet.People, r.Hamlet.Households, r.Places})
	for _, reach := range r.Reaches {
		for _, v := range []float64{float64(reach.Centre), float64(reach.CentreLevel), reach.PeopleCovered,
			reach.PeopleUnknown, reach.AreaCovered, reach.AreaUnknown} {
			binary.Write(h, binary.LittleEndian, math.Float64bits(v))
		}
	}
}

func hashJSON(h hash.Hash, v any) {
	b, err := json.Marshal(v)
	if err != nil { // only for values that JSON cannot hold, none of which are given
		panic(err)
	}
	h.Write(b)
}
