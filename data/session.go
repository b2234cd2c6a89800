package data

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/jackc/pgx/v5"
)

// ErrNoSession means that a secret opens no session: never, or no longer.
var ErrNoSession = errors.New("no such session")

// SessionTimes are how long a session lives unused, and how long at most.
type SessionTimes struct {
	Idle, Absolute time.Duration
}

// DefaultSessionTimes let somebody who comes every morning log in once a week.
func DefaultSessionTimes() SessionTimes {
	return SessionTimes{Idle: 12 * time.Hour, Absolute: 7 * 24 * time.Hour}
}

// Session is one browser that is logged in. SeenAt is true to a minute.
type Session struct {
	ID       string
	Account  string // id
	OpenedAt time.Time
	SeenAt   time.Time
	EndsAt   time.Time
	Agent    string // the browser, as it calls itself
	Address  string // of the network, at the opening
}

const sessionColumns = `
	s.id::text, s.account_id::text, s.opened_at, s.seen_at, s.ends_at, s.agent, s.address`

// alive tells in SQL whether a session has not run out. Times are the
// database's: those of servers differ.
const alive = `s.ends_at > now() AND s.seen_at + s.idle > now()`

// OpenSession logs an account in, at the actor's address. The secret is in the
// answer and nowhere else. A disabled account gets ErrNoAccount.
func (s *Store) OpenSession(ctx context.Context, by Actor, account, agent string, times SessionTimes) (secret string, opened Session, err error) {
	secret, hash := newSecret()
	err = s.InTx(ctx, func(tx pgx.Tx) error {
		a, err := lockAccount(ctx, tx, account)
		if err != nil {
			return err
		}
		if a.Disabled {
			return ErrNoAccount
		}
		if err := sweepSessions(ctx, tx, account); err != nil {
			return err
		}
		rows, _ := tx.Query(ctx, `
			INSERT INTO sessions AS s (id, secret_hash, account_id, idle, ends_at, agent, address)
			VALUES ($1, $2, $3, $4, now() + $5, $6, $7)
			RETURNING `+sessionColumns, newID(), hash, account, times.Idle, times.Absolute,
			shorten(printable(agent), 300), shorten(printable(by.Address), 100))
		if opened, err = pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[Session]); err != nil {
			return err
		}
		by.Account, by.Name = a.ID, a.Name
		return audit(ctx, tx, by, Event{"session.open", a.object(), map[string]string{"session": opened.ID}})
	})
	if err != nil {
		return "", Session{}, fmt.Errorf("open a session: %w", err)
	}
	return secret, opened, nil
}

// sweepSessions notes the login and throws away what has run out, whosoever it
// was; rows that another login is throwing away are left to that one.
func sweepSessions(ctx context.Context, tx pgx.Tx, account string) error {
	if _, err := tx.Exec(ctx, `UPDATE accounts SET last_login = now() WHERE id = $1`, account); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `
		DELETE FROM sessions
		WHERE id IN (SELECT s.id FROM sessions s WHERE NOT (`+alive+`) FOR UPDATE SKIP LOCKED)`)
	return err
}

// SessionBySecret returns the session a secret opens and its account as it is
// now, and notes, once a minute, that it was seen. ErrNoSession means log in.
func (s *Store) SessionBySecret(ctx context.Context, secret string) (found Session, account Account, err error) {
	var stale bool
	err = s.pool.QueryRow(ctx, `
		SELECT `+sessionColumns+`, s.seen_at < now() - least(interval '1 minute', s.idle / 4), `+accountColumns+`
		FROM sessions s
		JOIN accounts a ON a.id = s.account_id
		WHERE s.secret_hash = $1 AND a.disabled_at IS NULL AND `+alive, hashSecret(secret)).
		Scan(&found.ID, &found.Account, &found.OpenedAt, &found.SeenAt, &found.EndsAt, &found.Agent, &found.Address, &stale,
			&account.ID, &account.Name, &account.FullName, &account.Role, &account.Operator, &account.Disabled,
			&account.CreatedAt, &account.LastLogin)
	if errors.Is(err, pgx.ErrNoRows) {
		return Session{}, Account{}, ErrNoSession
	}
	if err != nil {
		return Session{}, Account{}, fmt.Errorf("look for a session: %w", err)
	}
	if stale {
		if _, err := s.pool.Exec(ctx, `UPDATE sessions SET seen_at = now() WHERE id = $1`, found.ID); err != nil {
			return Session{}, Account{}, fmt.Errorf("note a session: %w", err)
		}
	}
	return found, account, nil
}

// Sessions returns the living sessions of an account, the last seen first.
func (s *Store) Sessions(ctx context.Context, account string) ([]Session, error) {
	if !isID(account) {
		return nil, nil
	}
	rows, _ := s.pool.Query(ctx, `
		SELECT `+sessionColumns+`
		FROM sessions s
		WHERE s.account_id = $1 AND `+alive+`
		ORDER BY s.seen_at DESC, s.id`, account)
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Session])
}

// EndSession ends one session of an account; another's is ErrNoSession.
func (s *Store) EndSession(ctx context.Context, by Actor, account, id string) error {
	if !isID(account) || !isID(id) {
		return ErrNoSession
	}
	return s.endSessions(ctx, by, account, id)
}

// EndSessions ends all sessions of an account.
func (s *Store) EndSessions(ctx context.Context, by Actor, account string) error {
	if !isID(account) {
		return ErrNoAccount
	}
	err := s.endSessions(ctx, by, account, "")
	if errors.Is(err, ErrNoSession) {
		return nil
	}
	return err
}

func (s *Store) endSessions(ctx context.Context, by Actor, account, id string) error {
	err := s.InTx(ctx, func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, `
			DELETE FROM sessions
			WHERE account_id = $1 AND ($2 = '' OR id::text = $2)
			RETURNING id::text`, account, id)
		ended, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			return err
		}
		if len(ended) == 0 {
			return ErrNoSession
		}
		return audit(ctx, tx, by, Event{"session.end", "account " + account, map[string]string{"sessions": strings.Join(ended, " ")}})
	})
	if err != nil {
		return fmt.Errorf("end sessions: %w", err)
	}
	return nil
}

// shorten returns the first most characters of text.
func shorten(text string, most int) string {
	for i := range text {
		if most == 0 {
			return text[:i]
		}
		most--
	}
	return text
}

// printable returns text with what would not show as itself escaped: control
// and invisible characters, and bytes that are not UTF-8.
func printable(text string) string {
	var b strings.Builder
	for i, r := range text {
		switch {
		case r == unicode.ReplacementChar && !strings.HasPrefix(text[i:], string(unicode.ReplacementChar)):
			fmt.Fprintf(&b, `\x%02x`, text[i])
		case r == '\\':
			b.WriteString(`\\`)
		case !unicode.IsPrint(r):
			fmt.Fprintf(&b, `\u{%x}`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
