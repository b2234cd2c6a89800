package tiles

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/hex"
	"phusong/geo/terrain"
	"phusong/tiles/mercator"
	"phusong/tiles/mvt"
)

// The country of the tests: 105.0…105.4 E, 22.0…22.3 N, in 4 × 3 square
// communes of 4 hamlets each.
const (
	west, south, east, north = 105.0, 22.0, 105.4, 22.3
	columns, rows            = 4, 3
)

func rectangle(w, s, e, n float64) orb.MultiPolygon {
	return orb.MultiPolygon{{orb.Ring{{w, s}, {e, s}, {e, n}, {w, n}, {w, s}}}}
}

// country is a release of that country at a resolution, from a fixed seed.
func country(t testing.TB, resolution int) *data.View {
	t.Helper()
	grid, err := hex.NewGrid([]orb.MultiPolygon{rectangle(west, south, east, north)}, resolution, 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	view := &data.View{
		Release:   data.Release{ID: 7, AsOf: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)},
		Grid:      grid,
		HexPeople: make([]float32, grid.Len()),
		Ground:    hills(t),
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for _, n := range geo.Networks() {
		view.Surfaces = append(view.Surfaces, surface(grid, n, rng))
	}
	settle(view, rng)
	for i := range 200 {
		at := orb.Point{west + rng.Float64()*(east-west), south + rng.Float64()*(north-south)}
		view.Masts = append(view.Masts, data.Mast{ID: fmt.Sprintf("m%03d", i), Position: at})
		for _, o := range geo.Operators()[:1+rng.IntN(4)] {
			code := geo.SiteCode(fmt.Sprint(o.Code, i))
			view.Sectors = append(view.Sectors, data.SectorRef{Site: i, Operator: o.Code, SiteCode: code, Sector: geo.Sector{Technology: geo.LTE}})
			view.Presences = append(view.Presences, geo.Presence{Operator: o.Code, Code: code, Position: at, Status: geo.StatusOnAir})
		}
	}
	return view
}

// surface has smooth levels, holes of no signal and a corner of unknown.
func surface(grid *hex.Grid, n geo.Network, rng *rand.Rand) geo.Surface {
	s := geo.Surface{Network: n, Levels: make([]geo.Level16, grid.Len())}
	phase := rng.Float64() * 6
	for i, c := range grid.Centres {
		level := -95 + 30*math.Sin(c[0]*40+phase)*math.Cos(c[1]*50)
		switch {
		case c[0] < west+0.03 && c[1] < south+0.03:
			s.Levels[i] = geo.UnknownLevel
		case level < -118:
			s.Levels[i] = geo.BelowFloor
		default:
			s.Levels[i] = geo.ToLevel16(geo.DBm(level))
		}
	}
	return s
}

// settle fills the country with communes and hamlets.
func settle(view *data.View, rng *rand.Rand) {
	stepX, stepY := (east-west)/columns, (north-south)/rows
	for c := range columns * rows {
		w, s := west+float64(c%columns)*stepX, south+float64(c/columns)*stepY
		code := geo.AdminCode(fmt.Sprintf("%05d", 2000+c))
		for _, v := range geo.Vintages() {
			view.Units = append(view.Units, geo.AdminUnit{Code: code, Vintage: v, Level: geo.LevelCommune,
				Name: fmt.Sprintf("Xã %d", c), Parent: "071", Boundary: rectangle(w, s, w+stepX, s+stepY)})
		}
		for k := range 4 {
			hw, hs := w+float64(k%2)*stepX/2, s+float64(k/2)*stepY/2
			people := 100 + rng.IntN(400)
			reaches := make([]geo.Reach, len(geo.Networks()))
			for i := range reaches {
				reaches[i] = geo.Reach{Centre: geo.Class(rng.IntN(6)), CentreLevel: -100, PeopleCovered: rng.Float64()}
			}
			view.Hamlets = append(view.Hamlets, geo.HamletResult{Reaches: reaches, Hamlet: geo.Hamlet{
				Code: geo.HamletCode(fmt.Sprintf("h%03d", 4*c+k)), Vintage: geo.Vintage2024, Commune: code,
				Name: fmt.Sprintf("Thôn %d", k), Kind: geo.HamletThon, People: &people,
				Centre:    orb.Point{hw + stepX/4, hs + stepY/4},
				Territory: rectangle(hw, hs, hw+stepX/2, hs+stepY/2)}})
		}
	}
	view.Units = append(view.Units, geo.AdminUnit{Code: "071", Vintage: geo.Vintage2024, Level: geo.LevelDistrict,
		Name: "Huyện", Boundary: rectangle(west, south, east, north)})
}

// hills is a ground with a void in the middle.
func hills(t testing.TB) *terrain.Ground {
	sheet := &terrain.Sheet{Name: "N22E105", West: 105, North: 23, StepLon: 0.01, StepLat: 0.01, Cols: 101, Rows: 101, Scale: 1}
	for i := range 101 * 101 {
		h := int16(100 + i%101 + i/101*3)
		if x, y := i%101, i/101; x > 15 && x < 35 && y > 75 && y < 95 {
			h = terrain.Void
		}
		sheet.Heights = append(sheet.Heights, h)
	}
	g, err := terrain.NewGround([]*terrain.Sheet{sheet})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// newRelease is a release as staff see it: whole.
func newRelease(t testing.TB, view *data.View) *Edition { return newEdition(t, view, data.StaffCut) }

func newEdition(t testing.TB, view *data.View, c data.Cut) *Edition {
	t.Helper()
	r, err := New(view)
	if err != nil {
		t.Fatal(err)
	}
	e, err := r.Edition(c)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// read returns the layers of a tile by name; an empty tile has none.
func read(t testing.TB, r *Edition, layer string, at mercator.Tile) map[string][]mvt.Feature {
	t.Helper()
	tile, err := r.Tile(layer, int(at.Z), int(at.X), int(at.Y))
	if err == ErrEmpty {
		return nil
	}
	if err != nil {
		t.Fatalf("%s %v: %v", layer, at, err)
	}
	found, err := mvt.Decode(tile.Body())
	if err != nil {
		t.Fatalf("%s %v: %v", layer, at, err)
	}
	byName := map[string][]mvt.Feature{}
	for _, l := range found {
		byName[l.Name] = l.Features
	}
	return byName
}

// tilesOf returns the addresses of zoom z that meet a box.
func tilesOf(box mercator.Box, z int) []mercator.Tile {
	from, to := mercator.TileAt(box.Min, z), mercator.TileAt(box.Max, z)
	var all []mercator.Tile
	for y := from.Y; y <= to.Y; y++ {
		for x := from.X; x <= to.X; x++ {
			all = append(all, mercator.Tile{Z: uint32(z), X: x, Y: y})
		}
	}
	return all
}
