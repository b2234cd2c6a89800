package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-chi/chi/v5"

	"phusong/api/opendata"
	"phusong/api/problem"
	"phusong/data"
	"phusong/tiles"
)

// OpenData is what anybody may take away, and on what terms.
type OpenData struct {
	Shelf *opendata.Shelf
	// Licence and Contact are the data owner's words; "" is told as not stated.
	Licence, Contact string
}

// openDataRoutes answer everybody alike, from the public edition; but for the
// networks that only some may see.
func (s *server) openDataRoutes(api huma.API, r chi.Router) {
	get(api, "/api/datasets", "datasets", "The open data of a release: files, sizes, checksums, what they mean", s.datasets)
	r.With(compressed).Get("/data/catalog.jsonld", s.catalog)
	r.Get("/data/{release}/{dataset}.{format}", s.dataset)
	r.With(compressed).Get("/api/availability.{format}", s.availability)
}

type datasetsBody struct {
	Release     string        `json:"release"`
	AsOf        string        `json:"asOf"`
	PublishedAt time.Time     `json:"publishedAt"`
	Synthetic   bool          `json:"synthetic"`
	Territory   tiles.Text    `json:"territory"`
	Licence     string        `json:"licence" doc:"As the data owner states it: words or an address"`
	Contact     string        `json:"contact"`
	Catalog     string        `json:"catalog" doc:"The same as DCAT-AP in JSON-LD"`
	Rows        []datasetBody `json:"rows"`
}

type datasetBody struct {
	Name       string          `json:"name"`
	Title      tiles.Text      `json:"title"`
	About      tiles.Text      `json:"about"`
	Definition tiles.Text      `json:"definition"`
	Columns    []datasetColumn `json:"columns"`
	Files      []downloadBody  `json:"files"`
}

type datasetColumn struct {
	Name string `json:"name"`
	tiles.Text
}

type downloadBody struct {
	Format    string `json:"format"`
	MediaType string `json:"mediaType"`
	URL       string `json:"url"`
	FileName  string `json:"fileName"`
	Bytes     int64  `json:"bytes"`
	SHA256    string `json:"sha256"`
}

// openEdition is the public edition of a release by its number, "" for the one
// that readers see.
func (s *server) openEdition(ctx context.Context, release string) (*tiles.Edition, error) {
	if s.OpenData.Shelf == nil {
		return nil, problem.Absent()
	}
	find := s.Releases.Current
	if release != "" {
		find = func() (*tiles.Release, error) { return s.Releases.Release(ctx, release) }
	}
	r, err := find()
	if err != nil {
		return nil, unknownRelease(release, err)
	}
	return r.Edition(data.PublicCut)
}

// described is a release's catalogue; files that were never written are.
func (s *server) described(ctx context.Context, base string, p Past) (opendata.Catalog, error) {
	id, err := s.numberOf(ctx, p)
	if err != nil {
		return opendata.Catalog{}, err
	}
	e, err := s.openEdition(ctx, id)
	if err != nil {
		return opendata.Catalog{}, err
	}
	sums, err := s.OpenData.Shelf.Sums(ctx, e)
	return s.OpenData.Catalog(e, base, sums), err
}

// Catalog is what is said of a release's files, by these terms.
func (o OpenData) Catalog(e *tiles.Edition, base string, sums map[string]opendata.Sum) opendata.Catalog {
	return opendata.Catalog{Base: base, Licence: orNotStated(o.Licence), Contact: orNotStated(o.Contact), Territory: territory(e), Edition: e, Sums: sums}
}

func orNotStated(words string) string {
	if words == "" {
		return opendata.NotStated
	}
	return words
}

