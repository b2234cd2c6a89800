package coverage

import (
	"bytes"
	"errors"
	"reflect"
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
		f.Cut = rapid.SampledFrom([][]int32{{}, {0}, {3, 4, 900}, {1<<31 - 1}}).Draw(t, "cut")
		return f
	})
}

func TestFootprintComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := footprints().Draw(t, "footprint")
		b := f.Append([]byte("before"))
		got, err := ParseFootprint(b[len("before"):])
		if err != nil || !reflect.DeepEqual(got, f) {
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

// The stored form of version 1, byte by byte: what is in a database must stay
// readable.
func TestFootprintOnDisk(t *testing.T) {
	f := &Footprint{Points: 1, Hexes: []int32{2, 3, 300}, Losses: []uint16{1000, NoLoss, 1010}, Departures: []int16{-5, -5, 7}, Cut: []int32{9}}
	want := []byte{'F', 'P', 1, 1, 3, 2, 0, 0xa8, 2, 9, 0, 24, 0xd1, 0x0f, 0, 21, 1, 9, 0x8f, 0xfe, 0x58, 0xe9}
	if got := f.Append(nil); !bytes.Equal(got, want) {
		t.Errorf("%#v", got)
	}
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
		if err != nil || !reflect.DeepEqual(got, again) {
			t.Fatalf("%v: %+v came back as %+v", err, got, again)
		}
		if len(got.Losses) != got.Points*len(got.Hexes) || len(got.Departures) != len(got.Hexes) {
			t.Fatalf("columns of %d, %d, %d", len(got.Hexes), len(got.Losses), len(got.Departures))
		}
	})
}
