package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// writeWhole writes a file so that it is there whole or not at all. A link is
// followed to the file it stands for; what is no file, such as /dev/stdout, is
// written into as it is and never replaced.
func writeWhole(path string, write func(io.Writer) error) error {
	there, err := os.Stat(path)
	switch {
	case err != nil:
		err = replace(path, write)
	case there.IsDir():
		err = errors.New("it is a folder: name a file in it")
	case !there.Mode().IsRegular():
		err = pour(path, write)
	default:
		var file string
		if file, err = filepath.EvalSymlinks(path); err == nil {
			err = replace(file, write)
		}
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	fmt.Fprintln(os.Stderr, "✓", path)
	return nil
}

// pour writes into what is there.
func pour(path string, write func(io.Writer) error) error {
	into, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return cause(err)
	}
	err = write(into)
	if closed := into.Close(); err == nil {
		err = closed
	}
	return cause(err)
}

// replace puts a new file in the place of path, once it is whole.
func replace(path string, write func(io.Writer) error) error {
	file, err := os.CreateTemp(filepath.Dir(path), ".phusong-*")
	if err != nil {
		return cause(err)
	}
	defer os.Remove(file.Name()) // gone already when all went well
	err = write(file)
	if err == nil {
		err = file.Chmod(0o644)
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	return cause(err)
}

// cause is why a file could not be written, without the name it has meanwhile.
func cause(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}
