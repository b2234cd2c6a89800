package sites

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"phusong/data/datatest"
	"phusong/geo"
	"phusong/importers/coordinate"
	"phusong/importers/gazetteer"
	"phusong/importers/intake"
)

// testPoint is one place in one system, and where PROJ puts it on WGS 84.
type testPoint struct {
	name, lon, lat, x, y string
}

// testPoints are the published places by system, "EPSG:9211".
func testPoints(t *testing.T) map[string][]testPoint {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", "real", "facts", "vn2000_testpoints.csv")
	f, err := os.Open(path)
	if err != nil {
		t.Skipf("%s is not on this machine", path)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	points := map[string][]testPoint{}
	for _, row := range rows[1:] {
		system := strings.Fields(row[3])[0]
		points[system] = append(points[system], testPoint{name: row[0], lon: row[6], lat: row[7], x: row[5], y: row[4]})
	}
	return points
}

// A list in metres of any grid the province uses comes out where PROJ puts it,
// to the millimetre, because the communes it names bear witness.
func TestListsInMetresLandToTheMillimetre(t *testing.T) {
	points := testPoints(t)
	store := datatest.New(t)
	for system, title := range map[string]string{
		"EPSG:9211": "Danh sách trạm", "EPSG:9209": "Danh sách trạm", "EPSG:5897": "Danh sách trạm (kinh tuyến trục 105°00', múi 3°)", "EPSG:3405": "Danh sách trạm (UTM 48N)",
	} {
		text := title + "\nMã trạm;X;Y;Công nghệ;Xã\n"
		var communes []geo.AdminUnit
		for i, p := range points[system] {
			lon, _ := strconv.ParseFloat(p.lon, 64)
			lat, _ := strconv.ParseFloat(p.lat, 64)
			communes = append(communes, square(fmt.Sprint(i), "Xã số "+strconv.Itoa(i), geo.Vintage2024, lon, lat))
			text += fmt.Sprintf("%d;%s;%s;4G;Xã số %d\n", i, p.x, p.y, i)
		}
		l, err := read(intake.File{Kind: intake.Text, Content: []byte(text)}, Options{Operator: geo.Viettel})
		if err != nil {
			t.Fatal(err)
		}
		if err := l.settle(t.Context(), gazetteer.New(communes), store.Transform); err != nil {
			t.Fatal(err)
		}
		if l.notes["grid"] != system || len(l.rows) != len(points[system]) {
			t.Errorf("%s: taken for %s, %d of %d rows: %v", system, l.notes["grid"], len(l.rows), len(points[system]), issues(l))
			continue
		}
		for i, r := range l.rows {
			p := points[system][i]
			lon, _ := strconv.ParseFloat(p.lon, 64)
			lat, _ := strconv.ParseFloat(p.lat, 64)
			const millimetre = 1e-8 // degrees
			if dx, dy := r.point[0]-lon, r.point[1]-lat; dx > millimetre || dx < -millimetre || dy > millimetre || dy < -millimetre {
				t.Errorf("%s %s: %.9f %.9f, want %.9f %.9f", system, p.name, r.point[0], r.point[1], lon, lat)
			}
		}
	}
}

// Degrees of VN-2000 are another datum: PostGIS moves them by what leaving the
// shift out would cost, some 220 m.
func TestDegreesOfVN2000AreAnotherPlace(t *testing.T) {
	at := orb.Point{105.5, 22}
	turned, err := datatest.New(t).Transform(t.Context(), int(coordinate.VNDegrees), []orb.Point{at})
	if err != nil {
		t.Fatal(err)
	}
	if away := 1000 * gazetteer.Km(at, turned[0]); away < 215 || away > 230 {
		t.Errorf("moved by %.1f m, want 215…230 m", away)
	}
}
