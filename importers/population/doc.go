// Package population reads where people live: points with numbers of people
// (CSV, TSV, XLSX) or a grid (GeoTIFF). Its one door is Import.
package population
