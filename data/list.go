package data

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"phusong/geo"
)

// List returns the presences of one site list as far as runs are computed from
// them, ordered by operator and code: where they stand, whether they are on the
// air, and the sectors of those that are. It asks for sectors row by row, which
// takes the database a tenth of what Presences does.
func (s *Store) List(ctx context.Context, revision int64) ([]geo.Presence, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT operator, code, status, position
		FROM presences
		WHERE revision_id = $1
		ORDER BY operator, code`, revision)
	presences, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (p geo.Presence, err error) {
		var position []byte
		if err = row.Scan(&p.Operator, &p.Code, &p.Status, &position); err != nil {
			return p, err
		}
		p.Position, err = pointFrom(position)
		return p, err
	})
	if err == nil {
		err = s.addSectors(ctx, revision, presences)
	}
	if err != nil {
		return nil, fmt.Errorf("read site list %d: %w", revision, err)
	}
	return presences, nil
}

// addSectors gives presences that are on the air their sectors, in the list's order.
func (s *Store) addSectors(ctx context.Context, revision int64, presences []geo.Presence) error {
	rows, _ := s.pool.Query(ctx, `
		SELECT c.operator, c.site_code, c.name, c.technology, c.frequency_mhz, c.height_m, c.azimuth_deg, c.azimuth_known,
			c.omni, c.mechanical_tilt, c.electrical_tilt, c.power_dbm, c.gain_dbi, c.assumed
		FROM sectors c
		JOIN presences p ON (p.revision_id, p.operator, p.code) = (c.revision_id, c.operator, c.site_code)
		WHERE c.revision_id = $1 AND p.status = 'on_air'
		ORDER BY p.operator, p.code, c.ordinal`, revision)
	var operator geo.OperatorCode
	var code geo.SiteCode
	var c geo.Sector
	at := 0
	_, err := pgx.ForEachRow(rows, []any{&operator, &code, &c.Name, &c.Technology, &c.Frequency, &c.HeightM, &c.AzimuthDeg, &c.AzimuthKnown,
		&c.Omni, &c.MechanicalTilt, &c.ElectricalTilt, &c.PowerDBm, &c.GainDBi, &c.Assumed}, func() error {
		for ; at < len(presences); at++ {
			if p := &presences[at]; p.Operator == operator && p.Code == code {
				p.Sectors = append(p.Sectors, c)
				return nil
			}
		}
		return fmt.Errorf("a sector of %s %s has no presence: %w", operator, code, ErrCorrupt)
	})
	return err
}
