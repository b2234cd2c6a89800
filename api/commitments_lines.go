package api

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"phusong/importers/report"
)

// commitmentLines writes the promises that a question asks for as CSV.
func (s *server) commitmentLines(ctx context.Context, q *CommitmentQuestion) (*file, error) {
	l, matched, err := s.matching(ctx, *q)
	if err != nil {
		return nil, err
	}
	var body bytes.Buffer
	out, err := report.NewCSV(&body, true)
	if err != nil {
		return nil, err
	}
	err = out.Row("id", "operator", "site", "lon", "lat", "commune", "technology", "due", "due_day", "document", "document_date",
		"hamlets", "petitions", "notes", "state", "since", "overdue", "age_days", "days_left", "definition", "release", "as_of", "synthetic")
	for _, r := range matched {
		if err != nil {
			return nil, err
		}
		err = out.Row(l.line(r)...)
	}
	if err == nil {
		err = out.End()
	}
	name := fmt.Sprintf("cam-ket-%s-%s.csv", l.frame.Release, l.frame.Today)
	return &file{keeping(ctx, revisit), "text/csv; charset=utf-8", fmt.Sprintf("attachment; filename=%q", name), body.Bytes()}, err
}

func (l *ledger) line(r CommitmentRow) []any {
	var site, lon, lat any
	if r.Place.Site != nil {
		site = *r.Place.Site
	}
	if r.Place.Position != nil {
		lon, lat = r.Place.Position[0], r.Place.Position[1]
	}
	var hamlets, petitions []string
	for _, h := range r.Hamlets {
		hamlets, petitions = append(hamlets, h.Code), append(petitions, h.Petition)
	}
	return []any{r.ID, r.Operator, site, lon, lat, r.Place.Commune, r.Technology, r.Due, r.DueDay, r.Source.Document, r.Source.Date,
		strings.Join(hamlets, ";"), strings.Join(petitions, ";"), r.Notes, string(r.State), r.Since, r.Overdue, r.AgeDays, r.DaysLeft,
		l.frame.Definition, l.frame.Release, l.frame.AsOf, l.frame.Synthetic}
}
