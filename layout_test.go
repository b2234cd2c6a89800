package main_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	module        = "phusong/"
	longestFile   = 500 // lines
	longestFunc   = 80
	generatedMark = "Code generated "
)

// arrows says which of our packages a package may import; "geo/*" stands for
// everything below geo. Imports only point down: main, api, importers and tiles,
// data, geo. A package missing from this list fails the test.
func arrows() map[string][]string {
	return map[string][]string{
		"":    {"api", "api/*", "importers", "importers/*", "tiles", "tiles/*", "data", "data/*", "geo", "geo/*", "web"},
		"web": {},

		"api":   {"api/*", "tiles", "tiles/*", "importers", "importers/*", "data", "data/*", "geo", "geo/*"},
		"api/*": {"api/*", "tiles", "tiles/*", "importers", "importers/*", "data", "data/*", "geo", "geo/*"},

		"importers":         {"importers/*", "data", "geo", "geo/*"}, // the receipt; its tests send files through every importer
		"importers/intake":  {},
		"importers/charset": {},
		"importers/table":   {"importers/charset"},
		"importers/*":       {"importers", "importers/*", "data", "geo", "geo/*"},

		"tiles":   {"tiles/*", "data", "geo", "geo/hex", "geo/coverage", "geo/terrain", "data/local"}, // coverage: the dark patches; local: a test opens a computed province
		"tiles/*": {"tiles/*", "geo", "geo/hex", "geo/terrain"},

		"data":            {"data/migrations", "geo", "geo/*"},
		"data/migrations": {},
		"data/local":      {},
		"data/datatest":   {"data", "data/local", "data/migrations"},
		"data/oracle":     {}, // for tests alone
		"data/jobs":       {"data", "geo", "geo/*"},
		"data/derive":     {"data", "data/jobs", "data/local", "geo", "geo/*"}, // local: its benchmark opens a computed province
		"data/sample":     {"geo", "geo/*"},

		"geo":                     {},
		"geo/alphabet":            {},
		"geo/hex":                 {"geo"},
		"geo/terrain":             {"geo"},
		"geo/propagation":         {"geo"},
		"geo/propagation/explain": {"geo", "geo/propagation", "geo/terrain"},
		"geo/coverage":            {"geo", "geo/hex", "geo/terrain", "geo/propagation"},
		"geo/planning":            {"geo", "geo/hex", "geo/terrain", "geo/propagation", "geo/coverage"},
	}
}

// guests says in which packages a costly module or a power may be used; what is
// not named here is free.
func guests() map[string][]string {
	sql := []string{"data", "data/*"}
	web := []string{"", "api", "api/*"}
	return map[string][]string{
		"github.com/uber/h3-go":         {"geo/hex"},
		"github.com/jackc/pgx":          sql,
		"database/sql":                  append([]string{"importers/geopackage"}, sql...), // a GeoPackage is a database
		"modernc.org/sqlite":            {"importers/geopackage"},
		"github.com/pressly/goose":      sql,
		"github.com/riverqueue/river":   sql,
		"github.com/twpayne/go-geom":    {"data", "importers/feature"},
		"github.com/go-chi/chi":         web,
		"github.com/danielgtaylor/huma": web,
		"github.com/alecthomas/kong":    {""},
		"codeberg.org/go-pdf/fpdf":      {"api/paper"},
		"github.com/parquet-go":         {"api/opendata"},
		"github.com/coreos/go-oidc":     {"api/auth"},
		"golang.org/x/oauth2":           {"api/auth"},
		"golang.org/x/crypto":           {"api/auth"},
		"golang.org/x/text/collate":     {"geo/alphabet"},
	}
}

// source is one Go file; Package is its folder, "" for the root.
type source struct {
	Path, Package string
	Test          bool
	Text          []byte
}

// files returns the files of the tree whose name ends in one of endings.
func files(t *testing.T, endings ...string) []source {
	t.Helper()
	var found []source
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (slices.Contains([]string{"node_modules", "dist", "bin", "testdata"}, entry.Name()) || len(entry.Name()) > 1 && entry.Name()[0] == '.') {
			return fs.SkipDir
		}
		if entry.IsDir() || !slices.Contains(endings, path.Ext(name)) {
			return nil
		}
		text, err := os.ReadFile(name)
		folder := strings.TrimPrefix(path.Dir(name), ".")
		found = append(found, source{name, folder, strings.Contains(path.Base(name), "_test.") || strings.Contains(name, ".test."), text})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 {
		t.Fatalf("no files %v here: is the test run in the project's root?", endings)
	}
	return found
}

// imports returns what a Go file imports.
func imports(t *testing.T, s source) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), s.Path, s.Text, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, spec := range parsed.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, p)
	}
	return paths
}

