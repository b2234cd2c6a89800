-- +goose Up
-- Site lists on their way from an operator to a revision: kept from the moment
-- they are acknowledged, read in the background, approved in one step.

CREATE TABLE uploads (
	id              uuid PRIMARY KEY,
	operator        text NOT NULL REFERENCES operators,
	account         text NOT NULL, -- id of who sent it; '' for a key of the operator's own
	sent_by         text NOT NULL,
	file_name       text NOT NULL CHECK (file_name <> ''),
	sha256          bytea NOT NULL CHECK (octet_length(sha256) = 32),
	bytes           integer NOT NULL CHECK (bytes >= 0),
	scope           text NOT NULL CHECK (scope IN ('full', 'part')),
	district        text NOT NULL,
	as_of           date NOT NULL,
	state           text NOT NULL DEFAULT 'reading'
		CHECK (state IN ('reading', 'ready', 'computing', 'submitted', 'approved', 'withdrawn', 'failed')),
	version         integer NOT NULL DEFAULT 1 CHECK (version > 0),
	mapping         jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(mapping) = 'object'),
	answers         jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(answers) = 'array'),
	attempts        integer NOT NULL DEFAULT 0, -- to read this version; a file that kills the program must not do so for ever
	counts          jsonb,
	base_revision   bigint REFERENCES revisions,
	trouble         jsonb,
	impact          jsonb,
	revision_id     bigint REFERENCES revisions,
	receipt         jsonb,
	idempotency_key text CHECK (length(idempotency_key) BETWEEN 1 AND 255),
	request         bytea NOT NULL CHECK (octet_length(request) = 32),
	created_at      timestamptz NOT NULL DEFAULT now(),
	changed_at      timestamptz NOT NULL DEFAULT now(),
	CONSTRAINT a_part_alone_has_a_district CHECK (scope = 'part' OR district = ''),
	CONSTRAINT understood_before_decided CHECK (state NOT IN ('ready', 'computing', 'submitted', 'approved') OR counts IS NOT NULL),
	CONSTRAINT failed_with_a_reason CHECK ((state = 'failed') = (trouble IS NOT NULL)),
	CONSTRAINT approved_with_a_receipt CHECK ((state = 'approved') = (receipt IS NOT NULL) AND (state = 'approved') = (revision_id IS NOT NULL)),
	UNIQUE (operator, idempotency_key)
);
CREATE INDEX uploads_unfinished ON uploads (id) WHERE state IN ('reading', 'computing');
CREATE INDEX uploads_by_revision ON uploads (revision_id) WHERE revision_id IS NOT NULL;

-- The file as it came.
CREATE TABLE upload_files (
	upload_id uuid PRIMARY KEY REFERENCES uploads,
	content   bytea NOT NULL
);
ALTER TABLE upload_files ALTER COLUMN content SET STORAGE EXTERNAL; -- mostly compressed already

-- What the columns of an operator's lists were confirmed to mean.
CREATE TABLE remembered_columns (
	operator  text NOT NULL REFERENCES operators,
	header    text NOT NULL CHECK (header <> ''),
	field     text NOT NULL, -- '' for a column to be left out
	upload_id uuid NOT NULL REFERENCES uploads,
	PRIMARY KEY (operator, header)
);

-- An upload goes from state to state along these steps alone, its version only
-- grows, and what its sender said and sent stays.
-- +goose StatementBegin
CREATE FUNCTION upload_steps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF (OLD.id, OLD.operator, OLD.account, OLD.sent_by, OLD.file_name, OLD.sha256, OLD.bytes, OLD.scope, OLD.district,
			OLD.as_of, OLD.idempotency_key, OLD.request, OLD.created_at)
		IS DISTINCT FROM (NEW.id, NEW.operator, NEW.account, NEW.sent_by, NEW.file_name, NEW.sha256, NEW.bytes, NEW.scope, NEW.district,
			NEW.as_of, NEW.idempotency_key, NEW.request, NEW.created_at) THEN
		RAISE EXCEPTION 'upload %: what was sent does not change', OLD.id;
	END IF;
	IF NEW.version < OLD.version OR (NEW.version = OLD.version AND (NEW.mapping, NEW.answers) IS DISTINCT FROM (OLD.mapping, OLD.answers)) THEN
		RAISE EXCEPTION 'upload %: another reading is another version', OLD.id;
	END IF;
	IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN (
		'reading>ready', 'reading>failed', 'reading>withdrawn',
		'ready>reading', 'ready>computing', 'ready>submitted', 'ready>withdrawn',
		'computing>ready', 'computing>reading', 'computing>withdrawn',
		'submitted>approved', 'submitted>reading', 'submitted>withdrawn') THEN
		RAISE EXCEPTION 'upload %: there is no step from % to %', OLD.id, OLD.state, NEW.state;
	END IF;
	RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER upload_steps BEFORE UPDATE ON uploads FOR EACH ROW EXECUTE FUNCTION upload_steps();

-- +goose StatementBegin
CREATE FUNCTION uploads_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'what was acknowledged is kept: % is not deleted or rewritten', TG_TABLE_NAME;
END $$;
-- +goose StatementEnd
CREATE TRIGGER uploads_stay BEFORE DELETE OR TRUNCATE ON uploads EXECUTE FUNCTION uploads_stay();
CREATE TRIGGER upload_files_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON upload_files EXECUTE FUNCTION uploads_stay();
ALTER TABLE uploads ENABLE ALWAYS TRIGGER upload_steps;
ALTER TABLE uploads ENABLE ALWAYS TRIGGER uploads_stay;
ALTER TABLE upload_files ENABLE ALWAYS TRIGGER upload_files_stay;
REVOKE ALL ON FUNCTION upload_steps(), uploads_stay() FROM PUBLIC;

-- An operator's people see their own uploads. The bytes and the words remembered are
-- read by the program alone.
SELECT wall_off(t) FROM unnest('{uploads, upload_files, remembered_columns}'::regclass[]) AS t;
GRANT SELECT (id, operator, account, sent_by, file_name, sha256, bytes, scope, district, as_of, state, version, mapping,
	answers, counts, base_revision, trouble, impact, revision_id, receipt, created_at, changed_at) ON uploads TO phusong_tenant;
CREATE POLICY of_the_tenant ON uploads FOR SELECT TO phusong_tenant
	USING (operator = tenant_operator());

-- +goose Down
DROP TABLE remembered_columns, upload_files, uploads;
DROP FUNCTION upload_steps(), uploads_stay();
