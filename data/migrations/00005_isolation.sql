-- +goose Up
-- The second wall between operators. What an operator's people read goes through the
-- role phusong_tenant, which owns nothing, logs in nowhere and bypasses nothing; the
-- program says per transaction who asks (app.operator, app.cut, app.role), and the
-- policies below leave only that one's rows. A query that forgets its WHERE, or a
-- setting that is not there, finds nothing.

-- The role is of the whole cluster and may be there from another database; two
-- migrations may make it at once. The owner must be allowed to become it.
-- +goose StatementBegin
DO $$
DECLARE
	hint CONSTANT text := format('As a superuser run once: CREATE ROLE phusong_tenant NOLOGIN; GRANT phusong_tenant TO %I;', current_user);
	becoming CONSTANT text := CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END;
BEGIN
	BEGIN
		IF to_regrole('phusong_tenant') IS NULL THEN
			CREATE ROLE phusong_tenant NOLOGIN;
		END IF;
	EXCEPTION
		WHEN duplicate_object OR unique_violation THEN NULL; -- somebody was quicker
		WHEN insufficient_privilege THEN
			RAISE EXCEPTION 'the role phusong_tenant is missing and % may not make it', current_user
				USING ERRCODE = 'insufficient_privilege', HINT = hint;
	END;
	BEGIN
		IF NOT pg_has_role(current_user, 'phusong_tenant', becoming) THEN
			EXECUTE format('GRANT phusong_tenant TO %I', current_user);
		END IF;
	EXCEPTION
		WHEN unique_violation THEN NULL;
		WHEN insufficient_privilege THEN
			RAISE EXCEPTION '% may not become the role phusong_tenant', current_user
				USING ERRCODE = 'insufficient_privilege', HINT = hint;
	END;
END $$;
-- +goose StatementEnd

-- Who asks, as the transaction said. A setting that was made once and has ended is
-- '', not NULL: NULLIF makes both nobody.
CREATE FUNCTION tenant_operator() RETURNS text LANGUAGE sql STABLE
	RETURN nullif(current_setting('app.operator', true), '');
CREATE FUNCTION tenant_cut() RETURNS text LANGUAGE sql STABLE
	RETURN nullif(current_setting('app.cut', true), '');
CREATE FUNCTION tenant_role() RETURNS text LANGUAGE sql STABLE
	RETURN nullif(current_setting('app.role', true), '');

