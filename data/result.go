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

// Results is everything a run worked out. Hexes ascend; HexPeople belongs to
// them. Blocks are those of the stretches of Hexes, one after another, in
// geo.Networks order within one; their sectors are places in Sectors, which are
// in the order of their masts. Like, where it is not 0, is an earlier run whose
// hexes, people and hamlets were the same to the bit.
type Results struct {
	Resolution int
	Hexes      []geo.Hex
	HexPeople  []float32
	Masts      []Mast
	Sectors    []SectorRef
	Blocks     []Block
	Hamlets    []geo.HamletResult
	AsOf       time.Time
	Synthetic  bool
	Like       int64
}

// Hash is the fingerprint of the results alone: neither when nor where nor by
// whom they were computed changes it.
func (r *Results) Hash() [32]byte {
	h := sha256.New()
	h.Write(columnBytes(r.Hexes))
	h.Write(floatBytes(r.HexPeople))
	hashJSON(h, r.Masts)
	hashJSON(h, r.Sectors)
	for i := range r.Blocks {
		hashBlock(h, &r.Blocks[i])
	}
	for i := range r.Hamlets {
		hashHamlet(h, &r.Hamlets[i])
	}
	return [32]byte(h.Sum(nil))
}

func hashBlock(h hash.Hash, b *Block) {
	hashJSON(h, []any{b.Network, b.Parent, b.Sectors})
	h.Write(b.Key[:])
}

func hashHamlet(h hash.Hash, r *geo.HamletResult) {
	hashJSON(h, []any{r.Hamlet.Code, r.Hamlet.Name, r.Hamlet.Commune, r.Hamlet.People, r.Hamlet.Households, r.Places})
	var raw []byte
	for _, reach := range r.Reaches {
		for _, v := range []float64{float64(reach.Centre), float64(reach.CentreLevel), reach.PeopleCovered,
			reach.PeopleUnknown, reach.AreaCovered, reach.AreaUnknown} {
			raw = binary.LittleEndian.AppendUint64(raw, math.Float64bits(v))
		}
		if reach.Clusters > 0 {
			raw = binary.LittleEndian.AppendUint16(raw, reach.ClustersCovered)
			raw = binary.LittleEndian.AppendUint16(raw, reach.ClustersUnknown)
		}
	}
	h.Write(raw)
	if len(r.Hamlet.Clusters) > 0 {
		hashJSON(h, r.Hamlet.Clusters)
	}
}

func hashJSON(h hash.Hash, v any) {
	b, err := json.Marshal(v)
	if err != nil { // only for values that JSON cannot hold, none of which are given
		panic(err)
	}
	h.Write(b)
}
