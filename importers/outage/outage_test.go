package outage

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"phusong/geo"
	"phusong/geo/planning"
	"phusong/importers/intake"
)

// came is when the lists of these tests came: 10 September 2026, 9:00 in Viet Nam.
func came() time.Time { return time.Date(2026, 9, 10, 2, 0, 0, 0, time.UTC) }

func network() []planning.Station {
	var all []planning.Station
	for _, code := range []string{"TQG0101", "TQG0102", "TQG0166-13", "TQG0166-14", "TQG0188", "TQG0777"} {
		all = append(all, planning.Station{Operator: geo.Viettel, Code: geo.SiteCode(code)})
	}
	return append(all, planning.Station{Operator: geo.VNPT, Code: "TQG0777"})
}

// told is what became of a list, one line each: row, fate, codes, cause, return, issues.
func told(t *testing.T, name, content string, m Meant) []string {
	t.Helper()
	lines, err := Read(name, []byte(content), came(), 100)
	if err != nil {
		t.Fatal(err)
	}
	answers, changes := Understand(lines, m, planning.NewCodebook(network()))
	of := map[planning.Station]string{}
	for _, c := range changes {
		text := fmt.Sprintf("%s:%s down=%v %s %s", c.Operator, c.Code, c.Down, c.Cause, c.Power)
		if c.ExpectedAt != nil {
			text += c.ExpectedAt.In(vietnam()).Format(" 02/01 15:04")
		}
		of[planning.Station{Operator: c.Operator, Code: c.Code}] = text
	}
	var all []string
	for _, a := range answers {
		words := []string{fmt.Sprint(a.Row), a.Fate()}
		for _, s := range a.Stations {
			words = append(words, of[s])
		}
		for _, u := range a.Unsure {
			words = append(words, fmt.Sprintf("%s?%d", u.Word, len(u.Near)))
		}
		for _, i := range a.Issues {
			words = append(words, i.Code)
			if i.Vietnamese == "" || i.English == "" {
				t.Errorf("%+v says nothing", i)
			}
		}
		all = append(all, strings.Join(words, " | "))
	}
	return all
}

