package api

import (
	"cmp"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"phusong/api/problem"
)

// content is an answer whose bytes are ready. Gzip and Brotli are nil where they
// would not help or are not made yet; where Gzip is there, Plain may unpack the
// Body in its place. ETag is of the Body, without quotes; Status 0 is 200.
type content struct {
	Status       int
	Body         []byte
	Gzip, Brotli []byte
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
	if c.Gzip != nil || c.Brotli != nil {
		head.Add("Vary", "Accept-Encoding")
		switch negotiate(r.Header.Values("Accept-Encoding"), c) {
		case brotliCoding:
			body, etag = c.Brotli, `"`+c.ETag+`-br"`
			head.Set("Content-Encoding", "br")
		case gzipCoding:
			body, etag = c.Gzip, `"`+c.ETag+`-gz"`
			head.Set("Content-Encoding", "gzip")
		case "":
			problem.Write(w, r, problem.New(http.StatusNotAcceptable, "this is sent as br, as gzip or as it is: allow one of them in Accept-Encoding"))
			return
		}
	}
	if body == nil && c.Plain != nil {
		body = c.Plain()
	}
	head["Etag"] = []string{etag}
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

// The codings an answer may have (RFC 9110, §8.4.1; br is RFC 7932).
const (
	brotliCoding = "br"
	gzipCoding   = "gzip"
	noCoding     = "identity"
)

// negotiate chooses by RFC 9110, §12.5.3, among the codings the content is at hand
// in: the one the reader weighs most, of equals the smallest. It returns "" where
// the reader takes none of them. A reader who says nothing gets no coding: many
// simple ones cannot undo it.
func negotiate(accepted []string, c content) string {
	if len(accepted) == 1 {
		switch accepted[0] { // as browsers and programs write it
		case "gzip, deflate, br", "gzip, deflate, br, zstd":
			if c.Brotli != nil {
				return brotliCoding
			}
			return gzipCoding
		case "gzip":
			if c.Gzip != nil {
				return gzipCoding
			}
		}
	}
	weights := weigh(accepted)
	weight := func(coding string, unsaid float64) float64 {
		if w, said := weights[coding]; said {
			return w
		}
		if w, said := weights["*"]; said {
			return w
		}
		return unsaid
	}
	best, most := "", 0.0
	if c.Brotli != nil {
		if w := weight(brotliCoding, 0); w > most {
			best, most = brotliCoding, w
		}
	}
	if c.Gzip != nil {
		if w := max(weight(gzipCoding, 0), weights["x-gzip"]); w > most {
			best, most = gzipCoding, w
		}
	}
	// No coding is taken unless it is refused, but wanted more than one that is named
	// only where it is named, too.
	w, named := weights[noCoding]
	if best == "" && weight(noCoding, 1) > 0 || best != "" && named && w > most {
		best = noCoding
	}
	return best
}

// weigh reads codings and their weights, 0 … 1; a weight that is no number
// refuses its coding.
func weigh(accepted []string) map[string]float64 {
	weights := map[string]float64{}
	for _, item := range strings.Split(strings.Join(accepted, ","), ",") {
		coding, parameters, _ := strings.Cut(item, ";")
		coding = strings.ToLower(strings.TrimSpace(coding))
		if coding == "" {
			continue
		}
		weights[coding] = 1
		for _, parameter := range strings.Split(parameters, ";") {
			name, value, _ := strings.Cut(parameter, "=")
			if strings.EqualFold(strings.TrimSpace(name), "q") {
				q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
				if err != nil || !(q >= 0) {
					q = 0
				}
				weights[coding] = min(q, 1)
			}
		}
	}
	return weights
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
