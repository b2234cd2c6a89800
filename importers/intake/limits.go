package intake

// Limits bound what one file may cost. All are in bytes but Ratio and Members.
type Limits struct {
	File     int64 // the file as it came
	Unpacked int64 // everything read out of it, together
	Member   int64 // one member of an archive
	Ratio    int64 // unpacked to packed, of a member above RatioFrom
	Members  int   // entries of an archive
}

// ratioFrom spares small members the ratio: a kilobyte of blanks is no bomb.
const ratioFrom = 1 << 20

// TableLimits are for lists and boundaries.
func TableLimits() Limits {
	return Limits{File: 64 << 20, Unpacked: 64 << 20, Member: 64 << 20, Ratio: 100, Members: 200}
}

// RasterLimits are for elevation and population grids.
func RasterLimits() Limits {
	return Limits{File: 512 << 20, Unpacked: 512 << 20, Member: 512 << 20, Ratio: 100, Members: 200}
}

// workbookFile bounds an XLSX as it came; its XML unpacks to several times that.
const workbookFile = 16 << 20
