package sites

import (
	"fmt"
	"math"
	"slices"
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

// siteKey is an operator's site by its folded code: one code spelled in two ways
// is one site, where the places agree.
type siteKey struct {
	operator geo.OperatorCode
	code     string
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
	sectors  map[sectorKey]bool // of a site with many sectors; nil for few
}

// fewSectors are looked through one by one.
const fewSectors = 24

// has reports whether the site has the sector, and remembers it.
func (g *gathered) has(c geo.Sector) bool {
	if len(g.presence.Sectors) < fewSectors {
		return slices.ContainsFunc(g.presence.Sectors, func(known geo.Sector) bool { return keyOf(known) == keyOf(c) })
	}
	if g.sectors == nil {
		g.sectors = map[sectorKey]bool{}
		for _, known := range g.presence.Sectors {
			g.sectors[keyOf(known)] = true
		}
	}
	known := g.sectors[keyOf(c)]
	g.sectors[keyOf(c)] = true
	return known
}

// distinct reports few sectors of which no two are one.
func distinct(sectors []geo.Sector) bool {
	for i, c := range sectors {
		for _, other := range sectors[:i] {
			if keyOf(c) == keyOf(other) {
				return false
			}
		}
	}
	return len(sectors) > 0 && len(sectors) < fewSectors
}

func keyOf(c geo.Sector) sectorKey {
	return sectorKey{c.Name, c.Technology, c.Frequency, c.HeightM, c.AzimuthDeg, c.AzimuthKnown}
}

// presences brings the rows of one site together. Rows that give one code to two
// places wait for a person; one that repeats a sector is dropped. The result is
// ordered by operator and code.
func (l *list) presences() []geo.Presence {
	l.settleCodes()
	sites := map[siteKey]*gathered{}
	for _, r := range l.rows {
		for _, operator := range r.operators {
			if !r.refused {
				l.gather(sites, siteKey{operator, r.folded}, r)
			}
		}
	}
	ordered := inOrder(sites)
	l.doubtPlaceholders(ordered)
	l.doubtStems(ordered)
	var all []geo.Presence
	for _, g := range ordered {
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

// settleCodes asks about codes that stand at two places. None of the rows is
// taken on the strength of being the first; a person may say which place is the
// code's own.
func (l *list) settleCodes() {
	of := map[siteKey][]*row{}
	var order []siteKey
	for _, r := range l.rows {
		r.folded = foldCode(string(r.code))
		for _, operator := range r.operators {
			key := siteKey{operator, r.folded}
			if of[key] == nil {
				order = append(order, key)
			}
			of[key] = append(of[key], r)
		}
	}
	for _, key := range order {
		askCollision(of[key])
	}
	l.keepTaken()
}

// A place that so many rows of one code agree on is the code's own.
const (
	manyRows   = 3
	mostOfRows = 0.75
)

// centres is how many rows of a code are tried for the place most agree on.
const centres = 8

// strays are the rows of one code that must be asked about: none where all stand
// at one place, those elsewhere where nearly all do, and else all of them. home
// is a row of the place the code is left with, if any.
func strays(rows []*row) (asked []*row, home *row) {
	for _, centre := range rows[:min(len(rows), centres)] {
		var away []*row
		for _, r := range rows {
			if gazetteer.Km(centre.point, r.point) > sameMastKm {
				away = append(away, r)
			}
		}
		at := len(rows) - len(away)
		if len(away) == 0 || at >= manyRows && float64(at) >= mostOfRows*float64(len(rows)) {
			return away, centre
		}
	}
	return rows, nil
}

// askCollision asks which of the places a code belongs to. Where most rows have
// answered that already, only another code is an answer.
func askCollision(rows []*row) {
	asked, home := strays(rows)
	if len(asked) == 0 {
		return
	}
	far := asked[len(asked)-1]
	for _, r := range rows {
		if gazetteer.Km(rows[0].point, r.point) > sameMastKm {
			far = r
			break
		}
	}
	settled := home != nil
	for _, r := range asked {
		other := rows[0]
		if gazetteer.Km(other.point, r.point) <= sameMastKm {
			other = far
		}
		if here := r.askCode(other, !settled); here && home == nil {
			home = r
		} else if here && gazetteer.Km(home.point, r.point) > sameMastKm {
			r.refuse(fieldCode, "duplicate-code", fmt.Sprintf("mã trạm đã được nhận cho vị trí ở hàng %s: hãy sửa mã của hàng này", home.where()),
				fmt.Sprintf("the code was given to the place of row %s: correct the code of this row", home.where()))
		}
	}
}

// askCode asks whether the code is right at this row's place; open says that the
// row may claim it. It reports that a person said so.
func (r *row) askCode(other *row, open bool) bool {
	if r.refused {
		return false
	}
	var claim []Reading
	if point := r.point; open {
		claim = []Reading{{Kind: "here", Point: &point, Vietnamese: "mã này đúng với vị trí của hàng này", English: "the code belongs to the place of this row", Score: 0.5}}
	}
	away := gazetteer.Km(other.point, r.point)
	_, here := r.ask(fault{field: fieldCode, code: "duplicate-code",
		vietnamese: fmt.Sprintf("mã trạm cũng có ở hàng %s nhưng cách %.2f km: mã này của vị trí nào?", other.where(), away),
		english:    fmt.Sprintf("the code is also that of row %s, but %.2f km away: which place does it belong to?", other.where(), away)}, claim)
	return here
}

func (l *list) gather(sites map[siteKey]*gathered, key siteKey, r *row) {
	known, ok := sites[key]
	if !ok {
		known = &gathered{first: r, presence: geo.Presence{
			Operator: key.operator, Code: r.code, Name: r.name, Position: r.point,
			Commune: r.commune, Status: r.status, MastHeightM: r.mastM,
			Owner: r.about.owner, Contact: r.about.contact, BackupPower: r.about.backup, PowerFeeder: r.about.feeder, FibreNode: r.about.fibre,
		}}
		sites[key] = known
		known.add(r)
		return
	}
	if r.code != known.presence.Code {
		r.complain(fault{severity: data.Corrected, field: fieldCode, code: "code-spelling", proposed: string(known.presence.Code),
			vietnamese: fmt.Sprintf("mã trạm viết khác hàng %s nhưng cùng vị trí: coi là một trạm", known.first.where()),
			english:    fmt.Sprintf("the code is spelled otherwise than in row %s, at the same place: taken as one site", known.first.where())})
		r.code = known.presence.Code
	}
	if added := known.add(r); !added {
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
		p.Status, p.Sectors, g.sectors, added = geo.StatusOnAir, nil, nil, true
	}
	p.MastHeightM = math.Max(p.MastHeightM, r.mastM)
	if r.status != p.Status {
		return true // an addition that is not on air yet: known, and not computed
	}
	if p.Sectors == nil && distinct(r.sectors) {
		p.Sectors = slices.Clip(r.sectors)
		return true
	}
	for _, c := range r.sectors {
		if g.has(c) {
			continue
		}
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
func (l *list) doubtPlaceholders(sites []*gathered) {
	type spot struct {
		operator geo.OperatorCode
		point    orb.Point
	}
	count := map[spot]int{}
	for _, g := range sites {
		count[spot{g.presence.Operator, g.presence.Position}]++
	}
	for _, g := range sites {
		if n := count[spot{g.presence.Operator, g.presence.Position}]; n >= samePlaceSites {
			g.first.warn(g.first.placeField(), "placeholder",
				fmt.Sprintf("%d trạm có cùng một toạ độ: có phải toạ độ tạm?", n), fmt.Sprintf("%d sites share this very place: is it a placeholder?", n))
		}
	}
}
