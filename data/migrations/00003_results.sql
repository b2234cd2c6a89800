-- +goose Up
-- What follows from the sources: runs and their work, footprints, results, releases.

CREATE TABLE runs (
	id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	state       text NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled')),
	input_hash  bytea NOT NULL CHECK (octet_length(input_hash) = 32),
	model       text NOT NULL,
	parameters  jsonb NOT NULL,
	settings    jsonb NOT NULL,
	created_at  timestamptz NOT NULL DEFAULT now(),
	ended_at    timestamptz,
	error       text NOT NULL DEFAULT '',
	step        text NOT NULL DEFAULT 'footprints',
	-- A run is either still going or has an end; nothing in between.
	CONSTRAINT run_ends CHECK ((state = 'running') = (ended_at IS NULL))
);
-- Two runs of the same inputs at once would do the same work twice.
CREATE UNIQUE INDEX one_running_run_per_input ON runs (input_hash) WHERE state = 'running';

CREATE TABLE run_inputs (
	run_id      bigint NOT NULL REFERENCES runs,
	revision_id bigint NOT NULL REFERENCES revisions,
	PRIMARY KEY (run_id, revision_id)
);

-- The work of a run in pieces. Who holds the lease may work on the piece; the
-- fence tells a late writer that somebody else has taken it over.
CREATE TABLE run_batches (
	run_id      bigint NOT NULL REFERENCES runs,
	ordinal     integer NOT NULL,
	kind        text NOT NULL CHECK (kind IN ('footprints', 'fold')),
	sites       text[] NOT NULL,
	state       text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'leased', 'done')),
	owner       text NOT NULL DEFAULT '',
	lease_until timestamptz,
	fence       bigint NOT NULL DEFAULT 0,
	CONSTRAINT lease_has_end CHECK ((state = 'leased') = (lease_until IS NOT NULL)),
	PRIMARY KEY (run_id, ordinal)
);

-- What one mast reaches with one antenna height and frequency, kept by content:
-- the key is a hash of everything that shaped it, so it is never out of date.
CREATE TABLE footprints (
	key        bytea PRIMARY KEY CHECK (octet_length(key) = 32),
	body       bytea NOT NULL,
	created_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE footprints ALTER COLUMN body SET STORAGE EXTERNAL; -- compressed already

CREATE TABLE run_sites (
	run_id   bigint NOT NULL REFERENCES runs,
	ordinal  integer NOT NULL,
	id       text NOT NULL,
	position geometry(Point, 4326) NOT NULL,
	PRIMARY KEY (run_id, ordinal),
	UNIQUE (run_id, id)
);
CREATE INDEX run_sites_position ON run_sites USING gist (position);

-- Ordinal is the place that surfaces refer to. The sector itself stays in its
-- revision; this says which of them radiated in the run, and from which mast.
CREATE TABLE run_sectors (
	run_id       bigint NOT NULL REFERENCES runs,
	ordinal      integer NOT NULL,
	site_ordinal integer NOT NULL,
	operator     text NOT NULL REFERENCES operators,
	site_code    text NOT NULL,
	sector       jsonb NOT NULL,
	PRIMARY KEY (run_id, ordinal),
	FOREIGN KEY (run_id, site_ordinal) REFERENCES run_sites (run_id, ordinal)
);

-- Hexes of a run in blocks of one H3 parent, ascending: hexes are 8-byte
-- little-endian indexes, people 4-byte floats, both zstd-compressed.
CREATE TABLE run_hexes (
	run_id     bigint NOT NULL REFERENCES runs,
	parent     bigint NOT NULL,
	resolution smallint NOT NULL CHECK (resolution BETWEEN 5 AND 12),
	hexes      bytea NOT NULL,
	people     bytea NOT NULL,
	PRIMARY KEY (run_id, parent)
);

-- The columns of geo.Surface for one block and network, zstd-compressed.
CREATE TABLE run_surfaces (
	run_id        bigint NOT NULL REFERENCES runs,
	parent        bigint NOT NULL,
	operator      text NOT NULL,
	technology    smallint NOT NULL CHECK (technology BETWEEN 2 AND 5),
	levels        bytea NOT NULL,
	covered       bytea NOT NULL,
	best          bytea NOT NULL,
	second_levels bytea NOT NULL,
	second        bytea NOT NULL,
	PRIMARY KEY (run_id, parent, operator, technology),
	FOREIGN KEY (run_id, parent) REFERENCES run_hexes (run_id, parent)
);

CREATE TABLE run_hamlets (
	run_id     bigint NOT NULL REFERENCES runs,
	code       text NOT NULL,
	vintage    text NOT NULL,
	commune    text NOT NULL,
	name       text NOT NULL,
	kind       text NOT NULL,
	people     integer NOT NULL CHECK (people >= 0),
	households integer CHECK (households >= 0),
	centre     geometry(Point, 4326) NOT NULL,
	territory  geometry(MultiPolygon, 4326) NOT NULL,
	places     jsonb NOT NULL,
	PRIMARY KEY (run_id, code)
);

CREATE TABLE run_reaches (
	run_id         bigint NOT NULL,
	hamlet         text NOT NULL,
	operator       text NOT NULL,
	technology     smallint NOT NULL CHECK (technology BETWEEN 2 AND 5),
	centre_class   smallint NOT NULL CHECK (centre_class BETWEEN 0 AND 15),
	centre_level   double precision NOT NULL,
	people_covered double precision NOT NULL CHECK (people_covered BETWEEN 0 AND 1.000001),
	people_unknown double precision NOT NULL CHECK (people_unknown BETWEEN 0 AND 1.000001),
	area_covered   double precision NOT NULL CHECK (area_covered BETWEEN 0 AND 1.000001),
	area_unknown   double precision NOT NULL CHECK (area_unknown BETWEEN 0 AND 1.000001),
	PRIMARY KEY (run_id, hamlet, operator, technology),
	FOREIGN KEY (run_id, hamlet) REFERENCES run_hamlets (run_id, code)
);

-- A release is a finished run that readers were shown. The hash is of the
-- results alone: the same inputs give the same hash on any machine.
CREATE TABLE releases (
	id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	run_id       bigint NOT NULL UNIQUE REFERENCES runs,
	hash         bytea NOT NULL CHECK (octet_length(hash) = 32),
	as_of        date NOT NULL,
	synthetic    boolean NOT NULL,
	published_at timestamptz NOT NULL DEFAULT now()
);

-- The one release that readers see; moving this pointer is what publishing is.
CREATE TABLE published (
	one        boolean PRIMARY KEY DEFAULT true CHECK (one),
	release_id bigint NOT NULL REFERENCES releases
);

-- +goose Down
DROP TABLE published, releases, run_reaches, run_hamlets, run_surfaces, run_hexes, run_sectors,
	run_sites, footprints, run_batches, run_inputs, runs;
