package data

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"

	"phusong/geo"
)

// sitesIn finds keys by the index on positions and reads the rows under the
// policies: see tenant_sites_in in the migrations for why in two steps.
const sitesIn = `
	SELECT ` + presenceColumns + `
	FROM tenant_sites_in($1, $2, $3, $4) k
	JOIN presences p ON (p.revision_id, p.operator, p.code) = (k.revision_id, k.operator, k.code)
	ORDER BY p.operator, p.code`

// SitesIn returns the sites of the current lists inside a box, planned and
// removed ones too, as the audience may see them: its own operator's in full,
// all with the fields of its role for staff, none for others. By operator and
// code.
func (s *Store) SitesIn(ctx context.Context, who Audience, box orb.Bound) ([]geo.Presence, error) {
	var shown []geo.Presence
	err := s.InTenant(ctx, who, ReadOnly, func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, sitesIn, box.Min.Lon(), box.Min.Lat(), box.Max.Lon(), box.Max.Lat())
		found, err := pgx.CollectRows(rows, scanPresence)
		for _, p := range found {
			if seen, ok := PresenceFor(who, p); ok {
				shown = append(shown, seen)
			}
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("sites in %v: %w", box, err)
	}
	return shown, nil
}
