package table

// Limits bound what is read from one file.
type Limits struct {
	Rows     int   // of one sheet
	Columns  int   // of one sheet
	Cells    int   // of one sheet
	CellText int   // characters of one cell; more is cut
	Unpacked int64 // bytes a workbook may unpack to, held in memory

	Hidden bool // read hidden sheets as well
}

// DefaultLimits are those of the product as it is delivered.
func DefaultLimits() Limits {
	return Limits{Rows: 200_000, Columns: 200, Cells: 4_000_000, CellText: 32_767, Unpacked: 64 << 20}
}

const (
	maxBlankRun = 1_000     // blank rows after which a sheet is taken to have ended
	maxFilled   = 4_000_000 // cells that merges may write out
)

// CSV reads delimited text under the limits of the product.
func CSV(content []byte) (Sheet, error) { return DefaultLimits().CSV(content) }

// Workbook reads an XLSX under the limits of the product.
func Workbook(content []byte) ([]Sheet, error) { return DefaultLimits().Workbook(content) }
