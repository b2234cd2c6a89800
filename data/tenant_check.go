package data

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// ErrNotIsolated means that operators could read each other's rows, or that
// the role that keeps them apart is missing. Nothing is served then.
var ErrNotIsolated = errors.New("the operators are not walled off from each other")

// free are what tenants may read whole: they come with PostGIS and say nothing
// of anybody's rows.
func free() []string {
	return []string{"spatial_ref_sys", "geometry_columns", "geography_columns", "raster_columns", "raster_overviews"}
}

// trusted are the functions with their owner's rights that tenants may call:
// ours, which is read under the policies again, and PostGIS' estimate of the
// rectangle all rows of a table lie in, which is the province.
func trusted() []string { return []string{"tenant_sites_in", "st_estimatedextent"} }

// checkIsolation looks at the database as it is, whoever changed it: every
// table, view and materialised view a tenant holds any right to must be walled,
// and the role itself must be powerless.
func (s *Store) checkIsolation(ctx context.Context) error {
	holes, err := holes(ctx, s.pool)
	if err != nil {
		return fmt.Errorf("check the walls between operators: %w", err)
	}
	if len(holes) > 0 {
		return fmt.Errorf("%w: %s", ErrNotIsolated, strings.Join(holes, "; "))
	}
	return nil
}

// asks runs a query: a pool, or a transaction.
type asks interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}

// holes names what is wrong, each with what mends it.
func holes(ctx context.Context, database asks) ([]string, error) {
	rows, _ := database.Query(ctx, rolesHoles, tenantRole)
	found, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil || len(found) > 0 {
		return found, err
	}
	for query, known := range map[string][]string{tablesHoles: free(), functionsHoles: trusted()} {
		rows, _ := database.Query(ctx, query, tenantRole, known)
		more, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			return nil, err
		}
		found = append(found, more...)
	}
	return found, nil
}

// rolesHoles: the role is of the whole cluster. The owner of another database
// there may become it too; he must not get into this one.
const rolesHoles = `
	SELECT 'the role ' || $1 || ' is missing: run phusong migrate'
	WHERE to_regrole($1) IS NULL
	UNION ALL
	SELECT 'the role ' || $1 || ' can log in or is privileged: ALTER ROLE ' || $1 || ' NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION'
	FROM pg_roles r
	WHERE r.rolname = $1 AND (rolcanlogin OR rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)
	UNION ALL
	SELECT format('the role %s is a member of %s: REVOKE %2$s FROM %1$s', $1::text, m.roleid::regrole)
	FROM pg_auth_members m
	WHERE m.member = to_regrole($1)
	UNION ALL
	SELECT format('%s may not become %s: GRANT %2$s TO %1$s', current_user, $1::text)
	WHERE to_regrole($1) IS NOT NULL AND NOT pg_has_role(current_user, to_regrole($1), 'MEMBER')
	UNION ALL
	SELECT format('%s can enter this database and become %s: REVOKE CONNECT ON DATABASE %I FROM PUBLIC, %1$s', r.oid::regrole, $1::text, current_database())
	FROM pg_roles r
	WHERE r.rolcanlogin AND NOT r.rolsuper AND pg_has_role(r.oid, to_regrole($1), 'MEMBER')
		AND NOT pg_has_role(r.oid, (SELECT relowner FROM pg_class WHERE oid = to_regclass('accounts')), 'MEMBER')
		AND has_database_privilege(r.oid, current_database(), 'CONNECT')`

// tablesHoles: a table needs row security, forced, and a policy; a view must
// ask with its reader's rights; a materialised view cannot be walled at all.
const tablesHoles = `
	SELECT format('%s is open to %s: wall it off, or REVOKE ALL ON %1$s FROM %2$s, PUBLIC', c.oid::regclass, $1::text)
	FROM pg_class c
	JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
		AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
		AND NOT c.relname = ANY($2)
		AND (has_table_privilege($1, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
			OR has_any_column_privilege($1, c.oid, 'SELECT, INSERT, UPDATE, REFERENCES'))
		AND NOT CASE c.relkind
			WHEN 'v' THEN coalesce(c.reloptions && '{security_invoker=true,security_invoker=on,security_invoker=1}', false)
			WHEN 'm' THEN false
			WHEN 'f' THEN false
			ELSE c.relrowsecurity AND c.relforcerowsecurity
				AND c.relowner <> to_regrole($1)
				AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND to_regrole($1) = ANY(p.polroles))
		END
	ORDER BY 1`

// functionsHoles: a function with its owner's rights passes all walls, so that
// each must be known here; and tenants make nothing of their own.
const functionsHoles = `
	SELECT format('function %s runs with its owner''s rights for %s: REVOKE ALL ON FUNCTION %1$s FROM %2$s, PUBLIC', p.oid::regprocedure, $1::text)
	FROM pg_proc p
	JOIN pg_namespace n ON n.oid = p.pronamespace
	WHERE p.prosecdef AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
		AND NOT p.proname = ANY($2)
		AND has_function_privilege($1, p.oid, 'EXECUTE')
	UNION ALL
	SELECT format('%s may make things in schema %I: REVOKE CREATE ON SCHEMA %2$I FROM %1$s, PUBLIC', $1::text, n.nspname)
	FROM pg_namespace n
	WHERE n.nspname !~ '^pg_' AND has_schema_privilege($1, n.oid, 'CREATE')`
