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

// What is written nearly right is offered, the likeliest first, and never taken.
func TestNearCodesAreOfferedNotGuessed(t *testing.T) {
	list := []planning.Station{{Operator: geo.Viettel, Code: "TQG0166-13"}, {Operator: geo.Viettel, Code: "TQG0166-14"}, {Operator: geo.VNPT, Code: "TQG0188"},
		{Operator: geo.MobiFone, Code: "NHG-LOG-001"}, {Operator: geo.Viettel, Code: "TQG0101"}, {Operator: geo.Viettel, Code: "TQG0999"}}
	for _, tt := range []struct {
		line  string
		first string
		near  int
	}{
		{"TQG0166 mất điện", "TQG0166-13", 2},               // by its beginning
		{"tqg016613", "TQG0166-13", 1},                      // a dash is missing
		{"TQG0188-A", "TQG0188", 1},                         // longer than the list has it
		{"TQGO1O1 ngập", "TQG0101", 1},                      // the letter O for 0
		{"TQG0I0l", "TQG0101", 1},                           // I and l for 1
		{"TQGOIOI", "", 0},                                  // no digit at all: a word
		{"NHGLOG001", "NHG-LOG-001", 1},                     // no dashes
		{"NHG LOG 001", "", 0},                              // three words: no code
		{"TQG 0101 đứt cáp", "TQG0101", 1},                  // a blank in it
		{"TQG0199", "TQG0999", 3},                           // two digits differ, or one
		{"dự kiến 0300 sáng", "", 0},                        // a time
		{"QL2C km 0101", "", 0},                             // a road
		{"VNPT TQG0744", "", 0},                             // not theirs
		{"mobifone: NHGL0G001 mất nguồn", "NHG-LOG-001", 1}, // both
	} {
		heard := planning.Hear(tt.line, "", list)[0]
		var near []planning.Station
		for _, u := range heard.Unsure {
			near = append(near, u.Near...)
		}
		if len(heard.Stations) != 0 || len(near) != tt.near || tt.near > 0 && string(near[0].Code) != tt.first {
			t.Errorf("%q: took %v, offered %v; want %d, first %q", tt.line, heard.Stations, near, tt.near, tt.first)
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
