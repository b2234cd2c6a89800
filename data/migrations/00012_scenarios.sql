-- +goose Up
-- Named what-ifs of planners. Every save is a version of its own, so that undo
-- survives a reload; the number of the current one is the lock that two browsers
-- share. Releases are never deleted: a base is checked where it is computed with.

CREATE TABLE scenarios (
	id         uuid PRIMARY KEY,
	owner      uuid NOT NULL REFERENCES accounts,
	owner_name text NOT NULL,
	version    integer NOT NULL DEFAULT 1 CHECK (version > 0),
	created_at timestamptz NOT NULL DEFAULT now(),
	changed_at timestamptz NOT NULL DEFAULT now(),
	deleted_at timestamptz
);
CREATE INDEX scenarios_by_owner ON scenarios (owner) WHERE deleted_at IS NULL;

CREATE TABLE scenario_versions (
	scenario_id uuid NOT NULL REFERENCES scenarios,
	version     integer NOT NULL CHECK (version > 0),
	base        bigint NOT NULL CHECK (base > 0),
	name        text NOT NULL CHECK (name <> '' AND length(name) <= 200),
	notes       text NOT NULL CHECK (length(notes) <= 5000),
	changes     jsonb NOT NULL CHECK (jsonb_typeof(changes) = 'array' AND jsonb_array_length(changes) <= 200),
	saved_at    timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (scenario_id, version)
);

-- Staff read all of them; nobody else knows that there are any.
SELECT wall_off(t) FROM unnest('{scenarios, scenario_versions}'::regclass[]) AS t;
GRANT SELECT ON scenarios, scenario_versions TO phusong_tenant;
CREATE POLICY of_the_tenant ON scenarios FOR SELECT TO phusong_tenant
	USING (tenant_cut() = 'staff');
CREATE POLICY of_the_tenant ON scenario_versions FOR SELECT TO phusong_tenant
	USING (tenant_cut() = 'staff');

-- +goose Down
DROP TABLE scenario_versions, scenarios;
