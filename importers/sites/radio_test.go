package sites

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"phusong/geo"
)

func TestValuesOfOneCell(t *testing.T) {
	for _, tt := range []struct {
		cell  string
		whole bool
		want  []string
	}{
		{"0/120/240", true, []string{"0", "120", "240"}}, {"0;120;240", true, []string{"0", "120", "240"}}, {"0,120,240", true, []string{"0", "120", "240"}},
		{"0-120-240", true, []string{"0", "120", "240"}}, {"0 120 240", true, []string{"0", "120", "240"}}, {"0 - 120 - 240", true, []string{"0", "120", "240"}},
		{"45m;42m", false, []string{"45m", "42m"}}, {"45,5", false, []string{"45,5"}}, {"45, 42", false, []string{"45", "42"}}, {"900,1800,2100", false, []string{"900", "1800", "2100"}},
		{"2G + 4G", false, []string{"2G", "4G"}}, {"2G và 4G", false, []string{"2G", "4G"}}, {"2G,4G", false, []string{"2G", "4G"}}, {"", false, nil}, {"/", false, nil},
	} {
		if d := cmp.Diff(tt.want, values(tt.cell, tt.whole)); d != "" && !(len(tt.want) == 0 && len(values(tt.cell, tt.whole)) == 0) {
			t.Errorf("%q: %s", tt.cell, d)
		}
	}
}

