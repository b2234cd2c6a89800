package ogc

import (
	"slices"
	"strings"

	"github.com/go-chi/chi/v5"
	"github.com/paulmach/orb"

	"phusong/api/ogc/cql"
	"phusong/api/problem"
	"phusong/data"
	"phusong/geo"
	"phusong/tiles"
)

// property is a column of a collection. About says what it is and, where it has
// one, its unit; Words are the values it may have, where those are few.
type property struct {
	cql.Property
	About tiles.Text
	Words []string
}

func column(name string, of cql.Type, vietnamese, english string, words ...string) property {
	return property{cql.Property{Name: name, Type: of}, tiles.Text{Vietnamese: vietnamese, English: english}, words}
}

// collection is features of one kind. Shape is the type of their geometry, the
// same for all. Those that depend on what is asked for say so in columns of their
// own. Valid is when they are true. Check refuses questions that the collection
// has no answer to; nil for none.
type collection struct {
	id    string
	title tiles.Text
	about tiles.Text
	shape string
	on    dependence
	own   []property
	valid func(*question) span
	check func(*question) error
	table func(*question) table
	layer func(*question) string // the tile layer, "" for none
}

// dependence is what of the question a collection depends on.
type dependence uint8

// A network is technologies and an operator; a verdict needs a definition, too.
const (
	onNothing dependence = iota
	onNetwork
	onVerdict
)

// table is a collection's features, without what they all have in common: ids
// ascend, values appends those of feature i in the order of the own columns.
type table struct {
	ids    []string
	values func(i int, to []cql.Value) []cql.Value
	place  func(i int) orb.Geometry
}

// sorted makes a table of rows by their ids; it puts the rows in order.
func sorted[T any](order []*T, id func(*T) string, values func(*T, []cql.Value) []cql.Value, place func(*T) orb.Geometry) table {
	slices.SortStableFunc(order, func(a, b *T) int { return strings.Compare(id(a), id(b)) })
	t := table{ids: make([]string, len(order))}
	for i, row := range order {
		t.ids[i] = id(row)
	}
	t.values = func(i int, to []cql.Value) []cql.Value { return values(order[i], to) }
	t.place = func(i int) orb.Geometry { return place(order[i]) }
	return t
}

// each returns where the elements are that are wanted.
func each[T any](rows []T, wanted func(*T) bool) []*T {
	found := make([]*T, 0, len(rows))
	for i := range rows {
		if wanted(&rows[i]) {
			found = append(found, &rows[i])
		}
	}
	return found
}

// collections returns what the edition has. Units of a level and vintage that were
// never imported are no collection, rather than an empty one.
func collections(q *question) []collection {
	all := []collection{hamlets(), verdicts()}
	add := func(of func(geo.Level, geo.Vintage) collection, level geo.Level, v geo.Vintage) {
		if slices.ContainsFunc(q.edition.View.Units, func(u geo.AdminUnit) bool { return u.Level == level && u.Vintage == v }) {
			all = append(all, of(level, v))
		}
	}
	add(gaps, geo.LevelCommune, geo.Vintage2025)
	add(gaps, geo.LevelCommune, geo.Vintage2024)
	add(gaps, geo.LevelDistrict, geo.Vintage2024)
	all = append(all, patches())
	add(units, geo.LevelProvince, geo.Vintage2025)
	add(units, geo.LevelCommune, geo.Vintage2025)
	add(units, geo.LevelProvince, geo.Vintage2024)
	add(units, geo.LevelDistrict, geo.Vintage2024)
	add(units, geo.LevelCommune, geo.Vintage2024)
	if q.edition.Cut != data.PublicCut {
		all = append(all, sites())
	}
	return all
}

// find returns a collection by its id; what the caller's cut has not is absent.
func find(q *question, id string) (collection, error) {
	for _, c := range collections(q) {
		if c.id == id {
			return c, nil
		}
	}
	return collection{}, problem.Absent()
}

// asked returns the collection that the address names.
func (q *question) asked() (collection, error) { return find(q, chi.URLParam(q.r, "collection")) }

// properties are the own columns and what every figure carries.
func (c collection) properties() []property {
	all := slices.Clone(c.own)
	if c.on >= onNetwork {
		all = append(all,
			column("technology", cql.Text, "công nghệ", "technology"),
			column("operator", cql.Text, "nhà mạng; any: bất kỳ", "operator; any: whichever serves best"))
	}
	if c.on >= onVerdict {
		all = append(all, column("definition", cql.Text, "định nghĩa của kết luận", "definition of the verdict"))
	}
	return append(all,
		column("territory", cql.Text, "địa bàn của số liệu", "the land the figures are about"),
		column("asOf", cql.Day, "số liệu tính đến ngày", "date of the newest input"),
		column("release", cql.Text, "bản phát hành", "release"),
		column("synthetic", cql.Bool, "dữ liệu mẫu, không có thật", "true where the input is invented"))
}

// shared appends what all features of the question have in common.
func (c collection) shared(q *question, to []cql.Value) []cql.Value {
	if c.on >= onNetwork {
		to = append(to, cql.TextOf(q.asks.Technologies.String()), cql.TextOf(string(q.asks.Operator)))
	}
	if c.on >= onVerdict {
		to = append(to, cql.TextOf(q.asks.Definition.Code))
	}
	return append(to, cql.TextOf(q.service.Territory(q.edition).Vietnamese), cql.TextOf(q.asOf()),
		cql.TextOf(q.edition.ID), cql.BoolOf(q.edition.View.Release.Synthetic))
}

// asks tells whether a name can be asked for by itself, as name=value: a column
// that is not one of the context's words.
func (c collection) asks(name string) bool {
	return !slices.Contains(contextParameters(), name) && slices.ContainsFunc(c.properties(), func(p property) bool { return p.Name == name })
}

// queryable are the columns as filters know them.
func (c collection) queryable() []cql.Property {
	var all []cql.Property
	for _, p := range c.properties() {
		all = append(all, p.Property)
	}
	return all
}

func (q *question) asOf() string { return q.edition.View.Release.AsOf.UTC().Format("2006-01-02") }

// since is when what a release says is true: from its date on, until another
// release says otherwise.
func since(q *question) span { return span{from: q.edition.View.Release.AsOf.UTC()} }

// during is when boundaries of a vintage hold.
func during(v geo.Vintage) func(*question) span {
	return func(*question) span {
		from, to := v.Validity()
		if !to.IsZero() {
			to = to.Add(-1)
		}
		return span{from, to}
	}
}
