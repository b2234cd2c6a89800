package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"phusong/data"
	"phusong/geo"
	"phusong/importers"
	"phusong/importers/boundaries"
	"phusong/importers/elevation"
	"phusong/importers/intake"
	"phusong/importers/population"
	"phusong/importers/sites"
)

type importCommand struct {
	DryRun bool   `help:"Show the receipt and change nothing." name:"dry-run"`
	JSON   bool   `help:"Print receipts as JSON." name:"json"`
	AsOf   string `help:"Day the file speaks of, 2026-11-22; today by default." placeholder:"DATE"`
	Sample bool   `help:"The file is invented, where it cannot say so itself (elevation, population, tables of clusters)."`

	limitFlags

	Boundaries importBoundaries `cmd:"" help:"Administrative units: GeoJSON, KML, KMZ, GeoPackage or zipped Shapefile."`
	Hamlets    importHamlets    `cmd:"" help:"Hamlets as polygons or points: GeoJSON, KML, KMZ, GeoPackage or zipped Shapefile."`
	Clusters   importClusters   `cmd:"" help:"Household clusters of hamlets, by which a hamlet is judged beside its centre: GeoJSON, KML, KMZ, GeoPackage, zipped Shapefile, CSV or XLSX points."`
	Sites      importSites      `cmd:"" help:"An operator's site list: XLSX, CSV, or points as GeoJSON, KML, KMZ, GeoPackage, zipped Shapefile."`
	Elevation  importElevation  `cmd:"" help:"Elevation sheets: HGT, raw or zipped, or GeoTIFF."`
	Population importPopulation `cmd:"" help:"People: GeoTIFF or CSV points."`

	sites *siteReport // of the file being imported, where it is a site list
}

type files struct {
	Files []string `arg:"" name:"file" help:"Files to import." type:"existingfile"`
}

type importBoundaries struct {
	files
	Repair  bool   `help:"Put invalid shapes right where that changes less than 1 % of their area."`
	Level   string `help:"province, district or commune, where the file does not say."`
	Vintage string `help:"2024 or 2025-07, where the file does not say."`
}

type importHamlets struct {
	files
	Repair  bool   `help:"Put invalid shapes right where that changes less than 1 % of their area."`
	Vintage string `help:"2024 or 2025-07, where the file does not say."`
}

type importClusters struct {
	files
	Vintage string `help:"2024 or 2025-07: of the hamlets they belong to, where there are several lists."`
}

type importSites struct {
	files
	Hidden   bool   `help:"Read the hidden sheets of a workbook as well."`
	Operator string `help:"Whose list it is, where the file does not say."`
}

type (
	importElevation  struct{ files }
	importPopulation struct{ files }
)

// source is one file read into memory with what the user said of it.
type source struct {
	name    string
	content []byte
	asOf    time.Time
	dryRun  bool
	sample  bool // invented, whatever the file says of itself
}

// importer takes one source.
type importer func(context.Context, *data.Store, source) (importers.Receipt, error)

// Run imports boundaries.
func (c importBoundaries) Run(ctx context.Context, p *place, all *importCommand) error {
	options := boundaries.UnitOptions{Repair: c.Repair, Limits: all.limits()}
	var err error
	if c.Level != "" {
		if options.Level, err = geo.ParseLevel(c.Level); err != nil {
			return err
		}
	}
	if options.Vintage, err = optionalVintage(c.Vintage); err != nil {
		return err
	}
	return all.run(ctx, p, c.Files, func(ctx context.Context, store *data.Store, s source) (importers.Receipt, error) {
		options.FileName, options.Content, options.AsOf, options.DryRun = s.name, s.content, s.asOf, s.dryRun
		return boundaries.ImportUnits(ctx, store, options)
	})
}

// Run imports hamlets.
func (c importHamlets) Run(ctx context.Context, p *place, all *importCommand) error {
	vintage, err := optionalVintage(c.Vintage)
	if err != nil {
		return err
	}
	return all.run(ctx, p, c.Files, func(ctx context.Context, store *data.Store, s source) (importers.Receipt, error) {
		return boundaries.ImportHamlets(ctx, store, boundaries.HamletOptions{
			FileName: s.name, Content: s.content, AsOf: s.asOf, DryRun: s.dryRun, Vintage: vintage, Repair: c.Repair, Limits: all.limits()})
	})
}

// Run imports household clusters.
func (c importClusters) Run(ctx context.Context, p *place, all *importCommand) error {
	vintage, err := optionalVintage(c.Vintage)
	if err != nil {
		return err
	}
	return all.run(ctx, p, c.Files, func(ctx context.Context, store *data.Store, s source) (importers.Receipt, error) {
		return boundaries.ImportClusters(ctx, store, boundaries.ClusterOptions{
			FileName: s.name, Content: s.content, AsOf: s.asOf, DryRun: s.dryRun, Vintage: vintage, Invented: s.sample, Limits: all.limits()})
	})
}

