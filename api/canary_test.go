package api

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/terrain"
	"phusong/tiles"
	"phusong/tiles/mercator"
	"phusong/tiles/mvt"
)

// answers is how many the sweep reads: more in the long run of make prove.
func answers() int {
	if os.Getenv("PHUSONG_PROVE") != "" {
		return 200_000
	}
	return 20_000
}

// sweep asks for whatever may be asked for, by a fixed seed.
type sweep struct {
	*rivals
	callers []caller
	masts   []string // of all editions, and none
	layers  []string // of all editions
	tags    []string // ETags that somebody was given
	mu      sync.Mutex
	heard   atomic.Int64
	read    atomic.Int64
	kinds   sync.Map // status → *atomic.Int64
}

func newSweep(t *testing.T) *sweep {
	s := &sweep{rivals: newRivals(t, 4)}
	s.callers = s.rivals.callers(t)
	s.masts = []string{"aaaaaaaaaa"}
	for _, cut := range data.Cuts() {
		e, err := s.releases[1].Edition(cut)
		if err != nil {
			t.Fatal(err)
		}
		for _, site := range e.Sites {
			s.masts = append(s.masts, site.Mast.ID)
		}
		for _, l := range e.Layers() {
			s.layers = append(s.layers, l.Name+"."+string(l.Format))
		}
	}
	for _, c := range s.callers {
		for i, word := range c.proof {
			if i%2 == 1 {
				s.hide("somebody's proof", word[strings.IndexAny(word, "= ")+1:], func(data.Audience) bool { return false })
			}
		}
	}
	return s
}

func pick[T any](rng *rand.Rand, all ...T) T { return all[rng.IntN(len(all))] }

