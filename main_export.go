package main

// exportCommand writes a release as files for other programs.
type exportCommand struct {
	Data    exportDataCommand `cmd:"" help:"Write the open data of a release: GeoPackage, GeoJSON, GeoParquet, CSV, XLSX, and the catalogue."`
	PMTiles pmtilesCommand    `cmd:"" name:"pmtiles" help:"Write the map tiles of a release into one PMTiles file."`
}
