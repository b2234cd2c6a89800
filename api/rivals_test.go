package api

import (
	"context"
	"crypto/sha256"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
	"github.com/prometheus/client_golang/prometheus"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
	"phusong/geo/coverage"
	"phusong/importers/desk"
	"phusong/tiles"
)

// rivals is a server over a real database and a release in which everything that
// two operators own carries canaries: texts and numbers that stand nowhere else.
type rivals struct {
	*crew
	server   http.Handler
	log      *notebook
	releases shelf
	canaries []canary
	tokens   map[data.Audience]string // secrets of read tokens
	tokenIDs map[data.Audience]string

	revisions map[geo.OperatorCode]int64  // each rival's list
	uploads   map[geo.OperatorCode]string // and its next one, handed in
	promises  map[geo.OperatorCode]string // what each has promised
	outages   map[geo.OperatorCode]string // what each told of itself; of "" what staff opened
}

// canary is what must not be sung to those who may not hear it.
type canary struct {
	text string
	of   string
	may  func(data.Audience) bool
}

// mark stands in every canary that is a word.
const mark = "Kanari"

// theRivals are the operators of the test; the release knows no others.
func theRivals() []geo.OperatorCode { return []geo.OperatorCode{geo.Viettel, geo.VNPT} }

func newRivals(t testing.TB, poolSize int) *rivals {
	t.Helper()
	store, err := data.Open(t.Context(), fmt.Sprintf("%s&pool_max_conns=%d", datatest.URL(t), poolSize))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(store.Close)
	r := &rivals{crew: newCrew(t, store), log: &notebook{}, tokens: map[data.Audience]string{}, tokenIDs: map[data.Audience]string{},
		revisions: map[geo.OperatorCode]int64{}, uploads: map[geo.OperatorCode]string{}, promises: map[geo.OperatorCode]string{}, outages: map[geo.OperatorCode]string{}}
	o := options(t, r.log)
	for _, id := range []int64{3, 4} {
		release, err := tiles.New(r.land(t, id))
		if err != nil {
			t.Fatal(err)
		}
		r.releases = append(r.releases, release)
	}
	r.hideMasts(t)
	o.Reliances = reliantOn(r.land(t, 4))
	o.Releases, o.Metrics = r.releases, prometheus.NewRegistry()
	for _, operator := range theRivals() {
		r.list(t, store, operator)
		r.promise(t, store, operator)
		r.storm(t, store, operator)
	}
	r.storm(t, store, "")
	o.Desk = r.desk(t, store)
	r.server = New(r.open(t, o))
	r.lend(t)
	for _, secret := range r.secrets {
		r.hide("a session's secret", secret, func(data.Audience) bool { return false })
	}
	return r
}

func (r *rivals) hide(of, text string, may func(data.Audience) bool) {
	if !slices.ContainsFunc(r.canaries, func(c canary) bool { return c.text == text }) {
		r.canaries = append(r.canaries, canary{text, of, may})
	}
}

// field hides a value of an operator's site from all that the table of fields
// leaves out.
func (r *rivals) field(f data.Field, operator geo.OperatorCode, text string) {
	r.hide(string(operator)+"'s "+string(f), text, func(who data.Audience) bool { return who.Sees(operator, f) })
}

func (r *rivals) word(f data.Field, operator geo.OperatorCode, n int) string {
	text := fmt.Sprintf("%s-%s-%s-%d", mark, operator, f, n)
	r.field(f, operator, text)
	return text
}

// number hides a number, as JSON writes it.
func (r *rivals) number(f data.Field, operator geo.OperatorCode, v float64) float64 {
	r.field(f, operator, strconv.FormatFloat(v, 'f', -1, 64))
	return v
}

// land is the country with the rivals' sites: eight each, the first four on the
// same masts, a few metres apart by their surveyors.
func (r *rivals) land(t testing.TB, id int64) *data.View {
	v := country(t, id)
	v.Masts, v.Sectors, v.Presences, v.Inputs = nil, nil, nil, nil
	for rank, o := range theRivals() {
		for n := range 8 {
			v.Presences = append(v.Presences, r.presence(o, rank, n))
		}
		name := fmt.Sprintf("%s-%s-danh-sach.xlsx", mark, o)
		sum := sha256.Sum256([]byte(name))
		v.Inputs = append(v.Inputs, data.Revision{Dataset: data.Dataset{Kind: data.Sites, Name: string(o), Title: mark + " " + string(o)}, FileName: name, SHA256: sum[:]})
		knows := func(who data.Audience) bool {
			return who.Operator == o || who.Cut() == data.StaffCut || who.Role == data.Auditor
		}
		r.hide("the name of a list of "+string(o), name, knows)
		r.hide("the title of a list of "+string(o), mark+" "+string(o), knows)
		r.hide("the hash of a list of "+string(o), fmt.Sprintf("%x", sum), knows)
	}
	for i, site := range coverage.Sites(v.Presences) {
		v.Masts = append(v.Masts, data.Mast{ID: site.ID, Position: site.Position})
		for _, p := range site.Presences {
			for _, c := range p.Sectors {
				v.Sectors = append(v.Sectors, data.SectorRef{Site: i, Operator: p.Operator, SiteCode: p.Code, Sector: c})
			}
		}
	}
	r.levels(v)
	return v
}

