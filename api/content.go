package api

import (
	"cmp"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"phusong/api/problem"
)

// content is an answer whose bytes are ready. Gzip is nil where it would not
// help; where it is there, Plain may unpack the Body in its place. ETag is of the
// Body, without quotes; Status 0 is 200.
type content struct {
	Status       int
	Body, Gzip   []byte
	Plain        func() []byte
	ETag         string
	MediaType    string
	CacheControl string
}

// send answers with the encoding the reader takes, or with 304 when the reader
// has it. Each encoding has a strong ETag of its own.
func send(w http.ResponseWriter, r *http.Request, c content) {
	head := w.Header()
	body, etag := c.Body, `"`+c.ETag+`"`
	if c.Gzip != nil {
		head.Add("Vary", "Accept-Encoding")
		gzip, plain := encodings(r.Header.Values("Accept-Encoding"))
		switch {
		case gzip:
			body, etag = c.Gzip, `"`+c.ETag+`-gz"`
			head.Set("Content-Encoding", "gzip")
		case !plain:
			problem.Write(w, r, problem.New(http.StatusNotAcceptable, "this is sent as gzip or as it is: allow one of them in Accept-Encoding"))
			return
		}
	}
	if body == nil && c.Plain != nil {
		body = c.Plain()
	}
	head.Set("ETag", etag)
	head.Set("Cache-Control", c.CacheControl)
	if c.Status == 0 && holds(r.Header.Values("If-None-Match"), etag) {
		head.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	head.Set("Content-Type", c.MediaType)
	head.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(cmp.Or(c.Status, http.StatusOK))
	if r.Method != http.MethodHead {
		w.Write(body)
	}
}

// encodings reads Accept-Encoding by RFC 9110, §12.5.3: whether the reader wants
// gzip, at least as much as no encoding, and whether no encoding is allowed. A
// reader who says nothing gets no encoding: many simple ones cannot undo it.
func encodings(values []string) (gzip, plain bool) {
	weights := map[string]float64{}
	for _, item := range strings.Split(strings.Join(values, ","), ",") {
		name, parameters, _ := strings.Cut(item, ";")
		weight := 1.0
		if q, found := strings.CutPrefix(strings.ReplaceAll(strings.ToLower(parameters), " ", ""), "q="); found {
			weight, _ = strconv.ParseFloat(q, 64) // what is no number refuses
		}
		weights[strings.ToLower(strings.TrimSpace(name))] = weight
	}
	rest, restSaid := weights["*"]
	g, gzipSaid := weights["gzip"]
	if !gzipSaid {
		g = rest
	}
	p, plainSaid := weights["identity"]
	plain = !plainSaid && !(restSaid && rest == 0) || p > 0
	return g > 0 && g >= p, plain
}

// holds tells whether If-None-Match names the ETag; weak marks do not matter in
// it (RFC 9110, §13.1.2).
func holds(values []string, etag string) bool {
	for _, item := range strings.Split(strings.Join(values, ","), ",") {
		item = strings.TrimPrefix(strings.TrimSpace(item), "W/")
		if item == etag || item == "*" {
			return true
		}
	}
	return false
}

// writeJSON answers everybody with v.
func writeJSON(w http.ResponseWriter, v any) { writeKept(w, revisit, v) }

// writeKept answers with v, which may be kept as said.
func writeKept(w http.ResponseWriter, keep string, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", keep)
	_ = json.NewEncoder(w).Encode(v) // the reader may be gone
}
