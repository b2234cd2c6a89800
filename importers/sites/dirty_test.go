package sites

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"sort"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"phusong/geo"
	"phusong/importers"
	"phusong/importers/gazetteer"
)

const (
	dirtyRows  = 10_000
	dirtyShare = 5 // of a hundred rows, those with a fault planted by kind
)

// dirtySheets writes the list: two thirds in degrees, where most faults are
// planted, and a sheet in metres of either grid, with rows of the other grid,
// turned ones and grouped thousands.
func dirtySheets(l *dirtyLand) map[string][]dirtyRow {
	sheets := map[string][]dirtyRow{}
	faults := plantedFaults()
	for n := range dirtyRows {
		name, metres := "Danh sách trạm", 0.0
		switch n % 6 {
		case 4:
			name, metres = "Toạ độ VN-2000", 500
		case 5:
			name, metres = "Hà Giang VN-2000", 550
		}
		r := l.good(n, metres)
		if l.chance.IntN(100) < 3*dirtyShare {
			if metres > 0 {
				l.plantMetres(&r, metres)
			} else {
				f := faults[l.chance.IntN(len(faults))]
				r.fault, r.code, r.place = f.name, f.code, f.place
				f.plant(l, &r)
			}
		}
		sheets[name] = append(sheets[name], r)
	}
	l.plantPairs(sheets["Danh sách trạm"])
	sheets["Danh sách trạm"] = l.plantRows(sheets["Danh sách trạm"])
	return sheets
}

func (l *dirtyLand) plantMetres(r *dirtyRow, metres float64) {
	switch l.chance.IntN(3) {
	case 0:
		r.fault, r.code, r.place = "metres turned", "swapped", importers.Corrected
		r.cells[atLon], r.cells[atLat] = r.cells[atLat], r.cells[atLon]
	case 1:
		r.fault, r.code, r.place = "another grid", "grid-other", importers.Corrected
		r.cells[atLon], r.cells[atLat] = l.written(r.at, 1050-metres)
	case 2:
		r.fault, r.code, r.place = "thousands set off", "coordinate-grouped", importers.Corrected
		e, n := int(1000*(metres+100*(r.at[0]-105.5))), int(1000*(2400+100*(r.at[1]-22)))
		r.cells[atLon], r.cells[atLat] = fmt.Sprintf("%d.%03d.%03d,00", n/1e6, n/1e3%1000, n%1000), fmt.Sprintf("%d %03d,00", e/1000, e%1000)
	}
}

// plantPairs gives one code to two places, and one site two spellings.
func (l *dirtyLand) plantPairs(rows []dirtyRow) {
	for i := 0; i+1 < len(rows); i += 200 {
		a, b := &rows[i], &rows[i+1]
		if a.fault != "" || b.fault != "" {
			continue
		}
		if i%400 == 0 {
			a.fault, a.code, a.place = "one code, two places", "duplicate-code", importers.Waiting
			b.fault, b.code, b.place, b.cells[atCode] = a.fault, a.code, a.place, a.cells[atCode]
			continue
		}
		again := l.good(0, 0)
		for _, column := range []int{atLon, atLat, atCommune} {
			again.cells[column] = a.cells[column]
		}
		again.at, again.site, again.cells[atName] = a.at, a.site, a.cells[atName]
		again.cells[atCode] = a.site[:3] + "_" + a.site[3:]
		again.fault, again.code, again.place = "one site, two spellings", "code-spelling", importers.Corrected
		*b = again
	}
}

// plantRows puts rows in between that are no data.
func (l *dirtyLand) plantRows(rows []dirtyRow) []dirtyRow {
	var all []dirtyRow
	for i, r := range rows {
		switch {
		case i%500 == 0:
			all = append(all, dirtyRow{fault: "a section", code: "row-section", place: importers.Dropped, cells: []any{"II", "Huyện Na Hang"}})
		case i%700 == 0:
			all = append(all, dirtyRow{fault: "a total", code: "row-total", place: importers.Dropped, cells: []any{"", "Tổng cộng", "", "", "", 120}})
		case i%900 == 0:
			all = append(all, dirtyRow{fault: "the header again", code: "row-repeated", place: importers.Dropped, cells: dirtyHead()})
		}
		all = append(all, r)
		if i%300 == 0 && r.fault == "" {
			r.fault, r.code, r.place = "said twice", "row-duplicate", importers.Dropped
			all = append(all, r)
		}
	}
	return all
}

