-- +goose Up
-- Outages: what a storm took, as it was told. Planners write, leaders read, through
-- the owner: no tenant holds any right to these tables. What was said is never
-- changed: a later line speaks of the same site again.

CREATE TABLE outages (
	id         uuid PRIMARY KEY,
	name       text NOT NULL CHECK (name <> '' AND length(name) <= 200),
	started_at timestamptz NOT NULL,
	opened_by  text NOT NULL,
	opened_at  timestamptz NOT NULL DEFAULT now(),
	closed_at  timestamptz
);

CREATE TABLE outage_changes (
	outage_id   uuid NOT NULL REFERENCES outages,
	number      int NOT NULL CHECK (number > 0), -- of what was said at once, from 1 in each outage
	operator    text NOT NULL,
	code        text NOT NULL,
	down        boolean NOT NULL,
	cause       text NOT NULL DEFAULT '',
	power       text NOT NULL DEFAULT '',
	expected_at timestamptz,
	said_by     text NOT NULL,
	said_at     timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (outage_id, number, operator, code)
);
CREATE TRIGGER outage_changes_only_grow BEFORE UPDATE OR DELETE ON outage_changes
	FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TABLE outage_changes;
DROP TABLE outages;
