package api

import (
	"context"
	"fmt"
	"time"

	"phusong/api/auth"
	"phusong/data"
	"phusong/geo"
	"phusong/importers/commitment"
)

type importCommitmentsInput struct {
	Body struct {
		File       promisesFile   `json:"file"`
		Operator   operatorWord   `json:"operator" required:"false" doc:"Whose promises, where the list has no column for it"`
		Technology technologyWord `json:"technology" required:"false" doc:"Where the list has no column for it"`
		Source     struct {
			Document string `json:"document" required:"false" maxLength:"300"`
			Date     string `json:"date" required:"false" format:"date"`
		} `json:"source" required:"false" doc:"The document, where the list has no column for it"`
		Preview bool `json:"preview" required:"false" doc:"Only answer every row; what stands already is found when it is entered"`
	}
}

// promisesFile is a list of promises as departments keep them, or as
// /api/commitments.csv writes it.
type promisesFile struct {
	Name    string `json:"name" minLength:"1" maxLength:"200" doc:"As the file is called: .xlsx or .csv, with a column for the quarter"`
	Content []byte `json:"content" doc:"The file in base64" maxLength:"1000000"`
}

// mostPromises is how many rows a file may have.
const mostPromises = 2000

type importedCommitmentsBody struct {
	Preview   bool          `json:"preview" doc:"Nothing was kept"`
	Taken     int           `json:"taken" doc:"Rows kept as they are written"`
	Corrected int           `json:"corrected" doc:"Rows kept, but read otherwise than written"`
	Refused   int           `json:"refused"`
	Rows      []promisedRow `json:"rows" doc:"Every row of the list and what became of it"`
}

// promisedRow is one row and its answer; what it promises is what was read of it.
type promisedRow struct {
	Sheet      string          `json:"sheet,omitempty" doc:"Of a workbook"`
	Row        int             `json:"row" doc:"From 1, as the file shows it"`
	Fate       commitment.Fate `json:"fate" enum:"taken,corrected,refused"`
	Operator   string          `json:"operator"`
	Site       string          `json:"site"`
	Commune    string          `json:"commune"`
	Technology string          `json:"technology" doc:"Empty where it was not understood"`
	Due        string          `json:"due" doc:"Quarter, such as 2026-Q4; empty where it was not understood"`
	Document   string          `json:"document"`
	Issues     []data.Issue    `json:"issues" doc:"What was not read, or read otherwise than written, by its place in the file"`
}

// importCommitments answers every row of a list and keeps those that can be kept;
// the same list again finds them there.
func (s *server) importCommitments(ctx context.Context, in *importCommitmentsInput) (importedCommitmentsBody, error) {
	l, err := s.ledger(ctx)
	if err != nil {
		return importedCommitmentsBody{}, err
	}
	b := in.Body
	options := commitment.Options{Operator: geo.OperatorCode(b.Operator), Document: b.Source.Document, Most: mostPromises,
		Hamlet: func(code geo.HamletCode) bool { _, known := l.places[code]; return known }}
	if options.Operator == geo.AnyOperator {
		options.Operator = ""
	}
	if b.Technology != "" {
		if options.Technology, err = geo.ParseTechnology(string(b.Technology)); err != nil {
			return importedCommitmentsBody{}, err
		}
	}
	if b.Source.Date != "" {
		if options.On, err = time.Parse(time.DateOnly, b.Source.Date); err != nil {
			return importedCommitmentsBody{}, &geo.PromiseFault{Part: "document", Vietnamese: fmt.Sprintf("ngày văn bản %.20q không phải là ngày: viết như 2026-05-01", b.Source.Date), English: fmt.Sprintf("source.date %.20q is no day such as 2026-05-01", b.Source.Date)}
		}
	}
	rows, err := commitment.Read(b.File.Name, b.File.Content, options)
	if err != nil {
		return importedCommitmentsBody{}, err
	}
	if !b.Preview {
		actor := auth.Actor(ctx)
		err := commitment.Enter(ctx, rows, func(ctx context.Context, c geo.Commitment) error {
			_, err := s.Store.AddCommitment(ctx, actor, c)
			return err
		})
		if err != nil {
			return importedCommitmentsBody{}, err
		}
	}
	counts := commitment.Count(rows)
	body := importedCommitmentsBody{Preview: b.Preview, Taken: counts[commitment.Taken], Corrected: counts[commitment.Corrected], Refused: counts[commitment.Refused], Rows: []promisedRow{}}
	for _, r := range rows {
		body.Rows = append(body.Rows, promisedRowOf(r))
	}
	return body, nil
}

func promisedRowOf(r commitment.Row) promisedRow {
	row := promisedRow{Sheet: r.Sheet, Row: r.Row, Fate: r.Fate(), Operator: string(r.Operator), Site: string(r.Site), Commune: r.Commune, Document: r.Document, Issues: append([]data.Issue{}, r.Issues...)}
	if r.Technology != 0 {
		row.Technology = r.Technology.String()
	}
	if r.Due != (geo.Quarter{}) {
		row.Due = r.Due.String()
	}
	return row
}
