package data_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"phusong/data"
	"phusong/data/datatest"
)

// walled are the tables with row security; hidden are those tenants hold no
// right to; open are PostGIS' own. Every table of the schema is in one of them:
// whoever adds one decides, and writes it here.
func walled() []string {
	return strings.Fields(`accounts audit_log commitment_versions commitments current_revisions datasets invitations issues oidc_identities outage_changes outages presences
		remembered_columns revisions scenario_versions scenarios sectors sessions tokens upload_files uploads`)
}

func hidden() []string {
	return strings.Fields(`admin_units choices claims clusters definitions elevation_sheets footprints goose_db_version hamlets operators originals population
		published releases run_batches run_blocks run_footprints run_hamlets run_hexes run_inputs run_networks run_sites runs surface_blocks
		river_job river_leader river_migration river_notification river_queue`)
}

func open() []string {
	return strings.Fields(`spatial_ref_sys geometry_columns geography_columns raster_columns raster_overviews`)
}

func TestEveryTableIsWalledOrHidden(t *testing.T) {
	pool := datatest.New(t).Pool()
	rows, _ := pool.Query(t.Context(), `
		SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,
			has_table_privilege('phusong_tenant', c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')
				OR has_any_column_privilege('phusong_tenant', c.oid, 'SELECT, INSERT, UPDATE')
		FROM pg_class c
		JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relkind IN ('r', 'p', 'v', 'm', 'f')`)
	type table struct {
		Name            string
		Walled, Granted bool
	}
	found, err := pgx.CollectRows(rows, pgx.RowToStructByPos[table])
	if err != nil || len(found) < 30 {
		t.Fatalf("%d tables, %v", len(found), err)
	}
	var names []string
	for _, c := range found {
		names = append(names, c.Name)
		switch {
		case slices.Contains(walled(), c.Name):
			if !c.Walled {
				t.Errorf("%s has no wall: SELECT wall_off('%s') in a migration", c.Name, c.Name)
			}
		case slices.Contains(hidden(), c.Name):
			if c.Granted {
				t.Errorf("%s can be read by phusong_tenant: wall it off or revoke", c.Name)
			}
		case !slices.Contains(open(), c.Name):
			t.Errorf("%s is new: decide who may read it, and name it here", c.Name)
		}
	}
	for _, name := range walled() {
		if !slices.Contains(names, name) {
			t.Errorf("%s is gone: strike it off the list", name)
		}
	}
}

// TestNoConflictTellsOfARivalsRow: where one operator's row could collide with
// another's, the refusal would say that the other has it.
func TestNoConflictTellsOfARivalsRow(t *testing.T) {
	rows, _ := datatest.Pool(t).Query(t.Context(), `
		SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
		FROM pg_index i
		JOIN pg_class c ON c.oid = i.indrelid
		WHERE i.indisunique AND c.relforcerowsecurity AND NOT EXISTS (
			SELECT FROM pg_attribute a
			WHERE a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
				AND (a.attname IN ('operator', 'dataset_id', 'revision_id', 'upload_id') -- of one operator
					OR a.attname = 'secret_hash' OR a.atttypid = 'uuid'::regtype)) -- or not to be guessed
		ORDER BY 1`)
	type index struct{ Name, Definition string }
	found, err := pgx.CollectRows(rows, pgx.RowToStructByPos[index])
	if err != nil {
		t.Fatal(err)
	}
	fine := map[string]string{
		"accounts_name_key":      "login names are of one namespace: who logs in does not say for whom",
		"audit_log_pkey":         "numbered by the log itself",
		"audit_log_hash_key":     "of the log itself",
		"audit_log_previous_key": "of the log itself",
		"datasets_pkey":          "numbered by the table itself",
		"datasets_kind_name_key": "the name of a site list is its operator's",
		"oidc_identities_pkey":   "issuer and subject are the provider's",
		"revisions_pkey":         "numbered by the table itself",
		"one_open_invitation":    "of one account",
	}
	for _, i := range found {
		if fine[i.Name] == "" {
			t.Errorf("%s is not per operator: %s", i.Name, i.Definition)
		}
	}
}

