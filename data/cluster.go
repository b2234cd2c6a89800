package data

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"phusong/geo"
)

// HamletCluster is a household cluster and the hamlet it belongs to.
type HamletCluster struct {
	Hamlet geo.HamletCode
	geo.Cluster
}

// SaveClusters saves one file of household clusters. A hamlet has one of a name.
func (s *Store) SaveClusters(ctx context.Context, n NewRevision, clusters []HamletCluster) (Revision, error) {
	return s.save(ctx, n, func(tx pgx.Tx, revision int64) error {
		_, err := tx.CopyFrom(ctx, pgx.Identifier{"clusters"},
			[]string{"revision_id", "hamlet", "name", "households", "position"},
			pgx.CopyFromSlice(len(clusters), func(i int) ([]any, error) {
				c := clusters[i]
				return []any{revision, string(c.Hamlet), c.Name, c.Households, toEWKB(c.At)}, nil
			}))
		return err
	})
}

// Clusters returns the clusters of the given revisions by their hamlets, those of
// each in the order of the bytes of their names. Where two revisions name clusters
// of one hamlet, the later one says all of that hamlet's.
func (s *Store) Clusters(ctx context.Context, revisions []int64) (map[geo.HamletCode][]geo.Cluster, error) {
	all := map[geo.HamletCode][]geo.Cluster{}
	if len(revisions) == 0 {
		return all, nil
	}
	rows, _ := s.pool.Query(ctx, `
		SELECT c.hamlet, c.name, c.households, c.position
		FROM clusters c
		JOIN (SELECT hamlet, max(revision_id) AS revision_id
			FROM clusters
			WHERE revision_id = ANY($1)
			GROUP BY hamlet) latest USING (hamlet, revision_id)`, revisions)
	var hamlet geo.HamletCode
	var c geo.Cluster
	var position []byte
	_, err := pgx.ForEachRow(rows, []any{&hamlet, &c.Name, &c.Households, &position}, func() (err error) {
		if c.At, err = pointFrom(position); err == nil {
			all[hamlet] = append(all[hamlet], c)
		}
		c.Households = nil
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read household clusters: %w", err)
	}
	for _, of := range all {
		slices.SortFunc(of, func(a, b geo.Cluster) int { return cmp.Compare(a.Name, b.Name) })
	}
	return all, nil
}
