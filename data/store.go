package data

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync/atomic"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Store is the door to PostGIS. It is safe for concurrent use.
type Store struct {
	pool    *pgxpool.Pool // as the owner of the tables
	tenants *pgxpool.Pool // as phusong_tenant: see InTenant
	packer  packer
	parts   parts
	changes atomic.Uint64 // transactions that may have changed something
}

// ErrNotDurable means that the database acknowledges what a crash may lose.
var ErrNotDurable = errors.New("the database would lose what it has acknowledged")

// Open connects to a migrated database. It fails where the walls between the
// operators have a hole (checkIsolation), and where a crash would lose what was
// acknowledged.
func Open(ctx context.Context, databaseURL string) (*Store, error) {
	config, err := pgxpool.ParseConfig(databaseURL)
	if err != nil {
		return nil, fmt.Errorf("read database address: %w", err)
	}
	config.ConnConfig.RuntimeParams["application_name"] = "phusong"
	config.ConnConfig.RuntimeParams["timezone"] = "UTC"
	config.AfterConnect = registerGeometry
	packer, err := newPacker()
	if err != nil {
		return nil, err
	}
	tenants := config.Copy()
	config.MaxConns = max(config.MaxConns, 8)
	s := &Store{packer: packer}
	if s.pool, err = pgxpool.NewWithConfig(ctx, config); err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	if s.tenants, err = newTenantPool(ctx, tenants); err != nil {
		s.pool.Close()
		return nil, err
	}
	if err := s.pool.Ping(ctx); err != nil {
		s.Close()
		return nil, fmt.Errorf("reach database %s: %w", host(databaseURL), err)
	}
	if err := errors.Join(s.checkDurable(ctx), s.checkIsolation(ctx)); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// checkDurable asks for the one setting that a database, an account or an
// address can switch off without anybody noticing until a crash.
func (s *Store) checkDurable(ctx context.Context) error {
	var commit string
	if err := s.pool.QueryRow(ctx, `SELECT current_setting('synchronous_commit')`).Scan(&commit); err != nil {
		return fmt.Errorf("check that commits are kept: %w", err)
	}
	if commit == "off" {
		return fmt.Errorf("%w: synchronous_commit is off: ALTER DATABASE … SET synchronous_commit = on", ErrNotDurable)
	}
	return nil
}

// Close ends all connections.
func (s *Store) Close() {
	s.tenants.Close()
	s.pool.Close()
}

// Pool lends the connections to the job queue, which has SQL of its own.
func (s *Store) Pool() *pgxpool.Pool { return s.pool }

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error { return s.pool.Ping(ctx) }

// InTx runs do in one transaction: all of it or nothing.
func (s *Store) InTx(ctx context.Context, do func(pgx.Tx) error) error {
	defer s.changes.Add(1)
	return pgx.BeginFunc(ctx, s.pool, do)
}

// Changes counts the transactions of this store that may have changed something,
// up to the last that has ended: what was read before is still true of all that is
// changed through the store alone, as long as the count stays.
func (s *Store) Changes() uint64 { return s.changes.Load() }

// registerGeometry lets geometry columns travel as EWKB bytes. Before the first
// migration there is no such type, which is fine.
func registerGeometry(ctx context.Context, conn *pgx.Conn) error {
	var oid *uint32
	err := conn.QueryRow(ctx, `SELECT to_regtype('geometry')::oid`).Scan(&oid)
	if err != nil {
		return fmt.Errorf("look up the geometry type: %w", err)
	}
	if oid != nil {
		conn.TypeMap().RegisterType(&pgtype.Type{Name: "geometry", OID: *oid, Codec: pgtype.ByteaCodec{}})
	}
	return nil
}

// host names the server of a connection string without its secrets.
func host(databaseURL string) string {
	if u, err := url.Parse(databaseURL); err == nil && u.Host != "" {
		return u.Host
	}
	for _, word := range strings.Fields(databaseURL) {
		if name, ok := strings.CutPrefix(word, "host="); ok {
			return name
		}
	}
	return "(local)"
}
