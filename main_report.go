package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"phusong/api/paper"
)

type reportCommand struct {
	Out      string `help:"File to write: .pdf, .xlsx or .csv." required:"" type:"path" placeholder:"FILE"`
	District string `help:"Only this district of 2024, by name or code; the whole territory by default."`
	askFlags
	Agency string `help:"Who signs, as it stands at the head of the document; a dotted line by default."`
}

// Run writes the gap list as a document or a workbook.
func (c reportCommand) Run(ctx context.Context, p *place) error {
	write, err := c.writer()
	if err != nil {
		return err
	}
	j, err := p.judged(ctx, c.askFlags)
	if err != nil {
		return err
	}
	report, err := paper.New(j.view, j.question, j.verdicts, c.District)
	if err != nil {
		return err
	}
	return writeWhole(c.Out, func(w io.Writer) error { return write(w, report) })
}

// writer chooses the format by the file's name, before anything is computed.
func (c reportCommand) writer() (func(io.Writer, paper.Report) error, error) {
	switch strings.ToLower(filepath.Ext(c.Out)) {
	case ".pdf":
		return func(w io.Writer, r paper.Report) error { return paper.WriteDocument(w, r, c.Agency) }, nil
	case ".xlsx":
		return paper.WriteWorkbook, nil
	case ".csv":
		return paper.WriteLines, nil
	}
	return nil, fmt.Errorf("--out %s: name a file that ends in .pdf, .xlsx or .csv", c.Out)
}

// writeWhole writes a file so that it is there whole or not at all.
func writeWhole(path string, write func(io.Writer) error) error {
	file, err := os.CreateTemp(filepath.Dir(path), ".phusong-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer os.Remove(file.Name()) // gone already when all went well
	if err := write(file); err != nil {
		file.Close()
		return err
	}
	if err := file.Chmod(0o644); err != nil {
		file.Close()
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	fmt.Fprintln(os.Stderr, "✓", path)
	return nil
}
