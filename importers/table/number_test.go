package table

import (
	"math"
	"testing"
)

func TestNumber(t *testing.T) {
	for _, tt := range []struct {
		text string
		want float64
	}{
		{"105.34808", 105.34808}, {"105,34808", 105.34808}, {"22,629", 22.629}, {"22.629", 22.629}, {"-1", -1}, {"−5,5", -5.5},
		{"2.503.484,00", 2503484}, {"2,503,484.00", 2503484}, {"2 503 484.00", 2503484}, {"2\u00a0503\u202f484,5", 2503484.5},
		{"1.234.567", 1234567}, {"1E5", 1e5}, {"1.5e-3", 0.0015}, {"+7", 7}, {".5", 0.5}, {"5.", 5},
	} {
		if got, ok := Number(tt.text); !ok || math.Abs(got-tt.want) > 1e-9 {
			t.Errorf("Number(%q) = %v, %v; want %v", tt.text, got, ok, tt.want)
		}
	}
	for _, text := range []string{"", "-", ".", "abc", "NaN", "inf", "1e999", "1.2.3", "1,2,3", "1.234,567.8", "12a", "0x10", "1_000", "105°", "105 20 53", "22 37 45.3"} {
		if got, ok := Number(text); ok {
			t.Errorf("Number(%q) = %v, want no number", text, got)
		}
	}
}

func FuzzNumber(f *testing.F) {
	for _, seed := range []string{"2.503.484,00", "1e5", ".", "−5,5", "1,234.5"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if v, ok := Number(text); ok && (math.IsNaN(v) || math.IsInf(v, 0)) {
			t.Fatalf("Number(%q) = %v", text, v)
		}
	})
}

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"Toạ độ": "toa do", "TỌA ĐỘ": "toa do", "Xã/Phường": "xa phuong", "  Mã – trạm (m) ": "ma tram m", "Ðịa chỉ": "dia chi", "hoà": "hoa", "hòa": "hoa", "2G…5G": "2g 5g", "": "",
	} {
		if got := Fold(text); got != want {
			t.Errorf("Fold(%q) = %q, want %q", text, got, want)
		}
	}
}
