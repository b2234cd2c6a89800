package sites

import (
	"fmt"
	"math"
	"sort"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/geo"
	"phusong/importers/gazetteer"
)

// sameMastKm is how far apart two rows of one site may put it.
const sameMastKm = 0.050

// samePlaceSites is how many sites of one operator at exactly one point look
// like a placeholder.
const samePlaceSites = 3

type siteKey struct {
	operator geo.OperatorCode
	code     geo.SiteCode
}

// sectorKey is what makes two rows speak of one sector.
type sectorKey struct {
	name       string
	technology geo.Technology
	frequency  geo.MHz
	heightM    float64
	azimuth    float64
	known      bool
}

// gathered is a presence on its way, with the row it began with.
type gathered struct {
	presence geo.Presence
	first    *row
	sectors  map[sectorKey]bool
}

// presences brings the rows of one site together. A row that puts a known site
// somewhere else is refused; one that repeats a sector is dropped. The result
// is ordered by operator and code.
func (l *list) presences() []geo.Presence {
	sites := map[siteKey]*gathered{}
	for _, r := range l.rows {
		for _, operator := range r.operators {
			l.gather(sites, siteKey{operator, r.code}, r)
		}
	}
	l.doubtPlaceholders(sites)
	var all []geo.Presence
	for _, g := range inOrder(sites) {
		all = append(all, g.presence)
	}
	return all
}

// inOrder is the sites by operator and code.
func inOrder(sites map[siteKey]*gathered) []*gathered {
	all := make([]*gathered, 0, len(sites))
	for _, g := range sites {
		all = append(all, g)
	}
	sort.Slice(all, func(i, j int) bool {
		a, b := all[i].presence, all[j].presence
		return a.Operator < b.Operator || a.Operator == b.Operator && a.Code < b.Code
	})
	return all
}

func (l *list) gather(sites map[siteKey]*gathered, key siteKey, r *row) {
	known, ok := sites[key]
	if !ok {
		known = &gathered{first: r, sectors: map[sectorKey]bool{}, presence: geo.Presence{
			Operator: key.operator, Code: key.code, Name: r.name, Position: r.point,
			Commune: r.commune, Status: r.status, MastHeightM: r.mastM,
			Owner: r.about.owner, Contact: r.about.contact, BackupPower: r.about.backup, PowerFeeder: r.about.feeder, FibreNode: r.about.fibre,
		}}
		sites[key] = known
		known.add(r)
		return
	}
	if away := gazetteer.Km(known.presence.Position, r.point); away > sameMastKm {
		r.complain(fault{severity: data.Refused, field: fieldCode, code: "duplicate-code",
			vietnamese: fmt.Sprintf("mã trạm trùng với hàng %s nhưng cách %.2f km: mỗi mã chỉ một vị trí", known.first.where(), away),
			english:    fmt.Sprintf("the code is that of row %s, but %.2f km away: one code, one place", known.first.where(), away)})
		return
	}
	if added := known.add(r); !added && !r.refused {
		r.complain(fault{severity: data.Dropped, field: fieldCode, code: "row-duplicate",
			vietnamese: fmt.Sprintf("hàng lặp lại nội dung của trạm ở hàng %s, bỏ qua", known.first.where()),
			english:    fmt.Sprintf("the row repeats the site of row %s, left out", known.first.where())})
	}
}

// add brings a row's sectors in and reports whether it said anything new. Only
// rows on air radiate; a site with one such row is on air.
func (g *gathered) add(r *row) bool {
	p, added := &g.presence, r == g.first
	if r.status == geo.StatusOnAir && p.Status != geo.StatusOnAir {
		p.Status, p.Sectors, g.sectors, added = geo.StatusOnAir, nil, map[sectorKey]bool{}, true
	}
	p.MastHeightM = math.Max(p.MastHeightM, r.mastM)
	if r.status != p.Status {
		return true // an addition that is not on air yet: known, and not computed
	}
	for _, c := range r.sectors {
		key := sectorKey{c.Name, c.Technology, c.Frequency, c.HeightM, c.AzimuthDeg, c.AzimuthKnown}
		if g.sectors[key] {
			continue
		}
		g.sectors[key] = true
		p.Sectors = append(p.Sectors, c)
		added = true
	}
	return added
}

// where names a row in a report.
func (r *row) where() string {
	if r.sheet == "" {
		return fmt.Sprint(r.Row + 1)
	}
	return fmt.Sprintf("%d (%s)", r.Row+1, r.sheet)
}

// doubtPlaceholders warns where several sites of one operator stand on exactly
// one point: often a commune's centre pasted for want of anything better.
func (l *list) doubtPlaceholders(sites map[siteKey]*gathered) {
	type spot struct {
		operator geo.OperatorCode
		point    orb.Point
	}
	count := map[spot]int{}
	for key, g := range sites {
		count[spot{key.operator, g.presence.Position}]++
	}
	for _, g := range inOrder(sites) {
		if n := count[spot{g.presence.Operator, g.presence.Position}]; n >= samePlaceSites {
			g.first.warn(g.first.placeField(), "placeholder",
				fmt.Sprintf("%d trạm có cùng một toạ độ: có phải toạ độ tạm?", n), fmt.Sprintf("%d sites share this very place: is it a placeholder?", n))
		}
	}
}
