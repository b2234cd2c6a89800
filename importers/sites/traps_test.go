package sites

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"phusong/geo"
)

// trap is one way in which real lists go wrong, by its number in the catalogue
// of dirt, and what becomes of it here: presences, sectors, and issues in order.
type trap struct {
	number             int
	name, text         string
	presences, sectors int
	issues             string
}

const (
	trapHead = "Mã trạm;Tên trạm;Kinh độ;Vĩ độ;Công nghệ;Băng tần;Hướng;Độ cao anten;Công suất (W);Xã;Huyện;Nhà mạng;Trạng thái;Ghi chú\n"
	trapRow  = "A;Nà Hang;105,51234;22,01234;4G;1800;0;42;40;Nà Hang;;Viettel;;\n"
)

// traps are those that one list in text can hold; the others have tests of
// their own, named in theOtherTraps.
func traps() []trap {
	with := func(from, to string) string { return trapHead + strings.Replace(trapRow, from, to, 1) }
	return []trap{
		{1, "titles above the header", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nPhụ lục 1: danh sách trạm\n\n" + trapHead + trapRow, 1, 1, ""},
		{2, "two rows of header", "Mã trạm;Toạ độ;;Công nghệ\n;Kinh độ;Vĩ độ;\nA;105,51234;22,01234;4G\n", 1, 1, ""},
		{4, "numbered columns, sections and totals", trapHead + "(1);(2);(3);(4);(5);(6);(7);(8);(9);(10);(11);(12);(13);(14)\nI;Huyện Na Hang;;;;;;;;;;;;\n" + trapRow + "Tổng cộng;1;;;;;;;;;;;;\n", 1, 1,
			"row-numbering dropped; row-section dropped; row-total dropped"},
		{6, "one site on three rows, one per technology", trapHead + trapRow + strings.Replace(trapRow, "4G;1800", "2G;900", 1) + strings.Replace(trapRow, "4G;1800", "3G;2100", 1), 1, 3, ""},
		{7, "two operators within metres stay two", with("Viettel", "Viettel") + strings.NewReplacer("A;", "B;", "Viettel", "VinaPhone", "105,51234", "105,51236").Replace(trapRow), 2, 2, ""},
		{8, "lists that fit", with("4G;1800;0;42", "2G/3G/4G;900/2100/1800;0/120/240;45m/42m/40m"), 1, 9, ""},
		{8, "lists that do not", with("4G;1800;0", "2G/3G/4G;900/1800;0"), 0, 0, "list-length refused"},
		{9, "II and III are different sites", with("A;Nà Hang", "ThuongNongIII_TQG;") + strings.Replace(trapRow, "A;Nà Hang", "Thuong-NongII_TQG;", 1), 2, 2, ""},
		{9, "one site in two spellings", with("A;Nà Hang", "Thuong-NongII_TQG;") + strings.NewReplacer("A;Nà Hang", "ThuongNongII_TQG;", "4G;1800", "2G;900").Replace(trapRow), 1, 2, "code-spelling corrected"},
		{9, "a dash between digits tells codes apart", with("A;", "TQG0327-12;") + strings.Replace(trapRow, "A;", "TQG03271-2;", 1), 2, 2, ""},
		{10, "a remote sector is a site of its own, and said", with("A;Nà Hang", "EXP-TRUNG-PHIN-SINH-LONG-NHG_TQG;"), 1, 1, "remote-sector warning"},
		{11, "a house code stands in for a missing station code, and is said to", "Mã nhà trạm;Kinh độ;Vĩ độ;Công nghệ\nTQG0327-12;105,51234;22,01234;4G\n", 1, 1, "code-of-house warning"},
		{11, "stations of one house keep their own codes", "Mã nhà trạm;Mã trạm;Kinh độ;Vĩ độ;Công nghệ\nH1;S1;105,51234;22,01234;4G\nH1;S2;105,51234;22,01234;2G\n", 2, 2, ""},
		{11, "one code of two operators is two sites", with("A;", "A;") + strings.NewReplacer("Viettel", "VNPT", "105,51", "105,53").Replace(trapRow), 2, 2, ""},
		{12, "a code that is a number keeps its text", with("A;", "00691;"), 1, 1, ""},
		{12, "a leading zero that the other codes still have", codeList("00691", "00692", "00693", "694"), 4, 4, "code-zeros corrected"},
		{12, "a code that became a power of ten", codeList("1E5", "TQG02", "TQG03"), 2, 2, "code-eaten question"},
		{12, "a code that became a date", codeList("11-thg 12", "TQG0327-12", "TQG0327-13"), 2, 2, "code-eaten question"},
		{12, "a code that became a number", codeList("TQG0327-12", "TQG0327-13", "TQG0327-14", "TQG0327-15", "45242"), 4, 4, "code-eaten question"},
		{12, "codes that are dates by habit are left", codeList("11-12-2020", "11-12-2021", "11-12-2022"), 3, 3, ""},
		{13, "dates of any kind are no obstacle", dateList("30/6/2022", "2022-06-30", "Quý IV/2022", "quý 2 năm 2023", "6/2022", "trước 30/6/2023", "44742", "2021", "n/a"), 9, 9, ""},
		{13, "a date that is none", dateList("hôm qua"), 1, 1, "date warning"},
		{13, "a station to come is planned", dateList("Quý IV/2030"), 1, 1, "planned-by-date corrected"},
		{13, "day and month mixed, where it matters", dateList("30/6/2022", "6/30/2022", "9/12/2026"), 2, 2, "date-ambiguous question"},
		{13, "day and month mixed, where it does not", dateList("30/6/2022", "6/30/2022", "9/12/2020"), 3, 3, ""},
		{13, "month first by the rest of the column", dateList("6/30/2022", "11/2/2026"), 2, 2, ""},
		{14, "ticks", "Mã trạm;Kinh độ;Vĩ độ;Trạm 2G;Trạm 3G;Trạm 4G;Trạm 5G\nA;105,51234;22,01234;x;có;✓;không\n", 1, 3, ""},
		{15, "units", with("42;40", "~42m;43 dBm"), 1, 1, ""},
		{15, "feet, gigahertz and band numbers", with("1800;0;42;40", "B3;0;150 ft;43 dBm") + strings.NewReplacer("A;", "B;", "1800;0;42;40", "2.1 GHz;0;42;2x20W", "105,51", "105,52").Replace(trapRow), 2, 2, ""},
		{15, "an antenna of 0 m", with("42;40", "0;40"), 0, 0, "height refused"},
		{15, "an antenna of 200 m", with("42;40", "200;40"), 0, 0, "height refused"},
		{16, "a mast height is not an antenna height", "Mã trạm;Kinh độ;Vĩ độ;Công nghệ;Chiều cao cột;Độ cao anten\nA;105,51234;22,01234;4G;60;42\n", 1, 1, ""},
		{16, "a mast measured from its roof says nothing of the ground", "Mã trạm;Kinh độ;Vĩ độ;Công nghệ;Độ cao cột anten (đỉnh cột anten (m) đến mặt sàn)\nA;105,51234;22,01234;4G;12\n", 1, 1, "mast-on-roof warning"},
		{17, "tilts that are all negative point down", "Mã trạm;Kinh độ;Vĩ độ;Công nghệ;Tilt cơ\nA;105,51234;22,01234;4G;-4\nB;105,52234;22,01234;4G;-2\nC;105,53234;22,01234;4G;-6\n", 3, 3, "tilt-sign warning"},
		{17, "azimuths of 360, none and all round", with("1800;0;", "1800;360;") + strings.NewReplacer("A;", "B;", "1800;0;", "1800;-1;").Replace(trapRow) + strings.NewReplacer("A;", "C;", "1800;0;", "1800;OMNI;").Replace(trapRow), 3, 3, "placeholder warning; placeholder warning; placeholder warning"},
		{18, "TCVN3", "M· tr¹m;Kinh ®é;VÜ ®é;C«ng nghÖ\nA;105,51234;22,01234;4G\n", 1, 1, "text-tcvn3 warning; text-tcvn3 warning; text-tcvn3 warning; text-tcvn3 warning"},
		{19, "a lost ư", strings.Replace(with(";Nà Hang;;", ";Thợng Nông;;"), "22,01234", "22,51234", 1), 1, 1, "commune-restored corrected"},
		{20, "VNI", "Maõ traïm;Kinh ñoä;Vó ñoä;Coâng ngheä\nA;105,51234;22,01234;4G\n", 1, 1, "text-vni warning; text-vni warning; text-vni warning; text-vni warning"},
		{21, "mojibake", "MÃ£ tráº¡m;Kinh Ä‘á»™;VÄ© Ä‘á»™;CÃ´ng nghá»‡\nA;105,51234;22,01234;4G\n", 1, 1, "text-mojibake warning; text-mojibake warning; text-mojibake warning; text-mojibake warning"},
		{21, "decomposed, with hard blanks and nothings", with(";Nà Hang;;", ";Na\u0300\u00a0Ha\u200bng;;"), 1, 1, ""},
		{21, "the Icelandic letter", with("Mã", "Mã") + strings.NewReplacer("A;", "B;", "Nà Hang;;", "Ðà Nẵng;;", "105,51234", "105,51334").Replace(trapRow), 2, 2, "text-eth warning; commune-unknown warning"},
		{22, "either style of tone marks", "Mã trạm;Tọa độ;Công nghệ\nTQG1;105,51234/22,01234;4G\nTQG2;105,51334/22,01334;4G\n", 2, 2, ""},
		{23, "the kind before a name", with(";Nà Hang;;", ";X. NÀ HANG;;"), 1, 1, ""},
		{24, "a letter otherwise in the commune's name", with(";Nà Hang;;", ";Nà Hăngg;;"), 1, 1, "commune-alias corrected"},
		{24, "a name that is nowhere", with(";Nà Hang;;", ";Đâu Đó;;"), 1, 1, "commune-unknown warning"},
		{24, "nearly the name of another place", with(";Nà Hang;;", ";Thượng Mông;;"), 1, 1, "commune-unknown warning"},
		{26, "the commune and the place contradict each other", with(";Nà Hang;;", ";Thượng Nông;;"), 0, 0, "commune-far question"},
		{30, "operators by their other names", with("Viettel;", "Tập đoàn CNVTQĐ;"), 1, 1, ""},
		{30, "a company without a network", with("Viettel;", "Gtel;"), 0, 0, "operator-no-network refused"},
		{31, "a planned station is kept with its plans", with("Viettel;;", "Viettel;dự kiến;"), 1, 1, ""},
		{31, "an unheard-of status", with("Viettel;;", "Viettel;bí ẩn;"), 0, 0, "status question"},
		{32, "a claim of coverage is not read", "Mã trạm;Kinh độ;Vĩ độ;Công nghệ;Phủ sóng\nA;105,51234;22,01234;4G;100 %\n", 1, 1, ""},
		{33, "a comment first, a mark, and bars", "\ufeff# CSV Version=0.3.0\nMã trạm|Kinh độ|Vĩ độ|Công nghệ\r\nA|105,51234|22,01234|4G\r\n", 1, 1, ""},
		{42, "a telephone number in a note", with("Viettel;;", "Viettel;;Chủ đất: ông Nam 0912 345 678"), 1, 1, "personal-data warning"},
		{42, "a telephone number in a name", with(";Nà Hang;105", ";Nà Hang (A. Nam 0912.345.678);105"), 1, 1, "personal-data corrected"},
		{42, "numbers that are no person's", with("Viettel;;", "Viettel;;tủ 1200 x 600 mm, giấy phép 123456/GP, toạ độ 105,512345678"), 1, 1, ""},
		{34, "a formula that failed", with("105,51234", "#N/A"), 0, 0, "coordinate-missing refused"},
	}
}

// codeList writes a list of sites under the codes, some way apart.
func codeList(all ...string) string {
	text := "Mã trạm;Kinh độ;Vĩ độ;Công nghệ\n"
	for i, code := range all {
		text += fmt.Sprintf("%s;105,5%d234;22,01234;4G\n", code, i)
	}
	return text
}

// dateList writes a list of sites on air since these days.
func dateList(all ...string) string {
	text := "Mã trạm;Kinh độ;Vĩ độ;Công nghệ;Ngày phát sóng\n"
	for i, date := range all {
		text += fmt.Sprintf("A%d;105,5%d234;22,01234;4G;%s\n", i, i, date)
	}
	return text
}

// theOtherTraps have tests of their own, because they need a workbook, shapes, a
// gazetteer or the database: the file, and the test in it.
func theOtherTraps() map[int][2]string {
	return map[int][2]string{
		3:  {"trap_workbook_test.go", "TestTrap03MergedSitesReachDownToTheirSectors"},
		5:  {"trap_workbook_test.go", "TestTrap05HiddenSheetsAreListedAndReadWhenAsked"},
		12: {"trap_workbook_test.go", "TestTrap12NumbersAndDatesOfAWorkbook"},
		25: {"trap_commune_test.go", "TestTrap25OneNameOfSeveralCommunes"},
		26: {"trap_commune_test.go", "TestTrap26ACodeMeansAnotherUnitSince2025"},
		27: {"trap_commune_test.go", "TestTrap27ASplitCommuneIsDecidedByThePlace"},
		28: {"../boundaries/boundaries_test.go", "TestTrap28HamletsAsPointsShareTheirCommuneOut"},
		29: {"../boundaries/trap_test.go", "TestTrap29HamletsAreToldApartWithinTheirCommune"},
		35: {"../feature/feature_test.go", "TestTrap35OneBadShapeCostsOnlyItself"},
		36: {"../boundaries/boundaries_test.go", "TestTrap36APointStandsInsideItsShape"},
		37: {"../intake/intake_test.go", "TestTrap37WhatIsNotTakenIsRefusedWithWords"},
		38: {"trap_list_test.go", "TestTrap38MeasurementsAreNoListOfSites"},
		39: {"trap_list_test.go", "TestTrap39AnOlderListIsSaidToBe"},
		40: {"trap_list_test.go", "TestTrap40APartRemovesNothing"},
		41: {"trap_list_test.go", "TestTrap41TwoListsAtOnceHaveOneOrder"},
	}
}

func TestTraps(t *testing.T) {
	for _, tt := range traps() {
		t.Run(fmt.Sprintf("Trap%02d %s", tt.number, tt.name), func(t *testing.T) {
			operator := geo.Viettel
			if strings.Contains(tt.text, "Nhà mạng") {
				operator = "" // the rows say it
			}
			l, presences := readList(t, tt.text, operator)
			checkTrap(t, tt, l, presences)
		})
	}
}

func checkTrap(t *testing.T, want trap, l *list, presences []geo.Presence) {
	t.Helper()
	sectors := 0
	for _, p := range presences {
		sectors += len(p.Sectors)
	}
	var told []string
	for _, i := range l.ledger.Issues() {
		told = append(told, fmt.Sprintf("%s %s", i.Code, i.Severity))
	}
	if got := strings.Join(told, "; "); len(presences) != want.presences || sectors != want.sectors || got != want.issues {
		t.Errorf("%d presences, %d sectors, issues %q; want %d, %d, %q", len(presences), sectors, got, want.presences, want.sectors, want.issues)
	}
}

// Every trap of the catalogue has a test that is there.
func TestNoTrapIsForgotten(t *testing.T) {
	covered := map[int]bool{}
	for _, one := range traps() {
		covered[one.number] = true
	}
	for number := 1; number <= 42; number++ {
		elsewhere, named := theOtherTraps()[number]
		if !covered[number] && !named {
			t.Errorf("trap %d is nowhere", number)
		}
		if !named {
			continue
		}
		text, err := os.ReadFile(elsewhere[0])
		if err != nil || !strings.Contains(string(text), "func "+elsewhere[1]+"(") {
			t.Errorf("trap %d: there is no %s in %s (%v)", number, elsewhere[1], elsewhere[0], err)
		}
	}
}
