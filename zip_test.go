package main_test

import (
	"archive/zip"
	"io"
)

// zipZeros writes an archive of one member that unpacks to n zero bytes.
func zipZeros(to io.Writer, name string, n int64) error {
	archive := zip.NewWriter(to)
	member, err := archive.Create(name)
	if err != nil {
		return err
	}
	if _, err := io.CopyN(member, zeroReader{}, n); err != nil {
		return err
	}
	return archive.Close()
}

type zeroReader struct{}

func (zeroReader) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}
