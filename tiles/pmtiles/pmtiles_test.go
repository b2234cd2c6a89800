package pmtiles

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"
)

// The ids that the specification and its reference implementation give.
func TestIDsAreThoseOfTheSpecification(t *testing.T) {
	for _, tt := range []struct {
		z, x, y uint32
		id      uint64
	}{{0, 0, 0, 0}, {1, 0, 0, 1}, {1, 0, 1, 2}, {1, 1, 1, 3}, {1, 1, 0, 4}, {2, 0, 0, 5}, {2, 1, 0, 6}, {2, 1, 1, 7}, {2, 0, 1, 8}, {12, 3423, 1763, 19078479}} {
		if got := ID(tt.z, tt.x, tt.y); got != tt.id {
			t.Errorf("ID(%d/%d/%d) = %d, want %d", tt.z, tt.x, tt.y, got, tt.id)
		}
	}
}

func TestIDsFollowOneAnotherFromNeighbourToNeighbour(t *testing.T) {
	for z := uint32(1); z <= 6; z++ {
		at, side := map[uint64][2]int{}, uint32(1)<<z
		for x := range side {
			for y := range side {
				at[ID(z, x, y)] = [2]int{int(x), int(y)}
			}
		}
		first := ID(z, 0, 0)
		for k := range uint64(len(at)) - 1 {
			a, known := at[first+k]
			b, next := at[first+k+1]
			if d := (a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1]); !known || !next || d != 1 {
				t.Fatalf("zoom %d: %v is followed by %v", z, a, b)
			}
		}
	}
}

func TestAContentIsWrittenOnceAndARunIsOneEntry(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, different := New(), map[byte]bool{}
		for i := range rapid.Uint32Range(1, 64).Draw(t, "tiles") {
			content := rapid.ByteRange(0, 3).Draw(t, "content")
			different[content] = true
			a.Add(4, i%16, i/16, bytes.Repeat([]byte{content}, 10))
		}
		var out bytes.Buffer
		if err := a.Write(&out, About{MinZoom: 4, MaxZoom: 4}); err != nil {
			t.Fatal(err)
		}
		entries, contents, err := a.lay()
		if err != nil || len(contents) != len(different) {
			t.Fatalf("%d contents of %d different: %v", len(contents), len(different), err)
		}
		tiles := 0
		for _, e := range entries {
			tiles += int(e.run)
		}
		if tiles != a.Len() || !bytes.HasPrefix(out.Bytes(), []byte("PMTiles\x03")) {
			t.Fatalf("%d of %d tiles are listed", tiles, a.Len())
		}
	})
}

func TestATileCannotBeTwoThings(t *testing.T) {
	a := New()
	a.Add(3, 1, 1, []byte("a"))
	a.Add(3, 1, 1, []byte("b"))
	if a.Write(&bytes.Buffer{}, About{}) == nil {
		t.Error("one address twice is written")
	}
}

func TestALargeRootLeadsToLeaves(t *testing.T) {
	var entries []entry
	id := uint64(0)
	for i := range uint64(200_000) {
		id += 1 + i*i%7
		entries = append(entries, entry{id: id, offset: i * i % 100_003, length: uint32(i % 9973), run: 1})
	}
	root, leaves := directories(entries)
	if len(root) > rootBytes-headerBytes || len(leaves) == 0 {
		t.Errorf("a root of %d bytes, %d bytes of leaves", len(root), len(leaves))
	}
}
