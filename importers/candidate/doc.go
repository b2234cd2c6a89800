// Package candidate reads lists of places where a mast could be built: tables
// (CSV, XLSX) and points on a map (GeoJSON, KML, GeoPackage, Shapefile). Nothing
// is stored; a row that cannot be read is refused by name.
package candidate
