package data

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// tenantRole owns nothing, logs in nowhere and bypasses nothing: what its
// connections read, the policies of the tables left.
const tenantRole = "phusong_tenant"

// ErrNobody means that an audience does not exist: an operator's role without
// an operator, or an account that is disabled.
var ErrNobody = errors.New("nobody is asking")

// Access says whether a transaction may write.
type Access pgx.TxAccessMode

// The kinds of access.
const (
	ReadOnly  = Access(pgx.ReadOnly)
	ReadWrite = Access(pgx.ReadWrite)
)

// InTenant runs do in one transaction that sees what the audience may see and
// nothing else, whatever its statements ask for. All that an operator is shown
// from tables goes through here.
func (s *Store) InTenant(ctx context.Context, who Audience, access Access, do func(pgx.Tx) error) error {
	if !who.Valid() {
		return ErrNobody
	}
	if access == ReadWrite {
		defer s.changes.Add(1)
	}
	return pgx.BeginTxFunc(ctx, s.tenants, pgx.TxOptions{AccessMode: pgx.TxAccessMode(access)}, func(tx pgx.Tx) error {
		// true: the settings end with the transaction.
		_, err := tx.Exec(ctx, `
			SELECT set_config('app.operator', $1, true), set_config('app.cut', $2, true), set_config('app.role', $3, true)`,
			string(who.Operator), string(who.Cut()), string(who.Role))
		if err != nil {
			return fmt.Errorf("say who asks: %w", err)
		}
		return do(tx)
	})
}

// newTenantPool makes the connections that InTenant uses, none of them yet; the
// configuration becomes the pool's.
// They are apart from the owner's, so that no statement runs with the rights a
// connection had before.
func newTenantPool(ctx context.Context, config *pgxpool.Config) (*pgxpool.Pool, error) {
	config.ConnConfig.RuntimeParams["application_name"] = "phusong tenants"
	config.ConnConfig.RuntimeParams["statement_timeout"] = "30s"
	config.ConnConfig.RuntimeParams["idle_in_transaction_session_timeout"] = "60s"
	config.AfterConnect = func(ctx context.Context, conn *pgx.Conn) error {
		if err := registerGeometry(ctx, conn); err != nil {
			return err
		}
		if _, err := conn.Exec(ctx, `SET ROLE `+tenantRole); err != nil {
			return fmt.Errorf("become the role %s: %w", tenantRole, err)
		}
		return nil
	}
	config.PrepareConn = clean
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("open database for tenants: %w", err)
	}
	return pool, nil
}

// clean reports whether a connection is as it was when it was new: nobody's,
// and of the tenants' role. One that is not is closed and never used again.
func clean(ctx context.Context, conn *pgx.Conn) (bool, error) {
	if conn.PgConn().TxStatus() != 'I' {
		return false, nil
	}
	var nobodys bool
	err := conn.QueryRow(ctx, `
		SELECT current_user = $1 AND concat(current_setting('app.operator', true),
			current_setting('app.cut', true), current_setting('app.role', true)) = ''`, tenantRole).Scan(&nobodys)
	if err != nil {
		return false, ctx.Err() // a broken connection is closed; a late caller is told
	}
	return nobodys, nil
}
