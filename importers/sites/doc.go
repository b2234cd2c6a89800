// Package sites reads operators' site lists as they are really sent. Tables
// (XLSX, CSV, TSV): any header, lists in cells, VN-2000 metres, one row per site,
// sector or technology. Points (GeoJSON, KML, KMZ, GeoPackage, Shapefile): their
// properties are read like the cells of a table. Its one door is Import.
package sites
