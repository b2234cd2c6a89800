package data_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"phusong/data"
	"phusong/data/datatest"
)

// note writes one entry that nothing came of.
func note(t *testing.T, store *data.Store, by data.Actor, event data.Event) {
	t.Helper()
	if err := store.Audited(context.WithoutCancel(t.Context()), by, event, func(pgx.Tx) error { return nil }); err != nil {
		t.Error(err)
	}
}

func TestEveryChangeOfAccessIsWrittenDown(t *testing.T) {
	store := datatest.New(t)
	a := add(t, store, "an", data.Planner, "")
	session := login(t, store, a)
	_, token := issue(t, store, a, data.ReadScope)
	steps := []error{
		store.RevokeToken(t.Context(), desk(), administrator(), "", token.ID),
		store.SetPassword(t.Context(), desk(), a.ID, "$new", ""),
	}
	name := "An"
	_, err := store.ChangeAccount(t.Context(), desk(), a.ID, data.AccountChange{FullName: &name})
	steps = append(steps, err)
	secret, err := store.Invite(t.Context(), desk(), a.ID, time.Hour)
	steps = append(steps, err)
	_, err = store.AcceptInvitation(t.Context(), desk(), data.Acceptance{Secret: secret, PasswordHash: "$n"})
	steps = append(steps, err)
	login(t, store, a)
	steps = append(steps, store.EndSessions(t.Context(), desk(), a.ID))
	if err := errors.Join(steps...); err != nil {
		t.Fatal(err, session)
	}
	log, err := store.AuditLog(t.Context(), administrator(), data.AuditQuery{})
	if err != nil {
		t.Fatal(err)
	}
	var actions []string
	for i, e := range log {
		actions = append([]string{e.Action}, actions...)
		if e.ID != int64(len(log)-i) || e.Address != "192.0.2.1" || e.At.IsZero() {
			t.Errorf("%+v", e)
		}
	}
	want := "account.add session.open token.add token.revoke account.password account.change account.invite account.accept session.open session.end"
	if got := strings.Join(actions, " "); got != want {
		t.Errorf("written: %s\nwant: %s", got, want)
	}
	if count, broken, err := store.VerifyAudit(t.Context()); count != 10 || broken != 0 || err != nil {
		t.Errorf("verified %d, broken at %d, %v", count, broken, err)
	}
}

func TestAChangeThatFailsIsNotWrittenDownAndLeavesNoGap(t *testing.T) {
	store := datatest.New(t)
	note(t, store, desk(), data.Event{Action: "one"})
	failed := errors.New("no")
	err := store.Audited(t.Context(), desk(), data.Event{Action: "two"}, func(tx pgx.Tx) error { return failed })
	if !errors.Is(err, failed) {
		t.Error(err)
	}
	err = store.Audited(t.Context(), desk(), data.Event{}, func(tx pgx.Tx) error {
		_, err := tx.Exec(t.Context(), `UPDATE operators SET name = 'changed'`)
		return err
	})
	var name string
	store.Pool().QueryRow(t.Context(), `SELECT name FROM operators WHERE code = 'vnpt'`).Scan(&name)
	if err == nil || name == "changed" {
		t.Errorf("a change without an entry: %v, %s", err, name)
	}
	note(t, store, desk(), data.Event{Action: "three"})
	log, err := store.AuditLog(t.Context(), administrator(), data.AuditQuery{})
	if err != nil || len(log) != 2 || log[0].Action != "three" || log[0].ID != 2 {
		t.Errorf("%+v, %v", log, err)
	}
}

func TestTheAuditLogIsAppendOnlyForASuperuserToo(t *testing.T) {
	address := datatest.URL(t)
	for _, sql := range []string{
		`UPDATE audit_log SET actor = 'somebody else'`, `DELETE FROM audit_log`, `TRUNCATE audit_log`,
		`UPDATE audit_log SET actor = 'x' WHERE false`, `SET session_replication_role = replica; DELETE FROM audit_log`,
	} {
		conn, err := pgx.Connect(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := conn.PgConn().Exec(t.Context(), sql).ReadAll(); err == nil || !strings.Contains(err.Error(), "never changed") {
			t.Errorf("%s: %v", sql, err)
		}
		conn.Close(t.Context())
	}
}

func TestWhatASuperuserDoesToTheLogIsMissed(t *testing.T) {
	store := datatest.New(t)
	for i := range 5 {
		note(t, store, desk(), data.Event{Action: "count", Detail: map[string]string{"n": fmt.Sprint(i)}})
	}
	exec := func(sql string) {
		t.Helper()
		if _, err := store.Pool().Exec(t.Context(), sql, pgx.QueryExecModeSimpleProtocol); err != nil {
			t.Fatal(err)
		}
	}
	exec(`ALTER TABLE audit_log DISABLE TRIGGER ALL; CREATE TABLE kept AS SELECT * FROM audit_log`)
	for _, tt := range []struct {
		what, sql string
		want      int64
	}{
		{"a text", `UPDATE audit_log SET actor = 'another' WHERE id = 3`, 3},
		{"a detail", `UPDATE audit_log SET detail = '{"n":"99"}' WHERE id = 4`, 4},
		{"a time", `UPDATE audit_log SET at = at + interval '1 microsecond' WHERE id = 1`, 1},
		{"one gone", `DELETE FROM audit_log WHERE id = 2`, 2},
		{"the first gone", `DELETE FROM audit_log WHERE id = 1`, 1},
		{"two changed about", `UPDATE audit_log SET id = CASE id WHEN 2 THEN 300 ELSE 2 END WHERE id IN (2, 3); UPDATE audit_log SET id = 3 WHERE id = 300`, 2},
	} {
		exec(tt.sql)
		if _, broken, err := store.VerifyAudit(t.Context()); broken != tt.want || err != nil {
			t.Errorf("%s: broken at %d, %v; want %d", tt.what, broken, err, tt.want)
		}
		exec(`DELETE FROM audit_log; INSERT INTO audit_log SELECT * FROM kept`)
	}
	if _, broken, err := store.VerifyAudit(t.Context()); broken != 0 || err != nil {
		t.Errorf("put back: broken at %d, %v", broken, err)
	}
}

func TestTheChainHoldsWhenManyWriteAtOnce(t *testing.T) {
	store := datatest.New(t)
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			for j := range 5 {
				note(t, store, desk(), data.Event{Action: "count", Detail: map[string]string{"n": fmt.Sprint(i, j)}})
			}
		})
	}
	all.Wait()
	if count, broken, err := store.VerifyAudit(t.Context()); count != 100 || broken != 0 || err != nil {
		t.Errorf("verified %d, broken at %d, %v", count, broken, err)
	}
}

