-- +goose Up
-- An operator tells of its own sites itself: an outage is staff's, about everybody's
-- sites, or one operator's, about its own. And what was said at once is bound to the
-- release that readers saw then: its report tells those figures for ever.

ALTER TABLE outages ADD COLUMN operator text NOT NULL DEFAULT ''; -- '' is staff's
ALTER TABLE outage_changes
	ADD COLUMN said_for text NOT NULL DEFAULT '', -- the operator whose people said it; '' is staff
	ADD COLUMN release_id bigint; -- NULL of what was said before this was kept

-- +goose StatementBegin
CREATE FUNCTION outage_of_its_operator() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT FROM outages WHERE id = NEW.outage_id AND operator NOT IN ('', NEW.operator)) THEN
		RAISE EXCEPTION 'an operator''s outage is about its own sites' USING ERRCODE = 'insufficient_privilege';
	END IF;
	RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER outage_of_its_operator BEFORE INSERT ON outage_changes FOR EACH ROW EXECUTE FUNCTION outage_of_its_operator();
REVOKE ALL ON FUNCTION outage_of_its_operator() FROM PUBLIC;

-- An operator's people read what their operator opened, staff everything, others
-- nothing. Nobody but the owner writes.
SELECT wall_off(t) FROM unnest('{outages, outage_changes}'::regclass[]) AS t;
GRANT SELECT ON outages, outage_changes TO phusong_tenant;
CREATE POLICY of_the_tenant ON outages FOR SELECT TO phusong_tenant
	USING (operator = tenant_operator() OR tenant_cut() = 'staff');
CREATE POLICY of_the_tenant ON outage_changes FOR SELECT TO phusong_tenant
	USING (outage_id IN (SELECT id FROM outages)); -- those the policy above leaves

-- +goose Down
DROP POLICY of_the_tenant ON outage_changes;
DROP POLICY of_the_tenant ON outages;
REVOKE SELECT ON outages, outage_changes FROM phusong_tenant;
DROP POLICY of_the_owner ON outage_changes;
DROP POLICY of_the_owner ON outages;
ALTER TABLE outage_changes NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;
ALTER TABLE outages NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;
DROP TRIGGER outage_of_its_operator ON outage_changes;
DROP FUNCTION outage_of_its_operator();
ALTER TABLE outage_changes DROP COLUMN said_for, DROP COLUMN release_id;
ALTER TABLE outages DROP COLUMN operator;
