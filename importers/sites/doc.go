// Package sites reads operators' site lists (XLSX, CSV, TSV) as they are really
// sent: any header, lists in cells, VN-2000 metres, one row per site, sector or
// technology. Its one door is Import.
package sites