// target is a random address of the tree: half of them tiles.
func (s *sweep) target(rng *rand.Rand, who data.Audience) string {
	operator := pick(rng, "any", "viettel", "vnpt", "mobifone")
	technology := pick(rng, "2G", "3G", "4G", "5G")
	asked := "technology=" + technology + "&operator=" + operator + "&definition=" + pick(rng, "centre", "people", "area")
	account := pick(rng, append(s.ids(), nobody)...)
	switch rng.IntN(30) {
	case 29:
		return "/api/outages" + pick(rng, "", "/"+s.outages[pick(rng, append(theRivals(), "")...)]+pick(rng, "", "", "/words", "?number=1", "/words?number=2", "/report.xlsx"))
	case 26:
		return pick(rng, "/api/datasets", "/data/catalog.jsonld", "/data/4/hamlets-verdicts.", "/data/3/gaps-communes-2024.", "/data/4/coverage-h3.", "/data/4/availability.") + pick(rng, "", "csv", "gpkg", "geojson", "parquet", "xlsx")
	case 27:
		return pick(rng, "/api/commitments", "/api/commitments.csv") + pick(rng, "", "?operator="+operator, "?state=on-air", "?hamlet=h00", "?overdue=true")
	case 28:
		return pick(rng, "/api/commitment-summary", "/api/commitments/"+s.promises[pick(rng, theRivals()...)])
	case 24:
		return pick(rng, "/ogc", "/ogc/api", "/ogc/collections", "/ogc/collections/sites", "/ogc/collections/sites/items/") + pick(rng, "", "", pick(rng, s.masts...)+"-"+operator+"-1")
	case 25:
		return "/ogc/collections/" + pick(rng, "sites", "sites", "verdicts", "hamlets", "gaps-communes-2024") + "/items?f=" + pick(rng, "json", "html") + "&release=" + pick(rng, "3", "4") +
			pick(rng, "", "&operator="+operator, "&filter=code%20LIKE%20%27%25%27", "&filter=powerFeeder%20IS%20NULL%20OR%20contact%20IS%20NULL")
	case 0:
		return "/api/release"
	case 1:
		return "/api/gaps?" + asked + "&level=" + pick(rng, "province", "commune", "hamlet")
	case 2:
		return "/api/hamlets?limit=5&" + asked
	case 3:
		return "/api/hamlets/" + pick(rng, "h00", "h11", "h32")
	case 4:
		return "/api/sites?technology=" + technology + "&operator=" + operator
	case 5, 6:
		return "/api/sites/" + pick(rng, s.masts...)
	case 7:
		from := pick(rng, append(s.masts, "Kanari-viettel-code-1", "Kanari-vnpt-code-2", "")...)
		return "/api/path?to=" + pick(rng, "h00", "105.05,22.04") + "&from=" + from + "&technology=" + pick(rng, "4G", "2G") + "&operator=" + operator
	case 8:
		return pick(rng, "/api/session", "/api/account", "/api/fields", "/api/openapi.json", "/healthz", "/readyz", "/metrics", "/")
	case 9:
		return pick(rng, "/api/users", "/api/users?operator="+operator, "/api/tokens")
	case 10:
		return pick(rng, "/api/audit?limit=20", "/api/audit?q=token&limit=20", "/api/audit?action=token.add")
	case 11:
		return pick(rng, "/api/users/", "/api/tokens/", "/api/account/sessions/", "/api/invitations/", "/api/uploads/", "/api/revisions/") + account
	case 12:
		return pick(rng, "/api/revisions", "/api/revisions?operator="+operator, "/api/changes?from=3&to=4&"+asked, "/api/changes",
			"/api/report.xlsx?"+asked, "/api/search?q=kanari", "/api/search?q=Kanari-vnpt-code-5", "/api/search?q=105.04,22.03")
	case 13:
		return fmt.Sprintf("/api/revisions/%d", s.revisions[pick(rng, theRivals()...)]) + pick(rng, "", "?offset=0", "/export.csv", "/export.xlsx", "/export.geojson")
	case 15:
		return pick(rng, "/api/failures?", "/api/failures/hamlets?") + "kind=" + pick(rng, "mast", "site", "feeder", "fibre", "operator") + pick(rng, "", "&"+asked)
	case 14:
		upload := s.rivals.uploads[pick(rng, theRivals()...)]
		return pick(rng, "/api/uploads", "/api/uploads/"+upload+pick(rng, "", "/rows", "/rows?place=question", "/impact", "/workbook.xlsx"))
	}
	cut, release := pick(rng, append(data.Cuts(), "op-nobody", who.Cut(), who.Cut(), who.Cut(), who.Cut())...), pick(rng, "4", "4", "latest", "3", "9")
	switch rng.IntN(12) {
	case 0:
		return fmt.Sprintf("/tiles/%s/%s/layers.json", cut, release)
	case 1:
		name, _, _ := strings.Cut(pick(rng, s.layers...), ".")
		return fmt.Sprintf("/tiles/%s/%s/%s.json", cut, release, name)
	}
	at := mercator.TileAt(mercator.FromLonLat(orb.Point{105 + 0.2*rng.Float64(), 22 + 0.1*rng.Float64()}), pick(rng, 5, 9, 12, 13, 14))
	name, format, _ := strings.Cut(pick(rng, s.layers...), ".")
	if name == "terrain" && at.Z > 9 { // large and the same for all
		name, format = "sites", "mvt"
	}
	return fmt.Sprintf("/tiles/%s/%s/%s/%v.%s", cut, release, name, at, format)
}

func (s *sweep) ids() []string {
	var ids []string
	for _, a := range s.accounts {
		ids = append(ids, a.ID)
	}
	for _, id := range s.tokenIDs {
		ids = append(ids, id)
	}
	return ids
}

// ask sends one request and looks through all that comes back.
func (s *sweep) ask(ctx context.Context, t *testing.T, rng *rand.Rand, c caller, target string) {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, target, nil).WithContext(ctx)
	for i := 0; i+1 < len(c.proof); i += 2 {
		r.Header.Set(c.proof[i], c.proof[i+1])
	}
	r.Header.Set("Accept-Encoding", pick(rng, "identity", "gzip", "gzip, zstd"))
	if tag := s.tag(rng); tag != "" {
		r.Header.Set("If-None-Match", tag)
	}
	if target == "/metrics" {
		r.RemoteAddr = "127.0.0.1:4711"
	}
	w := httptest.NewRecorder()
	s.server.ServeHTTP(w, r)
	s.read.Add(1)
	count, _ := s.kinds.LoadOrStore(w.Code, &atomic.Int64{})
	count.(*atomic.Int64).Add(1)
	var head strings.Builder
	w.Header().Write(&head)
	if tag := w.Header().Get("ETag"); tag != "" {
		s.keep(rng, tag)
	}
	if w.Code == http.StatusNotModified && !strings.Contains(w.Header().Get("ETag"), tagCut(target)) {
		t.Errorf("%s as %v: 304 by the ETag %s", target, c.who, w.Header().Get("ETag"))
	}
	texts := append(decode(w.Header().Get("Content-Encoding"), w.Body.Bytes()), head.String())
	for _, text := range texts {
		for _, heard := range s.sung(c.who, text) {
			if strings.Contains(target, heard.text) {
				continue // it was asked by that word
			}
			s.heard.Add(1)
			t.Errorf("%s as %v: %d says %s: %q", target, c.who, w.Code, heard.of, heard.text)
		}
	}
	if w.Code == http.StatusOK && strings.Contains(target, "/sites/") && strings.HasSuffix(target, ".mvt") {
		s.places(t, c.who, target, decodedBody(w))
	}
}

