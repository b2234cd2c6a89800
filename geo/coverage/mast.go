package coverage

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/geo/propagation"
)

// SectorRef finds a sector: places in the sites, their presences, their sectors.
type SectorRef struct {
	Site, Presence, Sector int32
}

// Of returns the presence and the sector r stands for.
func (r SectorRef) Of(sites []geo.Site) (geo.Presence, geo.Sector) {
	p := sites[r.Site].Presences[r.Presence]
	return p, p.Sectors[r.Sector]
}

// Mast is a site as it radiates. Site is its place in the sites.
type Mast struct {
	Site     int32
	Position orb.Point
	Layers   []MastLayer // by frequency, then height
}

// MastLayer is what a mast radiates at one frequency from one height. Key names
// its footprint: equal keys, equal footprints.
type MastLayer struct {
	propagation.Layer
	Emitters []Emitter
	Key      FootprintKey
}

// Emitter is one sector on the air: Sector is its place in the run's list of
// sectors, Network its place in geo.Networks().
type Emitter struct {
	Sector  int32
	Network int
	EIRP    geo.DBm
	Antenna propagation.Antenna

	aim     aim
	turned  bool    // by a mechanical tilt: its peak depends on the bearing
	peakMrd float64 // elevation of the peak on every bearing, if not turned
}

// Sectors returns the sectors on the air of all sites, in the order in which a
// release numbers them.
func Sectors(sites []geo.Site) []SectorRef {
	var all []SectorRef
	for i, site := range sites {
		for j, p := range site.Presences {
			if p.Status != geo.StatusOnAir {
				continue
			}
			for k := range p.Sectors {
				all = append(all, SectorRef{int32(i), int32(j), int32(k)})
			}
		}
	}
	return all
}

// mast groups the sectors of one site, the first of which has a number, by
// frequency and height. It fails on a sector that no model can take, and names it.
func (e equipment) mast(sites []geo.Site, sectors []SectorRef, first int32, settings Settings) (Mast, error) {
	networks, m := geo.Networks(), Mast{Site: sectors[0].Site, Position: sites[sectors[0].Site].Position}
	for i, ref := range sectors {
		presence, sector := ref.Of(sites)
		if err := checkSector(presence, sector); err != nil {
			return m, err
		}
		network := slices.Index(networks, geo.Network{Operator: presence.Operator, Technology: sector.Technology})
		if network < 0 {
			return m, fmt.Errorf("sector %q of %s site %s: there is no network %v", sector.Name, presence.Operator, presence.Code, sector.Technology)
		}
		radio := e.of(sector)
		eirp := radio.budget.EIRP(sector)
		layer := m.layer(sector.Frequency, sector.HeightM)
		layer.Emitters = append(layer.Emitters, Emitter{
			Sector: first + int32(i), Network: network, EIRP: eirp, Antenna: radio.antenna, aim: aimOf(sector),
			turned:  sector.MechanicalTilt != 0 && !sector.Omni,
			peakMrd: -sector.ElectricalTilt * 1000 * math.Pi / 180,
		})
		// Whole decibels, so that a small change of power re-uses the footprint.
		worth := geo.DB(math.Ceil(float64(eirp - settings.scale(sector.Technology).Floor())))
		layer.MaxLoss = max(layer.MaxLoss, worth)
	}
	slices.SortFunc(m.Layers, func(a, b MastLayer) int {
		return cmp.Or(cmp.Compare(a.Frequency, b.Frequency), cmp.Compare(a.HeightM, b.HeightM))
	})
	return m, nil
}

// equipment is the radios of sectors, made once for all that are alike: there
// are some tens of kinds in a province.
type equipment map[radioKind]radio

type radioKind struct {
	technology geo.Technology
	frequency  geo.MHz
	aim        aim
}

type radio struct {
	budget  propagation.LinkBudget
	antenna propagation.Antenna
}

func (e equipment) of(s geo.Sector) radio {
	kind := radioKind{s.Technology, s.Frequency, aimOf(s)}
	r, made := e[kind]
	if !made {
		r = radio{propagation.Budget(s.Technology, s.Frequency), propagation.NewAntenna(s)}
		e[kind] = r
	}
	return r
}

// layer finds the layer of a frequency and height, or adds it.
func (m *Mast) layer(frequency geo.MHz, heightM float64) *MastLayer {
	for i := range m.Layers {
		if m.Layers[i].Frequency == frequency && m.Layers[i].HeightM == heightM {
			return &m.Layers[i]
		}
	}
	m.Layers = append(m.Layers, MastLayer{Layer: propagation.Layer{Frequency: frequency, HeightM: heightM, MaxLoss: 1}})
	return &m.Layers[len(m.Layers)-1]
}

// The bounds of what a model is asked.
const (
	tallestM              = 400
	lowestMHz, highestMHz = 100, 7000
)

func checkSector(p geo.Presence, s geo.Sector) error {
	switch {
	case !(s.HeightM >= 1 && s.HeightM <= tallestM):
		return fmt.Errorf("sector %q of %s site %s: height %g m above ground; correct it to 1 to %d m",
			s.Name, p.Operator, p.Code, s.HeightM, tallestM)
	case !(s.Frequency >= lowestMHz && s.Frequency <= highestMHz):
		return fmt.Errorf("sector %q of %s site %s: frequency %g MHz; correct it to %d to %d MHz",
			s.Name, p.Operator, p.Code, float64(s.Frequency), lowestMHz, highestMHz)
	}
	return nil
}
