package api

import (
	"encoding/json"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
	"phusong/tiles"
)

// A card counts a hamlet's household clusters for everybody, and names the class
// at each where levels are shown.
func TestACardTellsOfHouseholdClusters(t *testing.T) {
	view := country(t, 3)
	h := &view.Hamlets[0]
	households := 12
	h.Hamlet.Clusters = []geo.Cluster{{Name: "Khe Trên", At: view.Grid.Centres[0], Households: &households}, {Name: "Ngoài bản đồ", At: [2]float64{0, 0}}}
	for j := range h.Reaches {
		h.Reaches[j].Clusters, h.Reaches[j].ClustersCovered, h.Reaches[j].ClustersUnknown = 2, 1, 1
	}
	release, err := tiles.New(view)
	if err != nil {
		t.Fatal(err)
	}
	crew := newCrew(t, datatest.New(t))
	o := crew.open(t, options(t, io.Discard))
	o.Releases = shelf{release}
	server := New(o)
	for _, tt := range []struct {
		who     data.Audience
		classes []int
	}{{data.Audience{Role: data.Public}, nil}, {data.Audience{Role: data.Leader}, []int{int(view.Surfaces[0].Levels[0].Class(geo.ScaleOf(geo.GSM))), int(geo.ClassUnknown)}}} {
		var card hamletCard
		if err := json.NewDecoder(ask(server, "GET", "/api/hamlets/"+string(h.Hamlet.Code), crew.cookie(tt.who)...).Body).Decode(&card); err != nil {
			t.Fatal(err)
		}
		if len(card.Clusters) != 2 || card.Clusters[0].Name != "Khe Trên" || *card.Clusters[0].Households != 12 {
			t.Errorf("%v: clusters %+v", tt.who, card.Clusters)
		}
		if d := cmp.Diff(&clustersBody{1, 1, tt.classes}, card.Networks[0].Clusters); d != "" {
			t.Errorf("%v: %s", tt.who, d)
		}
	}
}
