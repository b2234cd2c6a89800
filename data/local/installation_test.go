package local

import (
	"errors"
	"strings"
	"testing"
)

func TestChooseTakesTheNewestThatWillDo(t *testing.T) {
	var (
		old    = Installation{Bin: "/14", Major: 14, Postgres: "14.11", PostGIS: "3.4.1"}
		bare   = Installation{Bin: "/17", Major: 17, Postgres: "17.2"}
		stale  = Installation{Bin: "/15", Major: 15, Postgres: "15.1", PostGIS: "3.2.9"}
		good   = Installation{Bin: "/15", Major: 15, Postgres: "15.18", PostGIS: "3.3.2"}
		better = Installation{Bin: "/16", Major: 16, Postgres: "16.4", PostGIS: "3.10.0"}
	)
	for _, tt := range []struct {
		name  string
		found []Installation // newest first
		want  string
		says  string
	}{
		{"nothing here", nil, "", "install -y --no-install-recommends postgresql-postgis"},
		{"one that is good", []Installation{good}, "/15", ""},
		{"the newer of two", []Installation{better, good}, "/16", ""},
		{"a newer one without PostGIS is passed over", []Installation{bare, good}, "/15", ""},
		{"PostGIS alone is missing", []Installation{bare}, "", "postgresql-17-postgis-3"},
		{"PostGIS is too old", []Installation{stale}, "", "postgresql-15-postgis-3"},
		{"PostgreSQL is too old", []Installation{old}, "", "install -y --no-install-recommends postgresql-postgis"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := choose(tt.found)
			if got.Bin != tt.want {
				t.Errorf("choose took %q, want %q", got.Bin, tt.want)
			}
			if tt.want != "" {
				return
			}
			if !errors.Is(err, ErrNotInstalled) || !strings.HasSuffix(err.Error(), tt.says) {
				t.Errorf("choose said %v, want ErrNotInstalled and the command %q", err, tt.says)
			}
		})
	}
}

func TestDefaultVersionReadsAControlFile(t *testing.T) {
	const control = "# postgis extension\ncomment = 'PostGIS 9 geometry'\ndefault_version = '3.3.2'\nmodule_pathname = '$libdir/postgis-3'\n"
	if got := defaultVersion(control); got != "3.3.2" {
		t.Errorf("defaultVersion = %q, want 3.3.2", got)
	}
	if got := defaultVersion("comment = 'none'\n"); got != "" {
		t.Errorf("defaultVersion of a file without one = %q", got)
	}
}

func FuzzFindVersion(f *testing.F) {
	for _, text := range []string{"postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", "17beta1", "", "99999999999999999999.1"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v := findVersion(text)
		if v == nil {
			return
		}
		if again := findVersion(v.String()); again.String() != v.String() {
			t.Errorf("%q gave %v, which reads as %v", text, v, again)
		}
		if !v.atLeast(v) {
			t.Errorf("%v is not at least itself", v)
		}
	})
}
