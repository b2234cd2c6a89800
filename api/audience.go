package api

import (
	"context"

	"phusong/api/auth"
	"phusong/api/problem"
	"phusong/geo"
	"phusong/tiles"
)

// edition returns the release that readers see, as far as the one who asks may
// see it. Handlers have no other way to a release.
func (s *server) edition(ctx context.Context) (*tiles.Edition, error) {
	r, err := s.Releases.Current()
	if err != nil {
		return nil, err
	}
	return r.Edition(auth.From(ctx).Cut())
}

// mayAsk refuses questions about a network that the edition does not show, as if
// there were none. Of any operator everybody sees classes and verdicts.
func mayAsk(e *tiles.Edition, operator geo.OperatorCode) error {
	if operator == geo.AnyOperator || e.Cut.SeesNetwork(operator) {
		return nil
	}
	return problem.Absent()
}
