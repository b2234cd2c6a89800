package sample

import (
	"encoding/binary"
	"fmt"
	"io"
)

// sheetNames are the four elevation files, by their south-west corners.
func sheetNames() []string {
	return []string{"N21E104.hgt", "N21E105.hgt", "N22E104.hgt", "N22E105.hgt"}
}

// writeSheet writes one sheet as SRTM does: big-endian metres, row by row from
// the north; the edges are those of the neighbouring sheets.
func (g *ground) writeSheet(w io.Writer, name string) error {
	var lat, lon int
	if _, err := fmt.Sscanf(name, "N%02dE%03d.hgt", &lat, &lon); err != nil {
		return fmt.Errorf("sheet %s: %w", name, err)
	}
	perDegree := (g.cols - 1) / landDegrees
	left, top := (lon-landWest)*perDegree, (landSouth+landDegrees-lat-1)*perDegree
	line := make([]byte, 2*(perDegree+1))
	for row := top; row <= top+perDegree; row++ {
		for k, h := range g.metres[row*g.cols+left : row*g.cols+left+perDegree+1] {
			binary.BigEndian.PutUint16(line[2*k:], uint16(h))
		}
		if _, err := w.Write(line); err != nil {
			return err
		}
	}
	return nil
}
