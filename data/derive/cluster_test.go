package derive_test

import (
	"testing"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/data/derive"
	"phusong/geo"
)

// clustered gives hamlets of the world household clusters: the western one has
// houses behind the wall, the eastern one by the mast in the west and where it
// stands, in one hex.
func clustered(t *testing.T, store *data.Store) {
	t.Helper()
	households := 12
	_, err := store.SaveClusters(t.Context(), revision(data.Clusters, "2024", "clusters"), []data.HamletCluster{
		{Hamlet: "w1", Cluster: geo.Cluster{Name: "Sau núi", At: orb.Point{105.125, 22.045}, Households: &households}},
		{Hamlet: "e1", Cluster: geo.Cluster{Name: "Bên trạm", At: orb.Point{105.081, 22.05}}},
		{Hamlet: "e1", Cluster: geo.Cluster{Name: "Trong thôn", At: orb.Point{105.1201, 22.0501}}},
		{Hamlet: "gone", Cluster: geo.Cluster{Name: "Không còn thôn", At: orb.Point{105.06, 22.05}}},
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAHamletIsJudgedAtItsClustersToo(t *testing.T) {
	store := datatest.New(t)
	world(t, store, 200, false)
	plain := publish(t, store, derive.NewEngine(store))
	clustered(t, store)
	release := publish(t, store, derive.NewEngine(store))
	if string(plain.Hash) == string(release.Hash) {
		t.Error("the release with clusters is taken for the one without")
	}
	for hamlet, want := range map[geo.HamletCode][2]geo.Verdict{
		"w1": {geo.Covered, geo.Partial}, // some houses are behind the wall
		"e1": {geo.None, geo.Partial},    // some are on the other side
	} {
		if got := [2]geo.Verdict{verdictAtCentre(t, store, plain, hamlet), verdictAtCentre(t, store, release, hamlet)}; got != want {
			t.Errorf("%s is %v without clusters and %v with them, want %v", hamlet, got[0], got[1], want)
		}
	}
	if a, b := verdictAtCentre(t, store, plain, "e2"), verdictAtCentre(t, store, release, "e2"); a != b {
		t.Errorf("a hamlet without clusters was %v and is %v", a, b)
	}
	view, err := store.LoadSummary(t.Context(), release.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range view.Hamlets {
		if h.Hamlet.Code == "w1" && (len(h.Hamlet.Clusters) != 1 || h.Hamlet.Clusters[0].Name != "Sau núi" || *h.Hamlet.Clusters[0].Households != 12) {
			t.Errorf("the release says the clusters are %+v", h.Hamlet.Clusters)
		}
	}
}
