package intake

// Limits bound what one file may cost. They are settings: TableLimits and
// RasterLimits are what the product is delivered with.
type Limits struct {
	File     int64 // bytes of the file as it came
	Unpacked int64 // bytes of everything read out of it, together
	Member   int64 // bytes of one member of an archive
	Ratio    int64 // unpacked to packed, of a member above a megabyte
	Members  int   // entries of an archive

	Rows         int // of a table or a layer
	Columns      int // of a table, or properties of a feature
	CellText     int // characters of a cell
	Vertices     int // of a feature
	FileVertices int // of all features of a file
}

// ratioFrom spares small members the ratio: a kilobyte of blanks is no bomb.
const ratioFrom = 1 << 20

// TableLimits are for lists and boundaries.
func TableLimits() Limits {
	return Limits{File: 64 << 20, Unpacked: 64 << 20, Member: 64 << 20, Ratio: 100, Members: 200,
		Rows: 200_000, Columns: 200, CellText: 32_767, Vertices: 50_000, FileVertices: 2_000_000}
}

// RasterLimits are for elevation and population grids.
func RasterLimits() Limits {
	l := TableLimits()
	l.File, l.Unpacked, l.Member = 512<<20, 512<<20, 512<<20
	return l
}

// workbookFile bounds an XLSX as it came; its XML unpacks to several times that.
const workbookFile = 16 << 20
