package sites

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/geo"
	"phusong/importers/coordinate"
	"phusong/importers/gazetteer"
	"phusong/importers/intake"
)

// flat stands in for PostGIS: each grid is a plane of its own around 105.5° E,
// 22° N, where one kilometre is one hundredth of a degree.
func flat(_ context.Context, srid int, points []orb.Point) ([]orb.Point, error) {
	centre := map[coordinate.System]float64{coordinate.TM10600: 500, coordinate.TM10530: 550, coordinate.TM10500: 600, coordinate.UTM48: 600.7}[coordinate.System(srid)]
	turned := make([]orb.Point, len(points))
	for i, p := range points {
		turned[i] = orb.Point{105.5 + (p[0]/1000-centre)/100, 22 + (p[1]/1000-2400)/100}
	}
	return turned, nil
}

// square is a commune of 10 km a side around a point.
func square(code, name string, vintage geo.Vintage, lon, lat float64) geo.AdminUnit {
	const half = 0.05
	ring := orb.Ring{{lon - half, lat - half}, {lon + half, lat - half}, {lon + half, lat + half}, {lon - half, lat + half}, {lon - half, lat - half}}
	return geo.AdminUnit{Code: geo.AdminCode(code), Vintage: vintage, Level: geo.LevelCommune, Name: name, Boundary: orb.MultiPolygon{{ring}}}
}

func province() *gazetteer.Gazetteer {
	return gazetteer.New([]geo.AdminUnit{
		square("02221", "Xã Nà Hang", geo.Vintage2024, 105.5, 22), square("02239", "Xã Thượng Nông", geo.Vintage2024, 105.5, 22.5),
		square("02242", "Xã Yên Hoa", geo.Vintage2024, 106, 22),
	})
}

