package derive

import (
	"slices"

	"phusong/geo"
	"phusong/geo/coverage"
	"phusong/geo/hex"
)

// settlement is who lives where: all of a result that no site changes. Element i
// of Shares and Places belongs to Hamlets[i], whose people are known.
type settlement struct {
	HexPeople []float32
	Hamlets   []geo.Hamlet
	Shares    [][]coverage.Share
	Places    []map[geo.Vintage]geo.Place
}

// settle puts hamlets on a grid.
func (s *sources) settle(grid *hex.Grid, hexPeople []float32) *settlement {
	hamlets := s.allHamlets()
	shares := coverage.Shares(grid, hamlets, hexPeople)
	peopled(hamlets, shares, hexPeople)
	return &settlement{hexPeople, hamlets, shares, coverage.PlaceHamlets(hamlets, s.units)}
}

// allHamlets are the listed ones and, for each commune without any, the rest.
func (s *sources) allHamlets() []geo.Hamlet {
	vintage := geo.Vintage2024
	if len(s.hamlets) > 0 {
		vintage = s.hamlets[0].Vintage
	} else if n := len(s.units); n > 0 {
		vintage = s.units[n-1].Vintage // they are ordered by vintage
	}
	return append(slices.Clone(s.hamlets), coverage.Rests(s.units, s.hamlets, vintage)...)
}

// peopled gives hamlets without a figure the people counted on their hexes.
func peopled(hamlets []geo.Hamlet, shares [][]coverage.Share, hexPeople []float32) {
	for i := range hamlets {
		if hamlets[i].People != nil {
			continue
		}
		sum := 0.0
		for _, s := range shares[i] {
			sum += float64(hexPeople[s.Hex])
		}
		people := int(sum + 0.5)
		hamlets[i].People = &people
	}
}
