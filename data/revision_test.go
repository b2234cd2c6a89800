package data_test

import (
	"context"
	"crypto/sha256"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
	"phusong/geo/terrain"
)

func revisionOf(kind data.Kind, name, content string) data.NewRevision {
	return data.NewRevision{
		Dataset:  data.Dataset{Kind: kind, Name: name, Title: name},
		FileName: name + ".file", SHA256: sha256.Sum256([]byte(content)),
		AsOf: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC),
	}
}

func square(west, south, side float64) orb.MultiPolygon {
	return orb.MultiPolygon{{{{west, south}, {west + side, south}, {west + side, south + side}, {west, south + side}, {west, south}}}}
}

func number(n int) *int { return &n }

func TestUnitsComeBackAsTheyWent(t *testing.T) {
	store, ctx := datatest.New(t), t.Context()
	units := []geo.AdminUnit{
		{Code: "02215", Vintage: geo.Vintage2024, Level: geo.LevelCommune, Name: "Phường Ỷ La", Parent: "070",
			Boundary: square(105, 21, 0.1), AreaKm2: 12.5, Population: number(7000)},
		{Code: "02215", Vintage: geo.Vintage2025, Level: geo.LevelCommune, Name: "Phường Minh Xuân", Parent: "08",
			Boundary: square(105, 21, 0.2), AreaKm2: 40},
	}
	if _, err := store.SaveUnits(ctx, revisionOf(data.Boundaries, "all", "a"), units); err != nil {
		t.Fatal(err)
	}
	got, err := store.CurrentUnits(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(units, got); diff != "" {
		t.Errorf("units changed on the way (-want +got):\n%s", diff)
	}
}

func TestHamletsAndSitesComeBackAsTheyWent(t *testing.T) {
	store, ctx := datatest.New(t), t.Context()
	hamlets := []geo.Hamlet{{Code: "02263-001", Vintage: geo.Vintage2024, Commune: "02263", Name: "Bản Lãm", Kind: geo.HamletBan,
		Centre: orb.Point{105.05, 21.05}, Territory: square(105, 21, 0.1), People: number(210)}}
	presences := []geo.Presence{{Operator: geo.VNPT, Code: "Khau-Tinh_TQG", Name: "Khâu Tinh", Position: orb.Point{105.1, 22.4},
		Commune: "Khâu Tinh", Status: geo.StatusOnAir, MastHeightM: 42,
		Sectors: []geo.Sector{{Name: "1", Technology: geo.LTE, Frequency: 1800, HeightM: 40, AzimuthDeg: 120, AzimuthKnown: true,
			MechanicalTilt: 2, PowerDBm: 46, Assumed: []geo.Assumption{geo.AssumedHeight}}}}}
	h, err := store.SaveHamlets(ctx, revisionOf(data.Hamlets, "2024", "h"), hamlets)
	if err != nil {
		t.Fatal(err)
	}
	p, err := store.SaveSites(ctx, revisionOf(data.Sites, "vnpt", "s"), presences)
	if err != nil {
		t.Fatal(err)
	}
	gotHamlets, err := store.Hamlets(ctx, []int64{h.ID})
	if err != nil {
		t.Fatal(err)
	}
	gotPresences, err := store.Presences(ctx, []int64{p.ID})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(hamlets, gotHamlets); diff != "" {
		t.Errorf("hamlets changed on the way (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(presences, gotPresences); diff != "" {
		t.Errorf("presences changed on the way (-want +got):\n%s", diff)
	}
}

func TestASheetComesBackAndABrokenOneIsNamed(t *testing.T) {
	store, ctx := datatest.New(t), t.Context()
	sheet := &terrain.Sheet{Name: "N21E105", West: 105, North: 22, StepLon: 0.5, StepLat: 0.5, Cols: 3, Rows: 3, Scale: 1,
		Heights: []int16{1, 2, 3, -32768, 5, -6, 7, 8, 9}}
	r, err := store.SaveSheet(ctx, revisionOf(data.Elevation, "N21E105", "e"), sheet, data.SheetNotes{Voids: 1, Negatives: 1})
	if err != nil {
		t.Fatal(err)
	}
	got, err := store.Sheets(ctx, []int64{r.ID})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]*terrain.Sheet{sheet}, got); diff != "" {
		t.Errorf("the sheet changed on the way (-want +got):\n%s", diff)
	}
	if _, err := store.Pool().Exec(ctx, `UPDATE elevation_sheets SET sha256 = sha256('other')`); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Sheets(ctx, []int64{r.ID}); err == nil {
		t.Error("a sheet that is not what was stored was read without a word")
	}
}

func TestTheSameFileTwiceIsOneRevision(t *testing.T) {
	store, ctx := datatest.New(t), t.Context()
	cells := []data.Peopled{{Lon: 105, Lat: 22, People: 3.5}}
	first, err := store.SavePopulation(ctx, revisionOf(data.Population, "grid", "one"), cells)
	if err != nil {
		t.Fatal(err)
	}
	second, err := store.SavePopulation(ctx, revisionOf(data.Population, "grid", "two"), cells)
	if err != nil {
		t.Fatal(err)
	}
	again, err := store.SavePopulation(ctx, revisionOf(data.Population, "grid", "one"), cells)
	if err != nil {
		t.Fatal(err)
	}
	if first.Existed || second.Existed || !again.Existed || again.ID != first.ID || second.ID == first.ID {
		t.Errorf("revisions %d, %d, then %d (existed: %v)", first.ID, second.ID, again.ID, again.Existed)
	}
	current, err := store.CurrentRevisions(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if len(current) != 1 || current[0].ID != first.ID {
		t.Errorf("importing an old file again did not make it the current one: %+v", current)
	}
}

func TestAFileWhoseRowsDoNotAddUpIsNotSaved(t *testing.T) {
	store, ctx := datatest.New(t), t.Context()
	n := revisionOf(data.Population, "grid", "one")
	n.Counts = data.Counts{Rows: 3, Accepted: 1}
	if _, err := store.SavePopulation(ctx, n, nil); err == nil {
		t.Fatal("two rows were lost without a word")
	}
	if current, err := store.CurrentRevisions(context.WithoutCancel(ctx)); err != nil || len(current) != 0 {
		t.Errorf("something was left behind: %v %v", current, err)
	}
}

func TestInvalidPolygonsAreNamed(t *testing.T) {
	store := datatest.New(t)
	bowTie := orb.MultiPolygon{{{{0, 0}, {1, 1}, {1, 0}, {0, 1}, {0, 0}}}}
	reasons, err := store.InvalidReasons(t.Context(), []orb.MultiPolygon{square(0, 0, 1), bowTie})
	if err != nil {
		t.Fatal(err)
	}
	if reasons[0] != "" || reasons[1] == "" {
		t.Errorf("reasons %q: want the square valid and the bow tie not", reasons)
	}
}
