package sites

import (
	"context"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/importers/intake"
)

func TestALostDecimalPointIsPutBackWhereTheCommuneAgrees(t *testing.T) {
	for _, tt := range []struct {
		name, row string
		issues    []string
	}{
		{"in both", "A;10551234;2251234;4G;1800;0;42;40;Thượng Nông;", []string{"B2 coordinate-unpointed corrected"}},
		{"in one", "A;105,51234;2251234;4G;1800;0;42;40;Thượng Nông;", []string{"B2 coordinate-unpointed corrected"}},
		{"and the columns are swapped", "A;2251234;10551234;4G;1800;0;42;40;Thượng Nông;", []string{"B2 coordinate-unpointed corrected"}},
		{"the commune says no", "A;10551234;2251234;4G;1800;0;42;40;Yên Hoa;", []string{"B2 coordinate-unpointed question"}},
		{"no commune is named", "A;10551234;2251234;4G;1800;0;42;40;;", []string{"B2 coordinate-unpointed question"}},
		{"the commune is not known", "A;10551234;2251234;4G;1800;0;42;40;Đâu Đó;", []string{"B2 coordinate-unpointed question"}},
		{"no power of ten helps", "A;99951234;99251234;4G;1800;0;42;40;Thượng Nông;", []string{"B2 coordinate-implausible refused"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, presences := readList(t, head+tt.row+"\n", geo.Viettel)
			if d := cmp.Diff(tt.issues, issues(l)); d != "" {
				t.Error(d)
			}
			accepted := strings.HasSuffix(tt.issues[0], "corrected")
			if accepted && (len(presences) != 1 || math.Abs(presences[0].Position[0]-105.51234) > 1e-9 || math.Abs(presences[0].Position[1]-22.51234) > 1e-9) || !accepted && len(presences) > 0 {
				t.Errorf("presences %+v", presences)
			}
			if issue := l.ledger.Issues()[0]; accepted && (issue.Raw == "" || issue.Proposed != "105.512340, 22.512340") {
				t.Errorf("before %q, after %q", issue.Raw, issue.Proposed)
			}
		})
	}
}

func TestDegreesOfVN2000AreTurned(t *testing.T) {
	for header, turned := range map[string]bool{
		"Kinh độ (VN-2000);Vĩ độ (VN-2000)": true, "L (VN2000);B (VN2000)": true, "Kinh độ VN2000;Vĩ độ VN2000": true,
		"Kinh độ;Vĩ độ": false, "Kinh độ (WGS-84);Vĩ độ (WGS-84)": false,
	} {
		t.Run(header, func(t *testing.T) {
			file, err := intake.Open("a.csv", []byte("Mã trạm;"+header+";Công nghệ\nA;105,51234;22,01234;4G\n"), intake.TableLimits())
			if err != nil {
				t.Fatal(err)
			}
			l, err := read(file, Options{Operator: geo.Viettel})
			if err != nil {
				t.Fatal(err)
			}
			asked := 0
			shift := func(_ context.Context, srid int, points []orb.Point) ([]orb.Point, error) {
				asked = srid
				return []orb.Point{{points[0][0] + 0.002, points[0][1] - 0.001}}, nil
			}
			if err := l.settle(t.Context(), province(), shift); err != nil {
				t.Fatal(err)
			}
			p := l.presences()[0].Position
			if turned && (asked != 4756 || math.Abs(p[0]-105.51434) > 1e-9 || l.notes["datum"] != "EPSG:4756, 1") || !turned && (asked != 0 || p[0] != 105.51234) {
				t.Errorf("EPSG:%d asked, %v, notes %v", asked, p, l.notes)
			}
		})
	}
}
