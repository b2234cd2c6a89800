package api

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
	"phusong/tiles"
)

// clustered is a country whose first hamlet has two clusters, of one of which the
// households are not known, and whose second has one.
func clustered(t *testing.T) *data.View {
	view := country(t, 3)
	first, second := &view.Hamlets[0], &view.Hamlets[1]
	first.Hamlet.Clusters = []geo.Cluster{{Name: "Khe Trên", At: view.Grid.Centres[0], Households: number(12)}, {Name: "Ngoài bản đồ", At: [2]float64{0, 0}}}
	second.Hamlet.Clusters = []geo.Cluster{{Name: "Xóm Chợ", At: view.Grid.Centres[1], Households: number(7)}}
	for j := range geo.Networks() {
		first.Reaches[j].Clusters, first.Reaches[j].ClustersCovered, first.Reaches[j].ClustersUnknown = 2, 1, 1
		second.Reaches[j].Clusters = 1
	}
	return view
}

// What nobody listed is empty, not 0: 0 of the listed clusters is another thing.
func TestGISProgramsAndOpenFilesCountHouseholdClusters(t *testing.T) {
	release, err := tiles.New(clustered(t))
	if err != nil {
		t.Fatal(err)
	}
	o := options(t, io.Discard)
	o.Releases = shelf{release}
	server := New(o)
	places, verdicts := items(t, server, "hamlets/items?limit=3"), items(t, server, "verdicts/items?limit=3&technology=4G")
	several := items(t, server, "verdicts/items?limit=3&technology=voice")
	lines := linesOf(t, taken(t, server, "/data/3/hamlets-verdicts.csv"))
	for i, want := range []struct{ clusters, households, covered, unknown any }{{2.0, nil, 1.0, 1.0}, {1.0, 7.0, 0.0, 0.0}, {nil, nil, nil, nil}} {
		place, verdict, line := places.Features[i].Properties, verdicts.Features[i].Properties, lines[i]
		if place["clusters"] != want.clusters || place["clusterHouseholds"] != want.households {
			t.Errorf("hamlet %d: %v clusters with %v households, want %v", i, place["clusters"], place["clusterHouseholds"], want)
		}
		if verdict["clusters"] != want.clusters || verdict["clustersCovered"] != want.covered || verdict["clustersUnknown"] != want.unknown {
			t.Errorf("verdict %d: %v, want %v", i, verdict, want)
		}
		if several := several.Features[i].Properties; several["clusters"] != nil || several["clustersCovered"] != nil {
			t.Errorf("verdict %d of several technologies counts clusters: %v", i, several)
		}
		for name, want := range map[string]any{"clusters": want.clusters, "cluster_households": want.households, "clusters_covered_4g": want.covered, "clusters_unknown_4g": want.unknown} {
			if text := map[bool]string{true: "", false: fmt.Sprint(want)}[want == nil]; line[name] != text {
				t.Errorf("%s of line %d is %q, want %q", name, i, line[name], text)
			}
		}
	}
	if dark := items(t, server, "verdicts/items?filter="+url.QueryEscape("clusters > clustersCovered")); dark.NumberMatched != 2 {
		t.Errorf("%d hamlets have a cluster without signal, want 2", dark.NumberMatched)
	}
	if text := string(taken(t, server, "/ogc/collections/hamlets/items")); strings.Contains(text, "Khe Trên") {
		t.Error("the list of hamlets names clusters")
	}
}

// A card counts a hamlet's household clusters for everybody, and names the class
// at each where levels are shown.
func TestACardTellsOfHouseholdClusters(t *testing.T) {
	view := clustered(t)
	h := &view.Hamlets[0]
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
