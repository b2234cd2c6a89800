// Package boundaries reads the shapes people live in: administrative units
// (ImportUnits) and hamlets (ImportHamlets), from GeoJSON, KML,
// GeoPackages or zipped Shapefiles.
package boundaries
