package mvt

import (
	"reflect"
	"testing"
)

func TestARenamedTileHoldsTheSame(t *testing.T) {
	var tile []byte
	for _, name := range []string{"coverage", "hamlets"} {
		l := NewLayer(name, 4096)
		var g Geometry
		g.Ring([]Point{{0, 0}, {0, 10}, {10, 10}}, false)
		l.Add(7, &g, l.Tag("class", Int(3)), l.Tag("name", String("coverage")))
		tile = l.AppendTo(tile)
	}
	got, err := Rename(tile, map[string]string{"coverage": "coverage-4G-any"})
	if err != nil {
		t.Fatal(err)
	}
	want, _ := Decode(tile)
	want[0].Name = "coverage-4G-any"
	if after, err := Decode(got); err != nil || !reflect.DeepEqual(after, want) {
		t.Errorf("%+v, %v", after, err)
	}
	if _, err := Rename(tile[:len(tile)-1], nil); err == nil {
		t.Error("half a tile is renamed")
	}
}