// askAny asks for anything as anybody.
func (s *sweep) askAny(ctx context.Context, t *testing.T, rng *rand.Rand) {
	c := s.callers[rng.IntN(len(s.callers))]
	s.ask(ctx, t, rng, c, s.target(rng, c.who))
}

// tagCut is the cut whose ETag a target may be told by.
func tagCut(target string) string {
	if parts := strings.Split(target, "/"); len(parts) > 2 && parts[1] == "tiles" {
		return parts[2] + "-"
	}
	return ""
}

func (s *sweep) tag(rng *rand.Rand) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.tags) == 0 || rng.IntN(4) > 0 {
		return ""
	}
	return s.tags[rng.IntN(len(s.tags))]
}

func (s *sweep) keep(rng *rand.Rand, tag string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.tags) < 500 {
		s.tags = append(s.tags, tag)
		return
	}
	s.tags[rng.IntN(len(s.tags))] = tag
}

// decode returns everything in a body that can be read as text: unzipped, the
// members of archives, the attributes of tiles.
func decode(encoding string, body []byte) []string {
	body = unpacked(encoding, body)
	if bytes.HasPrefix(body, []byte("PK")) {
		return members(body)
	}
	texts := []string{string(body)}
	if layers, err := mvt.Decode(body); err == nil {
		texts = append(texts, written(layers))
	}
	return texts
}

func unpacked(encoding string, body []byte) []byte {
	var from io.Reader
	switch encoding {
	case "gzip":
		unzipped, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			return body
		}
		from = unzipped
	case "zstd":
		unzipped, err := zstd.NewReader(bytes.NewReader(body), zstd.WithDecoderConcurrency(1))
		if err != nil {
			return body
		}
		defer unzipped.Close()
		from = unzipped
	default:
		return body
	}
	whole, _ := io.ReadAll(from) // HEAD and broken off answers have none
	return whole
}

// members are the names and texts of a ZIP archive: a workbook is one.
func members(body []byte) (texts []string) {
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return []string{string(body)}
	}
	for _, f := range archive.File {
		texts = append(texts, f.Name+f.Comment)
		if from, err := f.Open(); err == nil {
			text, _ := io.ReadAll(io.LimitReader(from, 16<<20))
			from.Close()
			texts = append(texts, decode("", text)...)
		}
	}
	return texts
}

// written is a tile's attributes, "name=value;" each.
func written(layers []mvt.Decoded) string {
	var out strings.Builder
	for _, l := range layers {
		for _, f := range l.Features {
			for name, value := range f.Attributes {
				fmt.Fprintf(&out, "%s=%v;", name, value)
			}
		}
	}
	return out.String()
}

func decodedBody(w *httptest.ResponseRecorder) []byte {
	return unpacked(w.Header().Get("Content-Encoding"), w.Body.Bytes())
}

// places looks where the masts of a tile stand: at the caller's own sites and at
// no rival's, as far as the tile's grid tells two surveyors' readings apart.
func (s *sweep) places(t *testing.T, who data.Audience, target string, body []byte) {
	layers, err := mvt.Decode(body)
	var at mercator.Tile
	if _, scanErr := fmt.Sscanf(target[strings.Index(target, "/sites/"):], "/sites/%d/%d/%d.mvt", &at.Z, &at.X, &at.Y); err != nil || scanErr != nil || at.Z < 13 || who.Operator == "" {
		return
	}
	own, _ := s.releases[1].Edition(data.OperatorCut(who.Operator))
	for _, l := range layers {
		for _, f := range l.Features {
			p := at.LonLat(float64(f.Parts[0][0].X)/mercator.Extent, float64(f.Parts[0][0].Y)/mercator.Extent)
			if !anyWithin(own, p, 0.002) {
				s.heard.Add(1)
				t.Errorf("%s as %v shows a mast at %v, where it has none", target, who, p)
			}
		}
	}
}

