package opendata

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"golang.org/x/sync/singleflight"

	"phusong/tiles"
)

// Sum is a file's size and checksum.
type Sum struct {
	Bytes  int64
	SHA256 string // lower-case hexadecimal
}

// mostSums bounds what is remembered of files: some sixty releases' worth.
const mostSums = 2000

// Shelf keeps written files in a folder of its own, at most so many bytes of
// them: those asked for last. Each is written once however many ask, and one at a
// time, so that a crowd of strangers costs one processor. It is safe for
// concurrent use.
type Shelf struct {
	folder  string
	most    int64
	flight  singleflight.Group
	writing sync.Mutex

	mu   sync.Mutex
	kept []kept // the one asked for last at the end
	sums map[string]Sum
}

type kept struct {
	name  string
	bytes int64
}

// NewShelf keeps files in a folder, which must be there, empty and nobody
// else's; the caller takes it away.
func NewShelf(folder string, most int64) *Shelf {
	return &Shelf{folder: folder, most: most, sums: map[string]Sum{}}
}

// FileName is what a dataset of a release is called as a file.
func FileName(d Dataset, f Format, release string) string {
	return fmt.Sprintf("phu-song-%s-%s.%s", d.Name, release, f)
}

// Sum returns size and checksum of a dataset of a release, which is written where
// it never was.
func (s *Shelf) Sum(ctx context.Context, e *tiles.Edition, d Dataset, f Format) (Sum, error) {
	s.mu.Lock()
	sum, known := s.sums[FileName(d, f, e.ID)]
	s.mu.Unlock()
	if known {
		return sum, nil
	}
	opened, sum, err := s.Open(ctx, e, d, f)
	if err == nil {
		err = opened.Close()
	}
	return sum, err
}

// Sums returns size and checksum of all files of a release by their names; those
// that never were are written.
func (s *Shelf) Sums(ctx context.Context, e *tiles.Edition) (map[string]Sum, error) {
	all := map[string]Sum{}
	for _, d := range Datasets() {
		for _, f := range d.Formats {
			sum, err := s.Sum(ctx, e, d, f)
			if err != nil {
				return nil, err
			}
			all[FileName(d, f, e.ID)] = sum
		}
	}
	return all, nil
}

// Open opens a dataset of a release, written where it is not at hand. It fails
// with ErrFormat, ErrNotPublic, or an error of the file system.
func (s *Shelf) Open(ctx context.Context, e *tiles.Edition, d Dataset, f Format) (*os.File, Sum, error) {
	if !d.Has(f) {
		return nil, Sum{}, fmt.Errorf("%w: %s as %.20q; there are %v", ErrFormat, d.Name, f, d.Formats)
	}
	name := FileName(d, f, e.ID)
	for ctx.Err() == nil { // a full shelf may clear it before it is opened
		if opened, sum, ok := s.take(name); ok {
			return opened, sum, nil
		}
		if err := s.make(ctx, name, e, d, f); err != nil {
			return nil, Sum{}, err
		}
	}
	return nil, Sum{}, fmt.Errorf("open %s: %w", name, ctx.Err())
}

// make writes a file that is not at hand, once however many ask.
func (s *Shelf) make(ctx context.Context, name string, e *tiles.Edition, d Dataset, f Format) error {
	_, err, _ := s.flight.Do(name, func() (any, error) {
		s.writing.Lock()
		defer s.writing.Unlock()
		if opened, _, ok := s.take(name); ok {
			return nil, opened.Close()
		}
		sum, err := Write(context.WithoutCancel(ctx), filepath.Join(s.folder, name), e, d, f)
		if err == nil {
			s.keep(name, sum)
		}
		return nil, err
	})
	return err
}

// take opens a kept file and marks it as used.
func (s *Shelf) take(name string) (*os.File, Sum, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.kept, func(k kept) bool { return k.name == name })
	if i < 0 {
		return nil, Sum{}, false
	}
	found := s.kept[i]
	s.kept = slices.Delete(s.kept, i, i+1)
	opened, err := os.Open(filepath.Join(s.folder, name))
	if err != nil {
		return nil, Sum{}, false // somebody cleared the folder: it is written again
	}
	s.kept = append(s.kept, found)
	return opened, s.sums[name], true
}

// keep puts a file on the shelf and clears those asked for longest ago; the last
// one always stays. Who reads a cleared one reads it to the end.
func (s *Shelf) keep(name string, sum Sum) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.sums) >= mostSums {
		clear(s.sums)
		for _, k := range s.kept {
			_ = os.Remove(filepath.Join(s.folder, k.name))
		}
		s.kept = nil
	}
	s.sums[name] = sum
	s.kept = append(s.kept, kept{name, sum.Bytes})
	var total int64
	for _, k := range s.kept {
		total += k.bytes
	}
	for total > s.most && len(s.kept) > 1 {
		_ = os.Remove(filepath.Join(s.folder, s.kept[0].name)) // what stays is overwritten when it is asked for
		total -= s.kept[0].bytes
		s.kept = s.kept[1:]
	}
}

// Write writes a dataset of a release to a path: whole, or not at all. What was
// there is replaced.
func Write(ctx context.Context, path string, e *tiles.Edition, d Dataset, f Format) (Sum, error) {
	part := path + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Sum{}, fmt.Errorf("write %s: %w", d.Name, err)
	}
	defer os.Remove(part)
	if err := writePart(ctx, part, e, d, f); err != nil {
		return Sum{}, fmt.Errorf("write %s as %s: %w", d.Name, f, err)
	}
	sum, err := sumOf(part)
	if err != nil {
		return Sum{}, err
	}
	return sum, os.Rename(part, path)
}

func writePart(ctx context.Context, path string, e *tiles.Edition, d Dataset, f Format) error {
	if f == GeoPackage {
		return d.write(ctx, f, e, file{path: path})
	}
	made, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	buffered := bufio.NewWriterSize(made, 1<<16)
	err = d.write(ctx, f, e, file{w: buffered})
	return errors.Join(err, buffered.Flush(), made.Close())
}

func sumOf(path string) (Sum, error) {
	opened, err := os.Open(path)
	if err != nil {
		return Sum{}, err
	}
	defer opened.Close()
	hash := sha256.New()
	n, err := io.Copy(hash, opened)
	return Sum{n, hex.EncodeToString(hash.Sum(nil))}, err
}
