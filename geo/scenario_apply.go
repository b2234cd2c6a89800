package geo

import (
	"cmp"
	"fmt"
	"slices"
)

// siteName is what a presence is known by.
type siteName struct {
	operator OperatorCode
	code     SiteCode
}

// Apply makes the changes to presences, which are those on the air, one after
// another; presences is left alone. What comes out is by operator and code. It
// fails with an *ErrChange that names the change: of Check, a site that is to be
// added and stands already, and one that is to be changed and does not.
func (s Scenario) Apply(presences []Presence) ([]Presence, error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	standing := make(map[siteName]Presence, len(presences))
	for _, p := range presences {
		standing[siteName{p.Operator, p.Code}] = p
	}
	for i, c := range s.Changes {
		name := siteName{c.Operator, c.Site}
		p, stands := standing[name]
		switch {
		case c.Kind == AddSite && stands:
			return nil, &ErrChange{i, c, "nhà mạng đã có trạm mang mã này: chọn mã khác", "the operator has a site of that code on the air: choose another code"}
		case c.Kind != AddSite && !stands:
			return nil, &ErrChange{i, c, "không có trạm nào đang phát sóng mang mã này", "the operator has no site of that code on the air"}
		case c.Kind == RemoveSite:
			delete(standing, name)
		default:
			standing[name] = c.made(p)
		}
	}
	after := make([]Presence, 0, len(standing))
	for _, p := range standing {
		after = append(after, p)
	}
	slices.SortFunc(after, func(a, b Presence) int {
		return cmp.Or(cmp.Compare(a.Operator, b.Operator), cmp.Compare(a.Code, b.Code))
	})
	return after, nil
}

// made is what becomes of p, which is empty where something is added.
func (c SiteChange) made(p Presence) Presence {
	switch c.Kind {
	case AddSite:
		return Presence{Operator: c.Operator, Code: c.Site, Name: string(c.Site), Position: *c.At, Status: StatusOnAir,
			MastHeightM: cmp.Or(c.HeightM, UsualHeightM), Sectors: c.sectors(c.radios(), UsualHeightM)}
	case MoveSite:
		p.Position = *c.At
		return p
	}
	if len(c.Radio) > 0 {
		p.Sectors = c.sectors(c.Radio, tallest(p))
		return p
	}
	p.Sectors = slices.Clone(p.Sectors)
	for i := range p.Sectors {
		p.Sectors[i].HeightM = c.HeightM
	}
	return p
}

// tallest is the height of a presence's highest antenna, the usual one where it
// has none.
func tallest(p Presence) float64 {
	var height float64
	for _, s := range p.Sectors {
		height = max(height, s.HeightM)
	}
	return cmp.Or(height, UsualHeightM)
}

func (c SiteChange) radios() []Radio {
	if len(c.Radio) == 0 {
		return []Radio{{Technology: LTE.String()}}
	}
	return c.Radio
}

// sectors are what radios radiate; heightM is that of antennas nobody gave one.
func (c SiteChange) sectors(radios []Radio, heightM float64) []Sector {
	var all []Sector
	for _, r := range radios {
		technology, _ := ParseTechnology(r.Technology) // checked
		s := Sector{Technology: technology, Frequency: cmp.Or(r.Frequency, UsualBand(c.Operator, technology)),
			HeightM: cmp.Or(r.HeightM, c.HeightM, heightM), MechanicalTilt: r.MechanicalTilt, ElectricalTilt: r.ElectricalTilt,
			PowerDBm: r.PowerDBm, GainDBi: r.GainDBi, AzimuthKnown: !r.Omni && !r.AzimuthUnknown, Omni: r.Omni}
		if r.PowerDBm == 0 {
			s.Assumed = append(s.Assumed, AssumedPower)
		}
		azimuths := r.Azimuths
		switch {
		case !s.AzimuthKnown:
			azimuths = []float64{0}
		case len(azimuths) == 0:
			azimuths = UsualAzimuths()
		}
		for i, azimuth := range azimuths {
			s.AzimuthDeg, s.Name = azimuth, fmt.Sprintf("%v %g %d", technology, float64(s.Frequency), i+1)
			all = append(all, s)
		}
	}
	return all
}