// Run imports site lists.
func (c importSites) Run(ctx context.Context, p *place, all *importCommand) error {
	var operator geo.OperatorCode
	if c.Operator != "" {
		var err error
		if operator, err = geo.ParseOperator(c.Operator); err != nil {
			return err
		}
	}
	return all.run(ctx, p, c.Files, func(ctx context.Context, store *data.Store, s source) (importers.Receipt, error) {
		return sites.Import(ctx, store, sites.Options{Understood: all.report(ctx, store), FileName: s.name, Content: s.content, Operator: operator, AsOf: s.asOf, DryRun: s.dryRun, Hidden: c.Hidden, Limits: all.limits()})
	})
}

// Run imports elevation sheets.
func (c importElevation) Run(ctx context.Context, p *place, all *importCommand) error {
	return all.run(ctx, p, c.Files, importElevationFile)
}

// Run imports people.
func (c importPopulation) Run(ctx context.Context, p *place, all *importCommand) error {
	return all.run(ctx, p, c.Files, importPopulationFile)
}

func importElevationFile(ctx context.Context, store *data.Store, s source) (importers.Receipt, error) {
	return elevation.Import(ctx, store, elevation.Options{FileName: s.name, Content: s.content, AsOf: s.asOf, DryRun: s.dryRun, Synthetic: s.sample})
}

func importPopulationFile(ctx context.Context, store *data.Store, s source) (importers.Receipt, error) {
	return population.Import(ctx, store, population.Options{FileName: s.name, Content: s.content, AsOf: s.asOf, DryRun: s.dryRun, Synthetic: s.sample})
}

func optionalVintage(text string) (geo.Vintage, error) {
	if text == "" {
		return "", nil
	}
	return geo.ParseVintage(text)
}

// run imports the files one after the other and prints a receipt for each. A
// file that is refused does not stop the others, but the command fails.
func (c *importCommand) run(ctx context.Context, p *place, paths []string, take importer) error {
	asOf := time.Time{}
	if c.AsOf != "" {
		var err error
		if asOf, err = time.Parse(time.DateOnly, c.AsOf); err != nil {
			return fmt.Errorf("--as-of %q is not a day: write it like 2026-11-22", c.AsOf)
		}
	}
	store, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	refused := 0
	for _, path := range paths {
		c.sites = nil
		receipt, err := importFile(ctx, store.Store, path, source{asOf: asOf, dryRun: c.DryRun, sample: c.Sample}, take)
		if receipt.File != "" {
			c.print(os.Stdout, receipt)
		}
		if err != nil && !isRefusal(err) {
			return err
		}
		if err != nil {
			fmt.Fprintf(os.Stderr, "phusong: %s: %v\n", filepath.Base(path), err)
			refused++
		}
	}
	if refused > 0 {
		return fmt.Errorf("%d of %d files %w; nothing of them was changed", refused, len(paths), errRefused)
	}
	return nil
}

// maxFile bounds a source file before it is read; each importer has bounds of
// its own below it.
const maxFile = 512 << 20

func importFile(ctx context.Context, store *data.Store, path string, s source, take importer) (importers.Receipt, error) {
	info, err := os.Stat(path)
	if err != nil {
		return importers.Receipt{}, fmt.Errorf("open %s: %w", path, err)
	}
	if info.Size() > maxFile {
		return importers.Receipt{}, intake.Refuse("file-too-large", "tệp lớn hơn %d MB: hãy chia nhỏ", "the file is over %d MB: split it", maxFile>>20)
	}
	if s.content, err = os.ReadFile(path); err != nil {
		return importers.Receipt{}, fmt.Errorf("read %s: %w", path, err)
	}
	s.name = filepath.Base(path)
	return take(ctx, store, s)
}

func isRefusal(err error) bool {
	var refusal *intake.Refusal
	return errors.As(err, &refusal) || errors.Is(err, importers.ErrNothing)
}

func (c *importCommand) print(w io.Writer, r importers.Receipt) {
	if c.JSON {
		out := json.NewEncoder(w)
		out.SetIndent("", "  ")
		if err := out.Encode(c.whole(r)); err != nil {
			fmt.Fprintln(os.Stderr, "phusong: print the receipt:", err)
		}
		return
	}
	state := fmt.Sprintf("revision %d", r.Revision)
	switch {
	case r.DryRun:
		state = "dry run, nothing changed"
	case r.Existed:
		state += ", imported before"
	}
	fmt.Fprintf(w, "%s → %s %s (%s): %d rows = %d accepted + %d corrected + %d waiting + %d refused + %d dropped\n",
		r.File, r.Kind, r.Dataset, state, r.Rows, r.Accepted, r.Corrected, r.Questions, r.Refused, r.Dropped)
	c.sites.print(w)
	for _, issue := range r.Issues {
		fmt.Fprintf(w, "  %s %s [%s] %s — %s\n", placeOfIssue(issue), issue.Severity, issue.Code, issue.Vietnamese, issue.English)
	}
	if r.Questions > 0 {
		fmt.Fprintf(w, "  %d hàng chờ trả lời: gửi danh sách qua trang tải lên và chọn ở đó, hoặc sửa tệp rồi nhập lại — %d rows wait for an answer: hand the list in on the upload page and choose there, or correct the file and import it again\n", r.Questions, r.Questions)
	}
}
