package candidate

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"phusong/geo/planning"
	"phusong/importers/intake"
)

func TestPlacesAreReadFromTablesAndMaps(t *testing.T) {
	at := func(lon, lat float64) orb.Point { return orb.Point{lon, lat} }
	for _, tt := range []struct {
		name, content string
		points        []planning.Given
		refused       []string
	}{
		{"a.csv", "id,lon,lat,cost\nA,105.1,22.2,900\nB,105.2,22.3,\n", []planning.Given{{ID: "A", Position: at(105.1, 22.2), Cost: 900}, {ID: "B", Position: at(105.2, 22.3)}}, nil},
		{"b.csv", "Tên điểm;Kinh độ;Vĩ độ;Điện lưới\nĐồi Chè;105,1;22,2;Có\nSuối;105,2;22,3;chưa\n;105,3;22,4;\n",
			[]planning.Given{{ID: "Đồi Chè", Position: at(105.1, 22.2), Grid: "yes"}, {ID: "Suối", Position: at(105.2, 22.3), Grid: "no"}, {ID: "#4", Position: at(105.3, 22.4)}}, nil},
		{"c.csv", "id,lon,lat,cost\nA,105.1,chín,900\nB,505,22.3,\nC,105.2,22.2,-3\nD,105.2,22.2,nhiều\nE,105.5,22.5,1\n",
			[]planning.Given{{ID: "E", Position: at(105.5, 22.5), Cost: 1}}, []string{"2 coordinate-unreadable", "3 coordinate-nowhere", "4 cost-implausible", "5 cost-implausible"}},
		{"twice.csv", "id,lon,lat\nA,105.1,22.1\nA,105.2,22.1\nA,105.1,22.1\n",
			[]planning.Given{{ID: "A", Position: at(105.1, 22.1)}, {ID: "A (3)", Position: at(105.2, 22.1)}}, []string{"4 place-twice"}},
		{"d.geojson", `{"type":"FeatureCollection","features":[
			{"type":"Feature","properties":{"name":"A","cost":700},"geometry":{"type":"Point","coordinates":[105.1,22.2]}},
			{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[105.1,22.2],[105.2,22.2]]}},
			{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[105.1,22.2],[105.2,22.2],[105.2,22.3],[105.1,22.2]]]}}]}`,
			[]planning.Given{{ID: "A", Position: at(105.1, 22.2), Cost: 700}}, []string{"2 geometry-kind", "3 no-point"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Read(tt.name, []byte(tt.content), 100)
			if err != nil {
				t.Fatal(err)
			}
			var refused []string
			for _, i := range got.Refused {
				refused = append(refused, fmt.Sprint(i.Row, " ", i.Code))
				if i.Vietnamese == "" || i.English == "" {
					t.Errorf("%+v says nothing", i)
				}
			}
			if diff := cmp.Diff(tt.points, got.Given()); diff != "" {
				t.Errorf("places (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.refused, refused); diff != "" {
				t.Errorf("refused (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFilesThatAreNoListAreRefused(t *testing.T) {
	for name, content := range map[string]string{
		"empty.csv":   "",
		"other.csv":   "a,b\n1,2\n",
		"none.csv":    "id,lon,lat\n",
		"picture.png": "\x89PNG\r\n",
		"many.csv":    "id,lon,lat\n,1,1\n,2,2\n,3,3\n,4,4\n,5,5\n,6,6\n,7,7\n,8,8\n,9,9\n,10,10\n,11,11\n",
	} {
		var refusal *intake.Refusal
		if _, err := Read(name, []byte(content), 10); !errors.As(err, &refusal) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestEachPlaceKnowsItsRowAndRefusedRowsAreCountedToTheEnd(t *testing.T) {
	list, err := Read("a.csv", []byte("id,lon,lat\n"+strings.Repeat("A,chín,22\n", 12)+"B,105,22\n"), 10)
	if err != nil {
		t.Fatal(err)
	}
	if len(list.Points) != 1 || list.Points[0].Row != 14 || len(list.Refused) != 10 || list.Unlisted != 2 {
		t.Errorf("%+v", list)
	}
}

func TestNamesOfFullLengthAreToldApart(t *testing.T) {
	name := strings.Repeat("Đ", 50)
	list, err := Read("a.csv", []byte("id,lon,lat\n"+name+",105,22\n"+name+",105.1,22\n"+name+",105.2,22\n"), 10)
	if err != nil || len(list.Points) != 3 || list.Points[1].ID == list.Points[2].ID || len([]rune(list.Points[2].ID)) > 50 {
		t.Errorf("%+v %v", list.Points, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("a.csv", []byte("id,lon,lat,cost\nA,105.1,22.2,900\n"))
	f.Add("b.geojson", []byte(`{"type":"Point","coordinates":[105,22]}`))
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		list, err := Read(name, content, 50)
		if err != nil {
			return
		}
		if len(list.Points) > 50 || len(list.Refused) > 50 {
			t.Fatal("too many")
		}
		for _, p := range list.Points {
			if code, _, _ := fault(p.Given); code != "" || p.ID == "" {
				t.Fatalf("%+v", p)
			}
		}
	})
}
