package api

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
	"phusong/geo/propagation"
	"phusong/tiles"
)

// publish makes a release of the country in a real database; every level is so
// many dB lower, so that no two releases have the same tiles.
func publish(t *testing.T, store *data.Store, lower geo.DBm) data.Release {
	t.Helper()
	v := country(t, 0)
	for i := range v.Surfaces {
		s := &v.Surfaces[i]
		s.SecondLevel, s.Second = make([]geo.Level16, len(s.Levels)), make([]int32, len(s.Levels))
		for h := range s.Levels {
			s.Levels[h] = geo.ToLevel16(-60 - 5*geo.DBm(h%12) - lower)
			s.SecondLevel[h], s.Second[h] = geo.BelowFloor, geo.NoSector
		}
	}
	var ref data.BatchRef
	_, _, err := store.StartRun(t.Context(), data.NewRun{InputHash: [32]byte{byte(1 + lower)}, Model: "test", Settings: map[string]any{},
		Parameters: []propagation.Parameter{{Name: "p", Value: "50 %", Source: "test"}}},
		func(_ context.Context, _ pgx.Tx, refs []data.BatchRef) error { ref = refs[0]; return nil })
	if err != nil {
		t.Fatal(err)
	}
	lease, err := store.Lease(t.Context(), ref, "tester", time.Minute)
	if err != nil || lease == nil {
		t.Fatal(lease, err)
	}
	release, err := store.Publish(t.Context(), lease, &data.Results{Resolution: v.Grid.Resolution, Hexes: v.Grid.Hexes, HexPeople: v.HexPeople, Masts: v.Masts, Sectors: v.Sectors,
		Blocks: store.Blocks(data.Stretches(v.Grid.Hexes, v.Grid.Resolution), v.Surfaces), Hamlets: v.Hamlets, AsOf: v.Release.AsOf, Synthetic: true})
	if err != nil {
		t.Fatal(err)
	}
	return release
}

// tallied is the store, and how often each release was read of it.
type tallied struct {
	*data.Store
	mu    sync.Mutex
	loads map[int64]int
}

func (c *tallied) LoadViewAfter(ctx context.Context, id int64, before *data.View) (*data.View, error) {
	c.mu.Lock()
	c.loads[id]++
	c.mu.Unlock()
	return c.Store.LoadViewAfter(ctx, id, before)
}

// reader is one map: it asks for what a map asks for and remembers which bytes
// each address had.
type reader struct {
	client *http.Client
	server string
	tiles  *sync.Map // address → its ETag
	known  string    // the latest release seen
}

func (r *reader) get(address string) (body []byte, etag string, err error) {
	request, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return nil, "", err
	}
	request.Header.Set("Accept-Encoding", "gzip")
	answer, err := r.client.Do(request)
	if err != nil {
		return nil, "", err
	}
	defer answer.Body.Close()
	body, err = io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s %s", address, answer.Status, body)
	}
	return body, answer.Header.Get("ETag"), err
}

// look draws one map: all tiles of it are of the release that its TileJSON names.
func (r *reader) look(layer string) error {
	request, _ := http.NewRequest(http.MethodGet, r.server+"/tiles/public/latest/"+layer+".json", nil)
	answer, err := r.client.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	var j tiles.TileJSON
	if err := json.NewDecoder(answer.Body).Decode(&j); err != nil || answer.StatusCode != http.StatusOK || len(j.Tiles) != 1 {
		return fmt.Errorf("%s: %s, %v", layer, answer.Status, err)
	}
	release := strings.TrimSuffix(j.Version, ".0.0")
	if release < r.known {
		return fmt.Errorf("after release %s comes %s", r.known, release)
	}
	r.known = release
	for _, at := range []string{"9/405/223", "10/810/447", "11/1621/895"} {
		address := strings.NewReplacer("{z}/{x}/{y}", at).Replace(j.Tiles[0])
		if !strings.Contains(address, "/public/"+release+"/") {
			return fmt.Errorf("release %s leads to %s", release, address)
		}
		_, etag, err := r.get(address)
		if err != nil {
			return err
		}
		if was, seen := r.tiles.LoadOrStore(address, etag); seen && was != etag {
			return fmt.Errorf("%s was %v and is %s", address, was, etag)
		}
	}
	_, _, err = r.get(r.server + "/tiles/public/latest/" + layer + "/9/405/223.mvt")
	return err
}

// TestAReleaseIsPublishedUnderAThousandReaders has a thousand maps open, each on a
// connection of its own, while a release is published: nobody is refused or waits
// for ever, no map is of two releases, nothing is built more than twice.
func TestAReleaseIsPublishedUnderAThousandReaders(t *testing.T) {
	const readers = 1000
	library := &tallied{Store: datatest.New(t), loads: map[int64]int{}}
	before := publish(t, library.Store, 0)
	shelf := tiles.NewShelf(library, slog.New(slog.DiscardHandler))
	if err := shelf.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	watched := make(chan struct{})
	go func() { defer close(watched); shelf.Watch(ctx, time.Hour) }() // it is told, and need not look
	defer func() { stop(); <-watched }()
	o := options(t, io.Discard)
	o.Releases, o.Store, o.Logger = shelf, library.Store, slog.New(slog.DiscardHandler)
	server := httptest.NewUnstartedServer(nil)
	server.Config = Serve(New(o), o.Logger)
	server.Start()
	defer server.Close()

	layers := []string{"coverage-4G-any", "coverage-2G-any", "hamlets-4G-any-centre", "gaps-4G-any", "coverage-4G+-any"}
	seen := &sync.Map{}
	var looked, ended sync.WaitGroup
	looked.Add(readers)
	published := make(chan string)
	failures := make(chan error, readers)
	for i := range readers {
		ended.Go(func() {
			layer := layers[i%len(layers)]
			transport := &http.Transport{MaxIdleConnsPerHost: 1}
			defer transport.CloseIdleConnections()
			r := &reader{client: &http.Client{Transport: transport}, server: server.URL, tiles: seen}
			err := r.look(layer)
			looked.Done()
			want := <-published
			for err == nil && r.known != want && ctx.Err() == nil {
				err = r.look(layer)
			}
			if err != nil {
				failures <- err
			}
		})
	}
	looked.Wait()
	began := time.Now()
	after := publish(t, library.Store, 7)
	committed := time.Now()
	for range readers {
		published <- fmt.Sprint(after.ID)
	}
	ended.Wait()
	t.Logf("committed after %v; a thousand maps had it %v later", committed.Sub(began), time.Since(committed))
	close(failures)
	for err := range failures {
		t.Error(err)
	}
	if a, b := library.loads[before.ID], library.loads[after.ID]; a != 1 || b != 1 {
		t.Errorf("the releases were read %d and %d times", a, b)
	}
	asked := map[string]uint64{}
	seen.Range(func(address, _ any) bool {
		asked[strings.Split(address.(string), "/")[5]]++
		return true
	})
	for _, id := range []string{fmt.Sprint(before.ID), fmt.Sprint(after.ID)} {
		r, err := shelf.Release(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		// Besides it is drawn once with its whole layer.
		if drawn := r.Stats().Drawn; asked[id] != uint64(3*len(layers)) || drawn > asked[id] {
			t.Errorf("release %s: %d tiles were asked for, drawn %d times", id, asked[id], drawn)
		}
	}
}