func TestTheLogTakesNoControlCharactersAndNoNovels(t *testing.T) {
	store := datatest.New(t)
	long := strings.Repeat("ắ", 10000)
	note(t, store, data.Actor{Name: "a\r\n{\"actor\":\"b\"}\x00\x1b[2J", Address: long, Request: "\xff\xfe\u202e"},
		data.Event{Action: "x", Object: long, Detail: map[string]string{"k\n": "v\t\\" + long, long: "", "": ""}})
	log, err := store.AuditLog(t.Context(), administrator(), data.AuditQuery{})
	if err != nil || len(log) != 1 {
		t.Fatalf("%v, %v", log, err)
	}
	e := log[0]
	if e.Actor != `a\u{d}\u{a}{"actor":"b"}\u{0}\u{1b}[2J` || e.Request != `\xff\xfe\u{202e}` || len([]rune(e.Object)) != 300 ||
		len([]rune(e.Address)) != 100 || !strings.HasPrefix(e.Detail[`k\u{a}`], `v\u{9}\\ắ`) {
		t.Errorf("%.60q %.60q %v", e.Actor, e.Request, len(e.Object))
	}
	if _, broken, err := store.VerifyAudit(t.Context()); broken != 0 || err != nil {
		t.Errorf("broken at %d, %v", broken, err)
	}
}

func TestTheLogIsSearchedByWhoMayReadIt(t *testing.T) {
	store := datatest.New(t)
	by := func(name string) data.Actor {
		return data.Actor{Account: "id-" + name, Name: name, Address: "192.0.2.9"}
	}
	note(t, store, by("an"), data.Event{Action: "account.add", Object: "account Bình"})
	note(t, store, by("chi"), data.Event{Action: "account.change", Object: "account em", Detail: map[string]string{"role": "planner → leader"}})
	note(t, store, by("an"), data.Event{Action: "upload.approve", Object: "100%_sure"})
	for _, tt := range []struct {
		what string
		q    data.AuditQuery
		want string
	}{
		{"all", data.AuditQuery{}, "3 2 1"},
		{"text in any case", data.AuditQuery{Text: "bình"}, "1"},
		{"text in the detail", data.AuditQuery{Text: "planner →"}, "2"},
		{"signs are not wild", data.AuditQuery{Text: "0%_s"}, "3"},
		{"nor here", data.AuditQuery{Text: "account_em"}, ""},
		{"the beginning of an action", data.AuditQuery{Action: "account."}, "2 1"},
		{"an actor", data.AuditQuery{Actor: "an"}, "3 1"},
		{"an actor's id", data.AuditQuery{Actor: "id-chi"}, "2"},
		{"the next page", data.AuditQuery{Before: 3, Limit: 1}, "2"},
		{"until long ago", data.AuditQuery{To: time.Now().Add(-time.Hour)}, ""},
		{"since long ago", data.AuditQuery{From: time.Now().Add(-time.Hour)}, "3 2 1"},
	} {
		for _, who := range []data.Audience{administrator(), of(data.Auditor, "")} {
			log, err := store.AuditLog(t.Context(), who, tt.q)
			var ids []string
			for _, e := range log {
				ids = append(ids, fmt.Sprint(e.ID))
			}
			if got := strings.Join(ids, " "); got != tt.want || err != nil {
				t.Errorf("%s: %s, %v; want %s", tt.what, got, err, tt.want)
			}
		}
	}
	for _, who := range []data.Audience{data.Everyone(), of(data.Planner, ""), of(data.OperatorAdmin, "viettel")} {
		if log, err := store.AuditLog(t.Context(), who, data.AuditQuery{}); err != nil || len(log) != 0 {
			t.Errorf("%v reads %d entries, %v", who, len(log), err)
		}
	}
}
