package api

import (
	"context"
	"encoding/hex"
	"time"

	"phusong/api/auth"
	"phusong/data"
	"phusong/geo"
	"phusong/importers/desk"
	"phusong/importers/sites"
)

// uploadBody is one upload as its page shows it.
type uploadBody struct {
	ID        string              `json:"id"`
	Operator  geo.OperatorCode    `json:"operator"`
	State     data.UploadState    `json:"state" enum:"reading,ready,computing,submitted,approved,withdrawn,failed"`
	Version   int                 `json:"version"`
	Progress  desk.Progress       `json:"progress"`
	File      uploadedFile        `json:"file"`
	Scope     data.ListScope      `json:"scope" enum:"full,part"`
	District  string              `json:"district"`
	AsOf      string              `json:"asOf"`
	By        string              `json:"by"`
	At        time.Time           `json:"at"`
	Counts    *data.Counts        `json:"counts"`
	Changes   *data.UploadChanges `json:"changes"`
	Base      int64               `json:"base" doc:"The revision it was compared with; 0 for none"`
	Impact    bool                `json:"impact" doc:"The consequences were worked out"`
	Sheets    []sheetBody         `json:"sheets"`
	Fields    []sites.FieldName   `json:"fields"`
	Questions []questionBody      `json:"questions"`
	Issues    []issueLine         `json:"issues"`
	Trouble   *data.UploadTrouble `json:"trouble"`
	Receipt   *data.UploadReceipt `json:"receipt"`
}

type uploadedFile struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

// uploadOf is an upload as far as it is known without reading its file.
func (s *server) uploadOf(u data.Upload) uploadBody {
	return uploadBody{
		ID: u.ID, Operator: u.Operator, State: u.State, Version: u.Version, Progress: s.Desk.ProgressOf(u),
		File:  uploadedFile{u.FileName, hex.EncodeToString(u.SHA256), u.Bytes},
		Scope: u.Scope, District: u.District, AsOf: u.AsOf.Format(time.DateOnly), By: u.By, At: u.CreatedAt.UTC(),
		Counts: u.Counts, Base: u.Base, Impact: len(u.Impact) > 0, Trouble: u.Trouble, Receipt: u.Receipt,
		Sheets: []sheetBody{}, Fields: sites.Fields(), Questions: []questionBody{}, Issues: []issueLine{},
	}
}

// explain adds what the file was understood as.
func (b *uploadBody) explain(r *desk.Reading) {
	changes := r.Changes()
	b.Changes = &changes
	b.Sheets = sheetsOf(r.Draft.Sheets)
	b.Questions, b.Issues = questionsOf(r.Draft), issuesOf(r.Draft.Issues)
}

func (s *server) uploads(ctx context.Context, _ *struct{}) (rows[uploadBody], error) {
	list := rows[uploadBody]{Rows: []uploadBody{}}
	if s.Desk == nil {
		return list, data.ErrNoUpload
	}
	found, err := s.Store.Uploads(ctx, auth.From(ctx), 200)
	for _, u := range found {
		body := s.uploadOf(u)
		body.Fields = []sites.FieldName{} // the same for all; the page of one has them
		list.Rows = append(list.Rows, body)
	}
	return list, err
}

type uploadInput struct {
	ID string `path:"id" maxLength:"100"`
}

func (s *server) upload(ctx context.Context, in *uploadInput) (uploadBody, error) {
	u, err := s.uploadByID(ctx, in.ID)
	if err != nil {
		return uploadBody{}, err
	}
	return s.explained(ctx, u)
}

// uploadByID finds an upload that the caller may see.
func (s *server) uploadByID(ctx context.Context, id string) (data.Upload, error) {
	if s.Desk == nil {
		return data.Upload{}, data.ErrNoUpload
	}
	return s.Store.Upload(ctx, auth.From(ctx), id)
}

// explained is an upload with what its file was understood as, where that is
// known by now. One that is over and withdrawn is told without.
func (s *server) explained(ctx context.Context, u data.Upload) (uploadBody, error) {
	body := s.uploadOf(u)
	if !understood(u.State) {
		return body, nil
	}
	r, err := s.Desk.Reading(ctx, u)
	if err != nil {
		return body, err
	}
	body.explain(r)
	return body, nil
}

// understood tells whether what an upload holds can be shown.
func understood(state data.UploadState) bool {
	switch state {
	case data.UploadReady, data.UploadComputing, data.UploadSubmitted, data.UploadApproved:
		return true
	}
	return false
}