func anyWithin(e *tiles.Edition, p orb.Point, km float64) bool {
	for _, site := range e.Sites {
		if terrain.DistanceKm(site.Mast.Position, p) <= km {
			return true
		}
	}
	return false
}

func TestNobodyHearsAnothersCanaries(t *testing.T) {
	s := newSweep(t)
	if len(s.canaries) < 300 {
		t.Fatalf("only %d canaries", len(s.canaries))
	}
	crowd, perClient := 200, answers()/2/200
	var clients sync.WaitGroup
	for client := range crowd {
		clients.Go(func() { s.client(t, uint64(client), perClient) })
	}
	clients.Wait()
	rng := rand.New(rand.NewPCG(7, 7))
	for s.read.Load() < int64(answers()) {
		s.askAny(t.Context(), t, rng)
	}
	s.metrics(t)
	s.logs(t)
	var kinds []string
	s.kinds.Range(func(status, count any) bool {
		kinds = append(kinds, fmt.Sprintf("%v: %d", status, count.(*atomic.Int64).Load()))
		return true
	})
	t.Logf("%d answers (%s), %d canaries, %d heard by those who may not", s.read.Load(), strings.Join(kinds, ", "), len(s.canaries), s.heard.Load())
}

// client asks on and on as whoever comes next, and often hangs up.
func (s *sweep) client(t *testing.T, seed uint64, times int) {
	rng := rand.New(rand.NewPCG(seed, 3))
	for range times {
		ctx, hangUp := context.WithCancel(t.Context())
		if rng.IntN(4) == 0 {
			go func(after time.Duration) {
				select {
				case <-time.After(after):
				case <-ctx.Done():
				}
				hangUp()
			}(time.Duration(rng.IntN(3000)) * time.Microsecond)
		}
		s.askAny(ctx, t, rng)
		hangUp()
	}
}

func (s *sweep) metrics(t *testing.T) {
	r := httptest.NewRequest(http.MethodGet, "/metrics", nil)
	r.RemoteAddr = "127.0.0.1:4711"
	w := httptest.NewRecorder()
	s.server.ServeHTTP(w, r)
	for _, heard := range s.sung(data.Everyone(), w.Body.String()) {
		t.Errorf("/metrics says %s: %q", heard.of, heard.text)
	}
}

// logs hold the paths that were asked for, and so the ids in them, and why a path
// could not be explained, with the mast that was asked for; nothing else.
func (s *sweep) logs(t *testing.T) {
	log := s.log.String()
	for _, asked := range []string{"Kanari-viettel-code-1", "Kanari-vnpt-code-2"} {
		log = strings.ReplaceAll(log, asked, "")
	}
	for _, c := range s.canaries {
		word := strings.HasPrefix(c.text, mark) || strings.HasSuffix(c.of, "secret") || strings.HasSuffix(c.of, "proof")
		if word && strings.Contains(log, c.text) {
			t.Errorf("the log says %s: %q", c.of, c.text)
		}
	}
	if !strings.Contains(log, `"path":"/api/sites`) {
		t.Error("the log does not say what was asked for: nothing was tested")
	}
}

// TestTheOwnHearTheirOwn makes sure that the canaries sing at all.
func TestTheOwnHearTheirOwn(t *testing.T) {
	s := newSweep(t)
	silent := func(who data.Audience, targets ...string) {
		var texts []string
		for _, target := range targets {
			texts = append(texts, s.send(http.MethodGet, target, s.cookie(who)...).body)
		}
		heard, may := 0, 0
		all := strings.Join(texts, "\n")
		for _, c := range s.canaries {
			if c.may(who) && strings.Contains(c.of, "'s ") && !strings.HasPrefix(c.of, "somebody") && !strings.Contains(c.text, "-30") {
				may++
				if strings.Contains(all, c.text) {
					heard++
				}
			}
		}
		if may == 0 || heard < may {
			t.Errorf("%v hears %d of %d canaries that are sung to it", who, heard, may)
		}
	}
	for _, who := range []data.Audience{{Role: data.OperatorViewer, Operator: geo.Viettel}, {Role: data.OperatorViewer, Operator: geo.VNPT}, {Role: data.Planner}, {Role: data.Leader}} {
		e, _ := s.releases[1].Edition(who.Cut())
		var targets []string
		for _, site := range e.Sites {
			targets = append(targets, "/api/sites/"+site.Mast.ID)
		}
		silent(who, targets...)
	}
}
