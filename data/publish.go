package data

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"

	"phusong/geo"
	"phusong/geo/hex"
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
	pack := s.packing(r) // while the hash is made and the first rows go out
	hash := r.Hash()
	release := Release{Run: l.Run, Hash: hash[:], AsOf: r.AsOf, Synthetic: r.Synthetic}
	err := s.InTx(ctx, func(tx pgx.Tx) error {
		if _, err := finish(ctx, tx, l); err != nil {
			return err
		}
		for _, write := range []func(context.Context, pgx.Tx, int64, *Results) error{
			copyMasts, copySectorRefs, s.copyHexes, pack.copySurfaces, copyRunHamlets, copyReaches,
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

func copyMasts(ctx context.Context, tx pgx.Tx, run int64, r *Results) error {
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"run_sites"}, []string{"run_id", "ordinal", "id", "position"},
		pgx.CopyFromSlice(len(r.Masts), func(i int) ([]any, error) {
			return []any{run, i, r.Masts[i].ID, toEWKB(r.Masts[i].Position)}, nil
		}))
	return err
}

func copySectorRefs(ctx context.Context, tx pgx.Tx, run int64, r *Results) error {
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"run_sectors"},
		[]string{"run_id", "ordinal", "site_ordinal", "operator", "site_code", "sector"},
		pgx.CopyFromSlice(len(r.Sectors), func(i int) ([]any, error) {
			c := r.Sectors[i]
			return []any{run, i, c.Site, string(c.Operator), string(c.SiteCode), c.Sector}, nil
		}))
	return err
}

// block is the part of the hexes that one stored row holds: [from, to) all have
// the same parent.
type block struct {
	parent   geo.Hex
	from, to int
}

// blockLevels is how many resolutions above its hexes a block's parent lies.
const blockLevels = 5

func blocks(hexes []geo.Hex, resolution int) []block {
	var all []block
	for i, h := range hexes {
		parent := hex.Parent(h, max(0, resolution-blockLevels))
		if n := len(all); n == 0 || all[n-1].parent != parent {
			all = append(all, block{parent, i, i})
		}
		all[len(all)-1].to = i + 1
	}
	return all
}

func (s *Store) copyHexes(ctx context.Context, tx pgx.Tx, run int64, r *Results) error {
	cut := blocks(r.Hexes, r.Resolution)
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"run_hexes"}, []string{"run_id", "parent", "resolution", "hexes", "people"},
		pgx.CopyFromSlice(len(cut), func(i int) ([]any, error) {
			b := cut[i]
			return []any{run, int64(b.parent), r.Resolution,
				s.packer.pack(columnBytes(r.Hexes[b.from:b.to])),
				s.packer.pack(floatBytes(r.HexPeople[b.from:b.to]))}, nil
		}))
	return err
}

// packing is the surfaces of a run being packed on all processors: block after
// block, and surface after surface within one.
type packing struct {
	cut    []block
	packed []packedSurface
	done   chan struct{}
}

func (s *Store) packing(r *Results) *packing {
	p := &packing{cut: blocks(r.Hexes, r.Resolution), done: make(chan struct{})}
	p.packed = make([]packedSurface, len(p.cut)*len(r.Surfaces))
	go func() {
		defer close(p.done)
		var workers errgroup.Group
		workers.SetLimit(runtime.GOMAXPROCS(0))
		for i, b := range p.cut {
			workers.Go(func() error {
				for j := range r.Surfaces {
					p.packed[i*len(r.Surfaces)+j] = s.packBlock(b, &r.Surfaces[j])
				}
				return nil
			})
		}
		workers.Wait()
	}()
	return p
}

// copySurfaces waits until all is packed.
func (p *packing) copySurfaces(ctx context.Context, tx pgx.Tx, run int64, r *Results) error {
	<-p.done
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"run_surfaces"},
		[]string{"run_id", "parent", "operator", "technology", "levels", "covered", "best", "second_levels", "second"},
		pgx.CopyFromSlice(len(p.packed), func(i int) ([]any, error) {
			c := p.packed[i]
			return []any{run, int64(p.cut[i/len(r.Surfaces)].parent), string(c.Operator), int16(c.Technology),
				c.Levels, c.Covered, c.Best, c.SecondLevel, c.Second}, nil
		}))
	return err
}

func (s *Store) packBlock(b block, c *geo.Surface) packedSurface {
	return packedSurface{
		Network:     c.Network,
		Levels:      s.packer.pack(columnBytes(c.Levels[b.from:b.to])),
		Covered:     s.packer.pack(c.Covered[b.from:b.to]),
		Best:        s.packer.pack(columnBytes(c.Best[b.from:b.to])),
		SecondLevel: s.packer.pack(columnBytes(c.SecondLevel[b.from:b.to])),
		Second:      s.packer.pack(columnBytes(c.Second[b.from:b.to])),
	}
}

func copyRunHamlets(ctx context.Context, tx pgx.Tx, run int64, r *Results) error {
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"run_hamlets"},
		[]string{"run_id", "code", "vintage", "commune", "name", "kind", "people", "households", "centre", "territory", "places"},
		pgx.CopyFromSlice(len(r.Hamlets), func(i int) ([]any, error) {
			h := r.Hamlets[i].Hamlet
			return []any{run, string(h.Code), string(h.Vintage), string(h.Commune), h.Name, string(h.Kind),
				headcount(h.People), h.Households, toEWKB(h.Centre), toEWKB(h.Territory), r.Hamlets[i].Places}, nil
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

func copyReaches(ctx context.Context, tx pgx.Tx, run int64, r *Results) error {
	networks := geo.Networks()
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"run_reaches"},
		[]string{"run_id", "hamlet", "operator", "technology", "centre_class", "centre_level",
			"people_covered", "people_unknown", "area_covered", "area_unknown"},
		pgx.CopyFromSlice(len(r.Hamlets)*len(networks), func(i int) ([]any, error) {
			h, n := r.Hamlets[i/len(networks)], networks[i%len(networks)]
			v := h.Reaches[i%len(networks)]
			return []any{run, string(h.Hamlet.Code), string(n.Operator), int16(n.Technology), int16(v.Centre), float64(v.CentreLevel),
				v.PeopleCovered, v.PeopleUnknown, v.AreaCovered, v.AreaUnknown}, nil
		}))
	return err
}