// readList reads delimited text as a site list of the test province.
func readList(t testing.TB, text string, operator geo.OperatorCode) (*list, []geo.Presence) {
	t.Helper()
	file, err := intake.Open("danh-sach.csv", []byte(text), intake.TableLimits())
	if err != nil {
		t.Fatal(err)
	}
	l, err := read(file, Options{Operator: operator, AsOf: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	if err := l.settle(t.Context(), province(), flat); err != nil {
		t.Fatal(err)
	}
	presences := l.presences()
	if c := l.ledger.Counts(); c.Rows != c.Accepted+c.Corrected+c.Questions+c.Refused+c.Dropped {
		t.Fatalf("rows are lost: %+v", c)
	}
	return l, presences
}

// issues writes the issues of a list as "B7 code severity".
func issues(l *list) []string {
	var all []string
	for _, i := range l.ledger.Issues() {
		all = append(all, fmt.Sprintf("%s %s %s", i.Cell, i.Code, i.Severity))
		if i.Vietnamese == "" || i.English == "" || strings.Contains(i.Vietnamese+i.English, "%!") {
			all = append(all, "an issue without words: "+i.Code)
		}
	}
	return all
}

const head = "Mã trạm;Kinh độ;Vĩ độ;Công nghệ;Băng tần;Hướng;Độ cao anten;Công suất (W);Xã;Trạng thái\n"

func TestOneRowOfAList(t *testing.T) {
	for _, tt := range []struct {
		name, row string
		sectors   int
		issues    []string
	}{
		{"a plain row", "A;105,5;22,0;4G;1800;0/120/240;42m;40;Nà Hang;đang phát sóng", 3, []string{"B2 precision warning"}},
		{"lists in every cell", "A;105,51234;22,01234;2G/3G/4G;900/2100/1800;0/120/240;40/41/42;20/20/40;Nà Hang;", 9, nil},
		{"one technology on two bands", "A;105,51234;22,01234;4G;900, 1800;0-120-240;42;40;;", 6, nil},
		{"an omni antenna", "A;105,51234;22,01234;2G;900;OMNI;30;20;;", 1, nil},
		{"azimuth 360 is north", "A;105,51234;22,01234;2G;900;360;30;20;;", 1, nil},
		{"no azimuth is the envelope, and said", "A;105,51234;22,01234;2G;900;N/A;30;20;;", 1, nil},
		{"swapped", "A;22,01234;105,51234;4G;1800;0;42;40;;", 1, []string{"B2 swapped corrected"}},
		{"degrees, minutes and seconds", "A;105°30'44\";22°00'44\";4G;1800;0;42;40;;", 1, []string{"B2 coordinate-dms corrected"}},
		{"a little outside the commune it names", "A;105,51234;22,41234;4G;1800;0;42;40;Thượng Nông;", 1, []string{"I2 commune-far warning"}},
		{"far from the commune it names", "A;105,51234;22,01234;4G;1800;0;42;40;Thượng Nông;", -1, []string{"I2 commune-far question"}},
		{"planned, with nothing known of its radio", "A;105,51234;22,01234;;;;;;;quy hoạch", 0, nil},
		{"an unheard-of status", "A;105,51234;22,01234;4G;1800;0;42;40;;bí ẩn", -1, []string{"J2 status question"}},
		{"no coordinates", "A;;;4G;1800;0;42;40;;", -1, []string{"B2 coordinate-missing refused"}},
		{"half the coordinates", "A;105,5;;4G;1800;0;42;40;;", -1, []string{"C2 coordinate-missing refused"}},
		{"zero and zero", "A;0;0;4G;1800;0;42;40;;", -1, []string{"B2 coordinate-implausible refused"}},
		{"the decimal point was lost", "A;10551234;2201234;4G;1800;0;42;40;;", -1, []string{"B2 coordinate-unpointed question"}},
		{"minutes of sixty and more", "A;105 61 10;22 00 44;4G;1800;0;42;40;;", -1, []string{"B2 coordinate-sixty refused"}},
		{"outside the province", "A;107,91234;20,01234;4G;1800;0;42;40;;", -1, []string{"B2 outside refused"}},
		{"an antenna on the ground", "A;105,51234;22,01234;4G;1800;0;0;40;;", -1, []string{"G2 height refused"}},
		{"an antenna in the sky", "A;105,51234;22,01234;4G;1800;0;1000;40;;", -1, []string{"G2 height refused"}},
		{"an unknown technology", "A;105,51234;22,01234;6G;1800;0;42;40;;", -1, []string{"D2 technology refused"}},
		{"no technology", "A;105,51234;22,01234;;1800;0;42;40;;", -1, []string{"D2 technology-missing refused"}},
		{"an unknown band", "A;105,51234;22,01234;4G;1234;0;42;40;;", -1, []string{"E2 band refused"}},
		{"an impossible azimuth", "A;105,51234;22,01234;4G;1800;400;42;40;;", -1, []string{"F2 azimuth refused"}},
		{"three technologies, two bands", "A;105,51234;22,01234;2G/3G/4G;900/1800;0;42;40;;", -1, []string{"E2 list-length refused"}},
		{"three directions, two heights", "A;105,51234;22,01234;4G;1800;0/120/240;42/43;40;;", -1, []string{"F2 list-length refused"}},
		{"no code", ";105,51234;22,01234;4G;1800;0;42;40;;", -1, []string{"A2 code-missing refused"}},
		{"a total", "Tổng cộng;;;;;;;120;;", -1, []string{" row-total dropped"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, presences := readList(t, head+tt.row+"\n", geo.Viettel)
			if d := cmp.Diff(tt.issues, issues(l)); d != "" {
				t.Error(d)
			}
			if tt.sectors < 0 && len(presences) != 0 || tt.sectors >= 0 && (len(presences) != 1 || len(presences[0].Sectors) != tt.sectors) {
				t.Errorf("presences %+v, want %d sectors", presences, tt.sectors)
			}
		})
	}
}

func TestASectorSaysWhatWasAssumed(t *testing.T) {
	_, presences := readList(t, "Mã trạm;Kinh độ;Vĩ độ;Công nghệ;Chiều cao cột\nA;105,51234;22,01234;5G;45m\n", geo.Viettel)
	want := geo.Sector{
		Name: "5G-2600-1", Technology: geo.NR, Frequency: 2600, HeightM: 45,
		Assumed: []geo.Assumption{geo.AssumedAzimuth, geo.AssumedFrequency, geo.AssumedHeight, geo.AssumedPower, geo.AssumedTilt},
	}
	if d := cmp.Diff([]geo.Sector{want}, presences[0].Sectors); d != "" {
		t.Error(d)
	}
	if presences[0].MastHeightM != 45 {
		t.Errorf("mast of %v m", presences[0].MastHeightM)
	}
}

func TestASectorKeepsWhatTheListSays(t *testing.T) {
	text := "Site ID,Site Name,Cell Name,Lat,Long,RAT,Band,HBA,Azimuth,M-tilt,E-tilt,Tx power (dBm)\n" +
		"TQ1,Nà Hang 1,TQ1-L18-1,22.01234,105.51234,LTE,B3,38.5,120,2,4,46\n"
	_, presences := readList(t, text, geo.VNPT)
	want := []geo.Presence{{
		Operator: geo.VNPT, Code: "TQ1", Name: "Nà Hang 1", Position: orb.Point{105.51234, 22.01234}, Status: geo.StatusOnAir,
		Sectors: []geo.Sector{{Name: "TQ1-L18-1", Technology: geo.LTE, Frequency: 1800, HeightM: 38.5, AzimuthDeg: 120, AzimuthKnown: true,
			MechanicalTilt: 2, ElectricalTilt: 4, PowerDBm: 46}},
	}}
	if d := cmp.Diff(want, presences); d != "" {
		t.Error(d)
	}
}

func TestRowsOfOneSiteComeTogether(t *testing.T) {
	text := head +
		"A;105,51234;22,01234;2G;900;0;42;20;;\n" + // 2
		"A;105,51234;22,01234;4G;1800;0;42;40;;\n" + // 3: another technology
		"A;105,51260;22,01234;4G;1800;120;42;40;;\n" + // 4: 27 m away is the same mast
		"A;105,51234;22,01234;4G;1800;0;42;40;;\n" + // 5: said already
		"A;105,59234;22,01234;4G;1800;240;42;40;;\n" + // 6: 8 km away
		"A;105,51234;22,01234;5G;;;42;40;;dự kiến\n" + // 7: not on air yet
		"B;105,51234;22,01234;2G;900;0;42;20;;tháo dỡ\n" // 8
	l, presences := readList(t, text, geo.MobiFone)
	if d := cmp.Diff([]string{"A6 duplicate-code question", "A5 row-duplicate dropped"}, issues(l)); d != "" {
		t.Error(d)
	}
	if len(presences) != 2 || len(presences[0].Sectors) != 3 || presences[0].Status != geo.StatusOnAir || presences[1].Status != geo.StatusRemoved {
		t.Errorf("presences %+v", presences)
	}
}

func TestOperatorsAreFoundByAnyOfTheirNames(t *testing.T) {
	for text, want := range map[string][]geo.OperatorCode{
		"Viettel": {geo.Viettel}, "VTT": {geo.Viettel}, "Tập đoàn CNVTQĐ": {geo.Viettel}, "VNPT": {geo.VNPT}, "VinaPhone": {geo.VNPT}, "VNP": {geo.VNPT},
		"Viễn thông Tuyên Quang": {geo.VNPT}, "MBF": {geo.MobiFone}, "VMS": {geo.MobiFone}, "Vietnamobile": {geo.Vietnamobile}, "VNM": {geo.Vietnamobile},
		"DANH SÁCH TRẠM BTS MOBIFONE NĂM 2024": {geo.MobiFone}, "sites_viettel-2024.xlsx": {geo.Viettel}, "Viettel, VNPT": {geo.Viettel, geo.VNPT}, "VNPT/Viettel": {geo.VNPT, geo.Viettel},
		"Gtel": nil, "": nil, "Vienna": nil,
	} {
		if d := cmp.Diff(want, OperatorsIn(text)); d != "" {
			t.Errorf("%q: %s", text, d)
		}
	}
}

func TestWhoseListItIs(t *testing.T) {
	const columns = "Mã trạm;Nhà mạng;Kinh độ;Vĩ độ;Công nghệ\n"
	l, presences := readList(t, columns+"A;VTT;105,51234;22,01234;4G\nB;;105,52234;22,01234;4G\nC;VNSKY;105,53234;22,01234;4G\nD;Viettel+VNPT;105,54234;22,01234;4G\n", "")
	if d := cmp.Diff([]string{"B3 operator-missing refused", "B4 operator-no-network refused"}, issues(l)); d != "" {
		t.Error(d)
	}
	if len(presences) != 3 || presences[2].Operator != geo.VNPT || presences[2].Code != "D" {
		t.Errorf("presences %+v", presences)
	}
	l, _ = readList(t, columns+"A;VNPT;105,51234;22,01234;4G\n", geo.Viettel)
	if d := cmp.Diff([]string{"B2 operator-other refused"}, issues(l)); d != "" {
		t.Error(d)
	}
	_, presences = readList(t, "Danh sách trạm VinaPhone\nMã trạm;Kinh độ;Vĩ độ;Công nghệ\nA;105,51234;22,01234;4G\n", "")
	if len(presences) != 1 || presences[0].Operator != geo.VNPT {
		t.Errorf("by its title: %+v", presences)
	}
}

// metres writes a list in VN-2000 metres, X north and Y east.
func metres(rows ...string) string {
	return "Mã trạm;X;Y;Công nghệ;Xã\n" + strings.Join(rows, "\n") + "\n"
}

func TestTheGridIsTheOneTheCommunesAgreeWith(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		grid       string
		at         orb.Point
		issues     []string
	}{
		{"today's grid", metres("A;2400000;500000;4G;Nà Hang", "B;2450000;500000;4G;Thượng Nông"), "EPSG:9211", orb.Point{105.5, 22}, nil},
		{"the grid of Hà Giang is not taken for it", metres("A;2400000;550000;4G;Nà Hang", "B;2450000;550000;4G;Thượng Nông", "C;2450000;550000;4G;"), "EPSG:9209", orb.Point{105.5, 22}, []string{" grid-inferred warning"}},
		{"X and Y the other way round for the whole list", metres("A;500000;2400000;4G;Nà Hang"), "EPSG:9211", orb.Point{105.5, 22}, nil},
		{"one row the other way round", metres("A;2400000;500000;4G;Nà Hang", "B;500000;2450000;4G;Thượng Nông", "C;2400000;501000;4G;Nà Hang"), "EPSG:9211", orb.Point{105.5, 22}, []string{"B3 swapped corrected"}},
		{"one row of another grid keeps its own", metres("A;2400000;500000;4G;Nà Hang", "B;2450000;550000;4G;Thượng Nông", "C;2400000;501000;4G;Nà Hang"), "EPSG:9211", orb.Point{105.5, 22}, []string{"B3 grid-other corrected"}},
		{"nobody says, but only one grid is in the province", metres("A;2400000;500000;4G;"), "", orb.Point{105.5, 22}, []string{" grid-inferred warning"}},
		{"nobody says", metres("A;2400000;530000;4G;"), "", orb.Point{}, []string{"B2 grid-unknown question"}},
		{"the title says otherwise", "VN-2000, kinh tuyến trục 106°\n" + metres("A;2400000;550000;4G;Nà Hang"), "EPSG:9209", orb.Point{105.5, 22}, []string{" grid-contradicted warning"}},
		{"the title says", "VN-2000, kinh tuyến trục 105°30'\n" + metres("A;2400000;550000;4G;"), "EPSG:9209", orb.Point{105.5, 22}, nil},
		{"the 105° grid has a twin", metres("A;2400000;600000;4G;Nà Hang"), "EPSG:5897", orb.Point{}, []string{"B2 grid-twin question"}},
		{"the title says which twin", "Kinh tuyến trục 105°00'\n" + metres("A;2400000;600000;4G;Nà Hang"), "EPSG:5897", orb.Point{105.5, 22}, nil},
		{"the title says UTM", "UTM 48N\n" + metres("A;2400000;600700;4G;Nà Hang"), "EPSG:3405", orb.Point{105.5, 22}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, presences := readList(t, tt.text, geo.Viettel)
			if tt.at == (orb.Point{}) && len(presences) > 0 || l.notes["grid"] != tt.grid || tt.at != (orb.Point{}) && (len(presences) == 0 || math.Hypot(presences[0].Position[0]-tt.at[0], presences[0].Position[1]-tt.at[1]) > 1e-9) {
				t.Errorf("grid %s, presences %+v; want %s, %v", l.notes["grid"], presences, tt.grid, tt.at)
			}
			if d := cmp.Diff(tt.issues, issues(l)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestGroupedThousandsAreReadAndSaid(t *testing.T) {
	l, presences := readList(t, metres("A;2.400.000,00;500.000,00;4G;Nà Hang", "B;2 450 000;500 000;4G;Thượng Nông", "C;2.400.000;501.000;4G;Nà Hang"), geo.Viettel)
	if d := cmp.Diff([]string{"B2 coordinate-grouped corrected", "B3 coordinate-grouped corrected", "B4 coordinate-grouped corrected"}, issues(l)); d != "" {
		t.Error(d)
	}
	if len(presences) != 3 || presences[0].Position != (orb.Point{105.5, 22}) {
		t.Errorf("presences %+v", presences)
	}
}

func TestOneColumnOfCoordinates(t *testing.T) {
	l, presences := readList(t, "Mã trạm;Toạ độ;Công nghệ\nA;105,51234/22,01234;4G\nB;105,52234/22,01234;4G\nC;22,01234/105,53234;4G\n", geo.Viettel)
	if d := cmp.Diff([]string{"B4 swapped corrected"}, issues(l)); d != "" {
		t.Error(d)
	}
	if len(presences) != 3 || presences[2].Position != (orb.Point{105.53234, 22.01234}) {
		t.Errorf("presences %+v", presences)
	}
}

func TestOnePointForManySitesIsDoubted(t *testing.T) {
	l, presences := readList(t, "Mã trạm;Kinh độ;Vĩ độ;Công nghệ\nA;105,51234;22,01234;4G\nB;105,51234;22,01234;4G\nC;105,51234;22,01234;4G\n", geo.Viettel)
	if got := issues(l); len(got) != 3 || got[0] != "B2 placeholder warning" || len(presences) != 3 {
		t.Errorf("issues %v, %d presences", got, len(presences))
	}
}

func TestTheSheetOrTitleMayNameTheTechnology(t *testing.T) {
	_, presences := readList(t, "Danh sách trạm 4G Viettel\nMã trạm;Kinh độ;Vĩ độ\nA;105,51234;22,01234\n", "")
	if len(presences) != 1 || presences[0].Sectors[0].Technology != geo.LTE {
		t.Errorf("presences %+v", presences)
	}
}

func TestTickedColumnsNameTheTechnologies(t *testing.T) {
	_, presences := readList(t, "Mã trạm;Kinh độ;Vĩ độ;Trạm 2G;Trạm 3G;Trạm 4G;Trạm 5G\nA;105,51234;22,01234;x;;900/1800;không\n", geo.Viettel)
	var got []string
	for _, s := range presences[0].Sectors {
		got = append(got, s.Name)
	}
	if d := cmp.Diff([]string{"2G-900-1", "4G-900-1", "4G-1800-1"}, got); d != "" {
		t.Error(d)
	}
}

func TestWhatDoesNotRadiateIsKeptSilent(t *testing.T) {
	l, presences := readList(t, "Mã trạm;Kinh độ;Vĩ độ;Node truyền dẫn only (không có điểm phát sóng);Công nghệ\nA;105,51234;22,01234;x;\nB;105,52234;22,01234;;4G\n", geo.Viettel)
	if d := cmp.Diff([]string{"D2 not-radiating warning"}, issues(l)); d != "" {
		t.Error(d)
	}
	if len(presences) != 2 || len(presences[0].Sectors) != 0 || len(presences[1].Sectors) != 1 {
		t.Errorf("presences %+v", presences)
	}
}

func TestTheOrderOfTheRowsChangesNothing(t *testing.T) {
	rows := []string{"A;105,51234;22,01234;2G;900;0;42;20;;", "B;105,52234;22,01234;4G;1800;0;42;40;;", "C;105,53234;22,01234;4G;1800;0;42;40;;"}
	_, forth := readList(t, head+strings.Join(rows, "\n"), geo.Viettel)
	_, back := readList(t, head+rows[2]+"\n"+rows[1]+"\n"+rows[0], geo.Viettel)
	if d := cmp.Diff(forth, back); d != "" {
		t.Error(d)
	}
}

func TestAFileThatIsNoListIsRefused(t *testing.T) {
	for text, want := range map[string]string{
		"a;b\n1;2\n":                "header-missing",
		"Mã trạm;Công nghệ\nA;4G\n": "header-missing",
		head:                        "table-empty",
		"Mã trạm;Kinh độ;\"Vĩ độ\nA;1;2": "table-unreadable",
	} {
		_, err := read(intake.File{Kind: intake.Text, Content: []byte(text)}, Options{Operator: geo.Viettel})
		var refusal *intake.Refusal
		if !errors.As(err, &refusal) || refusal.Code != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestTheLabelOfInventedDataIsSeen(t *testing.T) {
	l, _ := readList(t, "# dữ liệu mẫu — invented sample\n"+head+"A;105,51234;22,01234;4G;1800;0;42;40;;\n", geo.Viettel)
	if !l.synthetic {
		t.Error("the label was not seen")
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(head + "A;105,51234;22,01234;2G/3G/4G;900/2100/1800;0/120/240;40/41/42;20/20/40;Nà Hang;đang phát\n"))
	f.Add([]byte(metres("A;2400000;500000;4G;Nà Hang", "B;500000;2450000;4G;Thượng Nông")))
	f.Add([]byte("Mã trạm;Toạ độ;Công nghệ\nA;105,51234/22,01234;L1800;\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		l, err := read(intake.File{Kind: intake.Text, Content: content}, Options{Operator: geo.Viettel})
		if err != nil {
			return
		}
		if err := l.settle(t.Context(), province(), flat); err != nil {
			t.Fatal(err)
		}
		for _, p := range l.presences() {
			if !(p.Position[0] > 100 && p.Position[0] < 112 && p.Position[1] > 5 && p.Position[1] < 25) || p.Code == "" {
				t.Fatalf("presence %+v", p)
			}
			for _, s := range p.Sectors {
				if s.HeightM <= 0 || s.HeightM > 150 || s.AzimuthDeg < 0 || s.AzimuthDeg >= 360 || s.Frequency < 100 || s.Technology < geo.GSM || s.Technology > geo.NR {
					t.Fatalf("sector %+v", s)
				}
			}
		}
		if c := l.ledger.Counts(); c.Rows != c.Accepted+c.Corrected+c.Questions+c.Refused+c.Dropped {
			t.Fatalf("rows are lost: %+v", c)
		}
		for _, i := range l.ledger.Issues() {
			if i.Code == "" || i.Vietnamese == "" || i.English == "" || i.Severity == data.Severity("") {
				t.Fatalf("issue %+v", i)
			}
		}
	})
}

// A list in the template of the ITU's field network survey, from Ibiza: the
// columns are understood, every row is refused for its place, none is lost.
func TestAForeignTemplateIsUnderstood(t *testing.T) {
	path := filepath.Join("..", "..", "..", "shared", "real", "sites", "cell-sites_ESP_ibiza.csv")
	content, err := os.ReadFile(path)
	if err != nil {
		t.Skipf("%s is not on this machine", path)
	}
	l, presences := readList(t, string(content), geo.Viettel)
	if want := (data.Counts{Rows: 100, Refused: 100}); l.ledger.Counts() != want || len(presences) != 0 {
		t.Errorf("counts %+v, want %+v", l.ledger.Counts(), want)
	}
	for _, i := range l.ledger.Issues() {
		if i.Code != "coordinate-implausible" || i.Cell[0] != 'G' {
			t.Fatalf("issue %+v", i)
		}
	}
}

func TestHeadersAndNamesInDeadEncodings(t *testing.T) {
	for _, tt := range []struct{ name, text, code string }{
		{"TCVN3", "M· tr¹m;Tªn tr¹m;Kinh ®é;VÜ ®é;C«ng nghÖ;X·/Ph\u00adêng;Tr¹ng th¸i\nA1;Tr¹m Th\u00adîng N«ng;105,51234;22,51234;4G;X· Th\u00adîng N«ng;®ang ph¸t sãng\n", "text-tcvn3"},
		{"TCVN3 without its soft hyphens", "M· tr¹m;Tªn tr¹m;Kinh ®é;VÜ ®é;C«ng nghÖ;X·/Phêng;Tr¹ng th¸i\nA1;Tr¹m Thîng N«ng;105,51234;22,51234;4G;X· Thîng N«ng;®ang ph¸t sãng\n", "text-tcvn3"},
		{"VNI", "Maõ traïm;Teân traïm;Kinh ñoä;Vó ñoä;Coâng ngheä;Xaõ/Phöôøng;Traïng thaùi\nA1;Traïm Thöôïng Noâng;105,51234;22,51234;4G;Xaõ Thöôïng Noâng;ñang phaùt soùng\n", "text-vni"},
		{"VIQR", "Ma~ tra.m;Te^n tra.m;Kinh ddo^.;Vi~ ddo^.;Co^ng nghe^.;Xa~/Phu+o+`ng;Tra.ng tha'i\nA1;Tra.m Thu+o+.ng No^ng;105,51234;22,51234;4G;Xa~ Thu+o+.ng No^ng;ddang pha't so'ng\n", "text-viqr"},
		{"UTF-8 read as windows-1252", "MÃ£ tráº¡m;TÃªn tráº¡m;Kinh Ä‘á»™;VÄ© Ä‘á»™;CÃ´ng nghá»‡;XÃ£;Tráº¡ng thÃ¡i\nA1;Tráº¡m ThÆ°á»£ng NÃ´ng;105,51234;22,51234;4G;XÃ£ ThÆ°á»£ng NÃ´ng;Ä‘ang phÃ¡t sÃ³ng\n", "text-mojibake"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, presences := readList(t, tt.text, geo.Viettel)
			if len(presences) != 1 || presences[0].Name != "Trạm Thượng Nông" || presences[0].Commune != "Xã Thượng Nông" || presences[0].Status != geo.StatusOnAir {
				t.Fatalf("%+v %v", presences, issues(l))
			}
			if !strings.Contains(strings.Join(issues(l), ";"), tt.code+" warning") || !strings.Contains(l.notes["text"], "Tên trạm") {
				t.Errorf("issues %v, notes %q", issues(l), l.notes["text"])
			}
		})
	}
}

func TestALostLetterOfACommuneComesBackFromTheGazetteer(t *testing.T) {
	l, presences := readList(t, head+"A;105,51234;22,51234;4G;1800;0;42;40;Thng Nông;\n", geo.Viettel)
	if len(presences) != 1 || presences[0].Commune != "Thng Nông" {
		t.Errorf("Thng is not Thượng, whose ợ is a letter of its own: %+v %v", presences, issues(l))
	}
	l, presences = readList(t, head+"A;105,51234;22,51234;4G;1800;0;42;40;Thợng Nông;\n", geo.Viettel)
	if len(presences) != 1 || presences[0].Commune != "Xã Thượng Nông" || !strings.Contains(strings.Join(issues(l), ";"), "I2 commune-restored corrected") {
		t.Errorf("%+v %v", presences, issues(l))
	}
}
