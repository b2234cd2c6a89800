package data

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"phusong/geo"
)

// Identity is somebody as an identity provider (OpenID Connect) vouches for
// him. Issuer and Subject are who it is; the rest is as its claims say today.
type Identity struct {
	Issuer   string
	Subject  string
	Name     string
	FullName string
	Role     Role
	Operator geo.OperatorCode
}

// OIDCAccount returns the account of an identity, made at its first coming,
// with role and operator as the claims say now. A login name that is taken is
// never taken over: the new account's gets a mark of its own. A disabled
// account stays so and is returned as it is.
func (s *Store) OIDCAccount(ctx context.Context, by Actor, who Identity) (account Account, err error) {
	if len(who.Issuer) == 0 || len(who.Subject) == 0 || len(who.Issuer) > 500 || len(who.Subject) > 255 {
		return Account{}, fmt.Errorf("the identity's issuer or subject is %w", ErrInvalid)
	}
	err = s.InTx(ctx, func(tx pgx.Tx) error {
		if err := lockAdministrators(ctx, tx); err != nil {
			return err
		}
		id, err := accountOf(ctx, tx, who)
		if err != nil {
			return err
		}
		if id == "" {
			account, err = welcome(ctx, tx, by, who)
			return err
		}
		account, err = refresh(ctx, tx, by, id, who)
		return err
	})
	if err != nil {
		return Account{}, fmt.Errorf("account of an identity: %w", err)
	}
	return account, nil
}

func accountOf(ctx context.Context, tx pgx.Tx, who Identity) (id string, err error) {
	err = tx.QueryRow(ctx, `
		SELECT account_id::text
		FROM oidc_identities
		WHERE issuer = $1 AND subject = $2`, who.Issuer, who.Subject).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", nil
	}
	return id, err
}

// welcome makes the account of an identity that comes for the first time.
func welcome(ctx context.Context, tx pgx.Tx, by Actor, who Identity) (Account, error) {
	name := nameOf(who)
	var taken bool
	err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM accounts WHERE name = $1)`, name).Scan(&taken)
	if err != nil {
		return Account{}, err
	}
	if taken {
		mark := sha256.Sum256([]byte(who.Issuer + "\x00" + who.Subject))
		name = fmt.Sprintf("%.80s-%x", name, mark[:6])
	}
	fullName := who.FullName
	if !titleFits(fullName) {
		fullName = name
	}
	made, err := insertAccount(ctx, tx, NewAccount{Name: name, FullName: fullName, Role: who.Role, Operator: who.Operator})
	if err != nil {
		return Account{}, err
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO oidc_identities (issuer, subject, account_id)
		VALUES ($1, $2, $3)`, who.Issuer, who.Subject, made.ID)
	if err != nil {
		return Account{}, err
	}
	return made, audit(ctx, tx, by, Event{"account.add", made.object(), map[string]string{
		"role": string(made.Role), "operator": string(made.Operator), "issuer": who.Issuer}})
}

// refresh gives the account the role and operator the provider says it has.
func refresh(ctx context.Context, tx pgx.Tx, by Actor, id string, who Identity) (Account, error) {
	before, err := lockAccount(ctx, tx, id)
	if err != nil || before.Disabled || before.Audience() == (Audience{who.Role, who.Operator}) {
		return before, err
	}
	after := before
	after.Role, after.Operator = who.Role, who.Operator
	if err := fitAccount(after.FullName, after.Audience()); err != nil {
		return Account{}, err
	}
	return after, replaceAccount(ctx, tx, by, before, after)
}

// nameOf makes a login name of what the provider calls somebody.
func nameOf(who Identity) string {
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || strings.ContainsRune("._@+-", r) {
			return r
		}
		return '-'
	}, strings.ToLower(strings.TrimSpace(who.Name)))
	name = strings.TrimLeft(name, "._@+-")
	if name == "" {
		name = "oidc"
	}
	return name[:min(len(name), 100)]
}
