package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"phusong/api/paper"
	"phusong/api/problem"
)

type reportQuestion struct {
	Question
	Past
	Format   string `path:"format" enum:"pdf,xlsx,csv" doc:"A4 document, workbook, or lines with commas"`
	District string `query:"district" maxLength:"60" doc:"Only this district of 2024, by name or code"`
}

// file is an answer that browsers save.
type file struct {
	CacheControl string `header:"Cache-Control"`
	ContentType  string `header:"Content-Type"`
	Disposition  string `header:"Content-Disposition"`
	Body         []byte
}

// report writes the gap list for printing or reckoning with.
func (s *server) report(ctx context.Context, q *reportQuestion) (*file, error) {
	e, a, err := s.asked(ctx, q.Past, q.Question)
	if err != nil {
		return nil, err
	}
	report, err := paper.New(e.View, a.Question, a.verdicts, q.District)
	if errors.Is(err, paper.ErrNoDistrict) {
		return nil, fmt.Errorf("%w: %w", problem.ErrParameter, err)
	}
	if err != nil {
		return nil, err
	}
	write, contentType := paper.WriteWorkbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	switch q.Format {
	case "pdf":
		write, contentType = func(w io.Writer, r paper.Report) error { return paper.WriteDocument(w, r, "") }, "application/pdf"
	case "csv":
		write, contentType = paper.WriteLines, "text/csv; charset=utf-8"
	}
	var out bytes.Buffer
	if err := write(&out, report); err != nil {
		return nil, err
	}
	name := fmt.Sprintf("phu-song-%s-%s-%s-%s.%s", q.Technology, q.Operator, q.Definition, e.ID, q.Format)
	return &file{keeping(ctx, revisit), contentType, fmt.Sprintf("attachment; filename=%q", name), out.Bytes()}, nil
}
