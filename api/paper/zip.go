package paper

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
)

// ordered copies a workbook with its parts in the order of their names, for the
// writer of workbooks puts them in another order every time: the same report is
// the same bytes.
func ordered(w io.Writer, workbook []byte) error {
	parts, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		return fmt.Errorf("order the parts of a workbook: %w", err)
	}
	slices.SortFunc(parts.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	out := zip.NewWriter(w)
	for _, part := range parts.File {
		if err := out.Copy(part); err != nil {
			return fmt.Errorf("order the parts of a workbook: %s: %w", part.Name, err)
		}
	}
	return out.Close()
}
