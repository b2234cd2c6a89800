package data

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// SitesInQuery is the query of SitesIn, for its plan.
const SitesInQuery = sitesIn

// Holes is the check of Open, inside a transaction that makes a hole.
func Holes(ctx context.Context, tx pgx.Tx) ([]string, error) { return holes(ctx, tx) }

// Tenants lends the connections of InTenant to those who want to soil them.
func (s *Store) Tenants() *pgxpool.Pool { return s.tenants }
