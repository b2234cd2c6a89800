package data

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"phusong/geo"
)

// NewAccount is an account about to be made. Without PasswordHash, a PHC
// string, it opens by invitation or an identity provider.
type NewAccount struct {
	Name         string
	FullName     string
	Role         Role
	Operator     geo.OperatorCode
	PasswordHash string
}

// AccountChange says what of an account changes; nil leaves it as it is.
type AccountChange struct {
	FullName *string
	Role     *Role
	Operator *geo.OperatorCode
	Disabled *bool
}

// AddAccount makes an account. It fails with ErrNameTaken or ErrInvalid.
func (s *Store) AddAccount(ctx context.Context, by Actor, n NewAccount) (made Account, err error) {
	err = s.InTx(ctx, func(tx pgx.Tx) error {
		if made, err = insertAccount(ctx, tx, n); err != nil {
			return err
		}
		return audit(ctx, tx, by, Event{"account.add", made.object(), map[string]string{
			"role": string(made.Role), "operator": string(made.Operator)}})
	})
	if err != nil {
		return Account{}, fmt.Errorf("add account: %w", err)
	}
	return made, nil
}

func insertAccount(ctx context.Context, tx pgx.Tx, n NewAccount) (Account, error) {
	name, err := ParseAccountName(n.Name)
	if err != nil {
		return Account{}, err
	}
	if err := fitAccount(n.FullName, Audience{n.Role, n.Operator}); err != nil {
		return Account{}, err
	}
	rows, _ := tx.Query(ctx, `
		INSERT INTO accounts AS a (id, name, full_name, role, operator, password_hash)
		VALUES ($1, $2, $3, $4, nullif($5, ''), $6)
		RETURNING `+accountColumns, newID(), name, n.FullName, n.Role, string(n.Operator), n.PasswordHash)
	made, err := pgx.CollectExactlyOneRow(rows, scanAccount)
	if refusedBy(err, "accounts_name_key") {
		return Account{}, ErrNameTaken
	}
	return made, err
}

// fitAccount refuses what the table would refuse, in words.
func fitAccount(fullName string, who Audience) error {
	if !titleFits(fullName) {
		return fmt.Errorf("the full name is %w: give 1 to 200 characters", ErrInvalid)
	}
	if who.Role == Public || !who.Valid() {
		return fmt.Errorf("role %.40q with operator %.40q is %w: operators' roles have an operator, the others none", who.Role, who.Operator, ErrInvalid)
	}
	return nil
}

// titleFits reports whether text is 1 to 200 printable characters.
func titleFits(text string) bool {
	return strings.TrimSpace(text) != "" && utf8.ValidString(text) && utf8.RuneCountInString(text) <= 200 &&
		!strings.ContainsFunc(text, unicode.IsControl)
}

// object is how the audit log names the account.
func (a Account) object() string { return "account " + a.Name + " " + a.ID }

// ChangeAccount changes an account. When role, operator or access change, all
// its sessions end and its tokens are revoked in the same transaction.
func (s *Store) ChangeAccount(ctx context.Context, by Actor, id string, change AccountChange) (after Account, err error) {
	err = s.InTx(ctx, func(tx pgx.Tx) error {
		if err := lockAdministrators(ctx, tx); err != nil {
			return err
		}
		before, err := lockAccount(ctx, tx, id)
		if err != nil {
			return err
		}
		after = change.of(before)
		if err := fitAccount(after.FullName, Audience{after.Role, after.Operator}); err != nil {
			return err
		}
		return replaceAccount(ctx, tx, by, before, after)
	})
	if err != nil {
		return Account{}, fmt.Errorf("change account: %w", err)
	}
	return after, nil
}

// of returns the account with the change made. A role without an operator
// leaves the operator behind.
func (c AccountChange) of(a Account) Account {
	if c.FullName != nil {
		a.FullName = *c.FullName
	}
	if c.Role != nil {
		a.Role = *c.Role
	}
	if c.Operator != nil {
		a.Operator = *c.Operator
	} else if !a.Role.OfOperator() {
		a.Operator = ""
	}
	if c.Disabled != nil {
		a.Disabled = *c.Disabled
	}
	return a
}

