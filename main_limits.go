package main

import "phusong/importers/intake"

// limitFlags are the bounds of a file of rows or shapes, as settings.
type limitFlags struct {
	MaxMB           int64 `name:"max-mb" help:"Megabytes a file may hold, packed or unpacked." default:"64" env:"PHUSONG_MAX_MB"`
	MaxRatio        int64 `help:"How much a packed file may unpack to, per byte." default:"100" env:"PHUSONG_MAX_RATIO"`
	MaxMembers      int   `help:"Files in an archive." default:"200" env:"PHUSONG_MAX_MEMBERS"`
	MaxRows         int   `help:"Rows of a sheet, or shapes of a layer." default:"200000" env:"PHUSONG_MAX_ROWS"`
	MaxColumns      int   `help:"Columns of a sheet, or properties of a shape." default:"200" env:"PHUSONG_MAX_COLUMNS"`
	MaxCell         int   `help:"Characters of a cell; more is cut." default:"32767" env:"PHUSONG_MAX_CELL"`
	MaxVertices     int   `help:"Vertices of a shape." default:"50000" env:"PHUSONG_MAX_VERTICES"`
	MaxFileVertices int   `help:"Vertices of all shapes of a file." default:"2000000" env:"PHUSONG_MAX_FILE_VERTICES"`
}

// limits are the settings as the importers take them.
func (f limitFlags) limits() *intake.Limits {
	bytes := f.MaxMB << 20
	return &intake.Limits{File: bytes, Unpacked: bytes, Member: bytes, Ratio: f.MaxRatio, Members: f.MaxMembers,
		Rows: f.MaxRows, Columns: f.MaxColumns, CellText: f.MaxCell, Vertices: f.MaxVertices, FileVertices: f.MaxFileVertices}
}
