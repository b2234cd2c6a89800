package data_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
)

// mast is a presence in the row-th place along a street.
func mast(operator geo.OperatorCode, row int) geo.Presence {
	return geo.Presence{Operator: operator, Code: geo.SiteCode(fmt.Sprintf("%s-%d", operator, row)), Name: "canary " + string(operator),
		Position: orb.Point{105 + float64(row)/1000, 22}, Status: geo.StatusOnAir, Contact: "canary", Sectors: []geo.Sector{
			{Name: string(operator), Technology: geo.LTE, Frequency: 1800, HeightM: 30, PowerDBm: 46}}}
}

// lists saves ten masts of Viettel and of VNPT each, a list of both together,
// and the boundaries, all with a remark.
func lists(t *testing.T, store *data.Store) {
	t.Helper()
	remark := []data.Issue{{Row: 1, Code: "x", Severity: data.Warning, Vietnamese: "v", English: "e", Raw: "canary"}}
	var both []geo.Presence
	for _, operator := range []geo.OperatorCode{geo.Viettel, geo.VNPT} {
		var masts []geo.Presence
		for row := range 10 {
			masts = append(masts, mast(operator, row))
		}
		n := revisionOf(data.Sites, string(operator), string(operator))
		n.Issues = remark
		if _, err := store.SaveSites(t.Context(), n, masts); err != nil {
			t.Fatal(err)
		}
		both = append(both, mast(operator, 90))
	}
	n := revisionOf(data.Sites, "several-operators", "both")
	n.Issues = remark
	if _, err := store.SaveSites(t.Context(), n, both); err != nil {
		t.Fatal(err)
	}
	n = revisionOf(data.Boundaries, "2025", "units")
	n.Issues = remark
	if _, err := store.SaveUnits(t.Context(), n, nil); err != nil {
		t.Fatal(err)
	}
}

func TestAQueryThatForgetsItsWhereFindsOnesOwnRows(t *testing.T) {
	store := datatest.New(t)
	lists(t, store)
	add(t, store, "v", data.OperatorAdmin, geo.Viettel)
	add(t, store, "n", data.OperatorAdmin, geo.VNPT)
	tables := []string{"presences", "sectors", "issues", "revisions", "current_revisions", "datasets", "accounts", "tokens", "audit_log"}
	for _, tt := range []struct {
		who  data.Audience
		want string // rows of each of the tables
	}{
		{of(data.OperatorViewer, geo.Viettel), "11 11 1 2 2 2 0 0 0"},
		{of(data.OperatorAdmin, geo.VNPT), "11 11 1 2 2 2 1 0 0"},
		{of(data.OperatorEditor, geo.MobiFone), "0 0 0 1 1 1 0 0 0"},
		{of(data.Planner, ""), "22 22 4 4 4 4 0 0 0"},
		{of(data.Leader, ""), "22 22 4 4 4 4 0 0 0"},
		{of(data.Administrator, ""), "0 0 0 1 1 1 2 0 2"},
		{of(data.Auditor, ""), "0 0 0 4 4 4 2 0 2"},
		{data.Everyone(), "0 0 0 1 1 1 0 0 0"},
	} {
		var counts []string
		err := store.InTenant(t.Context(), tt.who, data.ReadOnly, func(tx pgx.Tx) error {
			for _, table := range tables {
				var n int
				if err := tx.QueryRow(t.Context(), `SELECT count(id) FROM (SELECT 1 AS id FROM `+table+`) t`).Scan(&n); err != nil {
					return err
				}
				counts = append(counts, fmt.Sprint(n))
			}
			return nil
		})
		if got := strings.Join(counts, " "); got != tt.want || err != nil {
			t.Errorf("%v sees %s, %v; want %s of %v", tt.who, got, err, tt.want, tables)
		}
	}
}

