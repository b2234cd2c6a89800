package data_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
)

func nhung() data.Actor { return data.Actor{Name: "nhung", Address: "10.0.0.1"} }

func editor(operator geo.OperatorCode) data.Audience {
	return data.Audience{Role: data.OperatorEditor, Operator: operator}
}

func newUpload(content string) data.NewUpload {
	return data.NewUpload{Operator: geo.Viettel, FileName: "tram.csv", Content: []byte(content), Scope: data.FullList}
}

func take(t *testing.T, store *data.Store, n data.NewUpload) data.Upload {
	t.Helper()
	u, existed, err := store.TakeUpload(t.Context(), nhung(), n)
	if err != nil || existed {
		t.Fatal(existed, err)
	}
	return u
}

// ready is an upload that was understood and compared with base.
func ready(t *testing.T, store *data.Store, n data.NewUpload, base int64) data.Upload {
	t.Helper()
	u := take(t, store, n)
	if err := store.UploadRead(t.Context(), u.ID, u.Version, data.Counts{Rows: 1, Accepted: 1}, base); err != nil {
		t.Fatal(err)
	}
	u, err := store.Upload(t.Context(), editor(n.Operator), u.ID)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func refOf(u data.Upload) data.UploadRef {
	return data.UploadRef{Operator: u.Operator, ID: u.ID, Version: u.Version}
}

func submitted(t *testing.T, store *data.Store, content string, base int64) data.Upload {
	t.Helper()
	u := ready(t, store, newUpload(content), base)
	u, err := store.SubmitUpload(t.Context(), nhung(), refOf(u))
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func noRun(context.Context, pgx.Tx) error { return nil }

func approval(u data.Upload, code string) data.Approval {
	return data.Approval{
		UploadRef: refOf(u), Base: u.Base, Enqueue: noRun, Hash: [32]byte{7},
		List: []geo.Presence{{Operator: u.Operator, Code: geo.SiteCode(code), Name: code, Position: orb.Point{105, 22}, Status: geo.StatusOnAir}},
		New: data.NewRevision{Dataset: data.Dataset{Kind: data.Sites, Name: string(u.Operator), Title: "Danh sách"}, FileName: u.FileName,
			SHA256: [32]byte(u.SHA256), AsOf: u.AsOf, Counts: data.Counts{Rows: 1, Accepted: 1}},
	}
}

func TestWhatIsTakenIsKept(t *testing.T) {
	store := datatest.New(t)
	u := take(t, store, newUpload("mã trạm"))
	content, err := store.UploadFile(t.Context(), u.ID)
	if err != nil || string(content) != "mã trạm" || u.State != data.UploadReading || u.Version != 1 || u.By != "nhung" {
		t.Errorf("%q %v %+v", content, err, u)
	}
	unfinished, err := store.UnfinishedUploads(t.Context())
	if err != nil || len(unfinished) != 1 || unfinished[0].ID != u.ID {
		t.Errorf("unfinished: %v, %v", unfinished, err)
	}
}

func TestOneKeyIsOneUpload(t *testing.T) {
	store := datatest.New(t)
	n := newUpload("a")
	n.Key = "k1"
	first := take(t, store, n)
	again, existed, err := store.TakeUpload(t.Context(), nhung(), n)
	if err != nil || !existed || again.ID != first.ID {
		t.Errorf("the same again: %s %v %v", again.ID, existed, err)
	}
	other := n
	other.Content = []byte("b")
	if _, _, err := store.TakeUpload(t.Context(), nhung(), other); !errors.Is(err, data.ErrKeyReused) {
		t.Errorf("the key with another file: %v", err)
	}
	part := n
	part.Scope, part.District = data.PartList, "Na Hang"
	if _, _, err := store.TakeUpload(t.Context(), nhung(), part); !errors.Is(err, data.ErrKeyReused) {
		t.Errorf("the key with another scope: %v", err)
	}
	rival := n
	rival.Operator = geo.VNPT
	if u, existed, err := store.TakeUpload(t.Context(), nhung(), rival); err != nil || existed || u.ID == first.ID {
		t.Errorf("a rival's same key: %v %v", existed, err)
	}
}

func TestOneKeySentTenTimesAtOnceIsOneUpload(t *testing.T) {
	store := datatest.New(t)
	n := newUpload("a")
	n.Key = "k"
	var lock sync.Mutex
	var all sync.WaitGroup
	ids, made := map[string]int{}, 0
	for range 10 {
		all.Go(func() {
			u, existed, err := store.TakeUpload(t.Context(), nhung(), n)
			lock.Lock()
			defer lock.Unlock()
			if ids[u.ID]++; err != nil {
				t.Error(err)
			}
			if !existed {
				made++
			}
		})
	}
	all.Wait()
	if len(ids) != 1 || made != 1 {
		t.Errorf("%d uploads, %d said to be new", len(ids), made)
	}
}

func TestAnUploadTakesOnlyItsSteps(t *testing.T) {
	store := datatest.New(t)
	u := ready(t, store, newUpload("a"), 0)
	if err := store.UploadRead(t.Context(), u.ID, 1, data.Counts{}, 0); !errors.Is(err, data.ErrUploadMoved) {
		t.Errorf("read twice: %v", err)
	}
	mapped, err := store.MapUpload(t.Context(), nhung(), refOf(u), map[string]string{"ten": "site_name"})
	if err != nil || mapped.State != data.UploadReading || mapped.Version != 2 || mapped.Counts != nil {
		t.Fatalf("%+v, %v", mapped, err)
	}
	if err := store.UploadRead(t.Context(), u.ID, 1, data.Counts{}, 0); !errors.Is(err, data.ErrUploadMoved) {
		t.Errorf("an outdated reading counts: %v", err)
	}
	if _, err := store.SubmitUpload(t.Context(), nhung(), refOf(mapped)); !errors.Is(err, data.ErrUploadMoved) {
		t.Errorf("submitted unread: %v", err)
	}
	if _, err := store.WithdrawUpload(t.Context(), nhung(), refOf(u)); err != nil { // whatever its version
		t.Error(err)
	}
	for name, err := range map[string]error{
		"withdrawn again": second(store.WithdrawUpload(t.Context(), nhung(), refOf(mapped))),
		"answered":        second(store.AnswerUpload(t.Context(), nhung(), refOf(mapped), json.RawMessage(`[]`), 0)),
		"read":            store.UploadRead(t.Context(), u.ID, 2, data.Counts{}, 0),
		"failed":          store.FailUpload(t.Context(), u.ID, 2, data.UploadTrouble{Code: "x"}),
	} {
		if !errors.Is(err, data.ErrUploadMoved) {
			t.Errorf("%s after the end: %v", name, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestTheTableItselfRefusesOtherSteps(t *testing.T) {
	store := datatest.New(t)
	u := ready(t, store, newUpload("a"), 0)
	for _, sql := range []string{
		`UPDATE uploads SET state = 'failed', trouble = '{}'`,
		`UPDATE uploads SET sha256 = decode(repeat('00', 32), 'hex')`,
		`UPDATE uploads SET operator = 'vnpt'`,
		`UPDATE uploads SET mapping = '{"a":"b"}'`,
		`UPDATE uploads SET version = 0`,
		`UPDATE upload_files SET content = 'x'`,
		`DELETE FROM upload_files`,
		`DELETE FROM uploads`,
		`TRUNCATE uploads CASCADE`,
	} {
		if _, err := store.Pool().Exec(t.Context(), sql); err == nil {
			t.Errorf("%s was done to upload %s", sql, u.ID)
		}
	}
}

func TestAnApprovedUploadIsTheCurrentList(t *testing.T) {
	store := datatest.New(t)
	u := submitted(t, store, "a", 0)
	if _, err := store.ApproveUpload(t.Context(), nhung(), approval(ready(t, store, newUpload("b"), 0), "B")); !errors.Is(err, data.ErrUploadMoved) {
		t.Errorf("approved without being submitted: %v", err)
	}
	receipt, err := store.ApproveUpload(t.Context(), nhung(), approval(u, "A"))
	if err != nil {
		t.Fatal(err)
	}
	revision, list, err := store.CurrentList(t.Context(), geo.Viettel)
	if err != nil || revision != receipt.Revision || len(list) != 1 || list[0].Code != "A" {
		t.Errorf("the current list is revision %d, %+v, %v", revision, list, err)
	}
	kept, err := store.Upload(t.Context(), editor(geo.Viettel), u.ID)
	if err != nil || kept.State != data.UploadApproved || kept.Receipt == nil || !kept.Receipt.At.Equal(receipt.At) || kept.Receipt.Hash != receipt.Hash {
		t.Errorf("%+v, %v", kept, err)
	}
	if !strings.HasPrefix(receipt.Hash, "07") || receipt.By != "nhung" {
		t.Errorf("%+v", receipt)
	}
}

func TestTheSecondOfTwoApprovalsIsToldOfTheFirst(t *testing.T) {
	store := datatest.New(t)
	one, two := submitted(t, store, "a", 0), submitted(t, store, "b", 0)
	var all sync.WaitGroup
	errs := make([]error, 2)
	for i, u := range []data.Upload{one, two} {
		all.Go(func() {
			_, errs[i] = store.ApproveUpload(t.Context(), nhung(), approval(u, string(rune('A'+i))))
		})
	}
	all.Wait()
	won, superseded := 0, 0
	for _, err := range errs {
		switch {
		case err == nil:
			won++
		case errors.Is(err, data.ErrSuperseded):
			superseded++
		default:
			t.Error(err)
		}
	}
	_, list, err := store.CurrentList(t.Context(), geo.Viettel)
	if won != 1 || superseded != 1 || len(list) != 1 || err != nil {
		t.Errorf("%d won, %d superseded, list %v, %v", won, superseded, list, err)
	}
}

func TestAnApprovalIsAllOrNothing(t *testing.T) {
	store := datatest.New(t)
	u := submitted(t, store, "a", 0)
	a := approval(u, "A")
	a.Enqueue = func(context.Context, pgx.Tx) error { return errors.New("the queue is full") }
	if _, err := store.ApproveUpload(t.Context(), nhung(), a); err == nil {
		t.Fatal("approved without a run")
	}
	revision, _, err := store.CurrentList(t.Context(), geo.Viettel)
	kept, _ := store.Upload(t.Context(), editor(geo.Viettel), u.ID)
	if revision != 0 || err != nil || kept.State != data.UploadSubmitted {
		t.Errorf("revision %d, %v, upload %s", revision, err, kept.State)
	}
}

func TestEveryStepIsInTheAuditLog(t *testing.T) {
	store := datatest.New(t)
	u := submitted(t, store, "a", 0)
	receipt, err := store.ApproveUpload(t.Context(), nhung(), approval(u, "A"))
	if err != nil {
		t.Fatal(err)
	}
	next := submitted(t, store, "b", receipt.Revision)
	if _, err := store.ApproveUpload(t.Context(), nhung(), approval(next, "B")); err != nil {
		t.Fatal(err)
	}
	if err := store.RestoreRevision(t.Context(), nhung(), geo.Viettel, receipt.Revision, noRun); err != nil {
		t.Fatal(err)
	}
	if _, list, _ := store.CurrentList(t.Context(), geo.Viettel); len(list) != 1 || list[0].Code != "A" {
		t.Errorf("restored: %+v", list)
	}
	rows, _ := store.Pool().Query(t.Context(), `SELECT action FROM audit_log ORDER BY id`)
	actions, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if got := strings.Join(actions, " "); err != nil || got != "upload.take upload.submit upload.approve upload.take upload.submit upload.approve revision.restore" {
		t.Errorf("%s, %v", got, err)
	}
}

func TestARivalsRevisionIsNotThere(t *testing.T) {
	store := datatest.New(t)
	receipt, err := store.ApproveUpload(t.Context(), nhung(), approval(submitted(t, store, "a", 0), "A"))
	if err != nil {
		t.Fatal(err)
	}
	if err := store.RestoreRevision(t.Context(), nhung(), geo.VNPT, receipt.Revision, noRun); !errors.Is(err, data.ErrNoRevision) {
		t.Errorf("restored by a rival: %v", err)
	}
}

func TestTenantsSeeTheirOwnUploadsOnly(t *testing.T) {
	store := datatest.New(t)
	u := take(t, store, newUpload("canary"))
	for _, who := range []data.Audience{editor(geo.VNPT), data.Everyone(), {Role: data.Planner}, {Role: data.Administrator}, {Role: data.Auditor}} {
		if _, err := store.Upload(t.Context(), who, u.ID); !errors.Is(err, data.ErrNoUpload) {
			t.Errorf("%v: %v", who, err)
		}
		if list, err := store.Uploads(t.Context(), who, 10); err != nil || len(list) != 0 {
			t.Errorf("%v sees %d, %v", who, len(list), err)
		}
		for _, sql := range []string{`SELECT count(*) FROM uploads`, `SELECT count(*) FROM upload_files`, `SELECT count(*) FROM remembered_columns`} {
			var n int
			err := store.InTenant(t.Context(), who, data.ReadOnly, func(tx pgx.Tx) error { return tx.QueryRow(t.Context(), sql).Scan(&n) })
			if err == nil && n != 0 {
				t.Errorf("%v: %s is %d", who, sql, n)
			}
		}
	}
	if _, err := store.Upload(t.Context(), editor(geo.Viettel), "' OR 1=1 --"); !errors.Is(err, data.ErrNoUpload) {
		t.Errorf("an id of a stranger's making: %v", err)
	}
}

func TestColumnsAreRememberedOnceApproved(t *testing.T) {
	store := datatest.New(t)
	u := ready(t, store, newUpload("a"), 0)
	u, err := store.MapUpload(t.Context(), nhung(), refOf(u), map[string]string{"ten": "site_name", "x": ""})
	if err != nil {
		t.Fatal(err)
	}
	if columns, err := store.RememberedColumns(t.Context(), geo.Viettel); err != nil || len(columns) != 0 {
		t.Errorf("before approval %v, %v", columns, err)
	}
	if err := store.UploadRead(t.Context(), u.ID, u.Version, data.Counts{Rows: 1, Accepted: 1}, 0); err != nil {
		t.Fatal(err)
	}
	if u, err = store.SubmitUpload(t.Context(), nhung(), refOf(u)); err != nil {
		t.Fatal(err)
	}
	if _, err := store.ApproveUpload(t.Context(), nhung(), approval(u, "A")); err != nil {
		t.Fatal(err)
	}
	next := take(t, store, newUpload("b"))
	if fmt.Sprint(next.Mapping) != "map[ten:site_name x:]" {
		t.Errorf("the next upload begins with %v", next.Mapping)
	}
}

func TestOneOperatorCannotFillTheDisk(t *testing.T) {
	store := datatest.New(t)
	var last data.Upload
	for range 50 {
		last = take(t, store, newUpload("a"))
	}
	if _, _, err := store.TakeUpload(t.Context(), nhung(), newUpload("a")); !errors.Is(err, data.ErrManyOpen) {
		t.Errorf("one more: %v", err)
	}
	rival := newUpload("a")
	rival.Operator = geo.VNPT
	take(t, store, rival)
	if _, err := store.WithdrawUpload(t.Context(), nhung(), refOf(last)); err != nil {
		t.Fatal(err)
	}
	take(t, store, newUpload("a"))
}

func BenchmarkTakeSixteenMegabytes(b *testing.B) {
	store := datatest.New(b)
	n := newUpload(string(bytes.Repeat([]byte("0123456789abcdef"), 1<<20)))
	b.SetBytes(int64(len(n.Content)))
	for b.Loop() {
		u, _, err := store.TakeUpload(b.Context(), nhung(), n)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := store.WithdrawUpload(b.Context(), nhung(), refOf(u)); err != nil {
			b.Fatal(err)
		}
	}
}
