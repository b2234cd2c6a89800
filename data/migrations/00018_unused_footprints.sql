-- +goose Up
-- Footprints that nothing needs any more are to be deleted. What a run stands on
-- is written down with the run, before its work begins; a run from before this
-- has no row until somebody works its footprints out again.
CREATE TABLE run_footprints (
	run_id bigint PRIMARY KEY REFERENCES runs,
	keys   bytea[] NOT NULL -- of footprints, some of which may still have to be made
);
ALTER TABLE run_footprints ALTER COLUMN keys SET STORAGE EXTERNAL; -- hashes do not compress

-- Whoever relies on a footprint that is there notes it first, to the hour: what
-- was used of late is never deleted. There is no index, so that the note is
-- written into the row's own page.
ALTER TABLE footprints ADD COLUMN used_at timestamptz NOT NULL DEFAULT now();

-- +goose Down
ALTER TABLE footprints DROP COLUMN used_at;
DROP TABLE run_footprints;
