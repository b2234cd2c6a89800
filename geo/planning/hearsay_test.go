package planning_test

import (
	"slices"
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
		heard := planning.NewCodebook(network()).Hear(tt.line, tt.operator)
		if heard.Line != tt.line || len(heard.Stations) != tt.stations || len(heard.Unsure) != len(tt.unsure) {
			t.Errorf("%q: %+v", tt.line, heard)
			continue
		}
		for i, n := range tt.unsure {
			if got := len(heard.Unsure[i].Near); got != n {
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
		heard := planning.NewCodebook(list).Hear(tt.line, "")
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
	f.Add("TQG0123, TQG0456 mất điện… VNPT Hong-Quang_TQG")
	book := planning.NewCodebook(network())
	f.Fuzz(func(t *testing.T, line string) {
		heard := book.Hear(line, "")
		if heard.Line != line {
			t.Errorf("%q is answered as %q", line, heard.Line)
		}
		for _, s := range heard.Stations {
			if !slices.Contains(network(), s) {
				t.Errorf("%q: %v is not in the book", line, s)
			}
		}
	})
}
