package hexcol

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"phusong/geo"
	"phusong/geo/hex"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// small is a full block, one with gaps, and one of a single hex far away.
func small() *File {
	parent := hex.At(orb.Point{105.2, 22.1}, 6)
	hexes := hex.Children(parent, 8)
	for i, h := range hex.Children(hex.Neighbours(parent)[0], 8) {
		if i%3 != 1 {
			hexes = append(hexes, h)
		}
	}
	hexes = append(hexes, hex.At(orb.Point{-68, -54}, 8))
	slices.Sort(hexes)
	all := Block{Hexes: hexes}
	for i := range hexes {
		all.Classes = append(all.Classes, []geo.Class{0, 1, 2, 3, 4, 5, 15}[i%7])
		all.Levels = append(all.Levels, -int16(i*2%256))
		all.Servers = append(all.Servers, uint32(i*i*i%1283))
		all.Operators = append(all.Operators, uint8(i%5))
		all.People = append(all.People, uint32(i*i*i*7%20_011))
		all.Technologies = append(all.Technologies, []geo.Technology{0, geo.GSM, geo.UMTS, geo.LTE, geo.NR}[i%5])
		all.Before.Classes = append(all.Before.Classes, []geo.Class{15, 5, 4, 3, 2, 1, 0}[i%7])
		all.Before.Levels = append(all.Before.Levels, -int16(i*3%256))
		all.Before.Operators = append(all.Before.Operators, uint8(i%3))
	}
	return &File{Resolution: 8, Parents: 6, Columns: known, Blocks: Under(6, all)}
}

// readable is a file as its twin shows it: hexes as H3 writes them, classes as
// numbers.
func readable(f *File) ([]byte, error) {
	type signal struct {
		Classes   []int   `json:"classes"`
		Levels    []int16 `json:"levels"`
		Operators []int   `json:"operators"`
	}
	type block struct {
		Parent string   `json:"parent"`
		Hexes  []string `json:"hexes"`
		signal
		Servers      []uint32 `json:"servers"`
		People       []uint32 `json:"people"`
		Technologies []int    `json:"technologies"`
		Before       signal   `json:"before"`
	}
	numbers := func(s Signal) signal {
		shown := signal{Levels: s.Levels}
		for i := range s.Classes {
			shown.Classes, shown.Operators = append(shown.Classes, int(s.Classes[i])), append(shown.Operators, int(s.Operators[i]))
		}
		return shown
	}
	twin := struct {
		Resolution int     `json:"resolution"`
		Parents    int     `json:"parents"`
		Columns    string  `json:"columns"`
		Blocks     []block `json:"blocks"`
	}{f.Resolution, f.Parents, f.Columns.String(), nil}
	for _, b := range f.Blocks {
		shown := block{Parent: b.Parent.String(), signal: numbers(b.Signal), Servers: b.Servers, People: b.People, Before: numbers(b.Before)}
		for i, h := range b.Hexes {
			shown.Hexes, shown.Technologies = append(shown.Hexes, h.String()), append(shown.Technologies, int(b.Technologies[i]))
		}
		twin.Blocks = append(twin.Blocks, shown)
	}
	return json.MarshalIndent(twin, "", " ")
}

func TestTheGoldenFileIsReadAndWritten(t *testing.T) {
	const file, twin = "testdata/small.hexcol", "testdata/small.json"
	if *update {
		text, err := readable(small())
		if err := errors.Join(err, os.WriteFile(file, small().Append(nil), 0o644), os.WriteFile(twin, text, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	golden, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(twin)
	if err != nil {
		t.Fatal(err)
	}
	read, err := Decode(golden)
	if err != nil {
		t.Fatal(err)
	}
	got, _ := readable(read)
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("the golden file is read as something else (-twin +read):\n%s", diff)
	}
	if !bytes.Equal(small().Append(nil), golden) {
		t.Error("the golden file is written differently")
	}
}

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		resolution := rapid.IntRange(0, 11).Draw(t, "resolution")
		parents := rapid.IntRange(max(0, resolution-3), resolution).Draw(t, "parents")
		all := Block{}
		for range rapid.IntRange(1, 20).Draw(t, "hexes") {
			at := orb.Point{rapid.Float64Range(-180, 180).Draw(t, "lon"), rapid.Float64Range(-90, 90).Draw(t, "lat")}
			all.Hexes = append(all.Hexes, hex.Children(hex.At(at, parents), resolution)...)
		}
		slices.Sort(all.Hexes)
		all.Hexes = slices.Compact(all.Hexes)
		f := &File{Resolution: resolution, Parents: parents, Columns: Class}
		if rapid.Bool().Draw(t, "levels") {
			f.Columns = known
		}
		for i := range all.Hexes {
			all.Classes = append(all.Classes, geo.Class(i%6))
			if f.Columns&Level != 0 {
				all.Levels = append(all.Levels, -int16(i%256))
				all.Servers = append(all.Servers, uint32(i))
				all.Operators = append(all.Operators, uint8(i))
				all.People = append(all.People, uint32(i*i))
				all.Technologies = append(all.Technologies, geo.Technologies()[i%4])
				all.Before.Classes = append(all.Before.Classes, geo.Class(i%4))
				all.Before.Levels = append(all.Before.Levels, -int16(i%100))
				all.Before.Operators = append(all.Before.Operators, uint8(i%5))
			}
		}
		f.Blocks = Under(parents, all)
		back, err := Decode(f.Append(nil))
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(f, back) {
			t.Fatal(cmp.Diff(f, back))
		}
	})
}

