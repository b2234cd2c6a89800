// Package sites reads operators' site lists as they are really sent. Tables
// (XLSX, CSV, TSV): any header, lists in cells, VN-2000 metres, one row per site,
// sector or technology. Points (GeoJSON, KML, KMZ, GeoPackage, Shapefile): their
// properties are read like the cells of a table.
//
// Understand reads and saves nothing: a Draft says what every column was taken
// for and where every row ended, accepted, corrected, waiting for an answer,
// refused or dropped. Import saves what is certain of it. Compare tells what one
// list changes in another.
package sites
