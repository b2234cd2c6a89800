// Package web carries the built planning map inside the binary.
//
// `npm run build` in this folder writes dist/; a checkout that has never built
// it holds only dist/.keep, so that the Go build does not depend on Node.
package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var built embed.FS

// Files returns the site's files, index.html at the root. Built tells whether
// they are there.
func Files() fs.FS {
	files, err := fs.Sub(built, "dist")
	if err != nil {
		return built // fs.Sub refuses only a malformed constant
	}
	return files
}

// Built reports whether the page was built before the binary was.
func Built() bool {
	_, err := fs.Stat(Files(), "index.html")
	return err == nil
}
