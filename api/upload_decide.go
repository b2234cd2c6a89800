package api

import (
	"context"

	"phusong/api/auth"
	"phusong/data"
	"phusong/importers/desk"
	"phusong/importers/sites"
	"phusong/importers/table"
)

type mapUploadInput struct {
	ID   string `path:"id" maxLength:"100"`
	Body struct {
		Columns []struct {
			Sheet string       `json:"sheet" maxLength:"200"`
			Index int          `json:"index" minimum:"0" maximum:"1000"`
			Field *table.Field `json:"field" nullable:"true" maxLength:"100" doc:"Null leaves the column out"`
		} `json:"columns" minItems:"1" maxItems:"2000"`
	}
}

func (s *server) mapUpload(ctx context.Context, in *mapUploadInput) (uploadBody, error) {
	return s.decide(ctx, in.ID, func(by data.Actor, u data.Upload) (data.Upload, error) {
		var meanings []desk.Meaning
		for _, c := range in.Body.Columns {
			m := desk.Meaning{Sheet: c.Sheet, Index: c.Index}
			if c.Field != nil {
				m.Field = *c.Field
			}
			meanings = append(meanings, m)
		}
		return s.Desk.Map(ctx, by, u, meanings)
	})
}

type answerUploadInput struct {
	ID   string `path:"id" maxLength:"100"`
	Body struct {
		Answers []struct {
			Group  string                 `json:"group,omitempty" maxLength:"1000"`
			Rows   []sites.RowRef         `json:"rows,omitempty" maxItems:"20000"`
			Choose *int                   `json:"choose,omitempty" minimum:"0"`
			Cells  map[table.Field]string `json:"cells,omitempty"`
			Refuse bool                   `json:"refuse,omitempty"`
		} `json:"answers" minItems:"1" maxItems:"1000"`
	}
}

func (s *server) answerUpload(ctx context.Context, in *answerUploadInput) (uploadBody, error) {
	return s.decide(ctx, in.ID, func(by data.Actor, u data.Upload) (data.Upload, error) {
		var given []desk.GroupAnswer
		for _, a := range in.Body.Answers {
			given = append(given, desk.GroupAnswer{Group: a.Group, Rows: a.Rows, Answer: sites.Answer{Choose: a.Choose, Cells: a.Cells, Refuse: a.Refuse}})
		}
		return s.Desk.Answer(ctx, by, u, given)
	})
}

// nothing is the body of a request that has nothing to say.
type nothingInput struct {
	ID   string   `path:"id" maxLength:"100"`
	Body struct{} `required:"false"`
}

func (s *server) computeImpact(ctx context.Context, in *nothingInput) (uploadBody, error) {
	return s.decide(ctx, in.ID, func(by data.Actor, u data.Upload) (data.Upload, error) { return s.Desk.Compute(ctx, by, u) })
}

func (s *server) submitUpload(ctx context.Context, in *nothingInput) (uploadBody, error) {
	return s.decide(ctx, in.ID, func(by data.Actor, u data.Upload) (data.Upload, error) { return s.Desk.Submit(ctx, by, u) })
}

func (s *server) withdrawUpload(ctx context.Context, in *nothingInput) (uploadBody, error) {
	return s.decide(ctx, in.ID, func(by data.Actor, u data.Upload) (data.Upload, error) { return s.Desk.Withdraw(ctx, by, u) })
}

// decide finds the caller's own upload, does with it what was decided, and shows
// it as it is then.
func (s *server) decide(ctx context.Context, id string, do func(data.Actor, data.Upload) (data.Upload, error)) (uploadBody, error) {
	u, err := s.uploadByID(ctx, id)
	if err != nil {
		return uploadBody{}, err
	}
	if u, err = do(auth.Actor(ctx), u); err != nil {
		return uploadBody{}, err
	}
	return s.explained(ctx, u)
}

type approveInput struct {
	ID   string `path:"id" maxLength:"100"`
	Body struct {
		ConfirmRemoval bool `json:"confirmRemoval,omitempty" doc:"The sites that would go are gone"`
	} `required:"false"`
}

func (s *server) approveUpload(ctx context.Context, in *approveInput) (data.UploadReceipt, error) {
	u, err := s.uploadByID(ctx, in.ID)
	if err != nil {
		return data.UploadReceipt{}, err
	}
	return s.Desk.Approve(ctx, auth.Actor(ctx), u, in.Body.ConfirmRemoval)
}
