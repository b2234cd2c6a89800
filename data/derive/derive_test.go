package derive_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/data/derive"
	"phusong/data/jobs"
	"phusong/geo"
	"phusong/geo/terrain"
)

// The province of these tests is 20 km of flat land with a wall across it at
// 105.10 E, a village on either side and one mast west of the wall.
const wallLon = 105.10

func square(west, south, width, height float64) orb.MultiPolygon {
	return orb.MultiPolygon{{{{west, south}, {west + width, south}, {west + width, south + height}, {west, south + height}, {west, south}}}}
}

func revision(kind data.Kind, name, content string) data.NewRevision {
	return data.NewRevision{Dataset: data.Dataset{Kind: kind, Name: name, Title: name}, FileName: name,
		SHA256: sha256.Sum256([]byte(content)), AsOf: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), Synthetic: true}
}

func units() []geo.AdminUnit {
	unit := func(code string, level geo.Level, parent string, area orb.MultiPolygon) geo.AdminUnit {
		return geo.AdminUnit{Code: geo.AdminCode(code), Vintage: geo.Vintage2024, Level: level, Name: "unit " + code,
			Parent: geo.AdminCode(parent), Boundary: area, AreaKm2: 100}
	}
	return []geo.AdminUnit{
		unit("08", geo.LevelProvince, "", square(105, 22, 0.2, 0.1)),
		unit("070", geo.LevelDistrict, "08", square(105, 22, 0.2, 0.1)),
		unit("west", geo.LevelCommune, "070", square(105, 22, 0.1, 0.1)),
		unit("east", geo.LevelCommune, "070", square(105.1, 22, 0.1, 0.1)),
	}
}

func hamlets() []geo.Hamlet {
	n := func(i int) *int { return &i }
	return []geo.Hamlet{
		{Code: "w1", Vintage: geo.Vintage2024, Commune: "west", Name: "Thôn Tây", Kind: geo.HamletThon,
			Centre: orb.Point{105.06, 22.05}, Territory: square(105.05, 22.04, 0.02, 0.02), People: n(300), Households: n(70)},
		{Code: "e1", Vintage: geo.Vintage2024, Commune: "east", Name: "Thôn Đông", Kind: geo.HamletThon,
			Centre: orb.Point{105.12, 22.05}, Territory: square(105.11, 22.04, 0.02, 0.02), People: n(200), Households: n(50)},
		// A metre inside the border, so that its hex is as good as abroad.
		{Code: "e2", Vintage: geo.Vintage2024, Commune: "east", Name: "Thôn Biên Giới", Kind: geo.HamletThon,
			Centre: orb.Point{105.19999, 22.0633}, Territory: square(105.1999, 22.063, 0.0001, 0.0005), People: n(20), Households: n(5)},
	}
}

// sheet is the land with a wall of the given height.
func sheet(wall int16) *terrain.Sheet {
	const n = 601
	s := &terrain.Sheet{Name: "N22E105", West: 104.9, North: 22.3, StepLon: 0.5 / (n - 1), StepLat: 0.5 / (n - 1), Cols: n, Rows: n, Scale: 1,
		Heights: make([]int16, n*n)}
	for i := range s.Heights {
		s.Heights[i] = 50
		if lon := s.West + float64(i%n)*s.StepLon; lon > wallLon-0.002 && lon < wallLon+0.002 {
			s.Heights[i] = 50 + wall
		}
	}
	return s
}

func presences() []geo.Presence {
	sector := func(technology geo.Technology, mhz geo.MHz, azimuth float64) geo.Sector {
		return geo.Sector{Name: fmt.Sprint(technology, azimuth), Technology: technology, Frequency: mhz, HeightM: 40, AzimuthDeg: azimuth, AzimuthKnown: true}
	}
	var sectors []geo.Sector
	for _, azimuth := range []float64{0, 120, 240} {
		sectors = append(sectors, sector(geo.GSM, 900, azimuth), sector(geo.LTE, 1800, azimuth))
	}
	return []geo.Presence{
		{Operator: geo.Viettel, Code: "TQG0001", Position: orb.Point{105.08, 22.05}, Status: geo.StatusOnAir, Sectors: sectors},
		{Operator: geo.VNPT, Code: "Dong_TQG", Position: orb.Point{105.1201, 22.0501}, Status: geo.StatusPlanned, Sectors: sectors},
	}
}

