package api

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestTheReadersWordDecidesOnTheCoding(t *testing.T) {
	all := content{Body: []byte("plain"), Gzip: []byte("gz"), Brotli: []byte("br"), ETag: "e"}
	early := content{Body: []byte("plain"), Gzip: []byte("gz"), ETag: "e"}
	for _, tt := range []struct {
		name   string
		accept []string
		of     content
		coding string // "" is 406
	}{
		{"nothing said", nil, all, noCoding},
		{"an empty word allows no coding alone", []string{""}, all, noCoding},
		{"identity", []string{"identity"}, all, noCoding},
		{"gzip", []string{"gzip"}, all, gzipCoding},
		{"its old name", []string{"x-gzip"}, all, gzipCoding},
		{"br", []string{"br"}, all, brotliCoding},
		{"of equals the smallest", []string{"gzip, deflate, br, zstd"}, all, brotliCoding},
		{"br is not made yet", []string{"gzip, deflate, br, zstd"}, early, gzipCoding},
		{"two headers are one", []string{"gzip", "br;q=0.5"}, all, gzipCoding},
		{"the heavier", []string{"br;q=0.1, gzip;q=0.2"}, all, gzipCoding},
		{"capitals and blanks", []string{" GZIP ; Q=0.7 "}, all, gzipCoding},
		{"refused", []string{"gzip;q=0"}, all, noCoding},
		{"refused with three decimals", []string{"br;q=0.000"}, all, noCoding},
		{"anything", []string{"*"}, all, brotliCoding},
		{"anything but br", []string{"br;q=0, *"}, all, gzipCoding},
		{"nothing unnamed", []string{"gzip, *;q=0"}, all, gzipCoding},
		{"no coding wanted most", []string{"identity;q=1, gzip;q=0.5"}, all, noCoding},
		{"no coding wanted as much", []string{"identity, gzip"}, all, gzipCoding},
		{"only what we lack", []string{"zstd"}, all, noCoding},
		{"only what we lack, and nothing else", []string{"zstd, *;q=0"}, all, ""},
		{"no coding refused", []string{"br, identity;q=0"}, early, ""},
		{"everything refused", []string{"*;q=0"}, all, ""},
		{"a weight that is no number refuses", []string{"gzip;q=much"}, all, noCoding},
		{"a weight below nothing refuses", []string{"gzip;q=-1"}, all, noCoding},
		{"a weight above one is one", []string{"gzip;q=9, br"}, all, brotliCoding},
		{"what is no list", []string{";;,,=,q=1"}, all, noCoding},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := negotiate(tt.accept, tt.of); got != tt.coding {
				t.Fatalf("%q gives %q, want %q", tt.accept, got, tt.coding)
			}
		})
	}
}

func TestEachCodingHasItsOwnStrongETag(t *testing.T) {
	c := content{Body: []byte("plain"), Gzip: []byte("gz"), Brotli: []byte("br"), ETag: "e", MediaType: "text/plain", CacheControl: forever}
	ask := func(method, accept, has string) *http.Response {
		w, r := httptest.NewRecorder(), httptest.NewRequest(method, "/", nil)
		r.Header.Set("Accept-Encoding", accept)
		r.Header.Set("If-None-Match", has)
		send(w, r, c)
		return w.Result()
	}
	for accept, want := range map[string]string{"identity": `"e"`, "gzip": `"e-gz"`, "br": `"e-br"`} {
		whole := ask(http.MethodGet, accept, `"other", "e-zz"`)
		body, _ := io.ReadAll(whole.Body)
		if whole.StatusCode != http.StatusOK || whole.Header.Get("ETag") != want || len(body) == 0 {
			t.Errorf("%s: %s, ETag %s, %q", accept, whole.Status, whole.Header.Get("ETag"), body)
		}
		held := ask(http.MethodGet, accept, `"other", W/`+want)
		body, _ = io.ReadAll(held.Body)
		if held.StatusCode != http.StatusNotModified || len(body) > 0 || held.Header.Get("ETag") != want || held.Header.Get("Vary") != "Accept-Encoding" || held.Header.Get("Cache-Control") != forever {
			t.Errorf("%s, held: %s, %v, %q", accept, held.Status, held.Header, body)
		}
		head := ask(http.MethodHead, accept, "")
		if body, _ = io.ReadAll(head.Body); len(body) > 0 || head.Header.Get("Content-Length") != whole.Header.Get("Content-Length") {
			t.Errorf("%s, HEAD: %d bytes, said to be %s", accept, len(body), head.Header.Get("Content-Length"))
		}
		for other, tag := range map[string]string{"identity": `"e"`, "gzip": `"e-gz"`, "br": `"e-br"`} {
			if other != accept && ask(http.MethodGet, accept, tag).StatusCode != http.StatusOK {
				t.Errorf("%s is taken for %s", other, accept)
			}
		}
	}
}
