package data

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// What inviting refuses for.
var (
	ErrNoInvitation     = errors.New("the link is used up, too old, or never was")
	ErrHasAdministrator = errors.New("there is an administrator already: the first one needs no inviting")
)

// Invitation is a way in that works once. First says that it makes the first
// administrator, who chooses the login name himself; else it sets the password
// of Account.
type Invitation struct {
	First     bool
	Account   Account
	ExpiresAt time.Time
}

// Acceptance is what the invited person answers. Name and FullName are the
// first administrator's own; others have theirs, and an empty FullName leaves it.
type Acceptance struct {
	Secret       string
	Name         string
	FullName     string
	PasswordHash string
}

// Invite makes a secret that opens the account once, within validFor; without
// an account it makes the first administrator. Earlier ones for the same end.
func (s *Store) Invite(ctx context.Context, by Actor, account string, validFor time.Duration) (secret string, err error) {
	secret, hash := newSecret()
	err = s.InTx(ctx, func(tx pgx.Tx) error {
		object, err := invited(ctx, tx, account)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `
			DELETE FROM invitations
			WHERE account_id IS NOT DISTINCT FROM nullif($1, '')::uuid AND accepted_at IS NULL`, account)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `
			INSERT INTO invitations (id, secret_hash, account_id, expires_at)
			VALUES ($1, $2, nullif($3, '')::uuid, now() + $4)`, newID(), hash, account, validFor)
		if err != nil {
			return err
		}
		return audit(ctx, tx, by, Event{"account.invite", object, nil})
	})
	if err != nil {
		return "", fmt.Errorf("invite: %w", err)
	}
	return secret, nil
}

// invited names whom an invitation is for, or says why there may be none.
func invited(ctx context.Context, tx pgx.Tx, account string) (object string, err error) {
	if err := lockAdministrators(ctx, tx); err != nil {
		return "", err
	}
	if account != "" {
		a, err := lockAccount(ctx, tx, account)
		if err == nil && a.Disabled {
			return "", fmt.Errorf("a link for %s, which is disabled, is %w", a.Name, ErrInvalid)
		}
		return a.object(), err
	}
	some, err := hasAdministrator(ctx, tx)
	if err == nil && some {
		err = ErrHasAdministrator
	}
	return "first administrator", err
}

// NeedsAdministrator reports whether nobody can manage accounts yet.
func (s *Store) NeedsAdministrator(ctx context.Context) (needs bool, err error) {
	err = s.InTx(ctx, func(tx pgx.Tx) error {
		some, err := hasAdministrator(ctx, tx)
		needs = !some
		return err
	})
	return needs, err
}

// Invitation returns what a secret opens, or ErrNoInvitation.
func (s *Store) Invitation(ctx context.Context, secret string) (found Invitation, err error) {
	err = s.InTx(ctx, func(tx pgx.Tx) error {
		_, found, err = invitationIn(ctx, tx, secret)
		return err
	})
	return found, err
}

// invitationIn holds the invitation until the transaction ends, so that only
// one of two who hurry gets in.
func invitationIn(ctx context.Context, tx pgx.Tx, secret string) (id string, found Invitation, err error) {
	var account *string
	err = tx.QueryRow(ctx, `
		SELECT id::text, account_id::text, expires_at
		FROM invitations
		WHERE secret_hash = $1 AND accepted_at IS NULL AND expires_at > now()
		FOR UPDATE`, hashSecret(secret)).Scan(&id, &account, &found.ExpiresAt)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", Invitation{}, ErrNoInvitation
	}
	if err != nil {
		return "", Invitation{}, fmt.Errorf("look for an invitation: %w", err)
	}
	if account == nil {
		found.First, found.Account.Role = true, Administrator
		return id, found, nil
	}
	found.Account, err = accountIn(ctx, tx, *account)
	if err == nil && found.Account.Disabled {
		err = ErrNoInvitation
	}
	return id, found, err
}

// AcceptInvitation sets the password, which ends the account's sessions, or
// makes the first administrator. The secret does not work again.
func (s *Store) AcceptInvitation(ctx context.Context, by Actor, answer Acceptance) (account Account, err error) {
	err = s.InTx(ctx, func(tx pgx.Tx) error {
		if err := lockAdministrators(ctx, tx); err != nil {
			return err
		}
		id, found, err := invitationIn(ctx, tx, answer.Secret)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE invitations SET accepted_at = now() WHERE id = $1`, id); err != nil {
			return err
		}
		if found.First {
			account, err = makeFirst(ctx, tx, answer)
		} else {
			account, err = reopen(ctx, tx, found.Account, answer)
		}
		if err != nil {
			return err
		}
		by.Account, by.Name = account.ID, account.Name
		return audit(ctx, tx, by, Event{"account.accept", account.object(), map[string]string{"role": string(account.Role)}})
	})
	if err != nil {
		return Account{}, fmt.Errorf("accept an invitation: %w", err)
	}
	return account, nil
}

func makeFirst(ctx context.Context, tx pgx.Tx, answer Acceptance) (Account, error) {
	some, err := hasAdministrator(ctx, tx)
	if err != nil {
		return Account{}, err
	}
	if some {
		return Account{}, ErrNoInvitation
	}
	return insertAccount(ctx, tx, NewAccount{
		Name: answer.Name, FullName: answer.FullName, Role: Administrator, PasswordHash: answer.PasswordHash})
}

func reopen(ctx context.Context, tx pgx.Tx, a Account, answer Acceptance) (Account, error) {
	if answer.FullName != "" {
		a.FullName = answer.FullName
	}
	if err := fitAccount(a.FullName, a.Audience()); err != nil {
		return Account{}, err
	}
	if _, err := tx.Exec(ctx, `UPDATE accounts SET full_name = $2 WHERE id = $1`, a.ID, a.FullName); err != nil {
		return Account{}, err
	}
	return a, setPassword(ctx, tx, a.ID, answer.PasswordHash, "")
}
