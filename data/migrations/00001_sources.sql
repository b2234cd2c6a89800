-- +goose Up
-- What the province's files say: datasets, their revisions, and the rows of each.
-- A revision never changes once it is in; only the pointer to the current one moves.

CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS postgis_raster;

CREATE TABLE datasets (
	id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	kind  text NOT NULL CHECK (kind IN ('boundaries', 'hamlets', 'sites', 'elevation', 'population')),
	name  text NOT NULL CHECK (name <> ''),
	title text NOT NULL,
	UNIQUE (kind, name)
);

-- Every row of the file ended in exactly one of the four places.
CREATE TABLE revisions (
	id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	dataset_id  bigint NOT NULL REFERENCES datasets,
	file_name   text NOT NULL,
	sha256      bytea NOT NULL CHECK (octet_length(sha256) = 32),
	as_of       date NOT NULL,
	synthetic   boolean NOT NULL,
	imported_at timestamptz NOT NULL DEFAULT now(),
	rows_read   integer NOT NULL,
	accepted    integer NOT NULL CHECK (accepted >= 0),
	corrected   integer NOT NULL CHECK (corrected >= 0),
	refused     integer NOT NULL CHECK (refused >= 0),
	dropped     integer NOT NULL CHECK (dropped >= 0),
	notes       jsonb NOT NULL DEFAULT '{}',
	CONSTRAINT every_row_accounted_for CHECK (rows_read = accepted + corrected + refused + dropped),
	UNIQUE (dataset_id, sha256),
	UNIQUE (id, dataset_id)
);

-- The revision of each dataset that computations read.
CREATE TABLE current_revisions (
	dataset_id  bigint PRIMARY KEY REFERENCES datasets,
	revision_id bigint NOT NULL,
	FOREIGN KEY (revision_id, dataset_id) REFERENCES revisions (id, dataset_id)
);

CREATE TABLE issues (
	revision_id bigint NOT NULL REFERENCES revisions,
	ordinal     integer NOT NULL,
	sheet       text NOT NULL,
	row_number  integer NOT NULL,
	col_number  integer NOT NULL,
	cell        text NOT NULL,
	code        text NOT NULL CHECK (code <> ''),
	severity    text NOT NULL CHECK (severity IN ('refused', 'corrected', 'warning', 'dropped')),
	vietnamese  text NOT NULL CHECK (vietnamese <> ''),
	english     text NOT NULL CHECK (english <> ''),
	raw         text NOT NULL,
	proposed    text NOT NULL,
	PRIMARY KEY (revision_id, ordinal)
);

-- Codes were re-used in 2025, so only (code, vintage) names a unit.
CREATE TABLE admin_units (
	revision_id bigint NOT NULL REFERENCES revisions,
	code        text NOT NULL CHECK (code <> ''),
	vintage     text NOT NULL CHECK (vintage IN ('2024', '2025-07')),
	level       smallint NOT NULL CHECK (level BETWEEN 1 AND 3),
	name        text NOT NULL CHECK (name <> ''),
	parent      text NOT NULL,
	valid       daterange NOT NULL CHECK (NOT isempty(valid)),
	area_km2    double precision NOT NULL CHECK (area_km2 > 0),
	population  integer CHECK (population >= 0),
	boundary    geometry(MultiPolygon, 4326) NOT NULL CHECK (ST_IsValid(boundary)),
	CONSTRAINT no_district_since_2025 CHECK (NOT (vintage = '2025-07' AND level = 2)),
	PRIMARY KEY (revision_id, code, vintage)
);
CREATE INDEX admin_units_boundary ON admin_units USING gist (boundary);

CREATE TABLE hamlets (
	revision_id bigint NOT NULL REFERENCES revisions,
	code        text NOT NULL CHECK (code <> ''),
	vintage     text NOT NULL CHECK (vintage IN ('2024', '2025-07')),
	commune     text NOT NULL CHECK (commune <> ''),
	name        text NOT NULL CHECK (name <> ''),
	kind        text NOT NULL,
	people      integer CHECK (people >= 0),
	households  integer CHECK (households >= 0),
	centre      geometry(Point, 4326) NOT NULL,
	territory   geometry(MultiPolygon, 4326) NOT NULL CHECK (ST_IsValid(territory)),
	PRIMARY KEY (revision_id, code)
);
CREATE INDEX hamlets_centre ON hamlets USING gist (centre);

