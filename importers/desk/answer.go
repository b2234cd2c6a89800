package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"phusong/data"
	"phusong/importers"
	"phusong/importers/sites"
	"phusong/importers/table"
)

// ErrAnswer means that an answer or a mapping speaks of what is not there.
var ErrAnswer = errors.New("this cannot be an answer")

// Meaning says what one column means; no field leaves it out.
type Meaning struct {
	Sheet string
	Index int
	Field table.Field
}

// Map says what columns mean; the others stay as they were. The upload is read
// again.
func (d *Desk) Map(ctx context.Context, who data.Actor, u data.Upload, meanings []Meaning) (data.Upload, error) {
	r, err := d.Reading(ctx, u)
	if err != nil {
		return data.Upload{}, err
	}
	mapping := maps.Clone(u.Mapping)
	if mapping == nil {
		mapping = map[string]string{}
	}
	for _, m := range meanings {
		header, ok := headerAt(r.Draft, m)
		if !ok {
			return data.Upload{}, fmt.Errorf("sheet %.40q has no column %d: %w", m.Sheet, m.Index, ErrAnswer)
		}
		if m.Field != "" && !isField(m.Field) {
			return data.Upload{}, fmt.Errorf("%.40q is no field: %w", m.Field, ErrAnswer)
		}
		if folded := table.Fold(header); folded != "" {
			mapping[folded] = string(m.Field)
		}
	}
	return d.again(u.ID, func() (data.Upload, error) { return d.Store.MapUpload(ctx, who, refOf(u), mapping) })
}

func headerAt(draft *sites.Draft, m Meaning) (string, bool) {
	for _, sheet := range draft.Sheets {
		for _, c := range sheet.Columns {
			if sheet.Name == m.Sheet && c.Index == m.Index {
				return c.Header, true
			}
		}
	}
	return "", false
}

func isField(field table.Field) bool {
	return slices.ContainsFunc(sites.Fields(), func(f sites.FieldName) bool { return f.Code == field })
}

// GroupAnswer answers all questions of one group, or single rows.
type GroupAnswer struct {
	Group string
	Rows  []sites.RowRef
	sites.Answer
}

// maxCell bounds a text that stands in for a cell, in bytes.
const maxCell = 2_000

// Answer keeps answers beside those given before: a row may be asked about its
// state first and then about its place. The upload is read again.
func (d *Desk) Answer(ctx context.Context, who data.Actor, u data.Upload, given []GroupAnswer) (data.Upload, error) {
	r, err := d.Reading(ctx, u)
	if err != nil {
		return data.Upload{}, err
	}
	before, err := Answers(u)
	if err != nil {
		return data.Upload{}, err
	}
	all := map[sites.RowRef]sites.Answer{}
	for _, a := range before {
		all[a.RowRef] = a.Answer
	}
	rows := rowsOf(r.Draft)
	answered := 0
	for _, g := range given {
		refs, err := g.about(rows, r.Draft)
		if err != nil {
			return data.Upload{}, err
		}
		for _, ref := range refs {
			all[ref] = all[ref].And(rows[ref].Question(), g.Answer)
			answered++
		}
	}
	stored, err := json.Marshal(inOrder(all))
	if err != nil {
		return data.Upload{}, fmt.Errorf("write answers down: %w", err)
	}
	return d.again(u.ID, func() (data.Upload, error) { return d.Store.AnswerUpload(ctx, who, refOf(u), stored, answered) })
}

func rowsOf(draft *sites.Draft) map[sites.RowRef]*sites.DraftRow {
	rows := make(map[sites.RowRef]*sites.DraftRow, len(draft.Rows))
	for i := range draft.Rows {
		rows[sites.RowRef{Sheet: draft.Rows[i].Sheet, Row: draft.Rows[i].Row}] = &draft.Rows[i]
	}
	return rows
}

// about finds the rows that are answered, and checks that each can be answered so.
func (g GroupAnswer) about(rows map[sites.RowRef]*sites.DraftRow, draft *sites.Draft) ([]sites.RowRef, error) {
	refs := slices.Clone(g.Rows)
	if g.Group != "" {
		for _, row := range draft.Rows {
			if row.Place == importers.Waiting && slices.ContainsFunc(row.Issues, func(i data.Issue) bool { return i.Group == g.Group }) {
				refs = append(refs, sites.RowRef{Sheet: row.Sheet, Row: row.Row})
			}
		}
	}
	if len(refs) == 0 {
		return nil, fmt.Errorf("no row is asked about in group %.60q: %w", g.Group, ErrAnswer)
	}
	if g.Choose == nil && len(g.Cells) == 0 && !g.Refuse {
		return nil, fmt.Errorf("say choose, cells or refuse: %w", ErrAnswer)
	}
	for field, text := range g.Cells {
		if !isField(field) || len(text) > maxCell {
			return nil, fmt.Errorf("%.40q is no field, or its text is over %d bytes: %w", field, maxCell, ErrAnswer)
		}
	}
	for _, ref := range refs {
		row, known := rows[ref]
		if !known {
			return nil, fmt.Errorf("sheet %.40q has no row %d: %w", ref.Sheet, ref.Row, ErrAnswer)
		}
		if g.Choose != nil && (*g.Choose < 0 || *g.Choose >= len(row.Readings)) {
			return nil, fmt.Errorf("row %d has no choice %d: %w", ref.Row, *g.Choose, ErrAnswer)
		}
	}
	return refs, nil
}

func inOrder(all map[sites.RowRef]sites.Answer) []StoredAnswer {
	stored := make([]StoredAnswer, 0, len(all))
	for ref, answer := range all {
		stored = append(stored, StoredAnswer{ref, answer})
	}
	slices.SortFunc(stored, func(a, b StoredAnswer) int {
		return cmp.Or(cmp.Compare(a.Sheet, b.Sheet), cmp.Compare(a.Row, b.Row))
	})
	return stored
}
