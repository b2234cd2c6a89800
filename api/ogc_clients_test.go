package api

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"phusong/data/oracle"
)

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
	oracle.Program(t, "ogr2ogr", "--version")
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
	oracle.Program(t, "ogrinfo", "--version")
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
	// GDAL adds the address' parameters to links that have them, in another order.
	two := output(t, "ogr2ogr", "-f", "CSV", "/vsistdout/", "OAPIF:"+server+"/ogc?technology=5G&definition=people", "verdicts", "-oo", "PAGE_SIZE=1000")
	if lines := strings.Count(two, "\n"); lines != theSample+1 || strings.Count(two, ",5G,any,people,") != theSample {
		t.Errorf("asked for 5G by people: %d lines\n%.600s", lines, two)
	}
}

// What GDAL leaves to the server to choose is what it chooses by itself in a copy.
func TestGDALChoosesTheSameHereAsInACopy(t *testing.T) {
	t.Parallel()
	oracle.Program(t, "ogr2ogr", "--version")
	here, copied := "OAPIF:"+provinceServer(t)+"/ogc", filepath.Join(t.TempDir(), "verdicts.gpkg")
	output(t, "ogr2ogr", copied, here, "verdicts", "-oo", "PAGE_SIZE=1000")
	counted := func(source, where string) string {
		said := output(t, "ogrinfo", "-so", source, "verdicts", "-where", where, "-oo", "PAGE_SIZE=1000")
		_, count, _ := strings.Cut(said, "Feature Count: ")
		count, _, _ = strings.Cut(count, "\n")
		return count
	}
	for _, where := range []string{"synthetic = 1 AND people = 200", "NOT (verdict = 'none') AND peopleCovered = 1", "verdict = 'none' OR people > 400", "id = '02207-001'", "asOf >= '2000/01/01' AND people IN (100, 200)"} {
		if server, file := counted(here, where), counted(copied, where); server != file || server == "" || server == "0" {
			t.Errorf("%s: %q here, %q in a copy", where, server, file)
		}
	}
}

func TestGDALReadsTiles(t *testing.T) {
	t.Parallel()
	oracle.Program(t, "ogrinfo", "--version")
	server := provinceServer(t)
	said := output(t, "ogrinfo", "-so", "MVT:"+server+"/tiles/public/3/hamlets-4G-any-centre/9/405/223.mvt")
	if !strings.Contains(said, "hamlets (Polygon)") && !strings.Contains(said, "hamlets (Multi Polygon)") || !strings.Contains(said, "hamlet-centres (Point)") {
		t.Errorf("ogrinfo says of a tile:\n%s", said)
	}
}

// qgisReads opens collections with QGIS' own provider and prints how many features
// it reads of each, their shape and fields; then it draws vector tiles by their
// plain address and prints how many of 10,000 points have colour.
const qgisReads = `
import sys
from qgis.core import *
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor
QgsApplication.setPrefixPath('/usr', True)
app = QgsApplication([], False)
app.initQgis()
server, collections, tiles = sys.argv[1], sys.argv[2].split(','), sys.argv[3].split(',')
for name in collections:
    layer = QgsVectorLayer("url='%s/ogc?technology=5G&definition=people' typename='%s'" % (server, name), name, 'OAPIF')
    read = sum(1 for feature in layer.getFeatures()) if layer.isValid() else -1
    fields = ','.join(f.name() + ':' + f.typeName() for f in layer.fields())
    print(name, read, layer.featureCount(), QgsWkbTypes.displayString(layer.wkbType()), fields, flush=True)
degrees, metres = QgsCoordinateReferenceSystem('EPSG:4326'), QgsCoordinateReferenceSystem('EPSG:3857')
for name in tiles:
    layer = QgsVectorTileLayer('type=xyz&url=%s/tiles/public/latest/%s/{z}/{x}/{y}.mvt&zmin=6&zmax=14' % (server, name), name)
    view = QgsMapSettings()
    view.setLayers([layer])
    view.setOutputSize(QSize(400, 400))
    view.setBackgroundColor(QColor('white'))
    view.setDestinationCrs(metres)
    view.setExtent(QgsCoordinateTransform(degrees, metres, QgsProject.instance()).transformBoundingBox(QgsRectangle(105, 22, 105.2, 22.1)))
    job = QgsMapRendererSequentialJob(view)
    job.start()
    job.waitForFinished()
    picture = job.renderedImage()
    drawn = sum(1 for x in range(0, 400, 4) for y in range(0, 400, 4) if picture.pixelColor(x, y) != QColor('white'))
    print(name, 'drawn' if drawn > 0 else 'empty', drawn, [e.message for e in job.errors()], flush=True)
del layer, job, view
app.exitQgis()
`

func TestQGISReadsEveryFeatureAndDrawsTiles(t *testing.T) {
	t.Parallel()
	const python = "/usr/bin/python3"
	oracle.Program(t, python, "-c", "import qgis.core")
	server := provinceServer(t)
	collections := []string{"hamlets", "verdicts", "gaps-communes-2025-07", "gaps-districts-2024", "gap-patches", "communes-2024"}
	drawn := []string{"gaps-5G-any", "coverage-5G-any", "hamlets-5G-any-centre", "communes-2024"}
	said := output(t, python, "-c", qgisReads, server, strings.Join(collections, ","), strings.Join(drawn, ","))
	wanted := []string{"hamlets 1733 1733 MultiPolygon", "verdicts 1733 1733 MultiPolygon", "peopleCovered:Real", "people:Integer", "asOf:Date", "hamletsNone:Integer", "areaKm2:Real"}
	for _, c := range collections {
		n := askOver[featurePage](t, server+"/ogc/collections/"+c+"/items?technology=5G&definition=people&limit=1").NumberMatched
		wanted = append(wanted, fmt.Sprintf("%s %d %d MultiPolygon", c, n, n))
		if n == 0 {
			t.Errorf("%s has no features: nothing is shown by reading them", c)
		}
	}
	for _, layer := range drawn {
		wanted = append(wanted, layer+" drawn ")
	}
	for _, line := range wanted {
		if !strings.Contains(said, line) {
			t.Errorf("no %q in what QGIS says:\n%s", line, said)
		}
	}
}

// askOver asks a server over a real connection.
func askOver[T any](t testing.TB, address string) (said T) {
	t.Helper()
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if err := json.NewDecoder(answer.Body).Decode(&said); err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", address, answer.Status, err)
	}
	return said
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
