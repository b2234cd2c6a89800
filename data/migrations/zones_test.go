package migrations_test

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"phusong/data/datatest"
)

// point is a position in two systems: EPSG:4326 and the one of srid. The seven
// parameters are not turned round exactly: back is where x, y lead, a millimetre
// from lon, lat.
type point struct {
	name             string
	srid             int
	lon, lat         float64 // degrees
	x, y             float64 // metres, or degrees for srid 4756
	lonBack, latBack float64
}

// published are positions computed outside PostGIS (Krüger series and a Helmert
// transform with the parameters of EPSG:6960), to 0.1 mm.
func published() []point {
	return []point{
		{"Tuyên Quang city, zone 106°00′", 9211, 105.2132832, 21.8262252, 418474.299, 2414633.6658, 105.213283208, 21.826225196},
		{"Khuổi Phìn mast, zone 106°00′", 9211, 105.34808, 22.62924, 432792.6838, 2503484.0, 105.348080009, 22.629239995},
		{"Lũng Cú, zone 105°30′", 9209, 105.317, 23.392, 481099.141, 2587810.8658, 105.317000009, 23.391999995},
		{"Hà Nội, zone 105°00′", 5897, 105.809575362, 21.016567076, 583960, 2325000, 105.809575362, 21.016567076},
	}
}

// tolerance is a millimetre in the unit of the system.
func tolerance(srid int) float64 {
	if srid == 4756 {
		return 1e-8 // degrees: 1.1 mm
	}
	return 1e-3
}

func TestPublishedPointsComeOutToTheMillimetre(t *testing.T) {
	pool := datatest.Pool(t)
	for _, p := range published() {
		t.Run(p.name, func(t *testing.T) { agrees(t, pool, p) })
	}
}

func TestAllTestPointsComeOutToTheMillimetre(t *testing.T) {
	const path = "../../../shared/real/facts/vn2000_testpoints.csv"
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("skipped, no test points: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) < 50 {
		t.Fatalf("%s has %d rows", path, len(rows))
	}
	pool := datatest.Pool(t)
	for _, row := range rows[1:] {
		p := readPoint(t, row)
		t.Run(fmt.Sprint(p.name, " in ", p.srid), func(t *testing.T) { agrees(t, pool, p) })
	}
}

// readPoint reads name, lon, lat, "EPSG:9211 …", x, y, lon back, lat back.
func readPoint(t *testing.T, row []string) point {
	t.Helper()
	code, _, _ := strings.Cut(strings.TrimPrefix(row[3], "EPSG:"), " ")
	srid, err := strconv.Atoi(code)
	var n [6]float64
	for i, column := range []int{1, 2, 4, 5, 6, 7} {
		var bad error
		n[i], bad = strconv.ParseFloat(row[column], 64)
		err = errors.Join(err, bad)
	}
	if err != nil {
		t.Fatalf("row %q: %v", row, err)
	}
	return point{row[0], srid, n[0], n[1], n[2], n[3], n[4], n[5]}
}

// agrees transforms the point both ways.
func agrees(t *testing.T, pool *pgxpool.Pool, p point) {
	t.Helper()
	x, y := transform(t, pool, p.lon, p.lat, 4326, p.srid)
	if math.Abs(x-p.x) > tolerance(p.srid) || math.Abs(y-p.y) > tolerance(p.srid) {
		t.Errorf("%v, %v became %.4f, %.4f, want %.4f, %.4f", p.lon, p.lat, x, y, p.x, p.y)
	}
	lon, lat := transform(t, pool, p.x, p.y, p.srid, 4326)
	if math.Abs(lon-p.lonBack) > 3e-9 || math.Abs(lat-p.latBack) > 3e-9 { // 0.3 mm
		t.Errorf("%v, %v became %.9f, %.9f, want %.9f, %.9f", p.x, p.y, lon, lat, p.lonBack, p.latBack)
	}
}

func transform(t *testing.T, pool *pgxpool.Pool, x, y float64, from, to int) (float64, float64) {
	t.Helper()
	err := pool.QueryRow(t.Context(), `
		SELECT ST_X(p), ST_Y(p)
		FROM ST_Transform(ST_SetSRID(ST_MakePoint($1, $2), $3::int), $4::int) AS p`,
		x, y, from, to).Scan(&x, &y)
	if err != nil {
		t.Fatalf("EPSG:%d to EPSG:%d: %v", from, to, err)
	}
	return x, y
}

// Each of the fourteen zones has its axis where the decision puts it, and its
// row's own text says the same as PROJ's database, which PostGIS asks first.
func TestFourteenZonesStandAtTheirMeridians(t *testing.T) {
	pool := datatest.Pool(t)
	meridians := []float64{103, 104, 104.5, 104.75, 105.5, 105.75, 106, 106.25, 106.5, 107, 107.25, 107.5, 108.25, 108.5}
	for i, meridian := range meridians {
		srid := 9205 + i
		x, y := transform(t, pool, meridian, 22, 4756, srid)
		if math.Abs(x-500000) > 0.001 {
			t.Errorf("EPSG:%d puts the meridian %v° at %.3f m east, want 500000", srid, meridian, x)
		}
		var apart float64
		err := pool.QueryRow(t.Context(), `
			SELECT ST_Distance(ST_SetSRID(ST_MakePoint($2::float8, $3::float8), srid),
				ST_Transform(ST_Transform(ST_SetSRID(ST_MakePoint($2, $3), srid), proj4text, 4326), srid))
			FROM spatial_ref_sys
			WHERE srid = $1 AND auth_name = 'EPSG' AND auth_srid = $1 AND srtext LIKE 'PROJCS["VN-2000 / TM-3 %'`,
			srid, x+40000, y).Scan(&apart)
		if err != nil {
			t.Fatalf("EPSG:%d: %v", srid, err)
		}
		if apart > 0.005 { // another set of parameters would be 0.7 m off
			t.Errorf("EPSG:%d: the row's text and PROJ disagree by %.4f m", srid, apart)
		}
	}
}
