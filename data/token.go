package data

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"phusong/geo"
)

// ErrNoToken means that a secret opens nothing, or that an id is not a token
// the audience may touch.
var ErrNoToken = errors.New("no such token")

// Scope is what a token may be used for.
type Scope string

// The scopes.
const (
	ReadScope   Scope = "read"
	UploadScope Scope = "upload"
)

// tokenMark begins every token's secret, so that one that leaked into a
// repository or a mail is found by its look.
const tokenMark = "phusong_"

// Token lends a program a part of what an account may do.
type Token struct {
	ID          string
	Account     string // id
	AccountName string
	Operator    geo.OperatorCode // "" for staff
	Title       string
	Scopes      []Scope
	CreatedAt   time.Time
	ExpiresAt   *time.Time // nil: does not
	LastUsed    *time.Time // true to a minute
	RevokedAt   *time.Time
}

// Allows reports whether the token was made for the scope.
func (t Token) Allows(scope Scope) bool { return slices.Contains(t.Scopes, scope) }

// NewToken is a token about to be made for an account. ValidFor 0 means that
// it does not run out.
type NewToken struct {
	Account  string // id
	Title    string
	Scopes   []Scope
	ValidFor time.Duration
}

const tokenColumns = `
	t.id::text, t.account_id::text, t.account_name, coalesce(t.operator, ''), t.title, t.scopes,
	t.created_at, t.expires_at, t.last_used, t.revoked_at`

// NewToken makes a token of the account's operator, or of staff. Accounts that
// manage or review others have none (ErrInvalid): what they may do is done by
// people. The secret is in the answer and nowhere else.
func (s *Store) NewToken(ctx context.Context, by Actor, n NewToken) (secret string, made Token, err error) {
	if err := n.fit(); err != nil {
		return "", Token{}, fmt.Errorf("make a token: %w", err)
	}
	letters, _ := newSecret()
	secret = tokenMark + letters
	err = s.InTx(ctx, func(tx pgx.Tx) error {
		made, err = insertToken(ctx, tx, n, hashSecret(secret))
		if err != nil {
			return err
		}
		return audit(ctx, tx, by, Event{"token.add", made.object(), map[string]string{
			"title": made.Title, "operator": string(made.Operator), "scopes": fmt.Sprint(made.Scopes), "account": made.AccountName}})
	})
	if err != nil {
		return "", Token{}, fmt.Errorf("make a token: %w", err)
	}
	return secret, made, nil
}

func (n NewToken) fit() error {
	if !titleFits(n.Title) {
		return fmt.Errorf("the title is %w: give 1 to 200 characters", ErrInvalid)
	}
	known := func(s Scope) bool { return s == ReadScope || s == UploadScope }
	if len(n.Scopes) == 0 || len(n.Scopes) > 2 || slices.ContainsFunc(n.Scopes, func(s Scope) bool { return !known(s) }) {
		return fmt.Errorf("scopes %.60q are %w: use read, upload or both", n.Scopes, ErrInvalid)
	}
	if n.ValidFor < 0 {
		return fmt.Errorf("a token that ran out before it was made is %w", ErrInvalid)
	}
	return nil
}

func insertToken(ctx context.Context, tx pgx.Tx, n NewToken, hash []byte) (Token, error) {
	a, err := lockAccount(ctx, tx, n.Account)
	if err != nil {
		return Token{}, err
	}
	lent, ok := lend(a.Audience(), n.Scopes)
	if !ok {
		return Token{}, fmt.Errorf("a token with scopes %v of a %s is %w", n.Scopes, a.Role, ErrInvalid)
	}
	rows, _ := tx.Query(ctx, `
		INSERT INTO tokens AS t (id, secret_hash, account_id, account_name, operator, title, scopes, expires_at)
		VALUES ($1, $2, $3, $4, nullif($5, ''), $6, $7, CASE WHEN $8 > interval '0' THEN now() + $8 END)
		RETURNING `+tokenColumns,
		newID(), hash, a.ID, a.Name, string(lent.Operator), n.Title, n.Scopes, n.ValidFor)
	return pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[Token])
}

// lend returns who a token of an account asks as, and whether there may be
// one. A token never manages accounts: of an operator's people it is an editor
// at most, and without the upload scope a viewer.
func lend(a Audience, scopes []Scope) (Audience, bool) {
	uploads := slices.Contains(scopes, UploadScope)
	switch {
	case !a.Valid():
		return Audience{}, false
	case a.Role == OperatorViewer && uploads:
		return Audience{}, false
	case a.Role.OfOperator() && uploads:
		return Audience{OperatorEditor, a.Operator}, true
	case a.Role.OfOperator():
		return Audience{OperatorViewer, a.Operator}, true
	case a.Role == Planner || a.Role == Leader:
		return a, !uploads
	}
	return Audience{}, false
}

func (t Token) object() string { return "token " + t.ID }

// Tokens returns the tokens an audience may see, the newest first: all for
// administrators and auditors, their own operator's for its people, the
// staff's for staff. With account, those of that account alone.
func (s *Store) Tokens(ctx context.Context, who Audience, account string) (found []Token, err error) {
	err = s.InTenant(ctx, who, ReadOnly, func(tx pgx.Tx) error {
		found, err = tokensIn(ctx, tx, account, "")
		return err
	})
	return found, err
}

func tokensIn(ctx context.Context, tx pgx.Tx, account, id string) ([]Token, error) {
	rows, _ := tx.Query(ctx, `
		SELECT `+tokenColumns+`
		FROM tokens t
		WHERE ($1 = '' OR t.account_id::text = $1) AND ($2 = '' OR t.id::text = $2)
		ORDER BY t.created_at DESC, t.id DESC`, account, id)
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Token])
}
