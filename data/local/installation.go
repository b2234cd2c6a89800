package local

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// oldest returns the oldest versions PhuSong works with.
func oldest() (postgres, postgis version) { return version{15}, version{3, 3} }

// ErrNotInstalled means that this machine has no PostgreSQL with PostGIS that
// PhuSong can start; the error says the command that installs it.
var ErrNotInstalled = errors.New("PostgreSQL with PostGIS is not installed")

// Installation is one PostgreSQL found on this machine.
type Installation struct {
	Bin      string // folder of initdb and postgres
	Major    int
	Postgres string // full version, such as "15.18"
	PostGIS  string // version of the extension, "" where there is none
}

// Installed returns the newest PostgreSQL with PostGIS on this machine.
func Installed() (Installation, error) { return choose(installations()) }

// choose returns the first that will do of installations, newest first.
func choose(found []Installation) (Installation, error) {
	for _, i := range found {
		if i.usable() {
			return i, nil
		}
	}
	postgres, postgis := oldest()
	return Installation{}, fmt.Errorf("%w (PostgreSQL %v or newer with PostGIS %v or newer): %s", ErrNotInstalled, postgres, postgis, aptCommand(found))
}

// installedFor returns the PostgreSQL that made the cluster in the folder: data
// of one major version cannot be opened by another. A new folder gets the newest.
func installedFor(f folder) (Installation, error) {
	text, err := os.ReadFile(filepath.Join(f.data(), "PG_VERSION"))
	if errors.Is(err, os.ErrNotExist) {
		return Installed()
	}
	if err != nil {
		return Installation{}, fmt.Errorf("state folder: %w", err)
	}
	made := strings.TrimSpace(string(text))
	for _, i := range installations() {
		if strconv.Itoa(i.Major) == made && i.usable() {
			return i, nil
		}
	}
	return Installation{}, fmt.Errorf("%w: %s was made by PostgreSQL %s: apt-get install -y --no-install-recommends postgresql-%s-postgis-3, or forget the data with make clean-state", ErrNotInstalled, f, made, made)
}

// usable tells whether both versions are new enough.
func (i Installation) usable() bool {
	postgres, postgis := oldest()
	return findVersion(i.Postgres).atLeast(postgres) && findVersion(i.PostGIS).atLeast(postgis)
}

// aptCommand returns the command that adds what is missing to what was found.
func aptCommand(found []Installation) string {
	name := "postgresql-postgis" // the distribution's own version
	postgres, _ := oldest()
	for _, i := range found {
		if findVersion(i.Postgres).atLeast(postgres) {
			name = fmt.Sprintf("postgresql-%d-postgis-3", i.Major)
			break
		}
	}
	return "sudo apt-get install -y --no-install-recommends " + name
}

// installations returns every PostgreSQL server found here, newest first.
func installations() []Installation {
	bins, _ := filepath.Glob("/usr/lib/postgresql/*/bin") // Debian, Ubuntu; the pattern is sound
	more, _ := filepath.Glob("/usr/pgsql-*/bin")          // Red Hat
	bins = append(bins, more...)
	if path, err := exec.LookPath("postgres"); err == nil {
		bins = append(bins, filepath.Dir(path))
	}
	var found []Installation
	for _, bin := range bins {
		if i, ok := inspect(bin); ok && !slices.Contains(found, i) {
			found = append(found, i)
		}
	}
	slices.SortStableFunc(found, func(a, b Installation) int { return b.Major - a.Major })
	return found
}

// inspect asks the programs in bin what they are; false if they are no server.
func inspect(bin string) (Installation, bool) {
	if _, err := os.Stat(filepath.Join(bin, "initdb")); err != nil {
		return Installation{}, false
	}
	said, err := exec.Command(filepath.Join(bin, "postgres"), "--version").Output()
	if err != nil {
		return Installation{}, false
	}
	v := findVersion(string(said))
	i := Installation{Bin: bin, Major: v.part(0), Postgres: v.String()}
	i.PostGIS = postGISVersion(i)
	return i, i.Major > 0
}

// postGISVersion returns the version PostGIS and its raster part would have when
// created, "" if either is missing.
func postGISVersion(i Installation) string {
	shares := []string{fmt.Sprintf("/usr/share/postgresql/%d", i.Major)}
	if said, err := exec.Command(filepath.Join(i.Bin, "pg_config"), "--sharedir").Output(); err == nil {
		shares = append(shares, strings.TrimSpace(string(said)))
	}
	for _, share := range shares {
		extension := filepath.Join(share, "extension")
		if _, err := os.Stat(filepath.Join(extension, "postgis_raster.control")); err != nil {
			continue
		}
		text, err := os.ReadFile(filepath.Join(extension, "postgis.control"))
		if err == nil {
			return defaultVersion(string(text))
		}
	}
	return ""
}

// defaultVersion reads default_version = '3.3.2' of an extension's control file.
func defaultVersion(control string) string {
	for line := range strings.Lines(control) {
		key, value, found := strings.Cut(line, "=")
		if found && strings.TrimSpace(key) == "default_version" {
			return findVersion(value).String()
		}
	}
	return ""
}
