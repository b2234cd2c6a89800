-- +goose Up
-- Who may ask, and what was done: accounts, what they log in with, and the log of
-- all changes. Ids are UUIDs of version 7 made by the program: they do not count.
-- Of every secret only the SHA-256 is kept; passwords are kept as argon2id strings.

-- Login names are of one namespace for all operators, as mail addresses are: whoever
-- logs in does not say first for whom. That a name is taken says nothing of by whom.
CREATE TABLE accounts (
	id            uuid PRIMARY KEY,
	name          text NOT NULL UNIQUE CHECK (name ~ '^[a-z0-9][a-z0-9._@+-]{0,99}$'),
	full_name     text NOT NULL CHECK (char_length(full_name) BETWEEN 1 AND 200 AND full_name !~ '[[:cntrl:]]'),
	role          text NOT NULL CHECK (role IN ('operator-viewer', 'operator-editor', 'operator-admin',
		'planner', 'leader', 'administrator', 'auditor')),
	operator      text REFERENCES operators,
	password_hash text NOT NULL DEFAULT '' CHECK (char_length(password_hash) <= 500), -- '' where no password opens it
	created_at    timestamptz NOT NULL DEFAULT now(),
	last_login    timestamptz,
	disabled_at   timestamptz,
	CONSTRAINT operator_where_the_role_has_one CHECK ((role LIKE 'operator-%') = (operator IS NOT NULL))
);
CREATE INDEX accounts_operator ON accounts (operator);

-- Who an identity provider says somebody is. Names and addresses may be given to
-- somebody else there; the pair of issuer and subject never is.
CREATE TABLE oidc_identities (
	issuer     text NOT NULL CHECK (char_length(issuer) BETWEEN 1 AND 500),
	subject    text NOT NULL CHECK (char_length(subject) BETWEEN 1 AND 255),
	account_id uuid NOT NULL REFERENCES accounts,
	created_at timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (issuer, subject)
);

-- A way in that works once: for the first administrator (account_id is NULL), a new
-- account, or a forgotten password.
CREATE TABLE invitations (
	id          uuid PRIMARY KEY,
	secret_hash bytea NOT NULL UNIQUE CHECK (octet_length(secret_hash) = 32),
	account_id  uuid REFERENCES accounts,
	created_at  timestamptz NOT NULL DEFAULT now(),
	expires_at  timestamptz NOT NULL,
	accepted_at timestamptz,
	CONSTRAINT opens_before_it_ends CHECK (expires_at > created_at)
);
-- Only the newest link of an account opens it.
CREATE UNIQUE INDEX one_open_invitation ON invitations (coalesce(account_id, '00000000-0000-0000-0000-000000000000'))
	WHERE accepted_at IS NULL;

-- Only living sessions are here: ending one deletes it. Both ends are told by the
-- database's clock; idle is how long it lives unused.
CREATE TABLE sessions (
	id          uuid PRIMARY KEY,
	secret_hash bytea NOT NULL UNIQUE CHECK (octet_length(secret_hash) = 32),
	account_id  uuid NOT NULL REFERENCES accounts,
	opened_at   timestamptz NOT NULL DEFAULT now(),
	seen_at     timestamptz NOT NULL DEFAULT now(),
	idle        interval NOT NULL CHECK (idle > interval '0'),
	ends_at     timestamptz NOT NULL,
	agent       text NOT NULL CHECK (char_length(agent) <= 300),
	address     text NOT NULL CHECK (char_length(address) <= 100),
	CONSTRAINT opens_before_it_ends CHECK (ends_at > opened_at)
);
CREATE INDEX sessions_account ON sessions (account_id);

-- A token lends a program part of what its account may do. Name and operator are the
-- account's when the token was made, for those who may list tokens but not accounts;
-- when the account changes role or operator its tokens are revoked.
CREATE TABLE tokens (
	id           uuid PRIMARY KEY,
	secret_hash  bytea NOT NULL UNIQUE CHECK (octet_length(secret_hash) = 32),
	account_id   uuid NOT NULL REFERENCES accounts,
	account_name text NOT NULL,
	operator     text REFERENCES operators,
	title        text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 200 AND title !~ '[[:cntrl:]]'),
	scopes       text[] NOT NULL CHECK (cardinality(scopes) > 0 AND scopes <@ '{read,upload}'),
	created_at   timestamptz NOT NULL DEFAULT now(),
	expires_at   timestamptz,
	last_used    timestamptz,
	revoked_at   timestamptz
);
CREATE INDEX tokens_account ON tokens (account_id);
CREATE INDEX tokens_operator ON tokens (operator);

-- Who did what. Numbers have no gap and every entry holds the hash of the one before
-- it, so that whatever is taken out or altered is missed. UNIQUE (previous): the
-- chain cannot fork.
CREATE TABLE audit_log (
	id       bigint PRIMARY KEY CHECK (id > 0),
	at       timestamptz NOT NULL,
	account  text NOT NULL CHECK (char_length(account) <= 100),
	actor    text NOT NULL CHECK (char_length(actor) <= 200),
	address  text NOT NULL CHECK (char_length(address) <= 100),
	request  text NOT NULL CHECK (char_length(request) <= 100),
	action   text NOT NULL CHECK (char_length(action) BETWEEN 1 AND 100),
	object   text NOT NULL CHECK (char_length(object) <= 300),
	detail   jsonb NOT NULL CHECK (jsonb_typeof(detail) = 'object'),
	previous bytea NOT NULL UNIQUE CHECK (octet_length(previous) = 32),
	hash     bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32)
);
CREATE INDEX audit_log_at ON audit_log (at);

-- ALWAYS: also where a session says it only replicates.
-- +goose StatementBegin
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '% is written once and never changed', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
-- +goose StatementEnd
CREATE TRIGGER audit_log_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE audit_log ENABLE ALWAYS TRIGGER audit_log_is_append_only;

-- +goose Down
DROP TABLE audit_log, tokens, sessions, invitations, oidc_identities, accounts;
DROP FUNCTION refuse_change();