-- A table in walls: row security also for its owner (FORCE), who has one policy that
-- leaves it everything, because the owner is who imports, computes and keeps the
-- accounts; a superuser needs none. FORCE then says that whoever comes to hold a
-- grant, or the table by inheritance, has no rows without a policy of their own.
-- Later migrations wall their tables with this too: SELECT wall_off('uploads').
-- +goose StatementBegin
CREATE FUNCTION wall_off(walled regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', walled);
	EXECUTE format('CREATE POLICY of_the_owner ON %s TO CURRENT_USER USING (true) WITH CHECK (true)', walled);
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION wall_off(regclass), refuse_change() FROM PUBLIC;

SELECT wall_off(t) FROM unnest('{datasets, revisions, current_revisions, issues, presences, sectors,
	accounts, oidc_identities, invitations, sessions, tokens, audit_log}'::regclass[]) AS t;

-- Revisions are seen by whoever may know of the dataset: all but the site lists are
-- no secret; a site list is its operator's, staff's, and, as a line, the auditor's.
-- A list of several operators bears no operator's name, and is staff's alone.
GRANT SELECT ON datasets, revisions, current_revisions, issues, presences, sectors TO phusong_tenant;
CREATE POLICY of_the_tenant ON datasets FOR SELECT TO phusong_tenant
	USING (kind <> 'sites' AND tenant_cut() IS NOT NULL OR name = tenant_operator() OR tenant_cut() = 'staff' OR tenant_role() = 'auditor');
CREATE POLICY of_the_tenant ON revisions FOR SELECT TO phusong_tenant
	USING (dataset_id IN (SELECT id FROM datasets)); -- those the policy above leaves
CREATE POLICY of_the_tenant ON current_revisions FOR SELECT TO phusong_tenant
	USING (dataset_id IN (SELECT id FROM datasets));

-- Issues quote rows: an operator's go to that operator and staff, others to staff.
CREATE POLICY of_the_tenant ON issues FOR SELECT TO phusong_tenant
	USING (tenant_cut() = 'staff' OR tenant_operator() IS NOT NULL AND revision_id IN (
		SELECT r.id FROM revisions r JOIN datasets d ON d.id = r.dataset_id
		WHERE d.kind = 'sites' AND d.name = tenant_operator()));

CREATE POLICY of_the_tenant ON presences FOR SELECT TO phusong_tenant
	USING (operator = tenant_operator() OR tenant_cut() = 'staff');
CREATE POLICY of_the_tenant ON sectors FOR SELECT TO phusong_tenant
	USING (operator = tenant_operator() OR tenant_cut() = 'staff');

-- A list that bears an operator's name holds that operator's rows only: its file, its
-- remarks and its counts are shown to that operator.
-- +goose StatementBegin
CREATE FUNCTION refuse_foreign_presences() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	stranger record;
BEGIN
	SELECT a.operator, d.name INTO stranger
	FROM added a
	JOIN revisions r ON r.id = a.revision_id
	JOIN datasets d ON d.id = r.dataset_id
	JOIN operators o ON o.code = d.name
	WHERE a.operator <> d.name
	LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'a site of % stands in the list of %', stranger.operator, stranger.name USING ERRCODE = 'check_violation';
	END IF;
	RETURN NULL;
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION refuse_foreign_presences() FROM PUBLIC;
CREATE TRIGGER a_list_is_of_one_operator AFTER INSERT ON presences
	REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_foreign_presences();

-- Accounts and tokens are listed without what opens them: those columns are not granted.
GRANT SELECT (id, name, full_name, role, operator, created_at, last_login, disabled_at) ON accounts TO phusong_tenant;
CREATE POLICY of_the_tenant ON accounts FOR SELECT TO phusong_tenant
	USING (tenant_role() IN ('administrator', 'auditor') OR tenant_role() = 'operator-admin' AND operator = tenant_operator());
GRANT SELECT (id, account_id, account_name, operator, title, scopes, created_at, expires_at, last_used, revoked_at)
	ON tokens TO phusong_tenant;
CREATE POLICY of_the_tenant ON tokens FOR SELECT TO phusong_tenant
	USING (tenant_role() IN ('administrator', 'auditor') OR operator = tenant_operator()
		OR operator IS NULL AND tenant_cut() = 'staff');
GRANT SELECT ON audit_log TO phusong_tenant;
CREATE POLICY of_the_tenant ON audit_log FOR SELECT TO phusong_tenant
	USING (tenant_role() IN ('administrator', 'auditor'));

-- Under a policy PostgreSQL evaluates only functions it calls LEAKPROOF before the
-- policy, and PostGIS' && is not one: a box then reads all rows of the revision
-- instead of the index. Calling && LEAKPROOF takes a superuser, which hosted
-- databases have none of, and is lost without a word by pg_dump and by every update
-- of PostGIS. Instead this function, which has its owner's rights, finds by the index
-- only the keys of the sites in a box, by the same rule as the policy; the rows are
-- then read by their keys under the policy, which keeps the last word: a mistake here
-- could cost time, not show a row. Its body is bound at creation, so that nobody's
-- search path can give it other tables or operators.
-- +goose StatementBegin
CREATE FUNCTION tenant_sites_in(west double precision, south double precision, east double precision, north double precision)
	RETURNS TABLE (revision_id bigint, operator text, code text)
	LANGUAGE sql STABLE SECURITY DEFINER ROWS 100
BEGIN ATOMIC
	SELECT p.revision_id, p.operator, p.code
	FROM presences p
	WHERE p.position && ST_MakeEnvelope(west, south, east, north, 4326)
		AND (p.operator = tenant_operator() OR tenant_cut() = 'staff')
		AND EXISTS (SELECT FROM current_revisions c WHERE c.revision_id = p.revision_id);
END;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION tenant_sites_in FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenant_sites_in TO phusong_tenant;

-- +goose Down
DROP FUNCTION tenant_sites_in;
DROP TRIGGER a_list_is_of_one_operator ON presences;
DROP FUNCTION refuse_foreign_presences();
-- +goose StatementBegin
DO $$
DECLARE
	walled regclass;
BEGIN
	FOR walled IN SELECT c.oid::regclass FROM pg_class c WHERE c.relforcerowsecurity AND c.relnamespace = current_schema::regnamespace LOOP
		EXECUTE format('DROP POLICY IF EXISTS of_the_tenant ON %s', walled);
		EXECUTE format('DROP POLICY IF EXISTS of_the_owner ON %s', walled);
		EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY', walled);
		EXECUTE format('REVOKE ALL ON %s FROM phusong_tenant', walled);
	END LOOP;
END $$;
-- +goose StatementEnd
DROP FUNCTION wall_off(regclass), tenant_operator(), tenant_cut(), tenant_role();
