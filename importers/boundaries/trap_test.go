package boundaries

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTrap29HamletsAreToldApartWithinTheirCommune(t *testing.T) {
	store := communes(t)
	receipt, err := ImportHamlets(t.Context(), store, HamletOptions{FileName: "thon.geojson", Content: file(
		thing{`"name":"Thôn 5"`, point(105.02, 22.02)}, thing{`"name":"thôn 05"`, point(105.04, 22.02)}, thing{`"name":"Thôn Cả"`, point(105.06, 22.02)},
		thing{`"name":"Thôn 5"`, point(105.12, 22.02)}, thing{`"name":"Thôn Cả"`, point(105.14, 22.02)}, thing{`"name":"Thôn Cả"`, point(105.16, 22.02)},
	)})
	if err != nil {
		t.Fatal(err)
	}
	hamlets, err := store.Hamlets(t.Context(), []int64{receipt.Revision})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, h := range hamlets {
		got = append(got, string(h.Code))
	}
	want := []string{"02221-thon-05", "02221-thon-5", "02221-thon-ca", "02239-thon-5", "02239-thon-ca", "02239-thon-ca-2"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
