package main

import (
	"context"
	"fmt"

	"phusong/data"
	"phusong/geo"
)

// releaseFlags say which release answers.
type releaseFlags struct {
	Release int64  `help:"An earlier release; the published one by default." xor:"release"`
	AsOf    string `help:"The last release published by the end of this day in Vietnam, 2026-03-31: what did we say then?" name:"as-of" placeholder:"DATE" xor:"release"`
}

// chosen is the release asked for, or the published one.
func (f releaseFlags) chosen(ctx context.Context, store *data.Store) (int64, error) {
	if f.AsOf != "" {
		all, err := store.Releases(ctx)
		if err != nil {
			return 0, err
		}
		r, err := data.PublishedBy(all, f.AsOf)
		if err != nil {
			return 0, fmt.Errorf("--as-of: %w", err)
		}
		return r.ID, nil
	}
	if f.Release != 0 {
		return f.Release, nil
	}
	published, err := store.PublishedRelease(ctx)
	if err != nil {
		return 0, fmt.Errorf("%w: run phusong compute, or phusong demo for a sample", err)
	}
	return published.ID, nil
}

// networkFlags name one network.
type networkFlags struct {
	Technology string `help:"2G, 3G, 4G or 5G." default:"4G"`
	Operator   string `help:"any, viettel, vnpt, mobifone or vietnamobile." default:"any"`
}

func (f networkFlags) network() (geo.Network, error) {
	return geo.ParseNetwork(f.Operator, f.Technology)
}

// questionFlags are what a question about verdicts says.
type questionFlags struct {
	Technology string `help:"2G, 3G, 4G or 5G; or voice, 3G+, 4G+: several of which any will do." default:"4G"`
	Operator   string `help:"any, viettel, vnpt, mobifone or vietnamobile." default:"any"`
	Definition string `help:"What makes a hamlet covered: centre, people, area, or one that was added: see phusong definitions." default:"centre"`
}

// askFlags are a question and the release it is put to.
type askFlags struct {
	questionFlags
	releaseFlags
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

// judged answers a question. What a run has kept takes a moment, anything else a second or two: then
// the view is loaded whole.
func (p *place) judged(ctx context.Context, f askFlags) (j judgement, err error) {
	err = p.inRelease(ctx, f.releaseFlags, func(store *data.Store, chosen int64) error {
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

// summary loads the lists of a release.
func (p *place) summary(ctx context.Context, f releaseFlags) (view *data.View, err error) {
	err = p.inRelease(ctx, f, func(store *data.Store, chosen int64) error {
		view, err = store.LoadSummary(ctx, chosen)
		return err
	})
	return view, err
}

// inRelease opens the store for a question about a release.
func (p *place) inRelease(ctx context.Context, f releaseFlags, ask func(*data.Store, int64) error) error {
	return p.inStore(ctx, func(store *data.Store) error {
		chosen, err := f.chosen(ctx, store)
		if err != nil {
			return err
		}
		return ask(store, chosen)
	})
}

// invented is said of figures that come from invented sources.
func invented(synthetic bool) string {
	if synthetic {
		return " — dữ liệu mẫu, invented sample"
	}
	return ""
}
