package data

import (
	"context"
	"fmt"

	"phusong/geo"
)

// RememberedColumns returns what the columns of an operator's lists were
// confirmed to mean, by their folded headers; "" is a column left out.
func (s *Store) RememberedColumns(ctx context.Context, operator geo.OperatorCode) (map[string]string, error) {
	var columns map[string]string
	err := s.pool.QueryRow(ctx, `
		SELECT coalesce(jsonb_object_agg(header, field), '{}')
		FROM remembered_columns
		WHERE operator = $1`, operator).Scan(&columns)
	if err != nil {
		return nil, fmt.Errorf("read the remembered columns of %s: %w", operator, err)
	}
	return columns, nil
}
