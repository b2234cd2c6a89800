// Package sample writes an invented province as the files that the importers
// read. Names, codes, centroids, stated areas and populations are real (see
// facts); the borders, the land, the hamlets and the stations are made up from
// a seed, the same on every run. Everything is marked as invented.
package sample

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"

	ellipsoid "github.com/paulmach/orb/geo"

	"phusong/geo"
)

// Options say which province is written. The zero value is the usual one.
type Options struct {
	Seed uint64
	// SheetSeconds is the spacing of the heights in arc seconds: 1, the default,
	// gives sheets of 3601²; 3 gives 1201², quicker, for tests.
	SheetSeconds int
	// Progress is told of each step; it may be nil.
	Progress func(step string, done, total int)
}

// Write makes the province and writes its files into dir, which it creates.
// A second call with the same seed writes the same bytes.
func Write(ctx context.Context, dir string, o Options) (Manifest, error) {
	if o.SheetSeconds == 0 {
		o.SheetSeconds = 1
	}
	if o.SheetSeconds != 1 && o.SheetSeconds != 3 {
		return Manifest{}, fmt.Errorf("sample: sheets of %d arc seconds are not known: use 1 or 3", o.SheetSeconds)
	}
	if o.Progress == nil {
		o.Progress = func(string, int, int) {}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return Manifest{}, fmt.Errorf("sample: %w", err)
	}
	w := &writer{ctx: ctx, dir: dir, progress: o.Progress}
	p, lists, err := w.invent(o)
	if err != nil {
		return Manifest{}, fmt.Errorf("sample: %w", err)
	}
	m, err := w.writeAll(p, lists)
	if err != nil {
		return m, fmt.Errorf("sample: %w", err)
	}
	return m, nil
}

// writer writes the files of one sample and keeps the list of them.
type writer struct {
	ctx      context.Context
	dir      string
	progress func(step string, done, total int)
	done     int
	files    []File
}

// steps is how many steps Progress is told of: those of invent and the files.
const steps = 5 + 15

// step tells of a step that begins; an error means that the caller gave up.
func (w *writer) step(name string) error {
	w.progress(name, w.done, steps)
	w.done++
	return w.ctx.Err()
}

// invent makes the province in memory.
func (w *writer) invent(o Options) (*province, map[geo.OperatorCode][]presence, error) {
	f, err := readFacts()
	if err != nil {
		return nil, nil, err
	}
	p := &province{facts: f, seed: o.Seed}
	r := provinceRaster()
	var lists map[geo.OperatorCode][]presence
	for _, s := range []struct {
		name string
		make func()
	}{
		{"địa hình", func() { p.ground = newGround(o.Seed, o.SheetSeconds) }},
		{"địa giới", func() {
			r.drawOutline(f.communes, f.province.areaKm2, o.Seed)
			r.divide(f.communes, o.Seed)
		}},
		{"thôn, bản", func() {
			p.hamlets = r.settle(f, p.ground, o.Seed)
			p.atoms = r.cutAtoms(f, p.hamlets)
			p.borders = newTopology(r)
		}},
		{"dân cư", func() { p.houses = r.houses(p.hamlets, p.atoms, p.ground, o.Seed) }},
		{"trạm BTS", func() {
			b := p.build(r)
			lists = b.equip()
			b.soilLists(lists)
		}},
	} {
		if err := w.step(s.name); err != nil {
			return nil, nil, err
		}
		s.make()
	}
	return p, lists, nil
}

// writeAll writes every file, the manifest last.
func (w *writer) writeAll(p *province, lists map[geo.OperatorCode][]presence) (Manifest, error) {
	m := Manifest{Label: label(), Territory: Label{"Tỉnh Tuyên Quang (dữ liệu mẫu)", "Tuyen Quang province (invented sample)"},
		Synthetic: true, Seed: p.seed}
	communes := p.communeBoundaries()
	m.Counts = Counts{Districts: len(p.districts), Communes: len(communes), Reformed: len(p.reformed), Hamlets: len(p.hamlets),
		Masts: mastCount, AreaError: areaError(communes)}
	for _, h := range p.hamlets {
		m.Counts.People += h.people
	}
	for _, write := range []func() error{
		func() error { return w.boundaries(p, communes) },
		func() error { return w.land(p) },
		func() error { return w.sites(lists) },
	} {
		if err := write(); err != nil {
			return m, err
		}
	}
	for _, f := range w.files {
		m.Counts.Presences += f.Expected.OnAir
		m.Counts.Sectors += f.Expected.SectorsOnAir
	}
	m.Files = w.files
	if err := w.file(File{Path: "README.txt"}, func(out io.Writer, _ *Expected) error { return writeReadme(out, m) }); err != nil {
		return m, err
	}
	return m, w.file(File{Path: "MANIFEST.json"}, func(out io.Writer, _ *Expected) error {
		encoder := json.NewEncoder(out)
		encoder.SetIndent("", "  ")
		return encoder.Encode(m)
	})
}

// areaError is the worst relative difference between drawn and stated areas.
func areaError(communes []boundary) float64 {
	worst := 0.0
	for _, c := range communes {
		worst = max(worst, math.Abs(ellipsoid.Area(c.area)/sphereExcess/1e6/c.areaKm2-1))
	}
	return math.Round(worst*1e5) / 1e5
}

// sphereExcess is by how much areas on the sphere of the equator's radius are
// larger than on the ellipsoid at the province's latitude.
const sphereExcess = 1.00424

// file writes one file whole or not at all, and lists it when it has a kind.
func (w *writer) file(f File, write func(out io.Writer, e *Expected) error) error {
	if err := w.step(f.Path); err != nil {
		return err
	}
	path := filepath.Join(w.dir, f.Path)
	out, err := os.Create(path + ".part")
	if err != nil {
		return err
	}
	buffered := bufio.NewWriterSize(out, 1<<18)
	err = write(buffered, &f.Expected)
	if err == nil {
		err = buffered.Flush()
	}
	if closing := out.Close(); err == nil {
		err = closing
	}
	if err != nil {
		os.Remove(path + ".part")
		return fmt.Errorf("%s: %w", path, err)
	}
	if f.Kind != "" {
		w.files = append(w.files, f)
	}
	return os.Rename(path+".part", path)
}
