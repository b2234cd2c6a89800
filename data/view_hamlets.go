package data

import (
	"context"

	"github.com/jackc/pgx/v5"

	"phusong/geo"
)

func (s *Store) loadHamlets(ctx context.Context, v *View) error {
	rows, _ := s.pool.Query(ctx, `
		SELECT code, vintage, commune, name, kind, people, households, centre, territory, places, clusters, round(ST_Area(territory::geography))::bigint
		FROM run_hamlets
		WHERE run_id = $1
		ORDER BY code`, v.Release.Run)
	var err error
	v.Hamlets, err = pgx.CollectRows(rows, scanHamletResult)
	if err != nil {
		return err
	}
	return s.loadReaches(ctx, v)
}

func scanHamletResult(row pgx.CollectableRow) (geo.HamletResult, error) {
	var r geo.HamletResult
	var centre, territory []byte
	h := &r.Hamlet
	err := row.Scan(&h.Code, &h.Vintage, &h.Commune, &h.Name, &h.Kind, &h.People, &h.Households, &centre, &territory, &r.Places, &h.Clusters, &r.AreaM2)
	if err != nil {
		return r, err
	}
	if h.Centre, err = pointFrom(centre); err != nil {
		return r, err
	}
	h.Territory, err = multiPolygonFrom(territory)
	return r, err
}

func (s *Store) loadMasts(ctx context.Context, v *View) error {
	rows, _ := s.pool.Query(ctx, `
		SELECT id, position
		FROM run_sites
		WHERE run_id = $1
		ORDER BY ordinal`, v.Release.Run)
	var err error
	v.Masts, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (m Mast, err error) {
		var position []byte
		if err = row.Scan(&m.ID, &position); err != nil {
			return m, err
		}
		m.Position, err = pointFrom(position)
		return m, err
	})
	return err
}

func (s *Store) loadPresences(ctx context.Context, v *View) (err error) {
	v.Presences, err = s.Presences(ctx, IDs(v.Inputs, Sites))
	return err
}
