package population

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"time"

	"phusong/data"
	"phusong/importers"
	"phusong/importers/intake"
)

// maxInhabited bounds the inhabited cells of one file.
const maxInhabited = 5_000_000

// Options name a population file and say what is known about it beforehand.
type Options struct {
	FileName  string
	Content   []byte
	Dataset   string // "" names it "population"
	AsOf      time.Time
	Synthetic bool // the caller knows that the people are invented
	DryRun    bool
}

// Import reads where people live and saves it as one revision. Errors are as
// those of sites.Import.
func Import(ctx context.Context, store *data.Store, o Options) (importers.Receipt, error) {
	file, err := intake.Open(o.FileName, o.Content, intake.RasterLimits())
	if err != nil {
		return importers.Receipt{}, err
	}
	p, err := read(ctx, store, file)
	if err != nil {
		return importers.Receipt{}, err
	}
	if len(p.cells) > maxInhabited {
		return importers.Receipt{}, intake.Refuse("people-many", "tệp có hơn %d ô có người: hãy cắt theo tỉnh", "the file has over %d inhabited cells: cut it to the province", maxInhabited)
	}
	d := data.Dataset{Kind: data.Population, Name: "population", Title: "Dân số"}
	if o.Dataset != "" {
		d.Name = o.Dataset
	}
	head := file.Content[:min(len(file.Content), 4096)]
	im := importers.Import{
		File: file, Dataset: d, AsOf: o.AsOf, DryRun: o.DryRun, Counts: p.ledger.Counts(), Issues: p.ledger.Issues(), Notes: p.summary(),
		Synthetic: o.Synthetic || p.synthetic || importers.Invented(file.Name) || bytes.Contains(head, []byte(importers.SampleLabel)),
	}
	return im.Finish(ctx, len(p.cells), func(ctx context.Context, n data.NewRevision) (data.Revision, error) {
		return store.SavePopulation(ctx, n, p.cells)
	})
}

func read(ctx context.Context, store *data.Store, file intake.File) (*points, error) {
	switch file.Kind {
	case intake.Text, intake.Workbook:
		return readPoints(file)
	case intake.GeoTIFF:
	default:
		return nil, file.Is(intake.GeoTIFF, intake.Text, intake.Workbook)
	}
	raster, err := store.ReadRaster(ctx, file.Content)
	if errors.Is(err, data.ErrRaster) {
		line, _, _ := strings.Cut(err.Error(), "\n")
		return nil, intake.Refuse("geotiff-broken", "không đọc được GeoTIFF (%[1]s): hãy xuất lại, hướng bắc lên trên, có hệ toạ độ",
			"the GeoTIFF cannot be read (%[1]s): export it again, north up, with its coordinate system", line)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file.Name, err)
	}
	return fromRaster(raster), nil
}

// summary says how many people the file holds in all.
func (p *points) summary() map[string]string {
	var total float64
	for _, c := range p.cells {
		total += c.People
	}
	summary := map[string]string{"people": strconv.FormatFloat(total, 'f', 0, 64), "inhabited": strconv.Itoa(len(p.cells))}
	maps.Copy(summary, p.notes)
	return summary
}
