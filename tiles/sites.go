package tiles

import (
	"strings"

	"phusong/data"
	"phusong/geo"
	"phusong/tiles/mercator"
	"phusong/tiles/mvt"
)

// Site is a mast of a release with what its operators' lists say it carries.
type Site struct {
	Mast         data.Mast
	Operators    []geo.OperatorCode // in the order of geo.Operators
	Technologies []geo.Technology   // oldest first
	Presences    []Named
	Sectors      int
	networks     map[geo.Network]bool
}

// Named is a site as its operator calls it.
type Named struct {
	Operator geo.OperatorCode
	Code     geo.SiteCode
}

// Carries tells whether the operator has a sector of the technology on the mast;
// AnyOperator and technology 0 stand for whichever.
func (s *Site) Carries(operator geo.OperatorCode, technology geo.Technology) bool {
	for n := range s.networks {
		if (operator == geo.AnyOperator || operator == n.Operator) && (technology == 0 || technology == n.Technology) {
			return true
		}
	}
	return false
}

// Sites gathers a view's sectors by mast: element i is the mast in place i.
func Sites(view *data.View) []Site {
	found := make([]Site, len(view.Masts))
	for i := range found {
		found[i] = Site{Mast: view.Masts[i], networks: map[geo.Network]bool{}}
	}
	known := map[Named]bool{}
	for _, s := range view.Sectors {
		site := &found[s.Site]
		site.Sectors++
		site.networks[geo.Network{Operator: s.Operator, Technology: s.Sector.Technology}] = true
		if n := (Named{s.Operator, s.SiteCode}); !known[n] {
			known[n] = true
			site.Presences = append(site.Presences, n)
		}
	}
	for i := range found {
		found[i].name()
	}
	return found
}

// name lists the operators and technologies of the mast's networks.
func (s *Site) name() {
	for _, o := range geo.Operators() {
		if s.Carries(o.Code, 0) {
			s.Operators = append(s.Operators, o.Code)
		}
	}
	for _, t := range geo.Technologies() {
		if s.Carries(geo.AnyOperator, t) {
			s.Technologies = append(s.Technologies, t)
		}
	}
}

// sites paints the masts.
type sites struct {
	sites  []Site
	points []mercator.Point
}

func newSites(found []Site) *sites {
	s := &sites{sites: found, points: make([]mercator.Point, len(found))}
	for i := range found {
		s.points[i] = mercator.FromLonLat(found[i].Mast.Position)
	}
	return s
}

func (s *sites) bounds() mercator.Box { return mercator.BoxOf(s.points) }

func (s *sites) describe() Layer {
	title := Text{"Trạm phát sóng", "Sites"}
	fields := map[string]string{
		"site":         "string: the mast's id",
		"operators":    "string: codes of the operators on it, comma between",
		"technologies": "string: technologies on air, comma between",
		"presences":    "number: sites of operators' lists that share the mast",
	}
	return Layer{Name: "sites", Format: MVT, Title: title, MinZoom: 5, MaxZoom: 14,
		Vector: []VectorLayer{{ID: "sites", Description: title.English, Fields: fields, MinZoom: 5, MaxZoom: 14}}}
}

func (s *sites) paint(t mercator.Tile, p *palette) []byte {
	l := p.layer("sites")
	window := t.Box(pointBuffer)
	for i, at := range s.points {
		if !window.Holds(at) {
			continue
		}
		p.point(t, at)
		site := &s.sites[i]
		p.tags = append(p.tags[:0],
			l.Tag("site", mvt.String(site.Mast.ID)),
			l.Tag("operators", mvt.String(join(site.Operators))),
			l.Tag("technologies", mvt.String(joinTechnologies(site.Technologies))),
			l.Tag("presences", mvt.Int(int64(len(site.Presences)))))
		l.Add(uint64(i)+1, &p.geometry, p.tags...)
	}
	return p.write(l)
}

func join(codes []geo.OperatorCode) string {
	words := make([]string, len(codes))
	for i, c := range codes {
		words[i] = string(c)
	}
	return strings.Join(words, ",")
}

func joinTechnologies(all []geo.Technology) string {
	words := make([]string, len(all))
	for i, t := range all {
		words[i] = t.String()
	}
	return strings.Join(words, ",")
}
