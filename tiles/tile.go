package tiles

import (
	"bytes"
	"fmt"
	"io"

	"github.com/andybalholm/brotli"
	"github.com/cespare/xxhash/v2"
	"github.com/klauspost/compress/gzip"
)

// Tile is one tile as it is sent. Gzip and Brotli are the encodings that are at
// hand, nil where there is none: Brotli comes a moment after the release, and
// formats that are compressed already have neither. Its bytes must not be changed.
type Tile struct {
	Gzip, Brotli []byte
	// ETag is made of the content, without quotes. It names the tile, not an
	// encoding: who sends one must tell them apart.
	ETag string

	plain []byte // nil where Gzip is kept instead
}

// mostBytes is the most a tile should take to send, as gzip, or as it is where it is
// a picture. Nothing is left out of larger ones.
const mostBytes = 64 << 10

// Body returns the tile as no encoding at all, unpacking it where only an
// encoding is kept.
func (t Tile) Body() []byte {
	if t.plain != nil || t.Gzip == nil {
		return t.plain
	}
	unpacked, err := gzip.NewReader(bytes.NewReader(t.Gzip))
	if err != nil {
		return nil // what we packed ourselves can be unpacked
	}
	body, _ := io.ReadAll(unpacked)
	return body
}

// orEmpty is ErrEmpty for a tile that holds nothing.
func (t Tile) orEmpty() (Tile, error) {
	if t.ETag == "" {
		return Tile{}, ErrEmpty
	}
	return t, nil
}

func (t Tile) size() int {
	const around = 256 // what keeping a tile takes besides its bytes
	return len(t.plain) + len(t.Gzip) + len(t.Brotli) + around
}

// newTile encodes what lies in the palette's memory. Pictures are compressed
// already. The ETag is XXH64, a tenth of what SHA-256 costs: nobody but us makes
// what it tells apart.
func (p *palette) newTile(body []byte, of Layer) Tile {
	t := Tile{ETag: fmt.Sprintf("%016x", xxhash.Sum64(body))}
	if of.Format.picture() {
		t.plain = bytes.Clone(body)
	} else {
		t.Gzip = p.compress(body, of.quick)
	}
	return t
}

// compress returns the body as gzip, in memory of its own. Writing to a buffer
// cannot fail.
func (p *palette) compress(body []byte, quick bool) []byte {
	w := p.gzip
	if quick {
		w = p.quickGzip
	}
	p.packing.Reset()
	w.Reset(&p.packing)
	w.Write(body)
	w.Close()
	return bytes.Clone(p.packing.Bytes())
}

// brotliLevel takes some seven times as long as gzip and makes an eighth to a
// quarter less; beyond it time doubles for a hundredth.
const brotliLevel = 6

// squeeze returns the body as Brotli, in memory of its own.
func (p *palette) squeeze(body []byte) []byte {
	if p.brotli == nil {
		p.brotli = brotli.NewWriterLevel(nil, brotliLevel)
	}
	p.packing.Reset()
	p.brotli.Reset(&p.packing)
	p.brotli.Write(body)
	p.brotli.Close()
	return bytes.Clone(p.packing.Bytes())
}