// streamed writes a long workbook, sheet by sheet.
func streamed(t testing.TB, sheets map[string][][]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	for _, name := range slices.Sorted(maps.Keys(sheets)) {
		rows := sheets[name]
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		w, err := f.NewStreamWriter(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			if err := w.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func understandDirty(t *testing.T, l *dirtyLand, sheets map[string][]dirtyRow) *Draft {
	t.Helper()
	cells := map[string][][]any{}
	for name, rows := range sheets {
		head := dirtyHead()
		if name != "Danh sách trạm" {
			head[atLon], head[atLat] = "X (m)", "Y (m)"
		}
		cells[name] = [][]any{{"DANH SÁCH TRẠM BTS"}, head}
		for _, r := range rows {
			cells[name] = append(cells[name], r.cells)
		}
	}
	file, err := openBook(streamed(t, cells))
	if err != nil {
		t.Fatal(err)
	}
	options := Options{Operator: geo.Viettel, AsOf: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)}
	d, err := Understand(t.Context(), file, options, l.gazetteer(), flat)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestADirtyListOfTenThousandRowsIsReadAsItsMakerKnowsIt(t *testing.T) {
	land := newDirtyLand(42)
	sheets := dirtySheets(land)
	d := understandDirty(t, land, sheets)
	rows := map[RowRef]DraftRow{}
	for _, r := range d.Rows {
		rows[RowRef{r.Sheet, r.Row}] = r
	}
	planted, found, total := map[string]int{}, map[string]int{}, 0
	var lost, silent []string
	for name, written := range sheets {
		for i, want := range written {
			total++
			got, there := rows[RowRef{name, i + 3}]
			about := fmt.Sprintf("%s!%d %q: %s, %d issues %v", name, i+3, want.fault, got.Place, len(got.Issues), got.Issues)
			taken := got.Place == importers.Accepted || got.Place == importers.Corrected
			if want.fault != "" {
				planted[want.fault]++
				if there && got.Place == want.place && hasCode(got, want.code) {
					found[want.fault]++
				} else {
					t.Log("not as planted:", about)
				}
			} else if !taken {
				lost = append(lost, about)
			}
			if why := want.differs(got, taken); why != "" {
				silent = append(silent, why+": "+about)
			}
		}
	}
	reportDirty(t, planted, found)
	if len(lost) > 0 {
		t.Errorf("%d good rows are lost, the first: %s", len(lost), lost[0])
	}
	if len(silent) > 0 {
		t.Errorf("%d rows are taken for what they are not, the first: %s", len(silent), silent[0])
	}
	if c := d.Counts; c.Rows != total || c.Rows != c.Accepted+c.Corrected+c.Questions+c.Refused+c.Dropped {
		t.Errorf("%d rows written, counts %+v", total, c)
	}
}

// reportDirty fails where fewer than 99 % of the planted faults were found.
func reportDirty(t *testing.T, planted, found map[string]int) {
	t.Helper()
	names := make([]string, 0, len(planted))
	all, seen := 0, 0
	for name, n := range planted {
		names, all, seen = append(names, name), all+n, seen+found[name]
	}
	sort.Strings(names)
	for _, name := range names {
		t.Logf("%-36s %4d of %4d", name, found[name], planted[name])
	}
	t.Logf("%d of %d planted faults found, %.2f %%", seen, all, 100*float64(seen)/float64(all))
	if all < 1_000 || float64(seen) < 0.99*float64(all) {
		t.Errorf("%d of %d planted faults were found: want 99 %% of at least 1,000", seen, all)
	}
}

func hasCode(r DraftRow, code string) bool {
	for _, i := range r.Issues {
		if i.Code == code {
			return true
		}
	}
	return code == ""
}

// differs says what of a row that was taken is not what is true of it.
func (want dirtyRow) differs(got DraftRow, taken bool) string {
	switch {
	case !taken:
		return ""
	case got.Site == nil || got.Position == nil:
		return "no site"
	case gazetteer.Km(*got.Position, want.at) > 0.08: // three decimals are right to 60 m
		return fmt.Sprintf("%.1f km away", gazetteer.Km(*got.Position, want.at))
	case string(got.Site.Code) != want.site:
		return "code " + string(got.Site.Code)
	case want.status != got.Site.Status:
		return "status " + string(got.Site.Status)
	}
	for _, azimuth := range want.azimuths {
		if !slices.ContainsFunc(got.Site.Sectors, func(s geo.Sector) bool {
			return s.Technology == want.technology && s.AzimuthDeg == azimuth && s.HeightM == want.heightM
		}) {
			return fmt.Sprintf("no sector %s %g° %g m", want.technology, azimuth, want.heightM)
		}
	}
	return ""
}