// lockAccount returns the account and holds it until the transaction ends.
func lockAccount(ctx context.Context, tx pgx.Tx, id string) (Account, error) {
	if !isID(id) {
		return Account{}, ErrNoAccount
	}
	if _, err := tx.Exec(ctx, `SELECT 1 FROM accounts WHERE id = $1 FOR UPDATE`, id); err != nil {
		return Account{}, err
	}
	return accountIn(ctx, tx, id)
}

// lockAdministrators lets those who change accounts do so one after the other:
// two administrators who depose each other must not both succeed.
func lockAdministrators(ctx context.Context, tx pgx.Tx) error {
	_, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtext('phusong administrators'))`)
	return err
}

func replaceAccount(ctx context.Context, tx pgx.Tx, by Actor, before, after Account) error {
	_, err := tx.Exec(ctx, `
		UPDATE accounts
		SET full_name = $2, role = $3, operator = nullif($4, ''),
			disabled_at = CASE WHEN $5 THEN coalesce(disabled_at, now()) END
		WHERE id = $1`, after.ID, after.FullName, after.Role, string(after.Operator), after.Disabled)
	if err != nil {
		return err
	}
	if before.Audience() != after.Audience() {
		if err := endAccess(ctx, tx, after.ID); err != nil {
			return err
		}
	}
	if before.Audience().Role == Administrator && after.Audience().Role != Administrator {
		if err := someAdministratorStays(ctx, tx); err != nil {
			return err
		}
	}
	return audit(ctx, tx, by, Event{"account.change", after.object(), differences(before, after)})
}

// endAccess ends the sessions of an account, revokes its tokens and voids its
// invitations.
func endAccess(ctx context.Context, tx pgx.Tx, account string) error {
	for _, sql := range []string{
		`DELETE FROM sessions WHERE account_id = $1`,
		`UPDATE tokens SET revoked_at = now() WHERE account_id = $1 AND revoked_at IS NULL`,
		`DELETE FROM invitations WHERE account_id = $1 AND accepted_at IS NULL`,
	} {
		if _, err := tx.Exec(ctx, sql, account); err != nil {
			return err
		}
	}
	return nil
}

// someAdministratorStays fails where nobody who may manage accounts would be left.
func someAdministratorStays(ctx context.Context, tx pgx.Tx) error {
	some, err := hasAdministrator(ctx, tx)
	if err == nil && !some {
		return ErrLastAdministrator
	}
	return err
}

func hasAdministrator(ctx context.Context, tx pgx.Tx) (some bool, err error) {
	err = tx.QueryRow(ctx, `
		SELECT EXISTS (SELECT FROM accounts WHERE role = 'administrator' AND disabled_at IS NULL)`).Scan(&some)
	return some, err
}

func differences(before, after Account) map[string]string {
	detail := map[string]string{}
	for _, d := range []struct{ name, before, after string }{
		{"full name", before.FullName, after.FullName},
		{"role", string(before.Role), string(after.Role)},
		{"operator", string(before.Operator), string(after.Operator)},
		{"disabled", strconv.FormatBool(before.Disabled), strconv.FormatBool(after.Disabled)},
	} {
		if d.before != d.after {
			detail[d.name] = d.before + " → " + d.after
		}
	}
	return detail
}

// SetPassword sets the password, as a PHC string, and ends the account's
// sessions but the one to keep; "" keeps none.
func (s *Store) SetPassword(ctx context.Context, by Actor, id, hash, keepSession string) error {
	err := s.InTx(ctx, func(tx pgx.Tx) error {
		a, err := lockAccount(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := setPassword(ctx, tx, id, hash, keepSession); err != nil {
			return err
		}
		return audit(ctx, tx, by, Event{"account.password", a.object(), nil})
	})
	if err != nil {
		return fmt.Errorf("set password: %w", err)
	}
	return nil
}

func setPassword(ctx context.Context, tx pgx.Tx, id, hash, keepSession string) error {
	_, err := tx.Exec(ctx, `UPDATE accounts SET password_hash = $2 WHERE id = $1`, id, hash)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `DELETE FROM sessions WHERE account_id = $1 AND id::text <> $2`, id, keepSession)
	return err
}
