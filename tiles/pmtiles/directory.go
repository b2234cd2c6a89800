package pmtiles

import (
	"encoding/binary"
	"math"
)

// rootBytes is the most that header and root directory take together, so that
// one request reads both.
const rootBytes = 16384

// leafEntries is how many entries a leaf has at first; it doubles until the root
// that leads to the leaves is small enough.
const leafEntries = 4096

// directories returns the root and the leaves one behind the other, none where
// the root holds every entry.
func directories(entries []entry) (root, leaves []byte) {
	if root = directory(entries); len(root) <= rootBytes-headerBytes {
		return root, nil
	}
	for size := leafEntries; ; size *= 2 {
		var pointers []entry
		leaves = nil
		for from := 0; from < len(entries); from += size {
			leaf := directory(entries[from:min(from+size, len(entries))])
			pointers = append(pointers, entry{id: entries[from].id, offset: uint64(len(leaves)), length: uint32(len(leaf))})
			leaves = append(leaves, leaf...)
		}
		if root = directory(pointers); len(root) <= rootBytes-headerBytes {
			return root, leaves
		}
	}
}

// directory codes entries column by column: ids as differences, runs (0 leads to
// a leaf), lengths, offsets (0 right behind the entry before, else one more).
func directory(entries []entry) []byte {
	b := binary.AppendUvarint(nil, uint64(len(entries)))
	last := uint64(0)
	for _, e := range entries {
		b = binary.AppendUvarint(b, e.id-last)
		last = e.id
	}
	for _, e := range entries {
		b = binary.AppendUvarint(b, uint64(e.run))
	}
	for _, e := range entries {
		b = binary.AppendUvarint(b, uint64(e.length))
	}
	for i, e := range entries {
		if i > 0 && e.offset == entries[i-1].offset+uint64(entries[i-1].length) {
			b = append(b, 0)
			continue
		}
		b = binary.AppendUvarint(b, e.offset+1)
	}
	return zip(b)
}

// header is the first bytes of a file: where its parts are, in bytes and counts.
type header struct {
	About
	root, metadata, leaves, data int
	addressed, entries, contents int
}

const (
	headerBytes = 127
	gzipped     = 2 // of directories, metadata and tiles
	vectorTiles = 1
)

func (h header) bytes() []byte {
	b := append(make([]byte, 0, headerBytes), "PMTiles\x03"...)
	at := uint64(headerBytes)
	for _, length := range []int{h.root, h.metadata, h.leaves, h.data} {
		b = binary.LittleEndian.AppendUint64(b, at)
		b = binary.LittleEndian.AppendUint64(b, uint64(length))
		at += uint64(length)
	}
	for _, count := range []int{h.addressed, h.entries, h.contents} {
		b = binary.LittleEndian.AppendUint64(b, uint64(count))
	}
	const clustered = 1
	b = append(b, clustered, gzipped, gzipped, vectorTiles, byte(h.MinZoom), byte(h.MaxZoom))
	for _, degrees := range h.Bounds {
		b = appendDegrees(b, degrees)
	}
	b = append(b, byte(h.MinZoom))
	b = appendDegrees(b, (h.Bounds[0]+h.Bounds[2])/2)
	return appendDegrees(b, (h.Bounds[1]+h.Bounds[3])/2)
}

// appendDegrees writes ten-millionths of a degree.
func appendDegrees(b []byte, degrees float64) []byte {
	return binary.LittleEndian.AppendUint32(b, uint32(int32(math.Round(degrees*1e7))))
}

// ID is a tile's number: those of coarser zooms first, within a zoom along the
// Hilbert curve.
func ID(z, x, y uint32) uint64 {
	id := (uint64(1)<<(2*z) - 1) / 3
	for s := uint32(1) << z >> 1; s > 0; s >>= 1 {
		right, down := x&s != 0, y&s != 0
		switch {
		case right && down:
			id += 2 * uint64(s) * uint64(s)
		case right:
			id += 3 * uint64(s) * uint64(s)
		case down:
			id += uint64(s) * uint64(s)
		}
		if !down {
			if right {
				x, y = s-1-x&(s-1), s-1-y&(s-1)
			}
			x, y = y, x
		}
	}
	return id
}
