package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"

	"phusong/api/problem"
)

// site is the files of the planning map. Each is read, compressed and signed
// when it is first asked for.
type site struct {
	files  fs.FS
	prefix string
	mu     sync.Mutex
	known  map[string]content
}

func newSite(files fs.FS, prefix string) *site {
	return &site{files: files, prefix: prefix, known: map[string]content{}}
}

// index is the page that all of the web's own addresses load.
const index = "index.html"

// page answers with a file of the planning map; "/" is its index.html.
func (s *server) page(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" {
		name = index
	}
	s.file(w, r, name)
}

// shell answers with the page whose own router reads the address.
func (s *server) shell(w http.ResponseWriter, r *http.Request) { s.file(w, r, index) }

func (s *server) file(w http.ResponseWriter, r *http.Request, name string) {
	c, err := s.site.file(name)
	switch {
	case err == nil:
		send(w, r, c)
	case name != index && readByAPerson(r):
		s.missing(w, r)
	case name == index:
		problem.Write(w, r, problem.New(http.StatusNotFound, "this program was built without its web page: run «make build», or use /api and /tiles"))
	default:
		notFound(w, r)
	}
}

// missing answers a person with the page, which says that there is no such one
// and where to go on.
func (s *server) missing(w http.ResponseWriter, r *http.Request) {
	c, err := s.site.file(index)
	if err != nil {
		notFound(w, r)
		return
	}
	c.Status, c.CacheControl = http.StatusNotFound, never
	send(w, r, c)
}

// readByAPerson reports whether a browser asks for a page: not for data, nor for
// a file of the site.
func readByAPerson(r *http.Request) bool {
	for _, of := range []string{"/api/", "/tiles/", "/assets/"} {
		if strings.HasPrefix(r.URL.Path, of) {
			return false
		}
	}
	return path.Ext(r.URL.Path) == "" && strings.Contains(r.Header.Get("Accept"), "text/html")
}

// file returns a file by its name within the site. Names that lead elsewhere
// are refused by fs.FS itself.
func (s *site) file(name string) (content, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c, known := s.known[name]; known {
		return c, nil
	}
	if strings.HasPrefix(path.Base(name), ".") {
		return content{}, fs.ErrNotExist
	}
	body, err := fs.ReadFile(s.files, name)
	if err != nil {
		return content{}, err
	}
	if name == index {
		body = rooted(body, s.prefix)
	}
	sum := sha256.Sum256(body)
	c := content{Body: body, ETag: hex.EncodeToString(sum[:12]), MediaType: mediaType(name), CacheControl: revisit}
	if strings.HasPrefix(name, "assets/") {
		c.CacheControl = forever // the bundler puts a hash of the content into the name
	}
	if zipped := squeeze(body); len(zipped) < len(body)*9/10 {
		c.Gzip = zipped
	}
	s.known[name] = c
	return c, nil
}

// mediaType does not ask the machine's tables, which differ.
func mediaType(name string) string {
	switch path.Ext(name) {
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".html":
		return "text/html; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	case ".json", ".map":
		return "application/json"
	case ".webmanifest":
		return "application/manifest+json"
	}
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return "application/octet-stream"
}

func squeeze(body []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	w.Write(body)
	w.Close()
	return out.Bytes()
}
