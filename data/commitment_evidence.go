package data

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"phusong/geo"
	"phusong/geo/planning"
)

// Radiating returns what is on the air by the current lists where something was
// promised, by code or near the point, as far as the audience may see it: sites with
// their technologies, each with the day of the first list that shows it there. By
// operator and code.
func (s *Store) Radiating(ctx context.Context, who Audience) (found []planning.Radiating, err error) {
	err = s.InTenant(ctx, who, ReadOnly, func(tx pgx.Tx) error {
		// A hundredth of a degree is wider than planning.PromiseWithinKm, which decides.
		rows, _ := tx.Query(ctx, `
			WITH now AS MATERIALIZED (
				SELECT DISTINCT p.operator, p.code, p.position, x.technology
				FROM current_revisions c
				JOIN presences p ON p.revision_id = c.revision_id
				JOIN sectors x ON (x.revision_id, x.operator, x.site_code) = (p.revision_id, p.operator, p.code)
				WHERE p.status = 'on_air' AND EXISTS (
					SELECT FROM commitments m
					WHERE m.operator = p.operator AND (m.site_code = p.code OR m.position && ST_Expand(p.position, 0.01)))
			)
			SELECT now.operator, now.code, now.position, now.technology, (
				SELECT min(r.as_of)
				FROM revisions r
				JOIN presences q ON (q.revision_id, q.operator, q.code) = (r.id, now.operator, now.code)
				JOIN sectors y ON (y.revision_id, y.operator, y.site_code) = (q.revision_id, q.operator, q.code)
				WHERE q.status = 'on_air' AND y.technology = now.technology)
			FROM now
			ORDER BY now.operator, now.code, now.technology`)
		found, err = gatherRadiating(rows)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read what is on the air: %w", err)
	}
	return found, nil
}

// gatherRadiating makes one site of its technologies' rows, which follow each other.
func gatherRadiating(rows pgx.Rows) (found []planning.Radiating, err error) {
	var operator geo.OperatorCode
	var code geo.SiteCode
	var position []byte
	var technology geo.Technology
	var since time.Time
	_, err = pgx.ForEachRow(rows, []any{&operator, &code, &position, &technology, &since}, func() error {
		if n := len(found); n > 0 && found[n-1].Operator == operator && found[n-1].Code == code {
			found[n-1].First[technology] = since
			return nil
		}
		at, err := pointFrom(position)
		found = append(found, planning.Radiating{Operator: operator, Code: code, Position: at, First: map[geo.Technology]time.Time{technology: since}})
		return err
	})
	return found, err
}

// Evidence is what promises are held against: the current lists and a release's
// verdicts under one definition. Verdict judges hamlet i of the release.
func (s *Store) Evidence(ctx context.Context, who Audience, view *View, d geo.Definition, verdict func(i int, q geo.Question) geo.Verdict) (e planning.Evidence, err error) {
	if e.OnAir, err = s.Radiating(ctx, who); err != nil {
		return e, err
	}
	places := map[geo.HamletCode]int{}
	for i := range view.Hamlets {
		places[view.Hamlets[i].Hamlet.Code] = i
	}
	e.Released = view.Release.AsOf
	e.Verdict = func(code geo.HamletCode, o geo.OperatorCode, t geo.Technology) geo.Verdict {
		if i, known := places[code]; known {
			return verdict(i, geo.Ask(geo.Network{Operator: o, Technology: t}, d))
		}
		return geo.Unknown
	}
	return e, nil
}
