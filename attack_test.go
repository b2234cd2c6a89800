package main_test

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/url"
	"slices"
	"strconv"
	"testing"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/data/local"
	"phusong/geo"
	"phusong/geo/hex"
)

// mostFound is the share of masts the public map may give away: what follows
// from nothing but the land, a guess at random, is printed beside it.
const mostFound = 0.10

// truth is the whole release: read from the database, as nobody outside can, and
// read once. It is not to be written into.
func (h *house) truth(t *testing.T) *data.View {
	t.Helper()
	if shown := h.release(t).ID; h.known == nil || strconv.FormatInt(h.known.Release.ID, 10) != shown {
		h.known = h.published(t)
	}
	return h.known
}

// open opens the house's database until leave is called.
func (h *house) open(t *testing.T) (store *data.Store, leave func()) {
	t.Helper()
	cluster, err := local.StartOrAttach(t.Context(), local.Options{Dir: h.state})
	if err != nil {
		t.Fatal(err)
	}
	if store, err = data.Open(t.Context(), cluster.URL("phusong")); err != nil {
		t.Fatal(err)
	}
	return store, func() {
		store.Close()
		cluster.Stop(t.Context())
	}
}

func (h *house) published(t *testing.T) *data.View {
	t.Helper()
	store, leave := h.open(t)
	defer leave()
	release, err := store.PublishedRelease(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	view, err := store.LoadView(t.Context(), release.ID)
	if err != nil {
		t.Fatal(err)
	}
	return view
}

// mastsOf are the masts without a sector of the operator; all of them for none.
func mastsOf(view *data.View, without geo.OperatorCode) []orb.Point {
	own := map[int]bool{}
	for _, s := range view.Sectors {
		own[s.Site] = own[s.Site] || s.Operator == without
	}
	var all []orb.Point
	for i, m := range view.Masts {
		if !own[i] {
			all = append(all, m.Position)
		}
	}
	return all
}

func TestThePublicMapDoesNotShowWhereMastsStand(t *testing.T) {
	h := home(t)
	masts := mastsOf(h.truth(t), "")
	if len(masts) != 1283 {
		t.Errorf("the sample has %d masts, want 1,283", len(masts))
	}
	var f *field
	var perTechnology [][]float64
	var byTechnology, byZoom []float64
	for _, technology := range geo.Technologies() {
		finest := h.publicClasses(t, technology.String())
		if drawn := h.publicHexes(t, technology.String()); !maps.Equal(drawn, finest) {
			t.Errorf("%v: the tiles show other classes or finer hexes, %d, than the columns, %d", technology, len(drawn), len(finest))
		}
		if f == nil {
			f = newField(slices.SortedFunc(maps.Keys(finest), cmp.Compare[geo.Hex]))
			byTechnology, byZoom = make([]float64, len(f.hexes)), make([]float64, len(f.hexes))
		}
		values := make([]float64, len(f.hexes))
		for i, x := range f.hexes {
			values[i] = grade(finest[x])
			byTechnology[i] += values[i]
			byZoom[i] += values[i]
		}
		perTechnology = append(perTechnology, values)
		for zoom, resolution := range map[int]int{10: 8, 9: 7, 7: 6} {
			parents := map[geo.Hex]bool{}
			for _, x := range f.hexes {
				parents[hex.Parent(x, resolution)] = true
			}
			coarse := h.publicAreas(t, technology.String(), zoom, parents)
			for i, x := range f.hexes {
				byZoom[i] += grade(coarse[hex.Parent(x, resolution)])
			}
		}
	}
	attacks := map[string][]orb.Point{"the sum of technologies": f.maxima(byTechnology), "the sum of technologies and zooms": f.maxima(byZoom)}
	var each []orb.Point
	for i, values := range perTechnology {
		attacks[geo.Technologies()[i].String()] = f.maxima(values)
		each = append(each, f.maxima(values)...)
	}
	attacks["all technologies, each for itself"] = each
	for times := 1; times <= 4; times++ {
		attacks[fmt.Sprintf("the sum, smoothed %d times", times)] = f.maxima(f.smooth(byTechnology, times))
	}
	for _, name := range slices.Sorted(maps.Keys(attacks)) {
		guesses := attacks[name]
		right, chance := found(masts, guesses), found(masts, f.random(len(guesses)))
		t.Logf("local maxima of %s: %d guesses, %.1f %% of %d masts within 250 m; as many guesses at random %.1f %%", name, len(guesses), 100*right, len(masts), 100*chance)
		if right > mostFound {
			t.Errorf("local maxima of %s give away %.1f %% of the masts", name, 100*right)
		}
	}
}

// grade orders classes by signal.
func grade(c geo.Class) float64 {
	if c == geo.ClassUnknown {
		return 0
	}
	return float64(c)
}

// hamletSeen is what everybody may read of a hamlet.
type hamletSeen struct {
	centre orb.Point
	people int
	signal float64
}

// hamletsSeen reads every technology's classes and verdicts of all hamlets.
func (h *house) hamletsSeen(t *testing.T) []*hamletSeen {
	t.Helper()
	byCode := map[string]*hamletSeen{}
	weight := map[string]float64{"covered": 2, "partial": 1}
	for _, technology := range geo.Technologies() {
		for _, d := range geo.Definitions() {
			var list struct {
				Rows []struct {
					Code     string
					Centre   orb.Point
					People   *int
					Verdict  string
					Class    geo.Class
					LevelDbm *float64
				}
			}
			h.get(t, "/api/hamlets?limit=10000&"+url.Values{"technology": {technology.String()}, "definition": {d.Code}}.Encode(), &list)
			for _, row := range list.Rows {
				if row.LevelDbm != nil {
					t.Fatalf("everybody is told the level at %s: %v", row.Code, *row.LevelDbm)
				}
				if byCode[row.Code] == nil {
					byCode[row.Code] = &hamletSeen{centre: row.Centre}
				}
				one := byCode[row.Code]
				one.signal += grade(row.Class)/3 + weight[row.Verdict]
				if row.People != nil {
					one.people = *row.People
				}
			}
		}
	}
	var all []*hamletSeen
	for _, code := range slices.Sorted(maps.Keys(byCode)) {
		all = append(all, byCode[code])
	}
	return all
}

func TestVerdictsSayNoMoreOfMastsThanTheCensusDoes(t *testing.T) {
	h := home(t)
	masts, hamlets := mastsOf(h.truth(t), ""), h.hamletsSeen(t)
	best := func(by func(*hamletSeen) float64, n int) []orb.Point {
		order := slices.Clone(hamlets)
		rand.New(rand.NewPCG(1, 2)).Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		slices.SortStableFunc(order, func(a, b *hamletSeen) int { return cmp.Compare(by(b), by(a)) })
		var points []orb.Point
		for _, one := range order[:n] {
			points = append(points, one.centre)
		}
		return points
	}
	for _, n := range []int{100, 300, 600} {
		signal := found(masts, best(func(s *hamletSeen) float64 { return s.signal }, n))
		people := found(masts, best(func(s *hamletSeen) float64 { return float64(s.people) }, n))
		chance := found(masts, best(func(*hamletSeen) float64 { return 0 }, n))
		t.Logf("the %d hamlets of best signal: %.1f %% of the masts within 250 m; those of most people %.1f %%; any %.1f %%", n, 100*signal, 100*people, 100*chance)
		if signal > people {
			t.Errorf("the %d hamlets of best signal point to %.1f %% of the masts, those of most people to %.1f %%", n, 100*signal, 100*people)
		}
	}
}
