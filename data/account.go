package data

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"phusong/geo"
)

// What the doors of accounts refuse for. Whoever asks in vain for what is not
// his gets the same error as one who asks for what is not there.
var (
	ErrNoAccount         = errors.New("no such account")
	ErrNameTaken         = errors.New("the login name is taken")
	ErrInvalid           = errors.New("not valid")
	ErrLastAdministrator = errors.New("the last administrator keeps role and access")
)

// Account is somebody who can log in. ID is a UUID; Name is what is typed to
// log in, in small letters.
type Account struct {
	ID        string
	Name      string
	FullName  string
	Role      Role
	Operator  geo.OperatorCode // "" unless the role is of an operator
	Disabled  bool
	CreatedAt time.Time
	LastLogin *time.Time
}

// Audience is who the account asks as. A disabled one is nobody.
func (a Account) Audience() Audience {
	if a.Disabled {
		return Audience{}
	}
	return Audience{a.Role, a.Operator}
}

// Actor is who makes a change, for the audit log. Account is empty for those
// at the command line.
type Actor struct {
	Account string // id
	Name    string
	Address string // of the network
	Request string // id
}

// AccountFilter narrows a list of accounts; "" does not.
type AccountFilter struct {
	Operator geo.OperatorCode
}

var accountName = regexp.MustCompile(`^[a-z0-9][a-z0-9._@+-]{0,99}$`)

// ParseAccountName reads a login name as it is typed.
func ParseAccountName(text string) (string, error) {
	name := strings.ToLower(strings.TrimSpace(text))
	if !accountName.MatchString(name) {
		return "", fmt.Errorf("login name %.40q is %w: use small letters a to z, digits and . _ @ + -, at most 100", text, ErrInvalid)
	}
	return name, nil
}

// accountColumns leave the password out: whoever lists accounts never holds it.
const accountColumns = `
	a.id::text, a.name, a.full_name, a.role, coalesce(a.operator, ''), a.disabled_at IS NOT NULL, a.created_at, a.last_login`

func scanAccount(row pgx.CollectableRow) (Account, error) {
	return pgx.RowToStructByPos[Account](row)
}

// Accounts returns the accounts an audience may manage or review, by operator
// and name: all for administrators and auditors, their own operator's for its
// administrators, none for others.
func (s *Store) Accounts(ctx context.Context, who Audience, filter AccountFilter) (found []Account, err error) {
	err = s.InTenant(ctx, who, ReadOnly, func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, `
			SELECT `+accountColumns+`
			FROM accounts a
			WHERE $1 = '' OR a.operator = $1
			ORDER BY a.operator NULLS FIRST, a.name`, string(filter.Operator))
		found, err = pgx.CollectRows(rows, scanAccount)
		return err
	})
	return found, err
}

// AccountByID returns one of the accounts that Accounts lists for the audience,
// or ErrNoAccount.
func (s *Store) AccountByID(ctx context.Context, who Audience, id string) (found Account, err error) {
	err = s.InTenant(ctx, who, ReadOnly, func(tx pgx.Tx) error {
		found, err = accountIn(ctx, tx, id)
		return err
	})
	return found, err
}

func accountIn(ctx context.Context, tx pgx.Tx, id string) (Account, error) {
	if !isID(id) {
		return Account{}, ErrNoAccount
	}
	rows, _ := tx.Query(ctx, `SELECT `+accountColumns+` FROM accounts a WHERE a.id = $1`, id)
	a, err := pgx.CollectExactlyOneRow(rows, scanAccount)
	if errors.Is(err, pgx.ErrNoRows) {
		return Account{}, ErrNoAccount
	}
	return a, err
}

// AccountByName returns the account that logs in with the name and its password
// as a PHC string, "" where no password opens it. Disabled ones are returned
// too: whoever lets in must look.
func (s *Store) AccountByName(ctx context.Context, name string) (Account, string, error) {
	var a Account
	var hash string
	err := s.pool.QueryRow(ctx, `
		SELECT `+accountColumns+`, a.password_hash
		FROM accounts a
		WHERE a.name = lower(trim($1))`, name).
		Scan(&a.ID, &a.Name, &a.FullName, &a.Role, &a.Operator, &a.Disabled, &a.CreatedAt, &a.LastLogin, &hash)
	if errors.Is(err, pgx.ErrNoRows) {
		return Account{}, "", ErrNoAccount
	}
	if err != nil {
		return Account{}, "", fmt.Errorf("look for an account: %w", err)
	}
	return a, hash, nil
}

// refusedBy reports whether err is the database's refusal by the named constraint.
func refusedBy(err error, constraint string) bool {
	var refused *pgconn.PgError
	return errors.As(err, &refused) && refused.ConstraintName == constraint
}
