package main

import (
	"context"

	"phusong/data"
	"phusong/geo"
)

// questionFlags are what a question about verdicts says.
type questionFlags struct {
	Technology string `help:"2G, 3G, 4G or 5G; or voice, 3G+, 4G+: several of which any will do." default:"4G"`
	Operator   string `help:"any, viettel, vnpt, mobifone or vietnamobile." default:"any"`
	Definition string `help:"What makes a hamlet covered: centre, people, area, or one that was added: see phusong definitions." default:"centre"`
}

// read understands the flags; definitions that were added are the store's.
func (f questionFlags) read(ctx context.Context, store *data.Store) (geo.Question, error) {
	definition, err := store.Definition(ctx, f.Definition)
	if err != nil {
		return geo.Question{}, err
	}
	return geo.ParseQuestion(f.Operator, f.Technology, definition.Definition)
}

// judgement is a release and the verdicts of its hamlets under a question.
type judgement struct {
	view     *data.View
	question geo.Question
	verdicts []geo.Verdict
}

// judged answers a question about the named release, or about the published one
// for 0. What a run has kept takes a moment, anything else a second or two: then
// the view is loaded whole.
func (p *place) judged(ctx context.Context, release int64, f questionFlags) (j judgement, err error) {
	err = p.inRelease(ctx, release, func(store *data.Store, chosen int64) error {
		if j.question, err = f.read(ctx, store); err != nil {
			return err
		}
		if j.view, err = viewFor(ctx, store, chosen, j.question); err == nil {
			j.verdicts = data.NewJudge(j.view).Verdicts(j.question)
		}
		return err
	})
	return j, err
}

// viewFor loads as much of a release as questions need; an empty one needs nothing.
func viewFor(ctx context.Context, store *data.Store, release int64, questions ...geo.Question) (*data.View, error) {
	for _, q := range questions {
		if _, stored := q.Stored(); !stored && len(q.Networks()) > 0 {
			return store.LoadView(ctx, release)
		}
	}
	return store.LoadSummary(ctx, release)
}
