package data

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"phusong/geo"
)

// Release is a finished run that readers were shown.
type Release struct {
	ID          int64
	Run         int64
	Hash        []byte
	AsOf        time.Time
	Synthetic   bool
	PublishedAt time.Time
}

// Publish stores the results of a run and shows them to readers: all of it in
// one transaction, or nothing. It closes the fold's lease; with ErrLeaseLost
// nothing was written.
func (s *Store) Publish(ctx context.Context, l *Lease, r *Results) (Release, error) {
	hash := r.Hash()
	release := Release{Run: l.Run, Hash: hash[:], AsOf: r.AsOf, Synthetic: r.Synthetic}
	err := s.InTx(ctx, func(tx pgx.Tx) error {
		if _, err := finish(ctx, tx, l); err != nil {
			return err
		}
		for _, write := range []func(context.Context, pgx.Tx, int64, *Results) error{
			copyMasts, s.copyHexes, copyBlocks, copyRunHamlets, copyReaches,
		} {
			if err := write(ctx, tx, l.Run, r); err != nil {
				return err
			}
		}
		return point(ctx, tx, &release)
	})
	if err != nil {
		return Release{}, fmt.Errorf("publish run %d: %w", l.Run, err)
	}
	return release, nil
}

// point ends the run and moves the pointer that readers follow.
func point(ctx context.Context, tx pgx.Tx, r *Release) error {
	_, err := tx.Exec(ctx, `UPDATE runs SET state = 'done', ended_at = now() WHERE id = $1`, r.Run)
	if err != nil {
		return err
	}
	err = tx.QueryRow(ctx, `
		INSERT INTO releases (run_id, hash, as_of, synthetic)
		VALUES ($1, $2, $3, $4)
		RETURNING id, published_at`, r.Run, r.Hash, r.AsOf, r.Synthetic).Scan(&r.ID, &r.PublishedAt)
	if err != nil {
		return err
	}
	return show(ctx, tx, r.ID)
}

// copyMasts writes the masts, each with its sectors.
func copyMasts(ctx context.Context, tx pgx.Tx, run int64, r *Results) error {
	sectors := make([][]siteSector, len(r.Masts))
	for i, c := range r.Sectors {
		if c.Site < 0 || c.Site >= len(r.Masts) || i > 0 && c.Site < r.Sectors[i-1].Site {
			return fmt.Errorf("sector %d stands on mast %d out of turn", i, c.Site)
		}
		sectors[c.Site] = append(sectors[c.Site], siteSector{c.Operator, c.SiteCode, c.Sector})
	}
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"run_sites"}, []string{"run_id", "ordinal", "id", "position", "sectors"},
		pgx.CopyFromSlice(len(r.Masts), func(i int) ([]any, error) {
			return []any{run, i, r.Masts[i].ID, toEWKB(r.Masts[i].Position), sectors[i]}, nil
		}))
	return err
}

// copyHexes writes the hexes and their people, or copies those of a like run.
func (s *Store) copyHexes(ctx context.Context, tx pgx.Tx, run int64, r *Results) error {
	if r.Like != 0 {
		_, err := tx.Exec(ctx, `
			INSERT INTO run_hexes (run_id, parent, resolution, hexes, people)
			SELECT $1, parent, resolution, hexes, people
			FROM run_hexes
			WHERE run_id = $2`, run, r.Like)
		return err
	}
	cut := Stretches(r.Hexes, r.Resolution)
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"run_hexes"}, []string{"run_id", "parent", "resolution", "hexes", "people"},
		pgx.CopyFromSlice(len(cut), func(i int) ([]any, error) {
			b := cut[i]
			return []any{run, int64(b.Parent), r.Resolution,
				s.packer.pack(columnBytes(r.Hexes[b.From:b.To])),
				s.packer.pack(floatBytes(r.HexPeople[b.From:b.To]))}, nil
		}))
	return err
}

// copyBlocks writes the blocks, and what they say where that is new.
func copyBlocks(ctx context.Context, tx pgx.Tx, run int64, r *Results) error {
	fresh := map[BlockKey][]byte{}
	for i := range r.Blocks {
		if b := &r.Blocks[i]; b.Body != nil {
			fresh[b.Key] = b.Body
		}
	}
	// In one order for all, or two writers could wait for each other.
	keys := slices.SortedFunc(maps.Keys(fresh), func(a, b BlockKey) int { return bytes.Compare(a[:], b[:]) })
	for some := range slices.Chunk(keys, blocksAtOnce) {
		names, bodies := make([][]byte, len(some)), make([][]byte, len(some))
		for i, key := range some {
			names[i], bodies[i] = key[:], fresh[key]
		}
		_, err := tx.Exec(ctx, `
			INSERT INTO surface_blocks (key, body)
			SELECT k, b
			FROM unnest($1::bytea[], $2::bytea[]) AS f(k, b)
			ORDER BY k
			ON CONFLICT (key) DO NOTHING`, names, bodies)
		if err != nil {
			return err
		}
	}
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"run_blocks"},
		[]string{"run_id", "parent", "operator", "technology", "block", "sectors", "unknown"},
		pgx.CopyFromSlice(len(r.Blocks), func(i int) ([]any, error) {
			b := &r.Blocks[i]
			return []any{run, int64(b.Parent), string(b.Operator), int16(b.Technology), b.Key[:], b.Sectors, b.Unknown}, nil
		}))
	return err
}

// copyRunHamlets writes the hamlets, or copies those of a like run.
func copyRunHamlets(ctx context.Context, tx pgx.Tx, run int64, r *Results) error {
	if r.Like != 0 {
		_, err := tx.Exec(ctx, `
			INSERT INTO run_hamlets (run_id, code, vintage, commune, name, kind, people, households, centre, territory, places, clusters)
			SELECT $1, code, vintage, commune, name, kind, people, households, centre, territory, places, clusters
			FROM run_hamlets
			WHERE run_id = $2`, run, r.Like)
		return err
	}
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"run_hamlets"},
		[]string{"run_id", "code", "vintage", "commune", "name", "kind", "people", "households", "centre", "territory", "places", "clusters"},
		pgx.CopyFromSlice(len(r.Hamlets), func(i int) ([]any, error) {
			h := r.Hamlets[i].Hamlet
			return []any{run, string(h.Code), string(h.Vintage), string(h.Commune), h.Name, string(h.Kind),
				headcount(h.People), h.Households, toEWKB(h.Centre), toEWKB(h.Territory), r.Hamlets[i].Places, append([]geo.Cluster{}, h.Clusters...)}, nil
		}))
	return err
}

// headcount is what a run resolved: by then every hamlet has a figure.
func headcount(n *int) int {
	if n == nil {
		return 0
	}
	return *n
}