func TestALevelThatIsNoneOfAPhoneIsTheNearestOne(t *testing.T) {
	for level, want := range map[int16]byte{0: 0, -1: 1, 5: 1, -97: 97, -255: 255, -300: 255} {
		if got := levelByte(level); got != want {
			t.Errorf("%d dBm is written as %d, want %d", level, got, want)
		}
	}
}

func TestWhatIsNoFileIsRefused(t *testing.T) {
	good := small().Append(nil)
	change := func(at int, to byte) []byte {
		b := slices.Clone(good)
		b[at] = to
		return b
	}
	for name, b := range map[string][]byte{
		"nothing":                        nil,
		"another magic":                  change(0, 'p'),
		"another version":                change(4, 2),
		"a resolution H3 has not":        change(5, 16),
		"parents finer than hexes":       change(6, 9),
		"parents too far above":          change(5, 15),
		"no class":                       change(7, 6),
		"a column nobody knows":          change(7, 255),
		"more blocks than bytes":         change(8, 0x7f),
		"bytes left over":                append(slices.Clone(good), 0),
		"a cut end":                      good[:len(good)-1],
		"a class that is none":           bytes.Replace(good, []byte{3, 4, 5, 15}, []byte{3, 4, 5, 14}, 1),
		"a technology that is none":      bytes.Replace(good, []byte{0, 2, 3, 4, 5, 0}, []byte{0, 2, 3, 4, 6, 0}, 1),
		"an empty file with hexes after": append([]byte("PHXC\x01\x08\x06\x01\x00"), 1),
	} {
		if f, err := Decode(b); !errors.Is(err, ErrMalformed) || f != nil {
			t.Errorf("%s is read: %v", name, err)
		}
	}
	for cut := range good {
		if _, err := Decode(good[:cut]); !errors.Is(err, ErrMalformed) {
			t.Fatalf("the first %d bytes are a file: %v", cut, err)
		}
	}
}

func TestAFileOfClassesAloneHoldsNoOther(t *testing.T) {
	f := small()
	f.Columns = Class
	back, err := Decode(f.Append(nil))
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range back.Blocks {
		if b.Levels != nil || b.Servers != nil || b.Operators != nil || b.People != nil || b.Technologies != nil || b.Before.Classes != nil {
			t.Errorf("under %v there are other columns", b.Parent)
		}
	}
	if f.Columns.String() != "class" || small().Columns.String() != "class, level, server, operator, people, technology, before" || !strings.Contains(Columns(128).String(), "0x80") {
		t.Errorf("%v, %v, %v", f.Columns, small().Columns, Columns(128))
	}
}

// FuzzDecode: whatever is read is written to the same file, and nothing else
// happens.
func FuzzDecode(f *testing.F) {
	f.Add(small().Append(nil))
	one := small()
	one.Columns, one.Blocks = Class, one.Blocks[:1]
	f.Add(one.Append(nil))
	f.Add([]byte("PHXC\x01\x0a\x06\x07\x01"))
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := Decode(b)
		if err != nil {
			if !errors.Is(err, ErrMalformed) {
				t.Fatal(err)
			}
			return
		}
		again, err := Decode(file.Append(nil))
		if err != nil {
			t.Fatalf("what was read is refused when it is written: %v", err)
		}
		if diff := cmp.Diff(file, again); diff != "" {
			t.Fatal(diff)
		}
	})
}
