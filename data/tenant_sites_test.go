package data_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
)

func TestSitesInABoxAreThoseOneMaySee(t *testing.T) {
	store := datatest.New(t)
	lists(t, store)
	box := orb.Bound{Min: orb.Point{105.0015, 21}, Max: orb.Point{105.0045, 23}} // the masts in places 2, 3 and 4
	leader := mast(geo.Viettel, 0)
	leader.Code, leader.Contact = "", ""
	for _, tt := range []struct {
		who  data.Audience
		want []geo.OperatorCode
	}{
		{of(data.OperatorViewer, geo.Viettel), []geo.OperatorCode{geo.Viettel, geo.Viettel, geo.Viettel}},
		{of(data.OperatorEditor, geo.MobiFone), nil},
		{of(data.Leader, ""), []geo.OperatorCode{geo.Viettel, geo.Viettel, geo.Viettel, geo.VNPT, geo.VNPT, geo.VNPT}},
		{data.Everyone(), nil}, {administrator(), nil}, {of(data.Auditor, ""), nil},
	} {
		found, err := store.SitesIn(t.Context(), tt.who, box)
		var operators []geo.OperatorCode
		for i, p := range found {
			operators = append(operators, p.Operator)
			want := mast(p.Operator, 2+i%3)
			want.Sectors[0].Assumed = []geo.Assumption{}
			if shown, _ := data.PresenceFor(tt.who, want); cmp.Diff(shown, p) != "" && tt.who.Role == data.Leader {
				t.Errorf("%v sees (-want +got):\n%s", tt.who, cmp.Diff(shown, p))
			}
		}
		if diff := cmp.Diff(tt.want, operators); diff != "" || err != nil {
			t.Errorf("%v: %v (-want +got):\n%s", tt.who, err, diff)
		}
	}
}

func TestOnlyCurrentListsAreInABox(t *testing.T) {
	store := datatest.New(t)
	lists(t, store)
	if _, err := store.SaveSites(t.Context(), revisionOf(data.Sites, "viettel", "newer"), []geo.Presence{mast(geo.Viettel, 3)}); err != nil {
		t.Fatal(err)
	}
	found, err := store.SitesIn(t.Context(), of(data.OperatorViewer, geo.Viettel), orb.Bound{Min: orb.Point{104, 21}, Max: orb.Point{105.05, 23}})
	if err != nil || len(found) != 1 || found[0].Code != "viettel-3" {
		t.Errorf("%+v, %v", found, err)
	}
}

// crowd fills the current lists of all operators with rows masts each, about
// the province.
func crowd(t testing.TB, conn *pgx.Conn, rows int) {
	t.Helper()
	for _, sql := range []string{
		`INSERT INTO datasets (kind, name, title) SELECT 'sites', code, code FROM operators`,
		`INSERT INTO revisions (dataset_id, file_name, sha256, as_of, synthetic, rows_read, accepted, corrected, questions, refused, dropped)
			SELECT id, name, sha256(name::bytea), now(), true, 0, 0, 0, 0, 0, 0 FROM datasets`,
		`INSERT INTO current_revisions SELECT dataset_id, id FROM revisions`,
		fmt.Sprintf(`INSERT INTO presences (revision_id, operator, code, name, commune, status, mast_height_m, position)
			SELECT r.id, d.name, 's' || n, 'x', 'x', 'on_air', 30, ST_Point(104 + (n * 0.618034) %% 1 * 2, 21.5 + (n * 0.414214) %% 1 * 2, 4326)
			FROM revisions r JOIN datasets d ON d.id = r.dataset_id, generate_series(1, %d) n`, rows),
		`ANALYZE presences`, `ANALYZE revisions`, `ANALYZE datasets`, `ANALYZE current_revisions`,
	} {
		if _, err := conn.Exec(t.Context(), sql); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
}

// planned connects as the tenants' role and returns how PostgreSQL carried a
// query out, the queries inside functions too.
func planned(t testing.TB, address string) (conn *pgx.Conn, explain func(sql string, args ...any) string) {
	t.Helper()
	config, err := pgx.ParseConfig(address)
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	config.OnNotice = func(_ *pgconn.PgConn, n *pgconn.Notice) { said.WriteString(n.Message + "\n") }
	conn, err = pgx.ConnectConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(t.Context()) })
	return conn, func(sql string, args ...any) string {
		t.Helper()
		for _, set := range []string{`LOAD 'auto_explain'`, `SET auto_explain.log_min_duration = 0`, `SET auto_explain.log_nested_statements = on`,
			`SET auto_explain.log_analyze = on`, `SET auto_explain.log_timing = off`, `SET ROLE phusong_tenant`, `BEGIN READ ONLY`,
			`SELECT set_config('app.operator', 'viettel', true), set_config('app.cut', 'op-viettel', true), set_config('app.role', 'operator-viewer', true)`,
			`SET client_min_messages = log`} {
			if _, err := conn.Exec(t.Context(), set); err != nil {
				t.Fatalf("%s: %v", set, err)
			}
		}
		said.Reset()
		rows, _ := conn.Query(t.Context(), sql, args...)
		rows.Close()
		if rows.Err() != nil {
			t.Fatal(rows.Err())
		}
		for _, unset := range []string{`COMMIT`, `RESET client_min_messages`, `RESET ROLE`} { // the plan comes with the end of the portal
			if _, err := conn.Exec(t.Context(), unset); err != nil {
				t.Fatalf("%s: %v", unset, err)
			}
		}
		return said.String()
	}
}

func TestABoxIsSoughtByTheIndexOnPositions(t *testing.T) {
	_, plain := datatest.Owned(t)
	for owner, address := range map[string]string{"a superuser": datatest.URL(t), "a plain account": plain} {
		conn, explain := planned(t, address)
		crowd(t, conn, 4000)
		plan := explain(data.SitesInQuery, 104.9, 22.4, 105.0, 22.5)
		if !strings.Contains(plan, "presences_position") || !strings.Contains(plan, "presences_pkey") || strings.Contains(plan, "Seq Scan on presences") {
			t.Errorf("owned by %s, the plan of a box is\n%s", owner, plan)
		}
		// What it is for: the same box asked of the table under the policy.
		direct := explain(`SELECT code FROM presences WHERE position && ST_MakeEnvelope(104.9, 22.4, 105.0, 22.5, 4326)`)
		if strings.Contains(direct, "presences_position") {
			t.Errorf("PostgreSQL uses the index under a policy by now: tenant_sites_in can go\n%s", direct)
		}
	}
}
