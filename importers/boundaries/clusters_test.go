package boundaries

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
	"phusong/importers/intake"
)

// twoHamlets is a commune of two hamlets, side by side, and a commune beside it.
func twoHamlets(t *testing.T) *data.Store {
	t.Helper()
	ctx, store := t.Context(), datatest.New(t)
	if _, err := ImportUnits(ctx, store, UnitOptions{FileName: "xa.geojson", Vintage: geo.Vintage2024, Content: file(
		thing{`"code":"02221","name":"Xã Tây"`, box(105, 22)}, thing{`"code":"02222","name":"Xã Đông"`, box(105.1, 22)})}); err != nil {
		t.Fatal(err)
	}
	half := func(west float64) string {
		return strings.NewReplacer("W", formatted(west), "E", formatted(west+0.05)).Replace(`{"type":"Polygon","coordinates":[[[W,22],[E,22],[E,22.1],[W,22.1],[W,22]]]}`)
	}
	if _, err := ImportHamlets(ctx, store, HamletOptions{FileName: "thon.geojson", Content: file(
		thing{`"code":"a","name":"Thôn 5"`, half(105)}, thing{`"code":"b","name":"Bản Lãm"`, half(105.05)}, thing{`"code":"c","name":"Thôn Xa"`, box(105.1, 22)})}); err != nil {
		t.Fatal(err)
	}
	return store
}

func formatted(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }

func TestClustersFindTheirHamlets(t *testing.T) {
	ctx, store := t.Context(), twoHamlets(t)
	receipt, err := ImportClusters(ctx, store, ClusterOptions{FileName: "cum.geojson", Content: file(
		thing{`"ma_thon":"a","ten":"Khe Trên","so_ho":12`, point(105.02, 22.02)},
		thing{`"ten":"Bên suối"`, point(105.07, 22.02)},
		thing{`"ten_thon":"Bản Lãm"`, point(105.08, 22.03)},
		thing{`"ten_thon":"Thôn Lãm"`, point(105.09, 22.03)},
		thing{`"ma_thon":"a","ten":"Quá ranh giới"`, point(105.06, 22.05)},
		thing{`"ma_thon":"a","ten":"Xã khác"`, point(105.15, 22.05)},
		thing{`"ma_thon":"zzz","ten":"Không thôn"`, point(105.02, 22.05)},
		thing{`"ten":"Không đâu"`, point(106.02, 22.05)},
		thing{`"ten_thon":"Thôn 6","ten":"Nhầm"`, point(105.02, 22.05)},
		thing{`"ma_thon":"a","ten":"Khe Trên"`, point(105.03, 22.02)},
		thing{`"ma_thon":"a","ten":"Vùng"`, box(105, 22)},
	)})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"5 cluster-beyond warning", "6 cluster-far refused", "7 hamlet-unknown refused", "8 outside refused", "9 hamlet-other refused", "10 cluster-twice refused", "11 no-point refused"}
	if d := cmp.Diff(want, codes(receipt)); d != "" {
		t.Error(d)
	}
	if receipt.Kind != data.Clusters || receipt.Dataset != "clusters 2024" || receipt.Rows != 11 || receipt.Accepted != 5 {
		t.Errorf("receipt %+v", receipt)
	}
	clusters, err := store.Clusters(ctx, []int64{receipt.Revision})
	if err != nil {
		t.Fatal(err)
	}
	twelve := 12
	if d := cmp.Diff(map[geo.HamletCode][]geo.Cluster{
		"a": {{Name: "Khe Trên", At: orb.Point{105.02, 22.02}, Households: &twelve}, {Name: "Quá ranh giới", At: orb.Point{105.06, 22.05}}},
		"b": {{Name: "Bên suối", At: orb.Point{105.07, 22.02}}, {Name: "Cụm 2", At: orb.Point{105.08, 22.03}}, {Name: "Cụm 3", At: orb.Point{105.09, 22.03}}},
	}, clusters); d != "" {
		t.Error(d)
	}
}

func TestClustersOfATable(t *testing.T) {
	ctx, store := t.Context(), twoHamlets(t)
	receipt, err := ImportClusters(ctx, store, ClusterOptions{FileName: "cum.csv", DryRun: true, Content: []byte(strings.Join([]string{
		"Danh sách cụm dân cư;;;;;", "TT;Mã thôn;Tên cụm dân cư;Số hộ;Kinh độ;Vĩ độ",
		"1;a;Khe Trên;12;105,02;22,02", "2;;Bên suối;7;105,07;22,02", "3;a;Mất toạ độ;3;abc;22,02", ";;;;;", "4;;Ngoài tỉnh;3;107;22"}, "\n"))})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"5 coordinate-unreadable refused", "7 outside refused"}, codes(receipt)); d != "" {
		t.Error(d)
	}
	if receipt.Accepted != 2 || receipt.Refused != 2 || receipt.Dropped != 1 {
		t.Errorf("receipt %+v", receipt.Counts)
	}
}

func TestClustersNeedHamlets(t *testing.T) {
	_, err := ImportClusters(t.Context(), datatest.New(t), ClusterOptions{FileName: "cum.geojson", Content: file(thing{`"ten":"Khe"`, point(105, 22)})})
	var refusal *intake.Refusal
	if !errors.As(err, &refusal) || refusal.Code != "hamlets-first" {
		t.Errorf("without hamlets: %v", err)
	}
}
