package coordinate

import (
	"errors"
	"math"
	"testing"

	"github.com/paulmach/orb"
)

func TestParse(t *testing.T) {
	const lat, lon = 22 + 37.0/60 + 45.3/3600, 105 + 20.0/60 + 53.0/3600
	for _, tt := range []struct {
		text string
		want float64
		axis Axis
		form Form
	}{
		{"105.34808", 105.34808, Unsaid, Plain},
		{"105,34808", 105.34808, Unsaid, Plain},
		{" 22.6 ", 22.6, Unsaid, Plain},
		{"105.348°", 105.348, Unsaid, Plain},
		{"105.348 E", 105.348, East, Plain},
		{"22,6 N", 22.6, North, Plain},
		{"Kinh độ: 105.3", 105.3, East, Plain},
		{"Vĩ độ 22,6 Bắc", 22.6, North, Plain},
		{"432792,68", 432792.68, Unsaid, Plain},
		{"2.503.484,00", 2503484, Unsaid, Grouped},
		{"2 503 484.00", 2503484, Unsaid, Grouped},
		{"432792.68 m", 432792.68, Unsaid, Plain},
		{`105°20'53"`, lon, Unsaid, DMS},
		{"105 20 53", lon, Unsaid, DMS},
		{"105.20.53", lon, Unsaid, DMS},
		{"105-20-53", lon, Unsaid, DMS},
		{`105° 20' 53" E`, lon, East, DMS},
		{"N22 37 45.3", lat, North, DMS},
		{"22°37’45,3’’", lat, Unsaid, DMS},
		{"22°37′45.3″N", lat, North, DMS},
		{"22 độ 37 phút 45,3 giây", lat, Unsaid, DMS},
		{"22°37.755'", 22 + 37.755/60, Unsaid, DMS},
		{"105°20'53\" Đông", lon, East, DMS},
	} {
		got, err := Parse(tt.text)
		if err != nil || math.Abs(got.Number-tt.want) > 1e-9 || got.Axis != tt.axis || got.Form != tt.form {
			t.Errorf("Parse(%q) = %+v, %v; want %v %q %q", tt.text, got, err, tt.want, tt.axis, tt.form)
		}
	}
	for text, want := range map[string]error{
		"": ErrMissing, "-": ErrMissing, "n/a": ErrMissing, "#N/A": ErrMissing,
		"abc": ErrNoPlace, "NaN": ErrNoPlace, "1e999": ErrNoPlace, "105.34.8x": ErrNoPlace, "22.6 S": ErrNoPlace, "105.3 W": ErrNoPlace, "gần cầu Nông Tiến 2": ErrNoPlace,
		"22 61 10": ErrSixty, `105°20'75"`: ErrSixty,
	} {
		if _, err := Parse(text); !errors.Is(err, want) {
			t.Errorf("Parse(%q): %v, want %v", text, err, want)
		}
	}
}

func TestPair(t *testing.T) {
	for _, text := range []string{
		"105.34808, 22.62924", "105,34808/22,62924", "105.34808; 22.62924", "105.34808 22.62924", "105.34808,22.62924",
		"(105.34808, 22.62924)", "22.62924, 105.34808", "22,62924 ; 105,34808", "105.34808 - 22.62924", "22.62924N 105.34808E",
		"N22.62924, E105.34808", "105.34808\n22.62924", "Lat: 22.62924 Long: 105.34808", "22°37'45.264\"N 105°20'53.088\"E", "22 37 45.264 105 20 53.088",
	} {
		pair, err := Pair(text)
		if err != nil {
			t.Errorf("Pair(%q): %v", text, err)
			continue
		}
		r, err := Read(pair[0], pair[1])
		if err != nil || math.Hypot(r.Point[0]-105.34808, r.Point[1]-22.62924) > 1e-6 {
			t.Errorf("Pair(%q) is read as %+v, %v", text, r, err)
		}
	}
	for _, text := range []string{"", "105.3", "abc, def", "105.3, 22.6, 17.1", "22 37 45"} {
		if pair, err := Pair(text); err == nil {
			t.Errorf("Pair(%q) = %+v, want an error", text, pair)
		}
	}
}

