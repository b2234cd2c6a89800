package api

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"phusong/api/auth"
	"phusong/api/problem"
	"phusong/data"
	"phusong/geo"
	"phusong/importers/report"
)

// revisionBody is one approved list.
type revisionBody struct {
	ID         int64        `json:"id"`
	Kind       data.Kind    `json:"kind"`
	Title      string       `json:"title"`
	Operator   *operatorRef `json:"operator"`
	FileName   string       `json:"fileName"`
	SHA256     string       `json:"sha256" doc:"Of the file, where nobody corrected anything in it; else of the file and the list together"`
	AsOf       string       `json:"asOf"`
	ImportedAt time.Time    `json:"importedAt"`
	By         string       `json:"by" doc:"Empty for a list that came by the command line"`
	Counts     data.Counts  `json:"counts"`
	Current    bool         `json:"current"`
	Synthetic  bool         `json:"synthetic"`
}

func revisionOf(l data.RevisionLine) revisionBody {
	return revisionBody{
		ID: l.ID, Kind: l.Dataset.Kind, Title: l.Dataset.Title, Operator: operatorByCode(geo.OperatorCode(l.Dataset.Name)),
		FileName: l.FileName, SHA256: hex.EncodeToString(l.SHA256), AsOf: l.AsOf.Format(time.DateOnly), ImportedAt: l.ImportedAt.UTC(),
		By: l.By, Counts: l.Counts, Current: l.Current, Synthetic: l.Synthetic,
	}
}

type revisionsInput struct {
	Operator geo.OperatorCode `query:"operator" maxLength:"40" doc:"Of this operator only"`
}

func (s *server) revisions(ctx context.Context, in *revisionsInput) (rows[revisionBody], error) {
	list := rows[revisionBody]{Rows: []revisionBody{}}
	who := auth.From(ctx)
	operator := in.Operator
	if who.Operator != "" {
		if operator != "" && operator != who.Operator {
			return list, nil // as for an operator that has none
		}
		operator = who.Operator
	}
	found, err := s.Store.RevisionLines(ctx, who, operator, 500)
	for _, l := range found {
		list.Rows = append(list.Rows, revisionOf(l))
	}
	return list, err
}

type revisionInput struct {
	ID     int64 `path:"id"`
	Limit  int   `query:"limit" minimum:"1" maximum:"1000" default:"100"`
	Offset int   `query:"offset" minimum:"0" maximum:"10000000" default:"0"`
}

// receiptBody is the receipt of one list with what was noted of its rows.
type receiptBody struct {
	revisionBody
	Notes         map[string]string `json:"notes"`
	NumberMatched int               `json:"numberMatched"`
	Issues        []data.Issue      `json:"issues"`
}

func (s *server) revision(ctx context.Context, in *revisionInput) (receiptBody, error) {
	who := auth.From(ctx)
	l, err := s.Store.RevisionLine(ctx, who, in.ID)
	if err != nil {
		return receiptBody{}, err
	}
	body := receiptBody{revisionBody: revisionOf(l), Notes: l.Notes, Issues: []data.Issue{}}
	if who.Operator == "" {
		body.Notes = map[string]string{} // they quote rows, as the remarks do
		return body, nil
	}
	issues, all, err := s.Store.RevisionIssues(ctx, who, in.ID, in.Limit, in.Offset)
	body.Issues, body.NumberMatched = orEmpty(issues), all
	return body, err
}

type restoreInput struct {
	ID   int64    `path:"id"`
	Body struct{} `required:"false"`
}

func (s *server) restoreRevision(ctx context.Context, in *restoreInput) (revisionBody, error) {
	if s.Desk == nil {
		return revisionBody{}, data.ErrNoRevision
	}
	who := auth.From(ctx)
	if err := s.Desk.Restore(ctx, auth.Actor(ctx), who.Operator, in.ID); err != nil {
		return revisionBody{}, err
	}
	l, err := s.Store.RevisionLine(ctx, who, in.ID)
	return revisionOf(l), err
}

// format is a way a list leaves the house.
type format struct {
	mediaType string
	write     func(report.List, io.Writer) error
}

func formats() map[string]format {
	return map[string]format{
		"xlsx":    {xlsxType, report.List.XLSX},
		"csv":     {"text/csv; charset=utf-8", report.List.CSV},
		"geojson": {"application/geo+json", report.List.GeoJSON},
	}
}

// exportRevision sends a list as it can be handed in again.
func (s *server) exportRevision(w http.ResponseWriter, r *http.Request) {
	f, known := formats()[pathValue(r, "format")]
	id, err := strconv.ParseInt(pathValue(r, "id"), 10, 64)
	if !known || err != nil || s.Store == nil {
		notFound(w, r)
		return
	}
	l, found, err := s.Store.RevisionSites(r.Context(), auth.From(r.Context()), id)
	if err != nil {
		problem.Write(w, r, err)
		return
	}
	name := fmt.Sprintf("%s-%d-%s.%s", l.Dataset.Name, l.ID, l.AsOf.Format(time.DateOnly), pathValue(r, "format"))
	sendFile(w, r, download{Name: name, MediaType: f.mediaType}, func(to *limited) error {
		return f.write(report.List{Title: l.Dataset.Title, Synthetic: l.Synthetic, Sites: found}, to)
	})
}