func (r *rivals) presence(o geo.OperatorCode, rank, n int) geo.Presence {
	lon, lat := 105.02+0.02*float64(n)+0.0001235*float64(rank)+0.0000001*float64(3+n), 22.03+0.0000117*float64(rank+1)
	if n >= 4 {
		lat += 0.02 * float64(rank+1)
	}
	at := orb.Point{float64(int(lon*1e7)) / 1e7, float64(int(lat*1e7)) / 1e7}
	r.number(data.PositionField, o, at[0])
	step := float64(rank) + float64(n)/100
	p := geo.Presence{
		Operator: o, Code: geo.SiteCode(r.word(data.CodeField, o, n)), Name: r.word(data.NameField, o, n), Position: at,
		Commune: "Xã 0", Status: geo.StatusOnAir, MastHeightM: r.number(data.HeightField, o, 41.1357+step),
		Owner: r.word(data.ContactField, o, n), Contact: r.word(data.ContactField, o, 100+n),
		BackupPower: r.word(data.BackupPowerField, o, n), PowerFeeder: r.word(data.PowerFeederField, o, n), FibreNode: r.word(data.FibreNodeField, o, n),
	}
	for k, technology := range []geo.Technology{geo.LTE, geo.GSM} {
		p.Sectors = append(p.Sectors, geo.Sector{
			Name: r.word(data.CodeField, o, 200+10*n+k), Technology: technology, HeightM: r.number(data.HeightField, o, 38.2468+step),
			Frequency:  geo.MHz(r.number(data.FrequencyField, o, 1803.3579+step)),
			AzimuthDeg: r.number(data.AzimuthField, o, 123.4567+step), AzimuthKnown: true,
			MechanicalTilt: r.number(data.TiltField, o, 2.3717+step), ElectricalTilt: r.number(data.TiltField, o, 4.7173+step),
			PowerDBm: geo.DBm(r.number(data.PowerField, o, 44.4321+step)), GainDBi: geo.DB(r.number(data.GainField, o, 17.1713+step)),
		})
	}
	return p
}

// levels gives every network levels of its own: at hamlets they are canaries as
// JSON writes them, too low for any other figure; in hexes as tiles do.
func (r *rivals) levels(v *data.View) {
	for i, n := range geo.Networks() {
		rank := max(0, slices.Index(theRivals(), n.Operator)+1)
		if n.Operator != geo.AnyOperator && rank == 0 {
			rank = 3
		}
		level := -71.3 - 3*float64(rank) - 0.1*float64(n.Technology)
		may := func(who data.Audience) bool { return who.Cut().SeesNetwork(n.Operator) }
		r.hide(fmt.Sprintf("the level of %v", n), strconv.FormatFloat(level-100, 'f', 1, 64), may)
		r.hide(fmt.Sprintf("the level of %v in a tile", n), fmt.Sprintf("level=%d;", int(level-0.5)), may)
		for h := range v.Surfaces[i].Levels {
			v.Surfaces[i].Levels[h], v.Surfaces[i].Best[h] = geo.ToLevel16(geo.DBm(level)), int32(len(v.Sectors)-1)*int32(rank/2)
		}
		for h := range v.Hamlets {
			v.Hamlets[h].Reaches[i].CentreLevel = geo.DBm(level - 100)
		}
	}
}

// hideMasts hides each mast's id from those whose edition has no such mast.
func (r *rivals) hideMasts(t testing.TB) {
	t.Helper()
	for _, cut := range data.Cuts() {
		e, err := r.releases[1].Edition(cut)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range e.Sites {
			r.hide("the id of a mast", s.Mast.ID, func(who data.Audience) bool {
				own, err := r.releases[1].Edition(who.Cut())
				if err != nil {
					return false
				}
				_, known := own.Site(s.Mast.ID)
				return known
			})
		}
	}
}