func TestAnOwnerWhoIsNoSuperuserImportsAndIsNotWalledOut(t *testing.T) {
	store, _ := datatest.Owned(t)
	lists(t, store) // COPY into these tables is refused to him: see copyRows
	current, err := store.CurrentRevisions(t.Context())
	if err != nil || len(current) != 4 {
		t.Fatalf("%d current revisions, %v", len(current), err)
	}
	masts, err := store.Presences(t.Context(), data.IDs(current, data.Sites))
	if err != nil || len(masts) != 22 || len(masts[0].Sectors) != 1 {
		t.Errorf("he reads %d masts, %v", len(masts), err)
	}
	if issues, err := store.IssuesOf(t.Context(), current[0].ID); err != nil || len(issues) != 1 {
		t.Errorf("he reads %d issues, %v", len(issues), err)
	}
	a := add(t, store, "an", data.OperatorViewer, geo.VNPT)
	if _, who, err := store.SessionBySecret(t.Context(), login(t, store, a)); err != nil || who.ID != a.ID {
		t.Errorf("%+v, %v", who, err)
	}
	rows, err := everySite(t.Context(), store, a.Audience(), false)
	if err != nil || len(rows) != 11 || rows[0] != "vnpt" {
		t.Errorf("his tenants see %v, %v", rows, err)
	}
	// FORCE: without his policy the owner has no rows either.
	if _, err := store.Pool().Exec(t.Context(), `DROP POLICY of_the_owner ON presences`); err != nil {
		t.Fatal(err)
	}
	if masts, err = store.Presences(t.Context(), data.IDs(current, data.Sites)); err != nil || len(masts) != 0 {
		t.Errorf("without his policy he reads %d masts, %v", len(masts), err)
	}
}

func TestSecretsAndWritesAreRefusedToTenants(t *testing.T) {
	store := datatest.New(t)
	for _, sql := range []string{
		`SELECT password_hash FROM accounts`, `SELECT secret_hash FROM tokens`, `SELECT * FROM sessions`, `SELECT * FROM invitations`,
		`SELECT * FROM oidc_identities`, `SELECT * FROM run_sites`, `SELECT * FROM surface_blocks`, `SELECT * FROM footprints`,
		`SELECT * FROM originals`, `SELECT * FROM upload_files`, `SELECT * FROM river_job`, `SELECT * FROM goose_db_version`,
		`UPDATE presences SET name = 'x'`, `DELETE FROM revisions`, `INSERT INTO datasets (kind, name, title) VALUES ('sites', 'x', 'x')`,
		`INSERT INTO audit_log SELECT * FROM audit_log`, `TRUNCATE issues`, `CREATE TABLE mine (a int)`, `ALTER TABLE presences DISABLE ROW LEVEL SECURITY`,
		`DROP POLICY of_the_tenant ON presences`, `SELECT wall_off('operators')`,
	} {
		err := store.InTenant(t.Context(), of(data.Planner, ""), data.ReadWrite, func(tx pgx.Tx) error {
			_, err := tx.Exec(t.Context(), sql)
			return err
		})
		if err == nil || !strings.Contains(err.Error(), "42501") {
			t.Errorf("%s: %v; want it refused for want of rights", sql, err)
		}
	}
	err := store.InTenant(t.Context(), of(data.Planner, ""), data.ReadOnly, func(tx pgx.Tx) error {
		_, err := tx.Exec(t.Context(), `CREATE TEMP TABLE x (a int)`)
		return err
	})
	if err == nil || !strings.Contains(err.Error(), "read-only") {
		t.Errorf("a reader writes: %v", err)
	}
}

func TestNobodyAsksNothing(t *testing.T) {
	store := datatest.New(t)
	for _, who := range []data.Audience{{}, {Role: data.OperatorAdmin}, {Role: data.Planner, Operator: geo.VNPT}, {Role: data.OperatorViewer, Operator: geo.AnyOperator}, {Role: "king"}} {
		err := store.InTenant(t.Context(), who, data.ReadOnly, func(pgx.Tx) error { t.Errorf("%v is let in", who); return nil })
		if !errors.Is(err, data.ErrNobody) {
			t.Errorf("%v: %v", who, err)
		}
	}
}