CREATE TABLE operators (
	code     text PRIMARY KEY,
	name     text NOT NULL,
	networks text[] NOT NULL -- MCC-MNC
);
INSERT INTO operators (code, name, networks) VALUES
	('viettel', 'Viettel', '{452-04}'),
	('vnpt', 'VNPT (VinaPhone)', '{452-02}'),
	('mobifone', 'MobiFone', '{452-01}'),
	('vietnamobile', 'Vietnamobile', '{452-05}');

-- One operator's equipment at one place. Masts are what several of these share;
-- they are found anew for each run. Unique per operator: a rival's code is no
-- one else's business.
CREATE TABLE presences (
	revision_id   bigint NOT NULL REFERENCES revisions,
	operator      text NOT NULL REFERENCES operators,
	code          text NOT NULL CHECK (code <> ''),
	name          text NOT NULL,
	commune       text NOT NULL,
	status        text NOT NULL CHECK (status IN ('on_air', 'paused', 'planned', 'building', 'removed')),
	mast_height_m double precision NOT NULL CHECK (mast_height_m >= 0 AND mast_height_m < 500),
	position      geometry(Point, 4326) NOT NULL,
	PRIMARY KEY (revision_id, operator, code)
);
CREATE INDEX presences_position ON presences USING gist (position);

CREATE TABLE sectors (
	revision_id     bigint NOT NULL,
	operator        text NOT NULL,
	site_code       text NOT NULL,
	ordinal         integer NOT NULL,
	name            text NOT NULL,
	technology      smallint NOT NULL CHECK (technology BETWEEN 2 AND 5),
	frequency_mhz   double precision NOT NULL CHECK (frequency_mhz BETWEEN 30 AND 6000),
	height_m        double precision NOT NULL CHECK (height_m > 0 AND height_m <= 150),
	azimuth_deg     double precision NOT NULL CHECK (azimuth_deg >= 0 AND azimuth_deg < 360),
	azimuth_known   boolean NOT NULL,
	omni            boolean NOT NULL,
	mechanical_tilt double precision NOT NULL,
	electrical_tilt double precision NOT NULL,
	power_dbm       double precision NOT NULL,
	gain_dbi        double precision NOT NULL,
	assumed         text[] NOT NULL,
	PRIMARY KEY (revision_id, operator, site_code, ordinal),
	FOREIGN KEY (revision_id, operator, site_code) REFERENCES presences (revision_id, operator, code)
);

-- Heights are zstd-compressed little-endian int16, row by row from the north,
-- -32768 for a void; the checksum is of the uncompressed bytes.
CREATE TABLE elevation_sheets (
	revision_id bigint PRIMARY KEY REFERENCES revisions,
	name        text NOT NULL,
	west        double precision NOT NULL,
	north       double precision NOT NULL,
	step_lon    double precision NOT NULL CHECK (step_lon > 0),
	step_lat    double precision NOT NULL CHECK (step_lat > 0),
	cols        integer NOT NULL CHECK (cols > 1),
	rows        integer NOT NULL CHECK (rows > 1),
	scale       double precision NOT NULL CHECK (scale > 0),
	voids       integer NOT NULL CHECK (voids >= 0),
	negatives   integer NOT NULL CHECK (negatives >= 0),
	sha256      bytea NOT NULL CHECK (octet_length(sha256) = 32),
	heights     bytea NOT NULL
);
ALTER TABLE elevation_sheets ALTER COLUMN heights SET STORAGE EXTERNAL; -- compressed already

-- People at points, or in raster cells of the given width and height in degrees.
CREATE TABLE population (
	revision_id bigint NOT NULL REFERENCES revisions,
	ordinal     integer NOT NULL,
	lon         double precision NOT NULL,
	lat         double precision NOT NULL,
	width       double precision NOT NULL CHECK (width >= 0),
	height      double precision NOT NULL CHECK (height >= 0),
	people      double precision NOT NULL CHECK (people >= 0),
	PRIMARY KEY (revision_id, ordinal)
);

-- +goose Down
DROP TABLE population, elevation_sheets, sectors, presences, operators, hamlets, admin_units,
	issues, current_revisions, revisions, datasets;