// lend gives every account that may have one a token, with a title that sings.
func (r *rivals) lend(t testing.TB) {
	t.Helper()
	for _, who := range audiences() {
		a, known := r.accounts[who]
		if !known {
			continue
		}
		inside := func(other data.Audience) bool {
			return other.Role == data.Administrator || other.Role == data.Auditor || other.Operator == who.Operator && (who.Operator != "" || other.Cut() == data.StaffCut)
		}
		title := fmt.Sprintf("%s-token-%s", mark, a.Name)
		r.hide("the title of a token", title, inside)
		r.hide("the name of an account", a.FullName, func(other data.Audience) bool { return inside(other) || other == who })
		secret, made, err := r.store.NewToken(t.Context(), data.Actor{Name: "test"}, data.NewToken{Account: a.ID, Title: title, Scopes: []data.Scope{data.ReadScope}, ValidFor: time.Hour})
		if err != nil {
			continue // those who manage or review have none
		}
		r.tokens[who], r.tokenIDs[who] = secret, made.ID
		r.hide("a token's secret", secret, func(data.Audience) bool { return false })
	}
}

// list imports an operator's site list into the database.
func (r *rivals) list(t testing.TB, store *data.Store, o geo.OperatorCode) {
	t.Helper()
	var own []geo.Presence
	for n := range 8 {
		own = append(own, r.presence(o, slices.Index(theRivals(), o), n))
	}
	name := fmt.Sprintf("%s-%s-danh-sach.xlsx", mark, o)
	saved, err := store.SaveSites(t.Context(), data.NewRevision{
		Dataset: data.Dataset{Kind: data.Sites, Name: string(o), Title: mark + " " + string(o)}, FileName: name,
		SHA256: sha256.Sum256([]byte(name)), AsOf: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), Counts: data.Counts{Rows: 9, Accepted: 8, Refused: 1},
		Issues: []data.Issue{{Sheet: "S", Row: 9, Code: "not_a_number", Severity: "refused", Vietnamese: "không đọc được", English: "cannot be read", Raw: r.word(data.ContactField, o, 300)}},
	}, own)
	if err != nil {
		t.Fatal(err)
	}
	r.revisions[o] = saved.ID
}

// desk takes a file of each rival in and reads it.
func (r *rivals) desk(t testing.TB, store *data.Store) *desk.Desk {
	t.Helper()
	d := desk.New(desk.Options{Store: store, Log: slog.New(slog.NewJSONHandler(r.log, nil)), EnqueueRun: func(context.Context, pgx.Tx) error { return nil }})
	ctx, stop := context.WithCancel(context.Background())
	go d.Run(ctx)
	t.Cleanup(func() { stop(); <-d.Closed() })
	for rank, o := range theRivals() {
		own := func(who data.Audience) bool { return who.Operator == o }
		file := "Mã trạm;Tên trạm;Kinh độ;Vĩ độ;Công nghệ\n"
		for n := range 12 {
			code, name := fmt.Sprintf("%sUP%s%d", mark, o, n), fmt.Sprintf("%s-%s-upload-%d", mark, o, n)
			r.hide("a code of an upload", code, own)
			r.hide("a name of an upload", name, own)
			lon := fmt.Sprintf("105.%d%d%02d7", 1+rank, n%10, 31+rank)
			file += fmt.Sprintf("%s;%s;%s;22.05;4G\n", code, name, lon)
		}
		name := fmt.Sprintf("%s-%s-tai-len.csv", mark, o)
		r.hide("the name of an uploaded file", name, func(who data.Audience) bool {
			return own(who) || who.Role == data.Administrator || who.Role == data.Auditor // the log says what was handed in
		})
		u, _, err := d.Take(t.Context(), data.Actor{Name: "test"}, data.NewUpload{Operator: o, FileName: name, Content: []byte(file), Scope: data.FullList})
		if err != nil {
			t.Fatal(err)
		}
		r.uploads[o] = u.ID
		changes, done := d.Watch(u.ID)
		for u.State == data.UploadReading {
			<-changes
			if u, err = store.Upload(t.Context(), data.Audience{Role: data.OperatorEditor, Operator: o}, u.ID); err != nil {
				t.Fatal(err)
			}
		}
		done()
		if u.State == data.UploadFailed {
			t.Fatalf("the upload of %s failed", o)
		}
	}
	return d
}

// sung returns the canaries in a text that the audience may not hear.
func (r *rivals) sung(who data.Audience, text string) (heard []canary) {
	words := strings.Contains(text, mark)
	for _, c := range r.canaries {
		if (words || !strings.HasPrefix(c.text, mark)) && stands(c.text, text) && !c.may(who) {
			heard = append(heard, c)
		}
	}
	return heard
}

// stands tells whether a canary is in a text; a number only where it is not a
// part of a longer one, which a time or a duration may be.
func stands(canary, text string) bool {
	digit := func(at int) bool { return at >= 0 && at < len(text) && text[at] >= '0' && text[at] <= '9' }
	for from := 0; ; {
		i := strings.Index(text[from:], canary)
		if i < 0 {
			return false
		}
		begin, end := from+i, from+i+len(canary)
		if !(digit(begin) && digit(begin-1)) && !(digit(end-1) && digit(end)) {
			return true
		}
		from = end
	}
}
