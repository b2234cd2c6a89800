// Package pmtiles writes PMTiles archives of version 3: all tiles of a map in one
// file that clients read by ranges of bytes. Tiles stand in the order of their ids
// («clustered»), each content once; directories and metadata are gzip.
// https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
package pmtiles

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/klauspost/compress/gzip"
)

// Archive is a file in the making: tiles are added in any order and written at
// the end. All of them are in memory.
type Archive struct {
	tiles    []tile
	contents map[[32]byte][]byte
}

type tile struct {
	id  uint64
	sum [32]byte
}

// New returns an empty archive.
func New() *Archive { return &Archive{contents: map[[32]byte][]byte{}} }

// Add adds a tile of a vector map, which must be gzip. No address may come twice.
func (a *Archive) Add(z, x, y uint32, gzipped []byte) {
	sum := sha256.Sum256(gzipped)
	a.tiles = append(a.tiles, tile{ID(z, x, y), sum})
	a.contents[sum] = gzipped
}

// Len is the number of tiles that were added.
func (a *Archive) Len() int { return len(a.tiles) }

// About is what an archive says of itself. Bounds are west, south, east, north in
// degrees; Metadata is TileJSON's members, of which vector maps need
// vector_layers.
type About struct {
	MinZoom, MaxZoom int
	Bounds           [4]float64
	Metadata         map[string]any
}

// Write writes the whole file. It fails where the writer does, and where two
// tiles have one address.
func (a *Archive) Write(w io.Writer, about About) error {
	slices.SortFunc(a.tiles, func(p, q tile) int {
		if p.id < q.id {
			return -1
		}
		return 1
	})
	entries, contents, err := a.lay()
	if err != nil {
		return err
	}
	metadata, err := json.Marshal(about.Metadata)
	if err != nil {
		return fmt.Errorf("write an archive's metadata: %w", err)
	}
	metadata = zip(metadata)
	root, leaves := directories(entries)
	h := header{About: about, root: len(root), metadata: len(metadata), leaves: len(leaves), addressed: len(a.tiles), entries: len(entries), contents: len(contents)}
	for _, content := range contents {
		h.data += len(content)
	}
	for _, part := range append([][]byte{h.bytes(), root, metadata, leaves}, contents...) {
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	return nil
}

// entry is a run of tiles with one content.
type entry struct {
	id, offset  uint64
	length, run uint32
}

// lay puts the contents one behind the other in the order of the first tile that
// has each.
func (a *Archive) lay() (entries []entry, contents [][]byte, err error) {
	offsets, end := map[[32]byte]uint64{}, uint64(0)
	for i, t := range a.tiles {
		if i > 0 && a.tiles[i-1].id == t.id {
			return nil, nil, fmt.Errorf("write an archive: the tile %d is in it twice", t.id)
		}
		offset, laid := offsets[t.sum]
		content := a.contents[t.sum]
		if !laid {
			offset = end
			offsets[t.sum] = offset
			contents = append(contents, content)
			end += uint64(len(content))
		}
		if n := len(entries); n > 0 && entries[n-1].offset == offset && entries[n-1].id+uint64(entries[n-1].run) == t.id {
			entries[n-1].run++
			continue
		}
		entries = append(entries, entry{t.id, offset, uint32(len(content)), 1})
	}
	return entries, contents, nil
}

func zip(b []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	w.Write(b) // a buffer takes everything
	w.Close()
	return out.Bytes()
}
