package api

import (
	"phusong/data"
	"phusong/importers/sites"
	"phusong/importers/table"
)

// sheetBody is what a sheet was taken for.
type sheetBody struct {
	Name      string       `json:"name"`
	Hidden    bool         `json:"hidden"`
	HeaderRow int          `json:"headerRow" doc:"From 1; 0 where there is none"`
	Skipped   string       `json:"skipped,omitempty" doc:"Why it was not read"`
	Columns   []columnBody `json:"columns"`
}

// columnBody is what a column was taken for.
type columnBody struct {
	Index      int           `json:"index"`
	Header     string        `json:"header"`
	Field      *table.Field  `json:"field" doc:"Null where it means nothing here"`
	Confidence float64       `json:"confidence"`
	Samples    []string      `json:"samples"`
	Encoding   string        `json:"encoding,omitempty" doc:"What its text was converted from"`
	Ignored    sites.Ignored `json:"ignored,omitempty" doc:"Why it is not used"`
}

func sheetsOf(sheets []sites.SheetReading) []sheetBody {
	bodies := []sheetBody{}
	for _, s := range sheets {
		body := sheetBody{Name: s.Name, Hidden: s.Hidden, HeaderRow: s.HeaderRow, Skipped: s.Skipped, Columns: []columnBody{}}
		for _, c := range s.Columns {
			column := columnBody{Index: c.Index, Header: c.Header, Confidence: c.Confidence, Samples: orEmpty(c.Samples), Encoding: c.Encoding, Ignored: c.Ignored}
			if c.Field != "" {
				column.Field = &c.Field
			}
			body.Columns = append(body.Columns, column)
		}
		bodies = append(bodies, body)
	}
	return bodies
}

// questionBody is a question that one answer settles for all its rows.
type questionBody struct {
	Group      string       `json:"group"`
	Code       string       `json:"code"`
	Vietnamese string       `json:"vi"`
	English    string       `json:"en"`
	Rows       int          `json:"rows"`
	Choices    []choiceBody `json:"choices"`
}

type choiceBody struct {
	Index      int    `json:"index"`
	Vietnamese string `json:"vi"`
	English    string `json:"en"`
	Sample     string `json:"sample" doc:"The place it gives the first row"`
}

// issueLine is one kind of remark, in the words of the first row it is about.
type issueLine struct {
	Code       string        `json:"code"`
	Severity   data.Severity `json:"severity"`
	Vietnamese string        `json:"vi"`
	English    string        `json:"en"`
	Rows       int           `json:"rows"`
}

func questionsOf(draft *sites.Draft) []questionBody {
	questions := []questionBody{}
	at := map[string]int{}
	for _, row := range draft.Rows {
		for _, issue := range row.Issues {
			if issue.Severity != data.Question {
				continue
			}
			i, known := at[issue.Group]
			if !known {
				i, at[issue.Group] = len(questions), len(questions)
				questions = append(questions, questionBody{Group: issue.Group, Code: issue.Code, Vietnamese: issue.Vietnamese,
					English: issue.English, Choices: choicesOf(row.Readings)})
			}
			questions[i].Rows++
		}
	}
	return questions
}

func choicesOf(readings []sites.Reading) []choiceBody {
	choices := []choiceBody{}
	for i, r := range readings {
		c := choiceBody{Index: i, Vietnamese: r.Vietnamese, English: r.English}
		if r.Point != nil {
			c.Sample = placeText(*r.Point)
		}
		choices = append(choices, c)
	}
	return choices
}

func issuesOf(issues []data.Issue) []issueLine {
	type kind struct {
		code     string
		severity data.Severity
	}
	lines := []issueLine{}
	at := map[kind]int{}
	for _, issue := range issues {
		k := kind{issue.Code, issue.Severity}
		i, known := at[k]
		if !known {
			i, at[k] = len(lines), len(lines)
			lines = append(lines, issueLine{Code: issue.Code, Severity: issue.Severity, Vietnamese: issue.Vietnamese, English: issue.English})
		}
		lines[i].Rows++
	}
	return lines
}
