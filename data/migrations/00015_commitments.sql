-- +goose Up
-- What operators have promised: a site or a place, a technology, a quarter, and the
-- document it stands in. What became of it is derived and kept nowhere. The promise
-- itself never changes; its terms (quarter, notes, hamlets of petitions) are kept in
-- every version there was.

CREATE TABLE commitments (
	id              uuid PRIMARY KEY,
	operator        text NOT NULL REFERENCES operators,
	site_code       text NOT NULL,
	position        geometry(Point, 4326),
	commune         text NOT NULL,
	technology      smallint NOT NULL CHECK (technology BETWEEN 2 AND 5),
	source_document text NOT NULL CHECK (source_document <> ''),
	source_date     date NOT NULL,
	version         integer NOT NULL DEFAULT 1 CHECK (version > 0),
	added_by        text NOT NULL,
	added_at        timestamptz NOT NULL DEFAULT now(),
	withdrawn_by    text NOT NULL DEFAULT '',
	withdrawn_at    timestamptz,
	CONSTRAINT commitment_has_a_place CHECK (site_code <> '' OR position IS NOT NULL AND commune <> '')
);
CREATE INDEX commitments_by_operator ON commitments (operator) WHERE withdrawn_at IS NULL;

CREATE TABLE commitment_versions (
	commitment_id uuid NOT NULL REFERENCES commitments,
	version       integer NOT NULL CHECK (version > 0),
	due_year      smallint NOT NULL CHECK (due_year BETWEEN 2000 AND 2100),
	due_quarter   smallint NOT NULL CHECK (due_quarter BETWEEN 1 AND 4),
	notes         text NOT NULL CHECK (length(notes) <= 5000),
	hamlets       jsonb NOT NULL CHECK (jsonb_typeof(hamlets) = 'array' AND jsonb_array_length(hamlets) <= 50),
	said_by       text NOT NULL,
	said_at       timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (commitment_id, version)
);
CREATE TRIGGER commitment_versions_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON commitment_versions
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A promise may be withdrawn and get another version; what was promised stays.
-- +goose StatementBegin
CREATE FUNCTION promises_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'UPDATE' THEN
		IF OLD.withdrawn_at IS NULL
			AND to_jsonb(OLD) - '{version,withdrawn_by,withdrawn_at}'::text[] = to_jsonb(NEW) - '{version,withdrawn_by,withdrawn_at}'::text[] THEN
			RETURN NEW;
		END IF;
	END IF;
	RAISE EXCEPTION 'a promise stays as it was made: withdraw it and add another' USING ERRCODE = 'insufficient_privilege';
END $$;
-- +goose StatementEnd
CREATE TRIGGER promises_stay BEFORE UPDATE OR DELETE ON commitments FOR EACH ROW EXECUTE FUNCTION promises_stay();
REVOKE ALL ON FUNCTION promises_stay() FROM PUBLIC;

-- An operator's people read what their operator promised, staff everything, others
-- nothing. Nobody but the owner writes.
SELECT wall_off(t) FROM unnest('{commitments, commitment_versions}'::regclass[]) AS t;
GRANT SELECT ON commitments, commitment_versions TO phusong_tenant;
CREATE POLICY of_the_tenant ON commitments FOR SELECT TO phusong_tenant
	USING (operator = tenant_operator() OR tenant_cut() = 'staff');
CREATE POLICY of_the_tenant ON commitment_versions FOR SELECT TO phusong_tenant
	USING (commitment_id IN (SELECT id FROM commitments)); -- those the policy above leaves

-- +goose Down
DROP TABLE commitment_versions, commitments;
DROP FUNCTION promises_stay();