func TestAConnectionIsNobodysAfterItsTransaction(t *testing.T) {
	store := datatest.New(t)
	pids := map[int]bool{}
	for _, who := range []data.Audience{of(data.OperatorViewer, geo.VNPT), of(data.Planner, ""), data.Everyone(), of(data.Auditor, "")} {
		for _, end := range []error{nil, errors.New("rolled back")} {
			err := store.InTenant(t.Context(), who, data.ReadWrite, func(tx pgx.Tx) error {
				var pid int
				if err := tx.QueryRow(t.Context(), `SELECT pg_backend_pid()`).Scan(&pid); err != nil {
					return err
				}
				pids[pid] = true
				return end
			})
			if !errors.Is(err, end) {
				t.Fatal(err)
			}
		}
	}
	if len(pids) != 1 {
		t.Errorf("%d connections for eight who came one after the other: what one leaves behind costs the connection", len(pids))
	}
}

func TestASoiledConnectionIsNotLentAgain(t *testing.T) {
	store := datatest.New(t)
	lists(t, store)
	for _, soil := range []string{
		`SELECT set_config('app.operator', 'vnpt', false)`, `SET app.cut = 'staff'`, `SET app.role = 'auditor'`,
		`RESET ROLE`, `BEGIN`, `SET ROLE NONE`, `SET SESSION AUTHORIZATION DEFAULT`,
	} {
		soiled, err := store.Tenants().Acquire(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		pid := soiled.Conn().PgConn().PID()
		if _, err := soiled.Exec(t.Context(), soil); err != nil {
			t.Fatal(err)
		}
		soiled.Release()
		next, err := store.Tenants().Acquire(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if next.Conn().PgConn().PID() == pid {
			t.Errorf("after %s the connection was lent again", soil)
		}
		next.Release()
		store.Tenants().Reset()
	}
}

func TestOfAHurriedCrowdNobodySeesTheOther(t *testing.T) {
	address, err := url.Parse(datatest.URL(t))
	if err != nil {
		t.Fatal(err)
	}
	query := address.Query()
	query.Set("pool_max_conns", "4")
	address.RawQuery = query.Encode()
	store, err := data.Open(t.Context(), address.String())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	lists(t, store)
	if most := store.Tenants().Config().MaxConns; most != 4 {
		t.Fatalf("the pool has %d connections", most)
	}
	var all sync.WaitGroup
	var mu sync.Mutex
	answered, cancelled := 0, 0
	for i := range 200 {
		random := rand.New(rand.NewPCG(1, uint64(i)))
		all.Go(func() {
			who := of(data.OperatorViewer, []geo.OperatorCode{geo.Viettel, geo.VNPT}[i%2])
			for range 20 {
				ctx, cancel := context.WithTimeout(context.Background(), time.Duration(random.IntN(40))*time.Millisecond)
				if random.IntN(3) > 0 {
					ctx, cancel = context.WithCancel(context.Background())
				}
				rows, err := everySite(ctx, store, who, random.IntN(4) == 0)
				cancel()
				mu.Lock()
				if err != nil {
					cancelled++
				} else if answered++; len(rows) != 11 {
					t.Errorf("%v sees %d masts", who, len(rows))
				}
				for _, operator := range rows {
					if operator != string(who.Operator) {
						t.Errorf("%v sees a mast of %s", who, operator)
					}
				}
				mu.Unlock()
			}
		})
	}
	all.Wait()
	t.Logf("%d answered, %d cancelled", answered, cancelled)
	if answered < 1000 || cancelled < 10 {
		t.Errorf("%d answered, %d cancelled: the test tries nothing", answered, cancelled)
	}
}

// everySite asks for all masts without saying whose, also by way of a box, and
// now and then leaves in the midst.
func everySite(ctx context.Context, store *data.Store, who data.Audience, leave bool) (found []string, err error) {
	left := errors.New("left")
	err = store.InTenant(ctx, who, data.ReadOnly, func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, `
			SELECT operator FROM presences
			UNION ALL
			SELECT operator FROM tenant_sites_in(100, 0, 101, 90)`)
		found, err = pgx.CollectRows(rows, pgx.RowTo[string])
		if leave && err == nil {
			return left
		}
		return err
	})
	if errors.Is(err, left) {
		err = nil
	}
	return found, err
}