func TestEveryHoleInTheWallsIsFound(t *testing.T) {
	pool := datatest.Pool(t)
	for _, tt := range []struct{ what, sql, says string }{
		{"no hole", `SELECT 1`, ""},
		{"row security switched off", `ALTER TABLE presences DISABLE ROW LEVEL SECURITY`, "presences is open"},
		{"not for the owner", `ALTER TABLE sectors NO FORCE ROW LEVEL SECURITY`, "sectors is open"},
		{"no policy left", `DROP POLICY of_the_tenant ON issues`, "issues is open"},
		{"a new table granted", `CREATE TABLE leak (a int); GRANT SELECT ON leak TO phusong_tenant`, "leak is open"},
		{"granted to everybody", `CREATE TABLE leak (a int); GRANT SELECT ON leak TO PUBLIC`, "leak is open"},
		{"one column granted", `CREATE TABLE leak (a int, b int); GRANT SELECT (b) ON leak TO phusong_tenant`, "leak is open"},
		{"a hidden table granted", `GRANT SELECT ON run_hamlets TO phusong_tenant`, "run_hamlets is open"},
		{"only writing granted", `GRANT INSERT ON runs TO phusong_tenant`, "runs is open"},
		{"a view with its maker's rights", `CREATE VIEW leak AS SELECT * FROM presences; GRANT SELECT ON leak TO phusong_tenant`, "leak is open"},
		{"a view with its reader's", `CREATE VIEW fine WITH (security_invoker = true) AS SELECT * FROM presences; GRANT SELECT ON fine TO phusong_tenant`, ""},
		{"a view that says no", `CREATE VIEW leak WITH (security_invoker = false) AS SELECT * FROM presences; GRANT SELECT ON leak TO phusong_tenant`, "leak is open"},
		{"a materialised view", `CREATE MATERIALIZED VIEW leak AS SELECT * FROM presences; GRANT SELECT ON leak TO phusong_tenant`, "leak is open"},
		{"another schema", `CREATE SCHEMA other; CREATE TABLE other.leak (a int); GRANT SELECT ON other.leak TO phusong_tenant`, "other.leak is open"},
		{"a function with its maker's rights", `CREATE FUNCTION leak() RETURNS bigint LANGUAGE sql SECURITY DEFINER RETURN (SELECT count(*) FROM presences)`, "function leak()"},
		{"the tenants' own table", `ALTER TABLE issues OWNER TO phusong_tenant`, "issues is open"},
		{"a place to make things", `GRANT CREATE ON SCHEMA public TO PUBLIC`, "schema public"},
		{"a role that bypasses", `ALTER ROLE phusong_tenant BYPASSRLS`, "privileged"},
		{"a role that logs in", `ALTER ROLE phusong_tenant LOGIN`, "log in"},
		{"a role of another", `GRANT pg_read_all_data TO phusong_tenant`, "member of pg_read_all_data"},
	} {
		undo := errors.New("undo")
		err := pgx.BeginFunc(t.Context(), pool, func(tx pgx.Tx) error {
			if _, err := tx.Exec(t.Context(), tt.sql, pgx.QueryExecModeSimpleProtocol); err != nil {
				return err
			}
			found, err := data.Holes(t.Context(), tx)
			if said := strings.Join(found, "; "); err != nil || !strings.Contains(said, tt.says) || (tt.says == "") != (said == "") {
				t.Errorf("%s: found %q, %v; want %q", tt.what, said, err, tt.says)
			}
			return undo
		})
		if !errors.Is(err, undo) {
			t.Errorf("%s: %v", tt.what, err)
		}
	}
}

func TestAStoreWithAHoleIsNotOpened(t *testing.T) {
	address := datatest.URL(t)
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	if _, err := conn.Exec(t.Context(), `ALTER TABLE presences DISABLE ROW LEVEL SECURITY`); err != nil {
		t.Fatal(err)
	}
	if store, err := data.Open(t.Context(), address); !errors.Is(err, data.ErrNotIsolated) || !strings.Contains(err.Error(), "presences is open to phusong_tenant: wall it off") {
		t.Errorf("opened %v, %v", store, err)
	}
}

func TestAStoreThatLosesCommitsIsNotOpened(t *testing.T) {
	address := datatest.URL(t)
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	if _, err := conn.Exec(t.Context(), `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$`); err != nil {
		t.Fatal(err)
	}
	if store, err := data.Open(t.Context(), address); !errors.Is(err, data.ErrNotDurable) {
		t.Errorf("opened %v, %v", store, err)
	}
}

// TestABrokenPolicyIsSeen proves that the test of forgotten WHEREs can fail.
func TestABrokenPolicyIsSeen(t *testing.T) {
	store := datatest.New(t)
	lists(t, store)
	seen := func(sql string) (n int) {
		t.Helper()
		err := store.InTenant(t.Context(), of("operator-viewer", "viettel"), data.ReadOnly, func(tx pgx.Tx) error {
			return tx.QueryRow(t.Context(), sql).Scan(&n)
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for _, tt := range []struct{ what, broken, sql string }{
		{"a policy that lets all pass", `ALTER POLICY of_the_tenant ON presences USING (true)`, `SELECT count(*) FROM presences`},
		{"the datasets' policy", `ALTER POLICY of_the_tenant ON datasets USING (true)`, `SELECT count(*) FROM revisions`},
		{"the issues' policy", `ALTER POLICY of_the_tenant ON issues USING (revision_id IN (SELECT id FROM revisions))`, `SELECT count(*) FROM issues`},
		{"no row security", `ALTER TABLE sectors DISABLE ROW LEVEL SECURITY`, `SELECT count(*) FROM sectors`},
		{"a role that bypasses all, by a view", `CREATE VIEW leak AS SELECT * FROM presences; GRANT SELECT ON leak TO phusong_tenant`, ``},
	} {
		sql := tt.sql
		before := 11
		if sql != "" {
			before = seen(sql)
		} else {
			sql = `SELECT count(*) FROM leak`
		}
		if _, err := store.Pool().Exec(t.Context(), tt.broken, pgx.QueryExecModeSimpleProtocol); err != nil {
			t.Fatal(err)
		}
		if after := seen(sql); after <= before {
			t.Errorf("%s: %d rows before, %d after: the hole does not show", tt.what, before, after)
		}
	}
}
