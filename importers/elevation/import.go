package elevation

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"phusong/data"
	"phusong/geo/terrain"
	"phusong/importers"
	"phusong/importers/intake"
)

// Options name an elevation file and say what is known about it beforehand.
type Options struct {
	FileName  string
	Content   []byte
	Dataset   string // "" names it after the sheet
	AsOf      time.Time
	Synthetic bool // the caller knows that the heights are invented
	DryRun    bool
}

// Import reads one elevation sheet and saves it as one revision. The error is a
// *intake.Refusal for a file that cannot be taken, importers.ErrNothing for a
// sheet without any height, and otherwise the database's.
func Import(ctx context.Context, store *data.Store, o Options) (importers.Receipt, error) {
	file, err := intake.Open(o.FileName, o.Content, intake.RasterLimits())
	if err != nil {
		return importers.Receipt{}, err
	}
	sheet, err := read(ctx, store, file)
	if err != nil {
		return importers.Receipt{}, err
	}
	census := count(sheet)
	d := data.Dataset{Kind: data.Elevation, Name: sheet.Name, Title: "Độ cao " + sheet.Name}
	if o.Dataset != "" {
		d.Name = o.Dataset
	}
	ledger := census.ledger(file.Name)
	im := importers.Import{
		File: file, Dataset: d, AsOf: o.AsOf, DryRun: o.DryRun,
		Synthetic: o.Synthetic || importers.Invented(file.Name) || bytes.Contains(file.Content[:min(len(file.Content), 4096)], []byte(importers.SampleLabel)),
		Counts:    ledger.Counts(), Issues: ledger.Issues(), Notes: census.notes(),
	}
	return im.Finish(ctx, census.heights(), func(ctx context.Context, n data.NewRevision) (data.Revision, error) {
		return store.SaveSheet(ctx, n, sheet, data.SheetNotes{Voids: census.voids, Negatives: census.negatives})
	})
}

func read(ctx context.Context, store *data.Store, file intake.File) (*terrain.Sheet, error) {
	if err := file.Is(intake.HGT, intake.GeoTIFF); err != nil {
		return nil, err
	}
	if file.Kind == intake.HGT {
		return fromHGT(file)
	}
	raster, err := store.ReadRaster(ctx, file.Content)
	if errors.Is(err, data.ErrRaster) {
		return nil, intake.Refuse("geotiff-broken", "không đọc được GeoTIFF (%[1]s): hãy xuất lại, hướng bắc lên trên, có hệ toạ độ",
			"the GeoTIFF cannot be read (%[1]s): export it again, north up, with its coordinate system", firstLine(err))
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file.Name, err)
	}
	if !degrees(raster) {
		return nil, intake.Refuse("geotiff-place", "GeoTIFF không có toạ độ địa lý hợp lệ: hãy xuất lại có hệ toạ độ",
			"the GeoTIFF does not lie anywhere on the globe: export it with its coordinate system")
	}
	return fromRaster(sheetName(file), raster), nil
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

func degrees(r data.Raster) bool {
	east, south := r.West+float64(r.Cols)*r.StepLon, r.North-float64(r.Rows)*r.StepLat
	return r.Cols > 1 && r.Rows > 1 && r.StepLon < 1 && r.StepLat < 1 && r.West >= -181 && east <= 181 && r.North <= 91 && south >= -91
}

// census is what stands in a sheet, in samples.
type census struct {
	samples, voids, negatives int
	implausible               int // far below the sea or above any mountain; may be negatives too
	lowest, highest           float64
}

func count(s *terrain.Sheet) census {
	c := census{samples: len(s.Heights)}
	first := true
	for _, h := range s.Heights {
		if h == terrain.Void {
			c.voids++
			continue
		}
		metres := float64(h) * s.Scale
		if metres < 0 {
			c.negatives++
		}
		if metres < terrain.LowestM || metres > terrain.HighestM {
			c.implausible++
			continue
		}
		if first || metres < c.lowest {
			c.lowest = metres
		}
		if first || metres > c.highest {
			c.highest = metres
		}
		first = false
	}
	return c
}

// heights is how many samples have a height that can be used.
func (c census) heights() int { return c.samples - c.voids - c.implausible }

func (c census) notes() map[string]string {
	return map[string]string{
		"samples": strconv.Itoa(c.samples), "voids": strconv.Itoa(c.voids), "negatives": strconv.Itoa(c.negatives),
		"implausible": strconv.Itoa(c.implausible), "lowest-m": fmt.Sprintf("%g", c.lowest), "highest-m": fmt.Sprintf("%g", c.highest),
	}
}

// ledger enters the sheet as one row, with a warning for each thing to know.
func (c census) ledger(file string) *importers.Ledger {
	l := importers.NewLedger()
	l.Row("", 1)
	warn := func(n int, code, vietnamese, english string) {
		if n > 0 {
			l.Add(data.Issue{Row: 1, Code: code, Severity: data.Warning, Raw: file,
				Vietnamese: fmt.Sprintf(vietnamese, n), English: fmt.Sprintf(english, n)})
		}
	}
	if c.heights() == 0 {
		l.Add(data.Issue{Row: 1, Code: "no-height", Severity: data.Refused, Raw: file,
			Vietnamese: "tệp không có độ cao nào dùng được", English: "the file holds no usable height at all"})
		return l
	}
	warn(c.voids, "voids", "%d điểm không có độ cao: nơi đó là chưa biết, không phải độ cao 0", "%d samples have no height: the ground there is unknown, not at 0")
	warn(c.negatives, "negatives", "%d điểm dưới mực nước biển", "%d samples lie below sea level")
	warn(c.implausible, "implausible", "%d điểm có độ cao vô lý, coi như không có", "%d samples have an impossible height and count as unknown")
	if c.lowest == c.highest {
		warn(c.heights(), "flat", "cả %d điểm có cùng một độ cao: tệp có đúng không?", "all %d samples have the same height: is this the right file?")
	}
	return l
}