func TestTechnologiesAndBands(t *testing.T) {
	for text, want := range map[string]layer{
		"4G": {technology: geo.LTE}, "LTE": {technology: geo.LTE}, "lte 1800": {technology: geo.LTE, frequency: 1800}, "L1800": {technology: geo.LTE, frequency: 1800},
		"GSM900": {technology: geo.GSM, frequency: 900}, "DCS1800": {technology: geo.GSM, frequency: 1800}, "G900": {technology: geo.GSM, frequency: 900}, "2G (900)": {technology: geo.GSM, frequency: 900},
		"UMTS": {technology: geo.UMTS}, "WCDMA 2100": {technology: geo.UMTS, frequency: 2100}, "U900": {technology: geo.UMTS, frequency: 900}, "NodeB": {technology: geo.UMTS}, "eNodeB": {technology: geo.LTE},
		"NR": {technology: geo.NR}, "5G NSA": {technology: geo.NR}, "gNodeB": {technology: geo.NR}, "trạm 3G": {technology: geo.UMTS}, "4G LTE-A": {technology: geo.LTE},
	} {
		if got, ok := readLayer(text); !ok || got != want {
			t.Errorf("readLayer(%q) = %+v, %v; want %+v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "6G", "Macro", "WiFi", "trạm gốc", "14G", "GGG"} {
		if got, ok := readLayer(text); ok {
			t.Errorf("readLayer(%q) = %+v", text, got)
		}
	}
	for text, want := range map[string]geo.MHz{
		"900": 900, "1800 MHz": 1800, "2.1 GHz": 2100, "2,6GHz": 2600, "B3": 1800, "Band 8": 900, "n78": 3500, "1842,6": 1842.6, "947.5": 947.5, "2100MHz": 2100, "700": 700, "3700": 3700,
	} {
		if got, ok := readBand(text); !ok || got != want {
			t.Errorf("readBand(%q) = %v, %v; want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "1234", "B99", "FM", "12", "99999999999999999999"} {
		if got, ok := readBand(text); ok {
			t.Errorf("readBand(%q) = %v", text, got)
		}
	}
	for text, want := range map[string]geo.MHz{"1300": 1800, "300": 2100, "3550": 900, "3000": 2600, "9300": 700} {
		if got, ok := readEARFCN(text); !ok || got != want {
			t.Errorf("readEARFCN(%q) = %v, %v; want %v", text, got, ok, want)
		}
	}
}

func TestHeights(t *testing.T) {
	for text, want := range map[string]float64{"45": 45, "45m": 45, "45 m": 45, "45,5": 45.5, "~45": 45, "150 ft": 45.7, "42 mét": 42, "42.0": 42} {
		if got, ok := readHeight(text); !ok || got != want {
			t.Errorf("readHeight(%q) = %v, %v; want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "cao", "45 km"} {
		if got, ok := readHeight(text); ok {
			t.Errorf("readHeight(%q) = %v", text, got)
		}
	}
}

func TestPowers(t *testing.T) {
	for _, tt := range []struct {
		text   string
		column unit
		want   geo.DBm
	}{
		{"43 dBm", unitUnsaid, 43}, {"43", unitDBm, 43}, {"20 W", unitUnsaid, 43.01}, {"20", unitWatt, 43.01}, {"40W", unitDBm, 46.02}, {"2x20W", unitUnsaid, 46.02}, {"500 mW", unitUnsaid, 26.99}, {"46,0", unitDBm, 46},
	} {
		if got, ok := readPower(tt.text, tt.column); !ok || got != tt.want {
			t.Errorf("readPower(%q, %q) = %v, %v; want %v", tt.text, tt.column, got, ok, tt.want)
		}
	}
	for _, tt := range []struct {
		text   string
		column unit
	}{{"40", unitUnsaid}, {"900", unitDBm}, {"0", unitWatt}, {"-5", unitWatt}, {"abc", unitWatt}, {"", unitDBm}} {
		if got, ok := readPower(tt.text, tt.column); ok {
			t.Errorf("readPower(%q, %q) = %v: a guess", tt.text, tt.column, got)
		}
	}
	for label, want := range map[string]unit{"Công suất (dBm)": unitDBm, "Tx power (W)": unitWatt, "Công suất - W": unitWatt, "Công suất": unitUnsaid, "Power of tower": unitUnsaid} {
		if got := unitIn(label); got != want {
			t.Errorf("unitIn(%q) = %q, want %q", label, got, want)
		}
	}
}

func TestAnEIRPIsSplitSoThatItsSumStays(t *testing.T) {
	_, presences := readList(t, "Mã trạm;Kinh độ;Vĩ độ;Công nghệ;EIRP (dBm)\nA;105,51234;22,01234;4G;62\n", geo.Viettel)
	s := presences[0].Sectors[0]
	if got := s.PowerDBm.Plus(s.GainDBi); got != 62 || s.GainDBi == 0 {
		t.Errorf("power %v + gain %v", s.PowerDBm, s.GainDBi)
	}
}

func TestAPowerWithoutAUnitIsNotGuessed(t *testing.T) {
	l, presences := readList(t, "Mã trạm;Kinh độ;Vĩ độ;Công nghệ;Công suất\nA;105,51234;22,01234;4G;40\n", geo.Viettel)
	if d := cmp.Diff([]string{"E2 power warning"}, issues(l)); d != "" {
		t.Error(d)
	}
	if s := presences[0].Sectors[0]; s.PowerDBm != 0 {
		t.Errorf("power %v", s.PowerDBm)
	}
}

func TestStatusWords(t *testing.T) {
	for text, want := range map[string]geo.Status{
		"": geo.StatusOnAir, "Đang phát sóng": geo.StatusOnAir, "đang hoạt động": geo.StatusOnAir, "Hoà mạng": geo.StatusOnAir, "ON-AIR": geo.StatusOnAir,
		"Tạm dừng phát sóng": geo.StatusPaused, "tạm ngừng": geo.StatusPaused, "không hoạt động": geo.StatusPaused,
		"Quy hoạch": geo.StatusPlanned, "dự kiến 2026": geo.StatusPlanned, "khảo sát": geo.StatusPlanned,
		"Đang xây dựng": geo.StatusBuilding, "chưa có điện": geo.StatusBuilding, "chưa phát sóng": geo.StatusBuilding, "Đã tháo dỡ": geo.StatusRemoved,
	} {
		if got, ok := readStatus(text); !ok || got != want {
			t.Errorf("readStatus(%q) = %s, %v; want %s", text, got, ok, want)
		}
	}
}
