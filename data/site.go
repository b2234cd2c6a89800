package data

import (
	"context"

	"github.com/jackc/pgx/v5"

	"phusong/geo"
)

// SaveSites saves one operator's site list.
func (s *Store) SaveSites(ctx context.Context, n NewRevision, presences []geo.Presence) (Revision, error) {
	return s.save(ctx, n, func(tx pgx.Tx, revision int64) error {
		if err := copyPresences(ctx, tx, revision, presences); err != nil {
			return err
		}
		return copySectors(ctx, tx, revision, presences)
	})
}

func copyPresences(ctx context.Context, tx pgx.Tx, revision int64, presences []geo.Presence) error {
	return copyRows(ctx, tx, "presences",
		[]string{"revision_id", "operator", "code", "name", "commune", "status", "mast_height_m", "position",
			"owner", "contact", "backup_power", "power_feeder", "fibre_node"},
		pgx.CopyFromSlice(len(presences), func(i int) ([]any, error) {
			p := presences[i]
			return []any{revision, string(p.Operator), string(p.Code), p.Name, p.Commune, string(p.Status),
				p.MastHeightM, toEWKB(p.Position), p.Owner, p.Contact, p.BackupPower, p.PowerFeeder, p.FibreNode}, nil
		}))
}

func copySectors(ctx context.Context, tx pgx.Tx, revision int64, presences []geo.Presence) error {
	var rows [][]any
	for _, p := range presences {
		for i, c := range p.Sectors {
			rows = append(rows, []any{revision, string(p.Operator), string(p.Code), i, c.Name, int16(c.Technology),
				float64(c.Frequency), c.HeightM, c.AzimuthDeg, c.AzimuthKnown, c.Omni, c.MechanicalTilt,
				c.ElectricalTilt, float64(c.PowerDBm), float64(c.GainDBi), assumptionTexts(c.Assumed)})
		}
	}
	return copyRows(ctx, tx, "sectors",
		[]string{"revision_id", "operator", "site_code", "ordinal", "name", "technology", "frequency_mhz", "height_m",
			"azimuth_deg", "azimuth_known", "omni", "mechanical_tilt", "electrical_tilt", "power_dbm", "gain_dbi", "assumed"},
		pgx.CopyFromRows(rows))
}

func assumptionTexts(assumed []geo.Assumption) []string {
	texts := make([]string, len(assumed))
	for i, a := range assumed {
		texts[i] = string(a)
	}
	return texts
}

// presenceColumns are a presence p with its sectors, as scanPresence reads them.
const presenceColumns = `
	p.operator, p.code, p.name, p.commune, p.status, p.mast_height_m, p.position,
	p.owner, p.contact, p.backup_power, p.power_feeder, p.fibre_node,
	(SELECT coalesce(jsonb_agg(jsonb_build_object(
		'Name', c.name, 'Technology', c.technology, 'Frequency', c.frequency_mhz, 'HeightM', c.height_m,
		'AzimuthDeg', c.azimuth_deg, 'AzimuthKnown', c.azimuth_known, 'Omni', c.omni,
		'MechanicalTilt', c.mechanical_tilt, 'ElectricalTilt', c.electrical_tilt,
		'PowerDBm', c.power_dbm, 'GainDBi', c.gain_dbi, 'Assumed', c.assumed) ORDER BY c.ordinal), '[]')
	FROM sectors c
	WHERE (c.revision_id, c.operator, c.site_code) = (p.revision_id, p.operator, p.code))`

// Presences returns the presences of the given revisions with their sectors,
// ordered by operator and code. Where two revisions hold the same site, the
// later wins.
func (s *Store) Presences(ctx context.Context, revisions []int64) ([]geo.Presence, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT DISTINCT ON (p.operator, p.code)
			`+presenceColumns+`
		FROM presences p
		WHERE p.revision_id = ANY($1)
		ORDER BY p.operator, p.code, p.revision_id DESC`, revisions)
	return pgx.CollectRows(rows, scanPresence)
}

func scanPresence(row pgx.CollectableRow) (geo.Presence, error) {
	var p geo.Presence
	var position []byte
	err := row.Scan(&p.Operator, &p.Code, &p.Name, &p.Commune, &p.Status, &p.MastHeightM, &position,
		&p.Owner, &p.Contact, &p.BackupPower, &p.PowerFeeder, &p.FibreNode, &p.Sectors)
	if err != nil {
		return p, err
	}
	p.Position, err = pointFrom(position)
	return p, err
}
