package api

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"phusong/api/auth"
	"phusong/api/problem"
	"phusong/data"
	"phusong/geo"
	"phusong/tiles"
)

// Past is which release a question is put to: what did we say in March?
type Past struct {
	Release string `query:"release" maxLength:"20" doc:"An earlier release by its number (/api/releases lists them); the one that readers see where not said"`
	AsOf    string `query:"asOf" maxLength:"10" doc:"The last release that was published by the end of this day in Vietnam, YYYY-MM-DD; not beside release" example:"2026-03-31"`
}

// lists returns the release asked for as far as the one who asks may see it, for
// questions about units, hamlets and masts. It gives the same figures as when
// readers saw it.
func (s *server) lists(ctx context.Context, p Past) (*tiles.Edition, error) {
	id, err := s.numberOf(ctx, p)
	if err != nil {
		return nil, err
	}
	if id == "" {
		return s.edition(ctx)
	}
	e, err := s.Releases.Lists(ctx, id, auth.From(ctx).Cut())
	return e, unknownRelease(id, err)
}

// asked returns the release asked for and the question understood: mere lists
// where they answer it.
func (s *server) asked(ctx context.Context, p Past, q Question) (*tiles.Edition, asked, error) {
	e, err := s.lists(ctx, p)
	if err != nil {
		return nil, asked{}, err
	}
	definition, err := s.definition(ctx, string(q.Definition))
	if err != nil {
		return nil, asked{}, err
	}
	if !e.Answers(geo.Question{Operator: geo.OperatorCode(q.Operator), Technologies: geo.TechnologySet(q.Technology), Definition: definition}) {
		if e, err = s.editionOf(ctx, e.ID); err != nil {
			return nil, asked{}, err
		}
	}
	a, err := s.read(ctx, q, e)
	return e, a, err
}

// whole is lists for questions that need the release's hexes, too.
func (s *server) whole(ctx context.Context, p Past) (*tiles.Edition, error) {
	id, err := s.numberOf(ctx, p)
	if err != nil {
		return nil, err
	}
	return s.editionOf(ctx, id)
}

// numberOf is the number of the release asked for, "" for the current one.
func (s *server) numberOf(ctx context.Context, p Past) (string, error) {
	switch {
	case p.AsOf == "":
		return p.Release, nil
	case p.Release != "":
		return "", fmt.Errorf("%w: give release or asOf, not both", problem.ErrParameter)
	}
	return s.releaseBy(ctx, p.AsOf)
}

// releaseBy is the number of the last release published by the end of a day.
func (s *server) releaseBy(ctx context.Context, words string) (string, error) {
	all, err := s.Releases.History(ctx)
	if err != nil {
		return "", err
	}
	r, err := data.PublishedBy(all, words)
	switch {
	case errors.Is(err, data.ErrDay):
		return "", fmt.Errorf("%w: %w", problem.ErrParameter, err)
	case err != nil:
		return "", fmt.Errorf("a release published by %s: %w; /api/releases lists them", words, problem.ErrNotFound)
	}
	return strconv.FormatInt(r.ID, 10), nil
}

func unknownRelease(id string, err error) error {
	if errors.Is(err, tiles.ErrNoRelease) {
		return fmt.Errorf("release %.20q: %w; /api/releases lists them", id, problem.ErrNotFound)
	}
	return err
}
