package planning_test

import (
	"strings"
	"testing"

	"phusong/geo"
	"phusong/geo/planning"
)

func network() []planning.Station {
	return []planning.Station{{Operator: geo.Viettel, Code: "TQG0123"}, {Operator: geo.Viettel, Code: "TQG0456"}, {Operator: geo.Viettel, Code: "TQG0789"},
		{Operator: geo.VNPT, Code: "TQG0789"}, {Operator: geo.VNPT, Code: "Hong-Quang_TQG"}}
}

func TestWhatIsReadOutIsAnsweredLineByLine(t *testing.T) {
	for _, tt := range []struct {
		line     string
		operator geo.OperatorCode
		stations int
		unsure   []int // stations offered for each word
	}{
		{"TQG0123, tqg0456 mất điện từ 3h, 12/9", "", 2, nil},
		{"TQG0789 đứt quang", "", 0, []int{2}},
		{"VNPT: TQG0789 đứt quang", "", 1, nil},
		{"TQG0789", geo.Viettel, 1, nil},
		{"Hong-Quang_TQG.", "", 1, nil},
		{"TQG0124 ngập", "", 0, []int{1}},
		{"XYZ99999", "", 0, []int{0}},
		{"mất điện diện rộng, dự kiến 18h00 ngày 10/9/2024", "", 0, nil},
		{"TQG0123 TQG0123", "", 1, nil},
	} {
		heard := planning.Hear("\n"+tt.line+"\r\n\n", tt.operator, network())
		if len(heard) != 1 || heard[0].Line != tt.line || len(heard[0].Stations) != tt.stations || len(heard[0].Unsure) != len(tt.unsure) {
			t.Errorf("%q: %+v", tt.line, heard)
			continue
		}
		for i, n := range tt.unsure {
			if got := len(heard[0].Unsure[i].Near); got != n {
				t.Errorf("%q: %d offered, want %d", tt.line, got, n)
			}
		}
	}
}

func FuzzHear(f *testing.F) {
	f.Add("TQG0123, TQG0456 mất điện…\nVNPT Hong-Quang_TQG")
	f.Fuzz(func(t *testing.T, text string) {
		lines := 0
		for line := range strings.Lines(text) {
			if strings.TrimSpace(line) != "" {
				lines++
			}
		}
		if got := len(planning.Hear(text, "", network())); got != lines {
			t.Errorf("%d lines, %d answered", lines, got)
		}
	})
}