func (s *server) datasets(ctx context.Context, q *Past) (datasetsBody, error) {
	c, err := s.described(ctx, "", *q)
	if err != nil {
		return datasetsBody{}, err
	}
	r := c.Edition.View.Release
	body := datasetsBody{Release: c.Edition.ID, AsOf: day(r.AsOf), PublishedAt: r.PublishedAt.UTC(), Synthetic: r.Synthetic, Territory: c.Territory,
		Licence: c.Licence, Contact: c.Contact, Catalog: "/data/catalog.jsonld?release=" + c.Edition.ID}
	for _, d := range opendata.Datasets() {
		row := datasetBody{Name: d.Name, Title: d.Title, About: d.About, Definition: d.Definition}
		for _, column := range d.Columns {
			row.Columns = append(row.Columns, datasetColumn{column.Name, column.Text})
		}
		for _, f := range d.Formats {
			name := opendata.FileName(d, f, c.Edition.ID)
			row.Files = append(row.Files, downloadBody{string(f), f.MediaType(), c.Address(d, f), name, c.Sums[name].Bytes, c.Sums[name].SHA256})
		}
		body.Rows = append(body.Rows, row)
	}
	return body, nil
}

// catalog is the record that other portals harvest.
func (s *server) catalog(w http.ResponseWriter, r *http.Request) {
	asked := r.URL.Query()
	c, err := s.described(r.Context(), s.base(r), Past{Release: asked.Get("release"), AsOf: asked.Get("asOf")})
	if err != nil {
		problem.Write(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/ld+json")
	w.Header().Set("Cache-Control", revisit)
	_ = json.NewEncoder(w).Encode(c.Record()) // the reader may be gone
}

// dataset sends one file: whole, in part, or only its head.
func (s *server) dataset(w http.ResponseWriter, r *http.Request) {
	release, keep := chi.URLParam(r, "release"), forever
	if release == latest {
		release, keep = "", revisit
	}
	e, err := s.openEdition(r.Context(), release)
	if err != nil {
		problem.Write(w, r, err)
		return
	}
	d, err := opendata.ByName(chi.URLParam(r, "dataset"))
	f := opendata.Format(chi.URLParam(r, "format"))
	if err == nil && !d.Has(f) {
		err = fmt.Errorf("%w: %s as %.20q; there are %v", opendata.ErrFormat, d.Name, f, d.Formats)
	}
	if errors.Is(err, opendata.ErrDataset) || errors.Is(err, opendata.ErrFormat) {
		err = fmt.Errorf("%w: %w; /api/datasets lists them", problem.ErrNotFound, err)
	}
	if err != nil {
		problem.Write(w, r, err)
		return
	}
	opened, sum, err := s.OpenData.Shelf.Open(r.Context(), e, d, f)
	if err != nil {
		problem.Write(w, r, err)
		return
	}
	defer opened.Close()
	head := w.Header()
	head.Set("Cache-Control", keep)
	head.Set("ETag", `"`+sum.SHA256+`"`)
	head.Set("Content-Type", f.MediaType())
	head.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", opendata.FileName(d, f, e.ID)))
	if r.Header.Get("Range") != "" {
		w = &partial{ResponseWriter: w, asked: r}
	}
	http.ServeContent(w, r, "", e.View.Release.PublishedAt, opened)
}

// partial answers for a part of a file. One that lies beyond its end is refused as
// everything else is, with a problem.
type partial struct {
	http.ResponseWriter
	asked   *http.Request
	refused bool
}

// WriteHeader is part of http.ResponseWriter.
func (p *partial) WriteHeader(status int) {
	if p.refused = status == http.StatusRequestedRangeNotSatisfiable; !p.refused {
		p.ResponseWriter.WriteHeader(status)
		return
	}
	p.Header().Del("Content-Disposition")
	problem.Write(p.ResponseWriter, p.asked, problem.New(status, "the file ends before the part that is asked for; Content-Range says how long it is"))
}

// Write is part of http.ResponseWriter.
func (p *partial) Write(text []byte) (int, error) {
	if p.refused {
		return len(text), nil
	}
	return p.ResponseWriter.Write(text)
}

// openFile tells whether an address is of open data.
func openFile(path string) bool {
	return strings.HasPrefix(path, "/data/") || path == "/api/datasets"
}