// world imports everything; reversed imports it in another order, rows too.
func world(t *testing.T, store *data.Store, wall int16, reversed bool) {
	t.Helper()
	rows := presences()
	steps := []func(context.Context) error{
		func(ctx context.Context) error {
			_, err := store.SaveUnits(ctx, revision(data.Boundaries, "2024", "units"), units())
			return err
		},
		func(ctx context.Context) error {
			_, err := store.SaveHamlets(ctx, revision(data.Hamlets, "2024", "hamlets"), hamlets())
			return err
		},
		func(ctx context.Context) error {
			_, err := store.SaveSheet(ctx, revision(data.Elevation, "N22E105", fmt.Sprint("wall ", wall)), sheet(wall), data.SheetNotes{})
			return err
		},
		func(ctx context.Context) error {
			_, err := store.SaveSites(ctx, revision(data.Sites, "all", "sites"), rows)
			return err
		},
		func(ctx context.Context) error {
			_, err := store.SavePopulation(ctx, revision(data.Population, "grid", "people"), []data.Peopled{{Lon: 105.06, Lat: 22.05, People: 300}})
			return err
		},
	}
	if reversed {
		slices.Reverse(steps)
		slices.Reverse(rows)
		for i := range rows {
			slices.Reverse(rows[i].Sectors)
		}
	}
	for _, step := range steps {
		if err := step(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func settings() derive.Settings {
	s := derive.DefaultSettings()
	s.Coverage.Resolution = 9
	return s
}

// quick are lease times that let a test see a takeover.
func quick() jobs.Times {
	return jobs.Times{Lease: 900 * time.Millisecond, Heartbeat: 150 * time.Millisecond}
}

// publish computes what is imported with workers of the given engines, and
// returns the release.
func publish(t *testing.T, store *data.Store, engines ...jobs.Engine) data.Release {
	t.Helper()
	return publishWith(t, store, settings(), engines...)
}

func publishWith(t *testing.T, store *data.Store, settings derive.Settings, engines ...jobs.Engine) data.Release {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	queue, err := jobs.NewQueue(store)
	if err != nil {
		t.Fatal(err)
	}
	run, _, err := derive.NewEngine(store).Plan(ctx, settings, queue.Enqueue)
	if err != nil {
		t.Fatal(err)
	}
	for _, engine := range engines {
		worker, err := jobs.NewWorker(store, engine, slog.New(slog.DiscardHandler), quick())
		if err != nil {
			t.Fatal(err)
		}
		workerCtx, stop := context.WithCancel(ctx)
		ended := make(chan error, 1)
		go func() { ended <- worker.Run(workerCtx) }()
		defer func() { stop(); <-ended }()
	}
	for tick := time.NewTicker(20 * time.Millisecond); run.State == data.RunRunning; <-tick.C {
		if run, err = store.RunByID(ctx, run.ID); err != nil {
			t.Fatal(err)
		}
	}
	if run.State != data.RunDone {
		t.Fatalf("the run %s: %s", run.State, run.Error)
	}
	release, err := store.PublishedRelease(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return release
}

func verdictAtCentre(t *testing.T, store *data.Store, release data.Release, hamlet geo.HamletCode) geo.Verdict {
	t.Helper()
	view, err := store.LoadSummary(t.Context(), release.ID)
	if err != nil {
		t.Fatal(err)
	}
	network := slices.Index(geo.Networks(), geo.Network{Operator: geo.AnyOperator, Technology: geo.LTE})
	for _, h := range view.Hamlets {
		if h.Hamlet.Code == hamlet {
			return geo.Definitions()[0].Verdict(h.Reaches[network])
		}
	}
	t.Fatalf("hamlet %s is not in the release", hamlet)
	return geo.Unknown
}

func TestTheVillageBehindTheWallIsDark(t *testing.T) {
	store := datatest.New(t)
	world(t, store, 200, false)
	walled := publish(t, store, derive.NewEngine(store))
	if got := verdictAtCentre(t, store, walled, "w1"); got != geo.Covered {
		t.Errorf("the village by the mast is %v", got)
	}
	if got := verdictAtCentre(t, store, walled, "e1"); got != geo.None {
		t.Errorf("the village behind a wall of 200 m is %v", got)
	}
	if got := verdictAtCentre(t, store, walled, "e2"); got == geo.Unknown {
		t.Error("the village on the border was left out of the grid")
	}
	world(t, store, 0, false)
	flat := publish(t, store, derive.NewEngine(store))
	if got := verdictAtCentre(t, store, flat, "e1"); got != geo.Covered {
		t.Errorf("without the wall the village is %v", got)
	}
	if !flat.Synthetic || flat.AsOf.Format(time.DateOnly) != "2026-11-01" {
		t.Errorf("the release is labelled %+v", flat)
	}
}

func TestTheOrderOfImportDoesNotChangeTheRelease(t *testing.T) {
	straight, reversed := datatest.New(t), datatest.New(t)
	world(t, straight, 120, false)
	world(t, reversed, 120, true)
	a := publish(t, straight, derive.NewEngine(straight))
	b := publish(t, reversed, derive.NewEngine(reversed), derive.NewEngine(reversed))
	if string(a.Hash) != string(b.Hash) {
		t.Errorf("hash %x in one order, %x in the other", a.Hash, b.Hash)
	}
}

// Masts are put up, raised, turned and taken down, and each release begins with
// the one before, in the same engine and in a new one.
func TestAnUpdatedReleaseIsTheOneComputedAnew(t *testing.T) {
	changed := map[string]func([]geo.Presence) []geo.Presence{
		"another mast": func(p []geo.Presence) []geo.Presence { p[1].Status = geo.StatusOnAir; return p },
		"a higher mast": func(p []geo.Presence) []geo.Presence {
			for i := range p[0].Sectors {
				p[0].Sectors[i].HeightM = 55
			}
			p[1].Status = geo.StatusOnAir
			return p
		},
		"one sector less": func(p []geo.Presence) []geo.Presence { p[0].Sectors = p[0].Sectors[:5]; return p },
		"another mast instead": func(p []geo.Presence) []geo.Presence {
			p[0].Status, p[1].Status = geo.StatusRemoved, geo.StatusOnAir
			return p
		},
	}
	updated := datatest.New(t)
	world(t, updated, 120, false)
	clustered(t, updated)
	engine := derive.NewEngine(updated)
	hashes := map[string]bool{string(publish(t, updated, engine).Hash): true}
	for name, change := range changed {
		if len(hashes)%2 == 0 {
			engine = derive.NewEngine(updated)
		}
		anew := datatest.New(t)
		world(t, anew, 120, false)
		clustered(t, anew)
		for _, store := range []*data.Store{updated, anew} {
			if _, err := store.SaveSites(t.Context(), revision(data.Sites, "all", name), change(presences())); err != nil {
				t.Fatal(err)
			}
		}
		a, b := publish(t, updated, engine), publish(t, anew, derive.NewEngine(anew))
		if string(a.Hash) != string(b.Hash) {
			t.Errorf("%s: hash %x updated, %x anew", name, a.Hash, b.Hash)
		}
		hashes[string(a.Hash)] = true
	}
	if len(hashes) != 1+len(changed) {
		t.Errorf("%d releases differ: the test has shown little", len(hashes))
	}
}

func TestNothingIsComputedTwice(t *testing.T) {
	store := datatest.New(t)
	world(t, store, 120, false)
	first := publish(t, store, derive.NewEngine(store))
	again := publish(t, store) // no worker: there must be nothing to do
	if again.ID != first.ID {
		t.Errorf("release %d became %d", first.ID, again.ID)
	}
}

// deadOnce takes a batch and never comes back, like a worker that was killed:
// it neither finishes nor renews.
type deadOnce struct {
	jobs.Engine
	died chan struct{}
}

func (d *deadOnce) Work(ctx context.Context, lease *data.Lease, enqueue data.Enqueue) error {
	select {
	case d.died <- struct{}{}:
		return errDied
	default:
		return d.Engine.Work(ctx, lease, enqueue)
	}
}

var errDied = fmt.Errorf("the worker is gone: %w", data.ErrLeaseLost) // keeps the lease as it is

func TestTheBatchOfADeadWorkerIsTakenOver(t *testing.T) {
	store := datatest.New(t)
	world(t, store, 120, false)
	d := &deadOnce{Engine: derive.NewEngine(store), died: make(chan struct{}, 1)}
	publish(t, store, d)
	if len(d.died) != 1 {
		t.Error("no batch was ever abandoned: the test has shown nothing")
	}
}

func TestWithoutBoundariesOrSitesTheErrorSaysWhatToImport(t *testing.T) {
	store := datatest.New(t)
	queue, err := jobs.NewQueue(store)
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = derive.NewEngine(store).Plan(t.Context(), settings(), queue.Enqueue)
	if !errors.Is(err, derive.ErrIncomplete) {
		t.Errorf("got %v", err)
	}
}
