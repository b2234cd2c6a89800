package data

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// RevokeToken ends a token that the audience may see (Tokens), or returns
// ErrNoToken. With account, only one of that account. One that is revoked stays
// as it was.
func (s *Store) RevokeToken(ctx context.Context, by Actor, who Audience, account, id string) error {
	if !isID(id) {
		return ErrNoToken
	}
	err := s.InTenant(ctx, who, ReadOnly, func(tx pgx.Tx) error {
		seen, err := tokensIn(ctx, tx, account, id)
		if err == nil && len(seen) == 0 {
			return ErrNoToken
		}
		return err
	})
	if err != nil {
		return err
	}
	return s.revokeToken(ctx, by, id)
}

func (s *Store) revokeToken(ctx context.Context, by Actor, id string) error {
	err := s.InTx(ctx, func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, `
			UPDATE tokens t
			SET revoked_at = now()
			WHERE t.id = $1 AND t.revoked_at IS NULL
			RETURNING `+tokenColumns, id)
		revoked, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[Token])
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		return audit(ctx, tx, by, Event{"token.revoke", revoked.object(), map[string]string{
			"title": revoked.Title, "account": revoked.AccountName}})
	})
	if err != nil {
		return fmt.Errorf("revoke a token: %w", err)
	}
	return nil
}

// TokenBySecret returns the token of a secret and whom it asks as, and notes,
// once a minute, that it was used. Revoked and old ones, and those of accounts
// that are disabled or may no longer have it, are ErrNoToken.
func (s *Store) TokenBySecret(ctx context.Context, secret string) (found Token, who Audience, err error) {
	var a Account
	var stale bool
	err = s.pool.QueryRow(ctx, `
		SELECT `+tokenColumns+`, coalesce(t.last_used < now() - interval '1 minute', true),
			a.role, coalesce(a.operator, ''), a.disabled_at IS NOT NULL
		FROM tokens t
		JOIN accounts a ON a.id = t.account_id
		WHERE t.secret_hash = $1 AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > now())`, hashSecret(secret)).
		Scan(&found.ID, &found.Account, &found.AccountName, &found.Operator, &found.Title, &found.Scopes,
			&found.CreatedAt, &found.ExpiresAt, &found.LastUsed, &found.RevokedAt, &stale, &a.Role, &a.Operator, &a.Disabled)
	if errors.Is(err, pgx.ErrNoRows) {
		return Token{}, Audience{}, ErrNoToken
	}
	if err != nil {
		return Token{}, Audience{}, fmt.Errorf("look for a token: %w", err)
	}
	who, ok := lend(a.Audience(), found.Scopes)
	if !ok || who.Operator != found.Operator {
		return Token{}, Audience{}, ErrNoToken
	}
	if stale {
		if _, err := s.pool.Exec(ctx, `UPDATE tokens SET last_used = now() WHERE id = $1`, found.ID); err != nil {
			return Token{}, Audience{}, fmt.Errorf("note a token: %w", err)
		}
	}
	return found, who, nil
}
