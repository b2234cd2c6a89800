package geo

import (
	"testing"

	"pgregory.net/rapid"
)

func TestClassBoundsBelongToTheUpperClass(t *testing.T) {
	scale := ScaleOf(LTE)
	for _, tt := range []struct {
		level DBm
		want  Class
	}{
		{-140, ClassNone}, {-121.1, ClassNone}, {-121, ClassWeak}, {-110.1, ClassWeak},
		{-110, ClassLimited}, {-105, ClassFair}, {-95, ClassGood}, {-85, ClassVeryGood}, {-40, ClassVeryGood},
	} {
		if got := scale.Class(tt.level); got != tt.want {
			t.Errorf("%v dBm is %v, want %v", tt.level, got, tt.want)
		}
	}
}

func TestEveryTechnologyHasAnAscendingScale(t *testing.T) {
	for _, technology := range Technologies() {
		scale := ScaleOf(technology)
		for i := 1; i < len(scale.Bounds); i++ {
			if scale.Bounds[i] <= scale.Bounds[i-1] {
				t.Errorf("%v: bound %d is not above the one before", technology, i)
			}
		}
	}
}

func TestLevel16KeepsTenths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tenths := rapid.Int16Range(-2000, 500).Draw(t, "tenths")
		if got := ToLevel16(Level16(tenths).DBm()); got != Level16(tenths) {
			t.Fatalf("%d tenths came back as %d", tenths, got)
		}
	})
}

func TestShortHexComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		res := rapid.IntRange(0, 15).Draw(t, "resolution")
		short := rapid.Uint64Range(0, 1<<(7+3*res)-1).Draw(t, "short")
		h := ShortHex(short, res)
		if h.Resolution() != res || h.Short() != short {
			t.Fatalf("%d at %d became %v", short, res, h)
		}
		if res <= 15 && h.Short() >= 1<<53 {
			t.Fatalf("%v is not a safe JavaScript number", h.Short())
		}
	})
}
