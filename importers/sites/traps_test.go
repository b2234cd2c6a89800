package sites

import (
	"fmt"
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
		{10, "a remote sector is a site of its own", with("A;Nà Hang", "EXP-TRUNG-PHIN-SINH-LONG-NHG_TQG;"), 1, 1, "remote-sector warning"},
		{11, "a house code stands in for a missing station code", "Mã nhà trạm;Kinh độ;Vĩ độ;Công nghệ\nTQG0327-12;105,51234;22,01234;4G\n", 1, 1, "code-of-house warning"},
		{12, "a code that is a number keeps its text", with("A;", "00691;"), 1, 1, ""},
		{13, "dates of any kind are no obstacle", "Mã trạm;Kinh độ;Vĩ độ;Công nghệ;Ngày phát sóng\nA;105,51234;22,01234;4G;Quý IV/2022\n", 1, 1, ""},
		{14, "ticks", "Mã trạm;Kinh độ;Vĩ độ;Trạm 2G;Trạm 3G;Trạm 4G;Trạm 5G\nA;105,51234;22,01234;x;có;✓;không\n", 1, 3, ""},
		{15, "units", with("42;40", "~42m;43 dBm"), 1, 1, ""},
		{15, "an antenna of 0 m", with("42;40", "0;40"), 0, 0, "height refused"},
		{15, "an antenna of 200 m", with("42;40", "200;40"), 0, 0, "height refused"},
		{16, "a mast height is not an antenna height", "Mã trạm;Kinh độ;Vĩ độ;Công nghệ;Chiều cao cột;Độ cao anten\nA;105,51234;22,01234;4G;60;42\n", 1, 1, ""},
		{17, "azimuths of 360, none and all round", with("1800;0;", "1800;360;") + strings.NewReplacer("A;", "B;", "1800;0;", "1800;-1;").Replace(trapRow) + strings.NewReplacer("A;", "C;", "1800;0;", "1800;OMNI;").Replace(trapRow), 3, 3, "placeholder warning; placeholder warning; placeholder warning"},
		{18, "TCVN3", "M· tr¹m;Kinh ®é;VÜ ®é;C«ng nghÖ\nA;105,51234;22,01234;4G\n", 1, 1, "text-tcvn3 warning; text-tcvn3 warning; text-tcvn3 warning; text-tcvn3 warning"},
		{19, "a lost ư", strings.Replace(with(";Nà Hang;;", ";Thợng Nông;;"), "22,01234", "22,51234", 1), 1, 1, "commune-restored corrected"},
		{20, "VNI", "Maõ traïm;Kinh ñoä;Vó ñoä;Coâng ngheä\nA;105,51234;22,01234;4G\n", 1, 1, "text-vni warning; text-vni warning; text-vni warning; text-vni warning"},
		{21, "mojibake", "MÃ£ tráº¡m;Kinh Ä‘á»™;VÄ© Ä‘á»™;CÃ´ng nghá»‡\nA;105,51234;22,01234;4G\n", 1, 1, "text-mojibake warning; text-mojibake warning; text-mojibake warning; text-mojibake warning"},
		{21, "decomposed, with hard blanks and nothings", with(";Nà Hang;;", ";Na\u0300\u00a0Ha\u200bng;;"), 1, 1, ""},
		{21, "the Icelandic letter", with("Mã", "Mã") + strings.NewReplacer("A;", "B;", "Nà Hang;;", "Ðà Nẵng;;", "105,51234", "105,51334").Replace(trapRow), 2, 2, "text-eth warning; commune-unknown warning"},
		{22, "either style of tone marks", "Mã trạm;Tọa độ;Công nghệ\nTQG1;105,51234/22,01234;4G\nTQG2;105,51334/22,01334;4G\n", 2, 2, ""},
		{23, "the kind before a name", with(";Nà Hang;;", ";X. NÀ HANG;;"), 1, 1, ""},
		{26, "a commune of either vintage", with(";Nà Hang;;", ";Thượng Nông;;"), 0, 0, "commune-far question"},
		{30, "operators by their other names", with("Viettel;", "Tập đoàn CNVTQĐ;"), 1, 1, ""},
		{30, "a company without a network", with("Viettel;", "Gtel;"), 0, 0, "operator-no-network refused"},
		{31, "a planned station is kept with its plans", with("Viettel;;", "Viettel;dự kiến;"), 1, 1, ""},
		{31, "an unheard-of status", with("Viettel;;", "Viettel;bí ẩn;"), 0, 0, "status question"},
		{32, "a claim of coverage is not read", "Mã trạm;Kinh độ;Vĩ độ;Công nghệ;Phủ sóng\nA;105,51234;22,01234;4G;100 %\n", 1, 1, ""},
		{33, "a comment first, a mark, and bars", "\ufeff# CSV Version=0.3.0\nMã trạm|Kinh độ|Vĩ độ|Công nghệ\r\nA|105,51234|22,01234|4G\r\n", 1, 1, ""},
		{34, "a formula that failed", with("105,51234", "#N/A"), 0, 0, "coordinate-missing refused"},
	}
}

// theOtherTraps have tests elsewhere, because they need a workbook, shapes or
// the database; they are named here so that the catalogue can be followed.
func theOtherTraps() map[int]string {
	return map[int]string{
		3:  "table: TestAWorkbookAsAClerkReadsIt, merges over sector rows",
		5:  "table: TestAWorkbookAsAClerkReadsIt, hidden sheets are named and not read",
		25: "gazetteer: TestCommunesAreFoundUnderEverySpellingAndVintage, the district decides between Tân Thành and Tân Thành",
		27: "gazetteer: either vintage is asked; places decide, not names",
		28: "boundaries: TestHamletsAsPointsShareTheirCommuneOut",
		29: "boundaries: TestHamletsAsPointsShareTheirCommuneOut, the same name in two communes",
		35: "feature: TestOneBadShapeCostsOnlyItself, TestShapesOfStrangersEndAsExpected; boundaries: invalid shapes by PostGIS",
		36: "boundaries: TestAPointStandsInsideItsShape",
		37: "intake: TestWhatIsNotTakenIsRefusedWithWords, pictures and PDF",
	}
}

// notYet are the traps of which nothing is done: no test may pretend otherwise.
func notYet() map[int]string {
	return map[int]string{
		24: "no table of aliases with confirmation (Khâu Tinh, Khau Tinh)",
		38: "no importer of measurements",
		39: "an older list over a newer one is not warned of",
		40: "the scope of a list (whole or one district) is not declared",
		41: "two uploads at once are not put in order",
		42: "telephone numbers in notes are not looked for; notes are not stored",
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

// Every trap of the catalogue is in one of the three lists.
func TestNoTrapIsForgotten(t *testing.T) {
	covered := map[int]bool{}
	for _, one := range traps() {
		covered[one.number] = true
	}
	for number := 1; number <= 42; number++ {
		elsewhere, missing := theOtherTraps()[number], notYet()[number]
		if !covered[number] && elsewhere == "" && missing == "" {
			t.Errorf("trap %d is nowhere", number)
		}
		if missing != "" && (covered[number] || elsewhere != "") {
			t.Errorf("trap %d is both handled and not", number)
		}
	}
}
