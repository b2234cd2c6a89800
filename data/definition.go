package data

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"phusong/geo"
)

// Definition is a definition as it is kept: who added it and when, and whether it
// is still offered. Of those that are always there nobody added any.
type Definition struct {
	geo.Definition
	AddedBy   string
	AddedAt   time.Time
	RetiredAt *time.Time
}

// BuiltIn reports whether the program brings the definition.
func (d Definition) BuiltIn() bool { return d.AddedBy == "" }

// Why a definition is not given, added or retired.
var (
	ErrNoDefinition    = errors.New("no such definition")
	ErrDefinitionTaken = errors.New("there is a definition of that code")
)

// mostDefinitions bounds those that are offered besides geo.Definitions: readers
// choose from a list, and each asks for a computation of its own.
const mostDefinitions = 30

// Definitions lists those that are always there, then the added ones by code,
// retired ones too.
func (s *Store) Definitions(ctx context.Context) ([]Definition, error) {
	return s.definitions(ctx, "")
}

// Definition returns one by its code, retired or not: what was said by it once
// can be asked for ever. It fails with ErrNoDefinition, naming those that are offered.
func (s *Store) Definition(ctx context.Context, code string) (Definition, error) {
	if d, err := geo.ParseDefinition(code); err == nil {
		return Definition{Definition: d}, nil
	}
	found, err := s.definitions(ctx, code)
	if err != nil {
		return Definition{}, err
	}
	if added := found[len(geo.Definitions()):]; len(added) == 1 {
		return added[0], nil
	}
	return Definition{}, s.noDefinition(ctx, code)
}

func (s *Store) noDefinition(ctx context.Context, code string) error {
	all, err := s.Definitions(ctx)
	if err != nil {
		return err
	}
	var offered []string
	for _, d := range all {
		if d.RetiredAt == nil {
			offered = append(offered, d.Code)
		}
	}
	return fmt.Errorf("definition %.40q: %w; use %s", code, ErrNoDefinition, strings.Join(offered, ", "))
}

// definitions lists those of a code, or all for "", after the ones always there.
func (s *Store) definitions(ctx context.Context, code string) ([]Definition, error) {
	var all []Definition
	for _, d := range geo.Definitions() {
		all = append(all, Definition{Definition: d})
	}
	rows, _ := s.pool.Query(ctx, `
		SELECT code, basis, covered_from, none_below, vi, en, source, levels, confidence, added_by, added_at, retired_at
		FROM definitions
		WHERE $1 = '' OR code = $1
		ORDER BY code`, strings.ToValidUTF8(strings.ReplaceAll(code, "\x00", "?"), "?"))
	added, err := pgx.CollectRows(rows, scanDefinition)
	if err != nil {
		return nil, fmt.Errorf("list the definitions: %w", err)
	}
	return append(all, added...), nil
}

func scanDefinition(row pgx.CollectableRow) (d Definition, err error) {
	var levels map[string]float64
	err = row.Scan(&d.Code, &d.Basis, &d.CoveredFrom, &d.NoneBelow, &d.Vietnamese, &d.English, &d.Source, &levels, &d.Confidence,
		&d.AddedBy, &d.AddedAt, &d.RetiredAt)
	for name, level := range levels {
		t, wrong := geo.ParseTechnology(name)
		if wrong != nil {
			return d, fmt.Errorf("definition %s: %w: %w", d.Code, ErrCorrupt, wrong)
		}
		if d.Levels == nil {
			d.Levels = map[geo.Technology]geo.DBm{}
		}
		d.Levels[t] = geo.DBm(level)
	}
	return d, err
}

// AddDefinition keeps a definition for ever. It fails with ErrInvalid where it
// says what cannot be or too many are offered, and with ErrDefinitionTaken.
func (s *Store) AddDefinition(ctx context.Context, by Actor, d geo.Definition) (Definition, error) {
	if err := d.Check(); err != nil {
		return Definition{}, fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	levels := map[string]float64{}
	for t, level := range d.Levels {
		levels[t.String()] = float64(level)
	}
	added := Definition{Definition: d, AddedBy: by.Name}
	err := s.Audited(ctx, by, Event{"definition.add", d.Code, said(d)}, func(tx pgx.Tx) error {
		if err := roomForDefinition(ctx, tx); err != nil {
			return err
		}
		err := tx.QueryRow(ctx, `
			INSERT INTO definitions (code, basis, covered_from, none_below, vi, en, source, levels, confidence, added_by)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
			ON CONFLICT (code) DO NOTHING
			RETURNING added_at`,
			d.Code, d.Basis, d.CoveredFrom, d.NoneBelow, d.Vietnamese, d.English, d.Source, levels, d.Confidence, by.Name).Scan(&added.AddedAt)
		if errors.Is(err, pgx.ErrNoRows) {
			return fmt.Errorf("code %q: %w: it keeps its meaning, also when retired; choose another", d.Code, ErrDefinitionTaken)
		}
		return err
	})
	if err != nil {
		return Definition{}, fmt.Errorf("add a definition: %w", err)
	}
	return added, nil
}

// roomForDefinition lets one in at a time, so that two together are not too many.
func roomForDefinition(ctx context.Context, tx pgx.Tx) error {
	if _, err := tx.Exec(ctx, `LOCK TABLE definitions IN SHARE ROW EXCLUSIVE MODE`); err != nil {
		return err
	}
	var offered int
	if err := tx.QueryRow(ctx, `SELECT count(*) FROM definitions WHERE retired_at IS NULL`).Scan(&offered); err != nil {
		return err
	}
	if offered >= mostDefinitions {
		return fmt.Errorf("%w: %d definitions are offered already: retire one first", ErrInvalid, offered)
	}
	return nil
}

// said is a definition for the log.
func said(d geo.Definition) map[string]string {
	said := map[string]string{"basis": string(d.Basis), "covered from": fmt.Sprint(d.CoveredFrom), "none below": fmt.Sprint(d.NoneBelow),
		"confidence": fmt.Sprint(d.Confidence), "words": d.Vietnamese, "source": d.Source}
	for _, t := range slices.Sorted(maps.Keys(d.Levels)) {
		said["least "+t.String()] = fmt.Sprintf("%g dBm", float64(d.Levels[t]))
	}
	return said
}

// RetireDefinition no longer offers a definition; what was said by it can be asked
// as before. It fails with ErrInvalid for one that is always there, and with
// ErrNoDefinition.
func (s *Store) RetireDefinition(ctx context.Context, by Actor, code string) (Definition, error) {
	d, err := s.Definition(ctx, code)
	if err != nil {
		return Definition{}, err
	}
	if d.BuiltIn() {
		return Definition{}, fmt.Errorf("definition %s is %w to retire: it is always there", code, ErrInvalid)
	}
	if d.RetiredAt != nil {
		return d, nil
	}
	err = s.Audited(ctx, by, Event{"definition.retire", code, nil}, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, `UPDATE definitions SET retired_at = now() WHERE code = $1 AND retired_at IS NULL RETURNING retired_at`, code).Scan(&d.RetiredAt)
	})
	if errors.Is(err, pgx.ErrNoRows) { // somebody else was quicker
		return s.Definition(ctx, code)
	}
	if err != nil {
		return Definition{}, fmt.Errorf("retire definition %s: %w", code, err)
	}
	return d, nil
}