// matches tells whether a package is on a list that may have "geo/*" entries.
func matches(pkg string, list []string) bool {
	return slices.ContainsFunc(list, func(entry string) bool {
		below, star := strings.CutSuffix(entry, "*")
		return pkg == entry || star && strings.HasPrefix(pkg, below)
	})
}

// allowed returns the arrows of a package: its own line, else that of "parent/*".
func allowed(pkg string) ([]string, bool) {
	if list, ok := arrows()[pkg]; ok {
		return list, true
	}
	list, ok := arrows()[strings.SplitN(pkg, "/", 2)[0]+"/*"]
	return list, ok
}

func TestImportsOnlyPointDown(t *testing.T) {
	for _, s := range files(t, ".go") {
		list, known := allowed(s.Package)
		if !known {
			t.Errorf("%s: package %s is not on the plan: give it a line in arrows or another place", s.Path, s.Package)
			continue
		}
		if s.Test { // a test also uses its own package, and what gives it data
			list = append(slices.Clone(list), s.Package, "data", "data/datatest", "data/oracle", "data/sample")
		}
		for _, p := range imports(t, s) {
			if ours, ok := strings.CutPrefix(p, module); ok && !matches(ours, list) {
				t.Errorf("%s: %s may not import %s", s.Path, name(s.Package), ours)
			}
		}
	}
}

func TestEachCostlyGuestHasOneHost(t *testing.T) {
	for _, s := range files(t, ".go") {
		for _, p := range imports(t, s) {
			for guest, hosts := range guests() {
				if !strings.HasPrefix(p, guest) || matches(s.Package, hosts) || s.Test && guest != "github.com/uber/h3-go" {
					continue
				}
				t.Errorf("%s: %s belongs in %v alone", s.Path, guest, hosts)
			}
		}
	}
}

func TestGeoTouchesNothingOutside(t *testing.T) {
	for _, s := range files(t, ".go") {
		if s.Test || s.Package != "geo" && !strings.HasPrefix(s.Package, "geo/") {
			continue
		}
		for _, p := range imports(t, s) {
			if p == "os" || p == "net" || strings.HasPrefix(p, "os/") || strings.HasPrefix(p, "net/") || p == "log" {
				t.Errorf("%s: geo does no I/O, but imports %s", s.Path, p)
			}
		}
	}
}

func TestPackageNamesSayWhatIsInside(t *testing.T) {
	empty := []string{"util", "utils", "common", "helper", "helpers", "manager", "base", "misc"}
	for _, s := range files(t, ".go", ".ts") {
		if slices.Contains(empty, path.Base(s.Package)) {
			t.Errorf("%s: the name %q says nothing", s.Path, path.Base(s.Package))
		}
	}
}

func TestFilesAndFunctionsFitTheEye(t *testing.T) {
	for _, s := range files(t, ".go", ".ts", ".svelte", ".css") {
		head := s.Text[:min(len(s.Text), 200)]
		if bytes.Contains(head, []byte(generatedMark)) || strings.HasSuffix(s.Path, ".d.ts") {
			continue
		}
		if lines := bytes.Count(s.Text, []byte("\n")); lines > longestFile {
			t.Errorf("%s has %d lines, more than %d: it is about more than one noun", s.Path, lines, longestFile)
		}
		if path.Ext(s.Path) == ".go" && !s.Test {
			functionsFit(t, s)
		}
	}
}

func functionsFit(t *testing.T, s source) {
	t.Helper()
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, s.Path, s.Text, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range parsed.Decls {
		if f, ok := d.(*ast.FuncDecl); ok {
			if lines := set.Position(f.End()).Line - set.Position(f.Pos()).Line + 1; lines > longestFunc {
				t.Errorf("%s: %s has %d lines, more than %d", s.Path, f.Name.Name, lines, longestFunc)
			}
		}
	}
}

func TestTheWebKeepsItsGuestsInOneRoom(t *testing.T) {
	for _, rule := range []struct {
		what, room string
		pattern    *regexp.Regexp
	}{
		{"maplibre-gl", "web/src/map", regexp.MustCompile(`from ['"]maplibre-gl|import\(?\s*['"]maplibre-gl`)},
		{"fetch", "web/src/api", regexp.MustCompile(`\bfetch\(`)},
	} {
		for _, s := range files(t, ".ts", ".svelte") {
			inside := s.Package == rule.room || strings.HasPrefix(s.Package, rule.room+"/")
			if strings.HasPrefix(s.Package, "web/src") && !inside && !s.Test && rule.pattern.Match(s.Text) {
				t.Errorf("%s: %s belongs in %s alone", s.Path, rule.what, rule.room)
			}
		}
	}
}

// name returns how an error calls a package.
func name(pkg string) string {
	if pkg == "" {
		return "main"
	}
	return fmt.Sprintf("package %s", pkg)
}
