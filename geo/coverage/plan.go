package coverage

import (
	"slices"

	"phusong/geo"
)

// Plan is the sites of a run as they radiate. Sectors are in the order in which a
// release numbers them; each layer of Masts has the key of its footprint.
type Plan struct {
	Sites   []geo.Site
	Sectors []SectorRef
	Masts   []Mast
}

// Plan plans sites. It fails on a sector that cannot be computed.
func (e *Engine) Plan(sites []geo.Site) ([]SectorRef, []Mast, error) {
	p, err := e.PlanLike(Plan{}, sites)
	return p.Sectors, p.Masts, err
}

// PlanLike is Plan, made faster by one of other sites: those that are in both
// get no more than new numbers.
func (e *Engine) PlanLike(like Plan, sites []geo.Site) (Plan, error) {
	p := Plan{Sites: sites, Sectors: Sectors(sites)}
	known, kit, method := like.bySite(), equipment{}, e.method()
	for from, to := 0, 0; from < len(p.Sectors); from = to {
		site := &sites[p.Sectors[from].Site]
		for to < len(p.Sectors) && p.Sectors[to].Site == p.Sectors[from].Site {
			to++
		}
		if m := known[site.ID]; m != nil && sameSite(&like.Sites[m.Site], site) {
			p.Masts = append(p.Masts, m.numbered(p.Sectors[from].Site, int32(from)))
			continue
		}
		m, err := kit.mast(sites, p.Sectors[from:to], int32(from), e.settings)
		if err != nil {
			return Plan{}, err
		}
		surroundings := method + e.groundAround(m.Position) + "\n"
		for j := range m.Layers {
			m.Layers[j].Key = e.key(m, m.Layers[j], surroundings)
		}
		p.Masts = append(p.Masts, m)
	}
	return p, nil
}

func (p Plan) bySite() map[string]*Mast {
	known := make(map[string]*Mast, len(p.Masts))
	for i := range p.Masts {
		known[p.Sites[p.Masts[i].Site].ID] = &p.Masts[i]
	}
	return known
}

// numbered is the mast in another list, where its sectors are numbered from first.
func (m *Mast) numbered(site, first int32) Mast {
	least := m.Layers[0].Emitters[0].Sector
	for _, l := range m.Layers {
		for _, e := range l.Emitters {
			least = min(least, e.Sector)
		}
	}
	now := Mast{Site: site, Position: m.Position, Layers: slices.Clone(m.Layers)}
	for i := range now.Layers {
		l := &now.Layers[i]
		l.Emitters = slices.Clone(l.Emitters)
		for j := range l.Emitters {
			l.Emitters[j].Sector += first - least
		}
	}
	return now
}

// sameSite reports whether the same is on the air in the same place.
func sameSite(a, b *geo.Site) bool {
	return a.Position == b.Position && slices.EqualFunc(a.Presences, b.Presences, func(x, y geo.Presence) bool {
		return x.Operator == y.Operator && x.Status == y.Status && slices.EqualFunc(x.Sectors, y.Sectors, sameSector)
	})
}
