package ogc

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"phusong/api/auth"
	"phusong/api/ogc/cql"
	"phusong/data"
	"phusong/geo"
	"phusong/tiles"
)

// presence is one operator's equipment on a mast, with only what whoever asks may
// see of it.
type presence struct {
	id, mast string
	geo.Presence
}

// sites are operators' sites on air. Each column is by the table of fields: what
// the caller does not see is null.
func sites() collection {
	return collection{
		id: "sites", shape: "Point", valid: since, layer: func(*question) string { return "sites" },
		title: tiles.Text{Vietnamese: "Trạm đang phát sóng", English: "Sites on air"},
		about: tiles.Text{Vietnamese: "Mỗi trạm của một nhà mạng trên một cột, theo danh sách của nhà mạng đó. Trường không được xem để trống.",
			English: "One site of an operator on a mast, as the operator's list says. Fields that are not shown are null."},
		own: []property{
			column("mast", cql.Text, "cột, như trên bản đồ", "the mast, as the map calls it"),
			column("operator", cql.Text, "nhà mạng", "operator"),
			column("code", cql.Text, "mã trạm", "code of the site"),
			column("name", cql.Text, "tên trạm", "name of the site"),
			column("commune", cql.Text, "xã, như danh sách ghi", "commune, as the list names it"),
			column("status", cql.Text, "trạng thái", "status"),
			column("technologies", cql.Text, "công nghệ, cách nhau bằng dấu phẩy", "technologies, comma between"),
			column("sectors", cql.Whole, "số sector", "sectors"),
			column("mastHeightM", cql.Number, "độ cao cột, m", "height of the mast above ground, m"),
			column("backupPower", cql.Text, "nguồn dự phòng", "backup power"),
			column("powerFeeder", cql.Text, "lộ điện", "power feeder"),
			column("fibreNode", cql.Text, "nút truyền dẫn", "fibre node"),
			column("owner", cql.Text, "chủ nhà trạm", "owner of the site"),
			column("contact", cql.Text, "liên hệ", "contact"),
		},
		table: func(q *question) table {
			return sorted(presences(q), func(p *presence) string { return p.id }, siteValues,
				func(p *presence) orb.Geometry { return p.Position })
		},
	}
}

func siteValues(p *presence, to []cql.Value) []cql.Value {
	height, sectors := cql.Value{}, cql.Value{}
	if p.MastHeightM > 0 {
		height = cql.NumberOf(p.MastHeightM)
	}
	var technologies []string
	for _, s := range p.Sectors {
		if name := s.Technology.String(); !slices.Contains(technologies, name) {
			technologies = append(technologies, name)
		}
	}
	if slices.Sort(technologies); len(technologies) > 0 {
		sectors = whole(len(p.Sectors))
	}
	return append(to, cql.TextOf(p.mast), cql.TextOf(string(p.Operator)), cql.TextOr(string(p.Code)), cql.TextOr(p.Name), cql.TextOr(p.Commune),
		cql.TextOr(string(p.Status)), cql.TextOr(strings.Join(technologies, ",")), sectors, height,
		cql.TextOr(p.BackupPower), cql.TextOr(p.PowerFeeder), cql.TextOr(p.FibreNode), cql.TextOr(p.Owner), cql.TextOr(p.Contact))
}

// presences are the sites that whoever asks may see, of the operator and
// technology that were asked for, if any were. Their ids are made from the mast,
// since not everybody may know what the operator calls its site.
func presences(q *question) []*presence {
	who := auth.From(q.r.Context())
	listed := map[tiles.Named]geo.Presence{}
	for _, p := range q.edition.View.Presences {
		if q.asksFor(p.Operator) {
			listed[tiles.Named{Operator: p.Operator, Code: p.Code}] = p
		}
	}
	var found []*presence
	for i := range q.edition.Sites {
		site, count := &q.edition.Sites[i], map[geo.OperatorCode]int{}
		for _, named := range site.Presences {
			p, known := listed[named]
			if !known {
				continue
			}
			count[p.Operator]++
			if shown, sees := data.PresenceFor(who, p); sees && q.carries(shown) {
				found = append(found, &presence{fmt.Sprintf("%s-%s-%d", site.Mast.ID, p.Operator, count[p.Operator]), site.Mast.ID, shown})
			}
		}
	}
	return found
}

func (q *question) asksFor(operator geo.OperatorCode) bool {
	return q.asks.Operator == geo.AnyOperator || q.asks.Operator == operator
}

func (q *question) carries(p geo.Presence) bool {
	return !q.said.Has("technology") || slices.ContainsFunc(p.Sectors, func(s geo.Sector) bool {
		return slices.Contains(q.asks.Technologies.Members(), s.Technology)
	})
}
