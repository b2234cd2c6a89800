package data

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/jackc/pgx/v5"

	"phusong/geo"
)

// ErrNoRevision means that there is no such revision, or that it is another's.
var ErrNoRevision = errors.New("no such revision")

// RestoreRevision makes an earlier list of an operator current again, and asks
// for a run. A list that is current stays so, and nothing is written.
func (s *Store) RestoreRevision(ctx context.Context, who Actor, operator geo.OperatorCode, id int64, enqueue EnqueueRun) error {
	err := s.InTx(ctx, func(tx pgx.Tx) error {
		var dataset int64
		err := tx.QueryRow(ctx, `
			SELECT d.id
			FROM revisions r
			JOIN datasets d ON d.id = r.dataset_id
			WHERE r.id = $1 AND d.kind = 'sites' AND d.name = $2
			FOR UPDATE OF d`, id, operator).Scan(&dataset)
		if errors.Is(err, pgx.ErrNoRows) {
			return ErrNoRevision
		}
		if err != nil {
			return err
		}
		var before int64
		err = tx.QueryRow(ctx, `SELECT revision_id FROM current_revisions WHERE dataset_id = $1`, dataset).Scan(&before)
		if err != nil && !errors.Is(err, pgx.ErrNoRows) || before == id {
			return err
		}
		if err := setCurrent(ctx, tx, dataset, id); err != nil {
			return err
		}
		if err := enqueue(ctx, tx); err != nil {
			return err
		}
		return audit(ctx, tx, who, Event{Action: "revision.restore", Object: "revision " + strconv.FormatInt(id, 10), Detail: map[string]string{
			"operator": string(operator), "before": strconv.FormatInt(before, 10)}})
	})
	if err != nil {
		return fmt.Errorf("restore revision %d: %w", id, err)
	}
	return nil
}
