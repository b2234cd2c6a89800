package api

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"phusong/api/opendata"
)

func TestAnOpenFileIsToldAsItIs(t *testing.T) {
	server := newServer(t)
	list := askJSON[datasetsBody](t, server, "/api/datasets?release=4")
	if list.Release != "4" || list.Licence != opendata.NotStated || !list.Synthetic || len(list.Rows) != len(opendata.Datasets()) {
		t.Fatalf("%+v", list)
	}
	for _, d := range list.Rows {
		if d.Definition.Vietnamese == "" || d.About.English == "" || len(d.Columns) == 0 {
			t.Errorf("%s is not explained", d.Name)
		}
		for _, f := range d.Files {
			answer := ask(server, "GET", f.URL)
			body, _ := io.ReadAll(answer.Body)
			hash := sha256.Sum256(body)
			if sum := hex.EncodeToString(hash[:]); int64(len(body)) != f.Bytes || sum != f.SHA256 || answer.Header.Get("ETag") != `"`+sum+`"` {
				t.Errorf("%s: %d bytes %s, listed as %d %s", f.URL, len(body), sum, f.Bytes, f.SHA256)
			}
			if h := answer.Header; h.Get("Content-Type") != f.MediaType || h.Get("Cache-Control") != forever || h.Get("Access-Control-Allow-Origin") != "*" || h.Get("Content-Disposition") != fmt.Sprintf("attachment; filename=%q", f.FileName) {
				t.Errorf("%s: %v", f.URL, h)
			}
		}
	}
}

func TestAnOpenFileIsAskedForInPartAndAgain(t *testing.T) {
	server := newServer(t)
	const target = "/data/4/admin-units.csv"
	whole := taken(t, server, target)
	etag := ask(server, "HEAD", target).Header.Get("ETag")
	for _, tt := range []struct {
		name    string
		headers []string
		status  int
		body    string
	}{
		{"again", []string{"If-None-Match", etag}, http.StatusNotModified, ""},
		{"after a change", []string{"If-None-Match", `"x"`}, http.StatusOK, string(whole)},
		{"a part", []string{"Range", "bytes=0-3"}, http.StatusPartialContent, string(whole[:4])},
		{"the rest of the same", []string{"Range", "bytes=4-", "If-Range", etag}, http.StatusPartialContent, string(whole[4:])},
		{"beyond the end", []string{"Range", "bytes=99999999-"}, http.StatusRequestedRangeNotSatisfiable, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			answer := ask(server, "GET", target, tt.headers...)
			body, _ := io.ReadAll(answer.Body)
			if answer.StatusCode != tt.status || tt.body != "" && string(body) != tt.body {
				t.Errorf("%s, %d bytes", answer.Status, len(body))
			}
		})
	}
	refused(t, server, http.StatusRequestedRangeNotSatisfiable, target, "Range", "bytes=99999999-")
	if answer := ask(server, "GET", "/data/latest/admin-units.csv"); answer.Header.Get("Cache-Control") != revisit || answer.Header.Get("ETag") != etag {
		t.Errorf("the latest: %s %v", answer.Status, answer.Header)
	}
	for _, absent := range []string{"/data/9/admin-units.csv", "/data/4/masts.csv", "/data/4/coverage-h3.xlsx", "/data/4/admin-units.exe", "/data/x/admin-units.csv", "/data/catalog.jsonld?release=9", "/api/datasets?release=9"} {
		if answer := ask(server, "GET", absent); answer.StatusCode != http.StatusNotFound || !strings.HasPrefix(answer.Header.Get("Content-Type"), "application/problem+json") || answer.Header.Get("Cache-Control") == forever {
			t.Errorf("%s: %s %v", absent, answer.Status, answer.Header)
		}
	}
}

func TestAServerWithoutAShelfHasNoOpenData(t *testing.T) {
	o := options(t, io.Discard)
	o.OpenData = OpenData{}
	server := New(o)
	for _, target := range []string{"/api/datasets", "/data/catalog.jsonld", "/data/4/admin-units.csv"} {
		if answer := ask(server, "GET", target); answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s", target, answer.Status)
		}
	}
}

func TestAFullShelfServesEverybodyStill(t *testing.T) {
	o := options(t, io.Discard)
	o.OpenData = OpenData{Shelf: opendata.NewShelf(t.TempDir(), 1)} // one file at a time
	server := New(o)
	var all sync.WaitGroup
	for _, target := range []string{"/data/4/admin-units.csv", "/data/3/admin-units.csv", "/data/4/hamlets-verdicts.gpkg", "/data/4/hamlets-verdicts.geojson"} {
		for range 4 {
			all.Go(func() {
				for range 3 {
					if answer := ask(server, "GET", target); answer.StatusCode != http.StatusOK {
						t.Errorf("%s: %s", target, answer.Status)
					}
				}
			})
		}
	}
	all.Wait()
}
