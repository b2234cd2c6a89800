// Package elevation reads one elevation sheet from a raw or zipped HGT file or a
// GeoTIFF. Its one door is Import.
package elevation