func TestListsAreAnsweredLineByLine(t *testing.T) {
	for _, tt := range []struct {
		name, content string
		meant         Meant
		want          []string
	}{
		{"viettel.csv", "DANH SÁCH TRẠM VIETTEL MẤT LIÊN LẠC\nSTT;Mã trạm BTS;Nguyên nhân;Nguồn điện;Dự kiến khắc phục;Ghi chú\n" +
			"1;TQG0101;mất điện;ắc quy 4h;18h00 10/9/2026;\n2;tqg0102;do đứt cáp quang;;11/9;\n3;TQG0166;ngập;máy nổ;;\n4;TQG0l88;;;bao giờ xong thì xong;\n5;TQG0777;sao Hoả;;;\n6;;;;;thiếu mã\nTổng cộng;5;;;;\n", Meant{},
			[]string{"3 | taken | viettel:TQG0101 down=true power ắc quy 4h 10/09 18:00", "4 | corrected | viettel:TQG0102 down=true fibre  11/09 23:59 | cause-read | expected-read",
				"5 | unsure | TQG0166?2 | cause-read", "6 | unsure | TQG0l88?1 | expected-unread", "7 | corrected | viettel:TQG0777 down=true   | cause-unknown", "8 | nothing", "9 | nothing"}},
		{"b.csv", "Site ID,Operator,Status,ETA\nTQG0777,VNPT,down,2026-09-10T20:30\nTQG0777,Viettel,đã khôi phục,\nTQG0777,,mất liên lạc,\nTQG0188,Viettel,đang hoạt động,\nTQG0188,Viettel,lạ,7h15\n", Meant{Cause: "flood"},
			[]string{"2 | taken | vnpt:TQG0777 down=true flood  10/09 20:30", "3 | taken | viettel:TQG0777 down=false  ", "4 | unsure | TQG0777?2",
				"5 | taken | viettel:TQG0188 down=true flood  11/09 07:15", "6 | corrected | viettel:TQG0188 down=true flood  11/09 07:15 | state-unknown | expected-read | twice"}},
		{"zalo.txt", "Báo cáo anh: TQG0101, TQG0102 mất điện từ 3h\nTQG016613 sập\n\nhết ạ \"nhé\n", Meant{Cause: "power", Power: "không"},
			[]string{"1 | taken | viettel:TQG0101 down=true power không | viettel:TQG0102 down=true power không", "2 | unsure | TQG016613?1", "4 | nothing"}},
		{"codes.csv", "TQG0101\nTQG0777\n", Meant{Operator: geo.VNPT}, []string{"1 | unsure | TQG0101?0", "2 | taken | vnpt:TQG0777 down=true  "}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, told(t, tt.name, tt.content, tt.meant)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A workbook with a title, merged cells and times as Excel counts them.
func TestAWorkbookIsReadWithItsTimes(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	f.SetCellValue("Sheet1", "A1", "VNPT Tuyên Quang – trạm mất liên lạc")
	f.MergeCell("Sheet1", "A1", "D1")
	f.SetSheetRow("Sheet1", "A3", &[]any{"TT", "Mã CSHT", "Lý do", "Thời gian dự kiến khắc phục"})
	f.SetSheetRow("Sheet1", "A4", &[]any{1, "TQG0777", "Sạt lở đường", time.Date(2026, 9, 10, 18, 30, 0, 0, time.UTC)})
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	want := []string{"4 | corrected | vnpt:TQG0777 down=true landslide  10/09 18:30 | cause-read"}
	if diff := cmp.Diff(want, told(t, "a.xlsx", out.String(), Meant{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestMomentsAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]string{
		"18h00 10/9/2026": "10/09/2026 18:00 ", "18h ngày 10/9": "10/09/2026 18:00 ", "10/9/2026 18:05": "10/09/2026 18:05 ", "2026-09-10T18:00": "10/09/2026 18:00 ",
		"18:00": "10/09/2026 18:00 day", "7h15": "11/09/2026 07:15 day", "10/9": "10/09/2026 23:59 hour", "6h30 chiều 12/9": "12/09/2026 18:30 ", "5 giờ 30 sáng 12/9/26": "12/09/2026 05:30 ", "2/1": "02/01/2027 23:59 hour",
		"46275.75": "10/09/2026 18:00 ", "46275": "10/09/2026 23:59 hour",
		"": "", "mai": "", "32/13/2026": "", "10:9": "", "24h30": "", "bao giờ xong thì xong": "", "TQG0101": "", "99999.9": "",
	} {
		m, ok := momentOf(text, came())
		got := ""
		if ok {
			got = m.at.In(vietnam()).Format("02/01/2006 15:04 ") + m.assumed
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestFilesThatAreNoListsAreRefused(t *testing.T) {
	for name, content := range map[string]string{"empty.csv": "", "a.png": "\x89PNG\r\n", "many.txt": strings.Repeat("TQG0101\n", 101)} {
		var refusal *intake.Refusal
		if _, err := Read(name, []byte(content), came(), 100); !errors.As(err, &refusal) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("a.csv", []byte("Mã trạm;Nguyên nhân;Dự kiến\nTQG0101;mất điện;18h00 10/9\n"))
	f.Add("a.txt", []byte("TQG0101, TQG0166 \"\n"))
	book := planning.NewCodebook(network())
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		lines, err := Read(name, content, came(), 50)
		if err != nil {
			return
		}
		answers, changes := Understand(lines, Meant{}, book)
		if len(answers) != len(lines) || len(lines) > 50 || len(changes) > len(network()) {
			t.Fatalf("%d lines, %d answers, %d changes", len(lines), len(answers), len(changes))
		}
	})
}
