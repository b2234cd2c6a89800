// Package migrations holds the schema's steps: numbered, forward only, and never
// edited once landed.
package migrations

import "embed"

// Files are the steps, NNNNN_name.sql, in goose's form.
//
//go:embed *.sql
var Files embed.FS
