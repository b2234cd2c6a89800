package coverage

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func footprints() *rapid.Generator[*Footprint] {
	return rapid.Custom(func(t *rapid.T) *Footprint {
		f := &Footprint{Points: rapid.SampledFrom([]int{1, 7}).Draw(t, "points"), Hexes: []int32{}, Losses: []uint16{}, Departures: []int16{}}
		last := int32(-1)
		for range rapid.IntRange(0, 40).Draw(t, "hexes") {
			last += 1 + rapid.Int32Range(0, 1<<24).Draw(t, "step")
			f.Hexes = append(f.Hexes, last)
			f.Departures = append(f.Departures, rapid.Int16().Draw(t, "departure"))
			for range f.Points {
				f.Losses = append(f.Losses, rapid.OneOf(rapid.Just(NoLoss), rapid.Uint16()).Draw(t, "loss"))
			}
		}
		f.Cut = rapid.SampledFrom([][]int32{{}, {0}, {3, 4, 900}, {1<<31 - 1 - partPlaces}}).Draw(t, "cut")
		return f
	})
}

func same(a, b *Footprint) bool {
	return a.Points == b.Points && slices.Equal(a.Hexes, b.Hexes) && slices.Equal(a.Losses, b.Losses) &&
		slices.Equal(a.Departures, b.Departures) && slices.Equal(a.Cut, b.Cut)
}

func TestFootprintComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := footprints().Draw(t, "footprint")
		b := f.Append([]byte("before"))
		got, err := ParseFootprint(b[len("before"):])
		if err != nil || !same(got, f) {
			t.Fatalf("%v: %+v came back as %+v", err, f, got)
		}
	})
}

func TestDamagedFootprintIsRefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := footprints().Draw(t, "footprint").Append(nil)
		cut := rapid.IntRange(0, len(b)-1).Draw(t, "cut")
		if _, err := ParseFootprint(b[:cut]); !errors.Is(err, ErrFootprint) {
			t.Errorf("%d of %d bytes: %v", cut, len(b), err)
		}
		b[cut] ^= byte(rapid.IntRange(1, 255).Draw(t, "flip"))
		if _, err := ParseFootprint(b); !errors.Is(err, ErrFootprint) {
			t.Errorf("byte %d of %d changed: %v", cut, len(b), err)
		}
	})
}

// What each version says of one footprint, byte by byte: what is in a database
// must stay readable.
func TestFootprintOnDisk(t *testing.T) {
	f := &Footprint{Points: 1, Hexes: []int32{2, 3, 4196}, Losses: []uint16{1000, NoLoss, 1010}, Departures: []int16{-5, -5, 7}, Cut: []int32{9}}
	first := sealed([]byte{'F', 'P', 1, 1, 3, 2, 0, 0xe0, 0x20, 9, 0, 24, 0xd1, 0x0f, 0, 21, 1, 9})
	second := sealed([]byte{'F', 'P', 2, 1, 2, 0, 10, 1, 6, 2, 2, 0, 9, 0, 0xd1, 0x0f, 0, 1, 9, 1, 100, 14, 0xe5, 0x0f, 0})
	if got := f.Append(nil); !bytes.Equal(got, second) {
		t.Errorf("%#v", got)
	}
	for _, stored := range [][]byte{first, second} {
		if got, err := ParseFootprint(stored); err != nil || !reflect.DeepEqual(got, f) {
			t.Errorf("version %d: %v %+v", stored[2], err, got)
		}
	}
}

// Of a part of a footprint is read what the whole has there, and outside of its
// spans there is nothing.
func TestAPartOfAFootprintIsWhatTheWholeHasThere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := footprints().Draw(t, "footprint")
		b := f.Append(nil)
		odd := func(s Span) bool { return s.From/partPlaces%2 == 1 }
		got, err := ParseFootprintWithin(b, odd)
		if err != nil {
			t.Fatal(err)
		}
		want := &Footprint{Points: f.Points}
		spans, err := FootprintSpans(b)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(f.Spans(), spans) {
			t.Errorf("a footprint lies in %v, its stored form in %v", f.Spans(), spans)
		}
		in := func(h int32) bool {
			if !slices.ContainsFunc(spans, func(s Span) bool { return s.From <= h && h < s.To }) {
				t.Errorf("hex %d is in no span", h)
			}
			return odd(Span{From: h / partPlaces * partPlaces})
		}
		for i, h := range f.Hexes {
			if in(h) {
				want.Hexes, want.Departures = append(want.Hexes, h), append(want.Departures, f.Departures[i])
				want.Losses = append(want.Losses, f.Losses[i*f.Points:(i+1)*f.Points]...)
			}
		}
		want.Cut = slices.DeleteFunc(slices.Clone(f.Cut), func(h int32) bool { return !in(h) })
		if !slices.Equal(got.Hexes, want.Hexes) || !slices.Equal(got.Losses, want.Losses) ||
			!slices.Equal(got.Departures, want.Departures) || !slices.Equal(got.Cut, want.Cut) {
			t.Errorf("%+v, want %+v", got, want)
		}
	})
}

// sealed returns b with its checksum after it.
func sealed(b []byte) []byte {
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, castagnoli()))
}

func TestFootprintOfAnotherGridDoesNotFit(t *testing.T) {
	f := &Footprint{Points: 1, Hexes: []int32{2, 300}, Cut: []int32{9, 400}}
	for hexes, want := range map[int]bool{300: false, 400: false, 401: true} {
		if f.Fits(hexes) != want {
			t.Errorf("Fits(%d) = %v", hexes, !want)
		}
	}
}

func FuzzParseFootprint(f *testing.F) {
	for seed := range 5 {
		f.Add(footprints().Example(seed).Append(nil))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		// The checksum would hide the parser from the fuzzer: it is made to agree.
		if len(b) < 7 {
			return
		}
		b = sealed(b[:len(b)-4])
		got, err := ParseFootprint(b)
		if err != nil {
			return
		}
		again, err := ParseFootprint(got.Append(nil))
		if err != nil || !same(got, again) {
			t.Fatalf("%v: %+v came back as %+v", err, got, again)
		}
		if len(got.Losses) != got.Points*len(got.Hexes) || len(got.Departures) != len(got.Hexes) {
			t.Fatalf("columns of %d, %d, %d", len(got.Hexes), len(got.Losses), len(got.Departures))
		}
	})
}
