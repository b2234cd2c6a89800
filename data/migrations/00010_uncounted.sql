-- +goose Up
-- Numbers of revisions that count would tell an operator how many lists its rivals
-- handed in between two of its own. These tell the moment, which its owner knows,
-- and then chance: milliseconds since 2026 and 15 bits. They ascend with time, and
-- JavaScript holds them exactly until 2034.

CREATE FUNCTION uncounted_id() RETURNS bigint
	LANGUAGE sql VOLATILE
	RETURN floor(extract(epoch FROM clock_timestamp() - timestamptz '2026-01-01 00:00:00+00') * 1000)::bigint * 32768
		+ floor(random() * 32768)::bigint;
REVOKE ALL ON FUNCTION uncounted_id() FROM PUBLIC;

ALTER TABLE revisions ALTER COLUMN id DROP IDENTITY;
ALTER TABLE revisions ALTER COLUMN id SET DEFAULT uncounted_id();

-- +goose Down
ALTER TABLE revisions ALTER COLUMN id DROP DEFAULT;
ALTER TABLE revisions ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
DROP FUNCTION uncounted_id();
