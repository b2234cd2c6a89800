package api

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"github.com/paulmach/orb"

	"phusong/api/problem"
	"phusong/data"
	"phusong/geo"
	"phusong/importers"
	"phusong/importers/desk"
	"phusong/importers/report"
	"phusong/importers/sites"
)

type uploadRowsInput struct {
	ID     string          `path:"id" maxLength:"100"`
	Place  importers.Place `query:"place" enum:"accepted,corrected,question,refused,dropped" doc:"Only rows that ended here"`
	Code   string          `query:"code" maxLength:"100" doc:"Only rows with a remark of this code"`
	Group  string          `query:"group" maxLength:"1000" doc:"Only rows of this group of questions"`
	Limit  int             `query:"limit" minimum:"1" maximum:"1000" default:"100"`
	Offset int             `query:"offset" minimum:"0" maximum:"1000000" default:"0"`
}

type uploadRowsBody struct {
	NumberMatched int         `json:"numberMatched"`
	Rows          []uploadRow `json:"rows"`
}

// uploadRow is one row of the file and what became of it.
type uploadRow struct {
	Sheet    string          `json:"sheet"`
	Row      int             `json:"row"`
	Place    importers.Place `json:"place"`
	Code     geo.SiteCode    `json:"code"`
	Name     string          `json:"name"`
	Original []string        `json:"original"`
	Readings []sites.Reading `json:"readings"`
	Issues   []data.Issue    `json:"issues"`
	Position *orb.Point      `json:"position"`
}

func (s *server) uploadRows(ctx context.Context, in *uploadRowsInput) (uploadRowsBody, error) {
	body := uploadRowsBody{Rows: []uploadRow{}}
	_, r, err := s.uploadReading(ctx, in.ID)
	if err != nil {
		return body, err
	}
	for i := range r.Draft.Rows {
		row := &r.Draft.Rows[i]
		if !in.wants(row) {
			continue
		}
		if body.NumberMatched++; body.NumberMatched > in.Offset && len(body.Rows) < in.Limit {
			body.Rows = append(body.Rows, uploadRow{row.Sheet, row.Row, row.Place, row.Code, row.Name,
				orEmpty(row.Original), orEmpty(row.Readings), orEmpty(row.Issues), row.Position})
		}
	}
	return body, nil
}

func (in *uploadRowsInput) wants(row *sites.DraftRow) bool {
	return (in.Place == "" || row.Place == in.Place) &&
		(in.Code == "" || slices.ContainsFunc(row.Issues, func(i data.Issue) bool { return i.Code == in.Code })) &&
		(in.Group == "" || slices.ContainsFunc(row.Issues, func(i data.Issue) bool { return i.Group == in.Group }))
}

// orEmpty makes no elements an empty list, which is what readers of JSON expect.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// placeText writes a point as people do, with what a metre needs.
func placeText(p orb.Point) string { return fmt.Sprintf("%.6f, %.6f", p[0], p[1]) }

// uploadReading finds an upload and what it is understood as.
func (s *server) uploadReading(ctx context.Context, id string) (data.Upload, *desk.Reading, error) {
	u, err := s.uploadByID(ctx, id)
	if err != nil {
		return u, nil, err
	}
	if !understood(u.State) {
		return u, nil, fmt.Errorf("it is %s: %w", u.State, data.ErrUploadMoved)
	}
	r, err := s.Desk.Reading(ctx, u)
	return u, r, err
}

// uploadWorkbook sends the sender's own workbook back, with an answer to each row.
func (s *server) uploadWorkbook(w http.ResponseWriter, r *http.Request) {
	u, reading, err := s.uploadReading(r.Context(), pathValue(r, "id"))
	if err != nil {
		problem.Write(w, r, err)
		return
	}
	sendFile(w, r, download{Name: stem(u.FileName) + "-ket-qua.xlsx", MediaType: xlsxType}, func(to *limited) error {
		return report.Answered(to, reading.File, reading.Draft)
	})
}
