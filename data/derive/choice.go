package derive

import (
	"errors"
	"fmt"
	"slices"

	"phusong/geo"
	"phusong/geo/planning"
)

// Choice asks where one operator should build for a network. DarkFor says who
// must not cover a place yet for it to count: that operator, or any. Mast is
// what would be built everywhere: its sectors say technology, band, height and
// antennas; on a mast that stands they hang no higher than that is.
//
// With a Definition a hamlet counts by how far it comes towards covered, from
// where it is today: wholly once it is covered. Without one people and households
// count where they live, as soon as there is signal.
type Choice struct {
	Network    geo.Network
	DarkFor    geo.OperatorCode
	Mast       geo.Presence
	Given      []planning.Given  // candidates somebody names
	Sources    []planning.Source // where others are looked for
	Most       int               // candidates looked for, besides those given
	GridKm     float64           // of planning.SourceGrid
	Objective  Objective
	Definition *geo.Definition
	Budget     float64
	Unit       Unit
	ApartKm    float64
	Must       []geo.HamletCode
	Costs      planning.CostModel
	Hops       planning.HopSettings
}

// Objective is what is counted.
type Objective string

// The objectives: people, households, hamlets.
const (
	ForPeople     Objective = "people"
	ForHouseholds Objective = "households"
	ForHamlets    Objective = "hamlets"
)

// Unit is what the budget is counted in.
type Unit string

// The units: masts, or millions of đồng by the cost model.
const (
	InMasts Unit = "masts"
	InMoney Unit = "money"
)

// The bounds of a choice.
const (
	MostGiven      = 5000
	MostCandidates = 5000
	MostMust       = 500
)

// ErrChoice means that a choice asks for what cannot be.
var ErrChoice = errors.New("no choice that can be made")

// Check fills in what nobody said and refuses what cannot be.
func (c *Choice) Check() error {
	if c.Definition == nil && c.Objective == ForHamlets {
		c.Definition = &geo.Definitions()[0]
	}
	if c.Costs == nil {
		c.Costs = planning.DefaultCosts()
	}
	if c.Hops == (planning.HopSettings{}) {
		c.Hops = planning.DefaultHops()
	}
	if c.Unit == "" {
		c.Unit = InMasts
	}
	switch {
	case c.Unit != InMasts && c.Unit != InMoney:
		return fmt.Errorf("%w: a budget in %.20q; use masts or money", ErrChoice, c.Unit)
	case c.Objective != ForPeople && c.Objective != ForHouseholds && c.Objective != ForHamlets:
		return fmt.Errorf("%w: objective %.20q; use people, households or hamlets", ErrChoice, c.Objective)
	case len(c.Given) > MostGiven || c.Most < 0 || c.Most > MostCandidates:
		return fmt.Errorf("%w: %d candidates given and %d looked for; at most %d and %d", ErrChoice, len(c.Given), c.Most, MostGiven, MostCandidates)
	case len(c.Given) == 0 && (len(c.Sources) == 0 || c.Most == 0):
		return fmt.Errorf("%w: no candidates are given and none are looked for", ErrChoice)
	case len(c.Must) > MostMust:
		return fmt.Errorf("%w: %d hamlets that must be served; at most %d", ErrChoice, len(c.Must), MostMust)
	case len(c.Mast.Sectors) == 0:
		return fmt.Errorf("%w: what would be built has no antenna", ErrChoice)
	}
	if err := c.Hops.Check(); err != nil {
		return fmt.Errorf("%w: %w", ErrChoice, err)
	}
	return nil
}

// MastOf is what would be built where nobody says more: three sectors of each
// band, given in MHz, everything else by default.
func MastOf(network geo.Network, bands []float64, heightM float64) geo.Presence {
	p := geo.Presence{Operator: network.Operator, MastHeightM: heightM}
	for _, mhz := range bands {
		for _, azimuth := range []float64{0, 120, 240} {
			p.Sectors = append(p.Sectors, geo.Sector{Technology: network.Technology, Frequency: geo.MHz(mhz), HeightM: heightM, AzimuthDeg: azimuth, AzimuthKnown: true})
		}
	}
	return p
}

// bands are the frequencies of what would be built in MHz, each once.
func (c *Choice) bands() []float64 {
	var all []float64
	for _, s := range c.Mast.Sectors {
		if mhz := float64(s.Frequency); !slices.Contains(all, mhz) {
			all = append(all, mhz)
		}
	}
	return all
}

// heightM is how high the antennas hang.
func (c *Choice) heightM() float64 {
	highest := 0.0
	for _, s := range c.Mast.Sectors {
		highest = max(highest, s.HeightM)
	}
	return highest
}

// lower is the presence with no antenna higher than a mast that stands.
func lower(p geo.Presence, mastM float64) geo.Presence {
	sectors := make([]geo.Sector, len(p.Sectors))
	for i, s := range p.Sectors {
		s.HeightM = min(s.HeightM, mastM)
		sectors[i] = s
	}
	p.Sectors = sectors
	return p
}