func TestRead(t *testing.T) {
	for _, tt := range []struct {
		name        string
		first       Value
		second      Value
		want        orb.Point
		metres, bad bool
		turned      bool
	}{
		{name: "longitude, latitude", first: Value{Number: 105.3}, second: Value{Number: 22.6}, want: orb.Point{105.3, 22.6}},
		{name: "swapped", first: Value{Number: 22.6}, second: Value{Number: 105.3}, want: orb.Point{105.3, 22.6}, turned: true},
		{name: "letters against the order", first: Value{Number: 22.6, Axis: North}, second: Value{Number: 105.3, Axis: East}, want: orb.Point{105.3, 22.6}, turned: true},
		{name: "easting, northing", first: Value{Number: 432792.68}, second: Value{Number: 2503484}, want: orb.Point{432792.68, 2503484}, metres: true},
		{name: "X is the northing in Viet Nam", first: Value{Number: 2503484}, second: Value{Number: 432792.68}, want: orb.Point{432792.68, 2503484}, metres: true, turned: true},
		{name: "two eastings", first: Value{Number: 105.3, Axis: East}, second: Value{Number: 22.6, Axis: East}, bad: true},
		{name: "zero", bad: true},
		{name: "Ibiza", first: Value{Number: 1.439}, second: Value{Number: 39.001}, bad: true},
		{name: "the point was lost", first: Value{Number: 10534808}, second: Value{Number: 2262924}, bad: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, err := Read(tt.first, tt.second)
			if (err != nil) != tt.bad || err == nil && (r.Point != tt.want || r.Metres != tt.metres || r.Turned != tt.turned) {
				t.Errorf("Read = %+v, %v", r, err)
			}
		})
	}
}

func TestUnpointedGivesTheDecimalPointBack(t *testing.T) {
	for _, pair := range [][2]float64{{10534808, 2262924}, {2262924, 10534808}, {105.34808, 2262924}} {
		places := Unpointed(Value{Number: pair[0]}, Value{Number: pair[1]})
		if len(places) != 1 || math.Abs(places[0].Point[0]-105.34808) > 1e-9 || math.Abs(places[0].Point[1]-22.62924) > 1e-9 {
			t.Errorf("%v may be %v", pair, places)
		}
	}
	if places := Unpointed(Value{Number: 10612345}, Value{Number: 10822345}); len(places) != 2 {
		t.Errorf("each could be the longitude, but the places are %v", places)
	}
	if places := Unpointed(Value{Number: 0}, Value{Number: 22.6}); len(places) != 0 {
		t.Errorf("0 cannot be rescaled, but the places are %v", places)
	}
}

func TestRegroup(t *testing.T) {
	if v, ok := Regroup("432.792"); !ok || v.Number != 432792 {
		t.Errorf("432.792 is %v, %v", v, ok)
	}
	for _, text := range []string{"105.34808", "432.79", "abc", ""} {
		if v, ok := Regroup(text); ok {
			t.Errorf("Regroup(%q) = %v", text, v)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"105,34808", `105°20'53"`, "N22 37 45.3", "22°37’45,3’’", "2.503.484,00", "Kinh độ: 105.3", "NaN", "1e999"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v, err := Parse(text)
		if err == nil && (math.IsNaN(v.Number) || math.IsInf(v.Number, 0)) {
			t.Fatalf("Parse(%q) = %v", text, v)
		}
		if v.Form == DMS && err == nil && (v.Number < 0 || v.Number > 181) {
			t.Fatalf("Parse(%q) = %v degrees", text, v)
		}
	})
}

func FuzzPair(f *testing.F) {
	for _, seed := range []string{"105.34808, 22.62924", "105,34808/22,62924", "22 37 45.264 105 20 53.088", "X: 2503484 Y: 432793", "22.6N 105.3E"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		pair, err := Pair(text)
		if err != nil {
			return
		}
		if r, err := Read(pair[0], pair[1]); err == nil && !r.Metres && !(isLon(r.Point[0]) && isLat(r.Point[1])) {
			t.Fatalf("Pair(%q) is read as %v", text, r.Point)
		}
	})
}
