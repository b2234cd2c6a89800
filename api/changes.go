package api

import (
	"context"
	"strings"

	"phusong/api/auth"
	"phusong/data"
	"phusong/geo"
	"phusong/geo/coverage"
	"phusong/tiles"
)

type changesQuestion struct {
	Question
	From string `query:"from" maxLength:"20" doc:"The earlier release, by its number or by a day, YYYY-MM-DD, on which it was what was said; the one before the later one where not said"`
	To   string `query:"to" maxLength:"20" doc:"The later release, by its number or a day; the one that readers see where not said"`
	Window
}

type changesBody struct {
	Provenance
	From releaseMark `json:"from"`
	To   releaseMark `json:"to"`
	ChangeSums
	Rows []changeRow `json:"rows"`
}

// ChangeSums is a list of changed verdicts in figures.
type ChangeSums struct {
	Better        int `json:"better" doc:"Hamlets whose verdict is better on the second side"`
	Worse         int `json:"worse"`
	Unclear       int `json:"unclear" doc:"Hamlets unknown on one side, or on one list only"`
	PeopleBetter  int `json:"peopleBetter"`
	PeopleWorse   int `json:"peopleWorse"`
	NumberMatched int `json:"numberMatched"`
}

func sumsOf(found []geo.HamletChange) ChangeSums {
	s := coverage.Sum(found)
	return ChangeSums{s.Better, s.Worse, s.Unclear, s.PeopleBetter, s.PeopleWorse, len(found)}
}

// releaseMark is a release as a comparison names it.
type releaseMark struct {
	ID   string `json:"id"`
	AsOf string `json:"asOf"`
}

type changeRow struct {
	Code     string      `json:"code"`
	Name     string      `json:"name"`
	People   *int        `json:"people"`
	Was      verdictWord `json:"was"`
	Is       verdictWord `json:"is"`
	Cause    string      `json:"cause"`
	Because  tiles.Text  `json:"because"`
	Operator string      `json:"operator,omitempty" doc:"Of the mast of the cause"`
	Site     string      `json:"site,omitempty" doc:"The mast of the cause, as its operator calls it"`
}

// changes compares two releases as the one who asks sees them: a mast that is
// not shown to him is no cause he is told.
func (s *server) changes(ctx context.Context, q *changesQuestion) (changesBody, error) {
	to, err := s.editionOf(ctx, q.To)
	if err != nil {
		return changesBody{}, err
	}
	a, err := s.read(ctx, q.Question, to)
	if err != nil {
		return changesBody{}, err
	}
	before := q.From
	if before == "" {
		if before, err = s.Releases.Before(ctx, to.ID); err != nil {
			return changesBody{}, err
		}
	}
	from, err := s.editionOf(ctx, before)
	if err != nil {
		return changesBody{}, err
	}
	found, err := compared(from, to, a)
	if err != nil {
		return changesBody{}, err
	}
	body := changesBody{Provenance: q.provenance(to, a), From: markOf(from), To: markOf(to), ChangeSums: sumsOf(found), Rows: []changeRow{}}
	who := auth.From(ctx)
	for _, c := range of(q.Window, found) {
		if !who.Sees(c.Operator, data.CodeField) {
			c.Site = ""
		}
		vietnamese, english := c.Cause.Words()
		body.Rows = append(body.Rows, changeRow{string(c.Hamlet.Code), c.Hamlet.Name, c.Hamlet.People, verdictWord(c.Was.String()), verdictWord(c.Is.String()),
			string(c.Cause), tiles.Text{Vietnamese: vietnamese, English: english}, string(c.Operator), string(c.Site)})
	}
	return body, nil
}

func compared(from, to *tiles.Edition, a asked) ([]geo.HamletChange, error) {
	before, err := from.View.Picture(from.Verdicts(a.Question))
	if err != nil {
		return nil, err
	}
	after, err := to.View.Picture(a.verdicts)
	if err != nil {
		return nil, err
	}
	return coverage.Changes(before, after, a.Question), nil
}

// editionOf returns a release by its number or by a day on which it was what was
// said, or the current one for "", as the one who asks sees it.
func (s *server) editionOf(ctx context.Context, id string) (*tiles.Edition, error) {
	if id == "" {
		return s.edition(ctx)
	}
	if strings.Contains(id, "-") {
		number, err := s.releaseBy(ctx, id)
		if err != nil {
			return nil, err
		}
		id = number
	}
	r, err := s.Releases.Release(ctx, id)
	if err != nil {
		return nil, unknownRelease(id, err)
	}
	return r.Edition(auth.From(ctx).Cut())
}

func markOf(e *tiles.Edition) releaseMark {
	return releaseMark{e.ID, day(e.View.Release.AsOf)}
}
