package main

import (
	"context"
	"fmt"
	"io"
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
