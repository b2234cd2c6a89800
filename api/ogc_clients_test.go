package api

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"
)

// needs skips a test where a program is missing.
func needs(t *testing.T, program string, args ...string) {
	t.Helper()
	if err := exec.Command(program, args...).Run(); err != nil {
		t.Skipf("skipped: %s %s: %v: .ci/install test installs it", program, strings.Join(args, " "), err)
	}
}

// output runs a program that must succeed and returns what it prints.
func output(t *testing.T, program string, args ...string) string {
	t.Helper()
	command := exec.Command(program, args...)
	command.Env = append(command.Environ(), "QT_QPA_PLATFORM=offscreen", "HOME="+t.TempDir())
	text, err := command.Output()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", program, args, err, text)
	}
	return string(text)
}

func TestGDALReadsEveryHamlet(t *testing.T) {
	t.Parallel()
	needs(t, "ogr2ogr", "--version")
	server := provinceServer(t)
	for _, size := range []string{"", "7", "1000"} {
		args := []string{"-f", "CSV", "/vsistdout/", "OAPIF:" + server + "/ogc", "hamlets"}
		if size != "" {
			args = append(args, "-oo", "PAGE_SIZE="+size)
		}
		lines := strings.Split(strings.TrimSpace(output(t, "ogr2ogr", args...)), "\n")
		ids := map[string]bool{}
		for _, line := range lines[1:] {
			id, _, _ := strings.Cut(line, ",")
			ids[id] = true
		}
		if len(ids) != theSample || len(lines) != theSample+1 {
			t.Errorf("pages of %q: %d hamlets, %d lines, want %d", size, len(ids), len(lines), theSample)
		}
	}
}

func TestGDALReadsEveryCollectionAndItsColumns(t *testing.T) {
	t.Parallel()
	needs(t, "ogrinfo", "--version")
	server := provinceServer(t)
	list := output(t, "ogrinfo", "-so", "OAPIF:"+server+"/ogc")
	for _, c := range []string{"hamlets", "verdicts", "gaps-communes-2025-07", "gaps-districts-2024", "gap-patches", "communes-2024", "communes-2025-07", "districts-2024"} {
		if !strings.Contains(list, ": "+c+" ") {
			t.Errorf("ogrinfo does not list %s in\n%s", c, list)
		}
	}
	summary := output(t, "ogrinfo", "-so", "OAPIF:"+server+"/ogc?technology=5G", "verdicts")
	for _, line := range []string{"Geometry: Multi Polygon", "Feature Count: 1733", "people: Integer", "peopleCovered: Real", "verdict: String", "asOf: Date", "synthetic: Integer(Boolean)"} {
		if !strings.Contains(summary, line) {
			t.Errorf("no %q in\n%s", line, summary)
		}
	}
	var said struct {
		Features []struct{ Properties map[string]any }
	}
	text := output(t, "ogr2ogr", "-f", "GeoJSON", "/vsistdout/", "OAPIF:"+server+"/ogc?technology=5G", "verdicts", "-where", "verdict='none'")
	if err := json.Unmarshal([]byte(text), &said); err != nil || len(said.Features) == 0 {
		t.Fatalf("%d dark hamlets, %v", len(said.Features), err)
	}
	for _, f := range said.Features {
		if f.Properties["verdict"] != "none" || f.Properties["technology"] != "5G" {
			t.Fatalf("asked for hamlets without 5G: %v", f.Properties)
		}
	}
}

func TestGDALReadsTiles(t *testing.T) {
	t.Parallel()
	needs(t, "ogrinfo", "--version")
	server := provinceServer(t)
	said := output(t, "ogrinfo", "-so", "MVT:"+server+"/tiles/public/3/hamlets-4G-any-centre/9/405/223.mvt")
	if !strings.Contains(said, "hamlets (Polygon)") && !strings.Contains(said, "hamlets (Multi Polygon)") || !strings.Contains(said, "hamlet-centres (Point)") {
		t.Errorf("ogrinfo says of a tile:\n%s", said)
	}
}

// qgisCounts opens collections with QGIS' own provider and prints how many
// features it reads of each, and its fields.
const qgisCounts = `
import sys
from qgis.core import QgsApplication, QgsVectorLayer
QgsApplication.setPrefixPath('/usr', True)
app = QgsApplication([], False)
app.initQgis()
for name in sys.argv[2:]:
    layer = QgsVectorLayer("url='%s' typename='%s'" % (sys.argv[1], name), name, 'OAPIF')
    read = sum(1 for feature in layer.getFeatures()) if layer.isValid() else -1
    print(name, read, layer.featureCount(), ','.join(f.name() + ':' + f.typeName() for f in layer.fields()), flush=True)
del layer
app.exitQgis()
`

func TestQGISReadsEveryHamlet(t *testing.T) {
	t.Parallel()
	const python = "/usr/bin/python3"
	needs(t, python, "-c", "import qgis.core")
	server := provinceServer(t)
	said := output(t, python, "-c", qgisCounts, server+"/ogc?technology=5G", "hamlets", "verdicts")
	for _, line := range []string{"hamlets 1733 1733 ", "verdicts 1733 1733 ", "peopleCovered:Real", "people:Integer", "asOf:Date"} {
		if !strings.Contains(said, line) {
			t.Errorf("no %q in what QGIS says:\n%s", line, said)
		}
	}
}

// TestALargePageIsSentAsItIsMade makes sure that nothing waits for the whole.
func TestALargePageIsSentAsItIsMade(t *testing.T) {
	o := options(t, io.Discard)
	o.Releases = shelf{province(t, 3, theSample)}
	w := &largest{ResponseRecorder: httptest.NewRecorder()}
	New(withRegistry(o)).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/ogc/collections/hamlets/items?limit=10000", nil))
	if w.Body.Len() < 2<<20 || w.most > 1<<18 {
		t.Errorf("%d bytes, at most %d at once", w.Body.Len(), w.most)
	}
}

// largest keeps the most that was written at once.
type largest struct {
	*httptest.ResponseRecorder
	most int
}

func (l *largest) Write(body []byte) (int, error) {
	l.most = max(l.most, len(body))
	return l.ResponseRecorder.Write(body)
}
