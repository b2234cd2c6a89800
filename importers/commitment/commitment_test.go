package commitment

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"phusong/geo"
	"phusong/importers/intake"
)

func options() Options {
	return Options{Document: "CV 12", On: time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC), Technology: geo.LTE, Most: 20,
		Hamlet: func(code geo.HamletCode) bool { return strings.HasPrefix(string(code), "h") }}
}

// told is a row in words: what it promises, or the place and reason of each issue.
func told(r Row) string {
	words := []string{fmt.Sprint(r.Row)}
	if !r.Refused() {
		at := string(r.Site)
		if r.Position != nil {
			at += fmt.Sprint(*r.Position, r.Commune)
		}
		words = append(words, string(r.Operator), at, r.Commitment.Technology.String(), r.Due.String(), r.Document, r.On.Format(time.DateOnly), fmt.Sprint(r.Hamlets))
	}
	for _, i := range r.Issues {
		words = append(words, fmt.Sprint(i.Severity, " ", i.Cell, " ", i.Code))
	}
	return strings.Join(words, " | ")
}

func TestPromisesAreReadRowByRow(t *testing.T) {
	for _, tt := range []struct {
		name, content string
		want          []string
	}{
		{"so.csv", "Nhà mạng;Mã trạm;Công nghệ;Thời hạn;Số công văn;Ngày ký;Mã thôn;Kiến nghị\n" +
			"Viettel;TQG01;4G;Quý IV/2026;88/VT;01/06/2026;h1;đơn 7\nVinaphone;NH2;LTE;31/12/2026;;;h1;\nMobi;X;6G;Q1/2027;;;;\n;X;4G;sớm;;hôm qua;z9;\nViettel;;4G;Q1/2027;;;;\n",
			[]string{"2 | viettel | TQG01 | 4G | 2026-Q4 | 88/VT | 2026-06-01 | [{h1 đơn 7}]",
				"3 | vnpt | NH2 | 4G | 2026-Q4 | CV 12 | 2026-05-01 | [{h1 }] | corrected C3 technology-read | corrected D3 due-read",
				"4 | refused C4 technology", "5 | refused D5 due | refused F5 document-date | refused G5 hamlet-unknown", "6 | refused B6 promise-place"}},
		{"ours.csv", "id,operator,site,lon,lat,commune,technology,due,due_day,document,document_date,hamlets,petitions,notes,state,since\n" +
			"x,vnpt,,105.1,22.2,Xã A,4G,2026-Q4,2026-12-31,CV 3,2026-01-02,h1;h2,a;b,ghi,promised,2026-01-02\n,vnpt,,22.2,105.1,Xã A,4G,2026-Q4,,CV 3,2026-01-02,,,,,\n,vnpt,,1,2,Xã A,4G,2026-Q4,,CV 3,2026-01-02,,,,,\n",
			[]string{"2 | vnpt | [105.1 22.2]Xã A | 4G | 2026-Q4 | CV 3 | 2026-01-02 | [{h1 a} {h2 b}]",
				"3 | vnpt | [105.1 22.2]Xã A | 4G | 2026-Q4 | CV 3 | 2026-01-02 | [] | corrected D3 coordinate-turned", "4 | refused D4 coordinate"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rows, err := Read(tt.name, []byte(tt.content), options())
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range rows {
				got = append(got, told(r))
				for _, i := range r.Issues {
					if i.Vietnamese == "" || i.English == "" {
						t.Errorf("%+v says nothing", i)
					}
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestFilesWithoutPromisesAreRefused(t *testing.T) {
	for name, content := range map[string]string{"empty.csv": "", "other.csv": "a,b\n1,2\n", "none.csv": "Mã trạm;Thời hạn\n", "a.png": "\x89PNG\r\n",
		"many.csv": "Mã trạm;Thời hạn\n" + strings.Repeat("A;Q1/2027\n", 21)} {
		var refusal *intake.Refusal
		if _, err := Read(name, []byte(content), options()); !errors.As(err, &refusal) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("a.csv", []byte("Nhà mạng;Mã trạm;Thời hạn\nViettel;A;Q1/2027\n"))
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		rows, err := Read(name, content, options())
		if err != nil {
			return
		}
		for _, r := range rows {
			if err := r.Check(); !r.Refused() && err != nil {
				t.Fatalf("taken, but %v: %+v", err, r)
			}
		}
	})
}
