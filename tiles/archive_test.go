package tiles

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"phusong/data"
	"phusong/data/oracle"
	"phusong/tiles/mvt"
)

// readBack reads an archive with the reference reader, or skips where the web's
// packages are not installed.
func readBack(t *testing.T, e *Edition, names []string, addresses ...string) (found struct {
	Header struct {
		NumAddressedTiles, MinZoom, MaxZoom int
		Clustered                           bool
		MinLon, MaxLat                      float64
	}
	Metadata struct {
		Release string        `json:"phusong:release"`
		Vector  []VectorLayer `json:"vector_layers"`
	}
	Tiles map[string][]byte
}) {
	t.Helper()
	node := oracle.Program(t, "node", "-e", "require.resolve('../web/node_modules/pmtiles')")
	archive, about, err := e.Archive(context.Background(), names)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := archive.Write(&out, about); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "a.pmtiles")
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	said, err := exec.Command(node, append([]string{"../web/e2e/read_pmtiles.mjs", file}, addresses...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(said, &found); err != nil {
		t.Fatal(err)
	}
	if found.Header.NumAddressedTiles != archive.Len() || !found.Header.Clustered {
		t.Errorf("%+v of %d tiles", found.Header, archive.Len())
	}
	return found
}

func TestTheReferenceReaderReadsTheTilesThatAreServed(t *testing.T) {
	e := newEdition(t, country(t, 9), data.PublicCut)
	s, _ := e.named("coverage-4G-any")
	a, err := e.release.newAtlas(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	var addresses []string
	served := map[string][]byte{}
	for at, tile := range a.all() {
		if len(addresses) < 200 {
			addresses = append(addresses, at.String())
			served[at.String()] = tile.Body()
		}
	}
	found := readBack(t, e, []string{"coverage-4G-any"}, append(addresses, "14/0/0")...)
	for at, body := range served {
		if len(body) == 0 || !bytes.Equal(found.Tiles[at], body) {
			t.Errorf("%s: %d bytes, served are %d", at, len(found.Tiles[at]), len(body))
		}
	}
	if found.Tiles["14/0/0"] != nil || found.Header.MaxZoom != 14 || found.Metadata.Release != e.ID {
		t.Errorf("%+v", found.Header)
	}
}

func TestAnArchiveOfManyLayersHoldsEach(t *testing.T) {
	e := newEdition(t, country(t, 9), data.PublicCut)
	s, _ := e.named("coverage-4G-any")
	var at string
	a, err := e.release.newAtlas(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	for tile := range a.all() {
		at = tile.String()
		break
	}
	found := readBack(t, e, e.Archived(), at)
	layers, err := mvt.Decode(found.Tiles[at])
	if err != nil {
		t.Fatal(err)
	}
	described := map[string]bool{}
	for _, v := range found.Metadata.Vector {
		if described[v.ID] {
			t.Errorf("%s is described twice", v.ID)
		}
		described[v.ID] = true
	}
	for _, l := range layers {
		if !described[l.Name] {
			t.Errorf("the layer %s is not described", l.Name)
		}
		described[l.Name] = false
	}
	if len(layers) < 6 || described["gap-centres"] || described["coverage-4G-any"] || described["hamlets"] {
		t.Errorf("%d layers in %s", len(layers), at)
	}
}

func TestAnArchiveHoldsOnlyWhatTheCutSees(t *testing.T) {
	e := newEdition(t, country(t, 9), data.PublicCut)
	for _, names := range [][]string{{"coverage-4G-viettel"}, {"sites"}, {"terrain"}, {"coverage-4G-any", "coverage-4G-any"}} {
		if _, _, err := e.Archive(context.Background(), names); err == nil {
			t.Errorf("%v is written", names)
		}
	}
}
