-- +goose Up
-- What a network does in one block of hexes is kept by content: a release that
-- changes ten masts shares all other blocks with the one before. Sectors are
-- places in run_blocks.sectors there, so that another numbering of the sectors
-- of a run leaves the content as it is.
CREATE TABLE surface_blocks (
	key  bytea PRIMARY KEY CHECK (octet_length(key) = 32),
	body bytea NOT NULL
);
ALTER TABLE surface_blocks ALTER COLUMN body SET STORAGE EXTERNAL; -- compressed already

-- Sectors are places in the run's list, ascending. They are NULL for what was
-- computed before there were blocks: its content holds the places themselves.
CREATE TABLE run_blocks (
	run_id     bigint NOT NULL REFERENCES runs,
	parent     bigint NOT NULL,
	operator   text NOT NULL,
	technology smallint NOT NULL CHECK (technology BETWEEN 2 AND 5),
	block      bytea NOT NULL REFERENCES surface_blocks,
	sectors    integer[],
	unknown    integer NOT NULL CHECK (unknown >= 0), -- hexes of unknown level
	PRIMARY KEY (run_id, parent, operator, technology),
	FOREIGN KEY (run_id, parent) REFERENCES run_hexes (run_id, parent)
);

INSERT INTO surface_blocks (key, body)
SELECT DISTINCT ON (1) sha256('1' || levels || covered || best || second_levels || second),
	levels || covered || best || second_levels || second
FROM run_surfaces
ORDER BY 1;
INSERT INTO run_blocks (run_id, parent, operator, technology, block, unknown)
SELECT run_id, parent, operator, technology, sha256('1' || levels || covered || best || second_levels || second), 0
FROM run_surfaces;
DROP TABLE run_surfaces;

-- What one network does for the hamlets of a run: element i of each column
-- belongs to the hamlet whose code is the i-th in the order of bytes. Twenty
-- rows instead of one for each hamlet and network.
CREATE TABLE run_networks (
	run_id         bigint NOT NULL REFERENCES runs,
	operator       text NOT NULL,
	technology     smallint NOT NULL CHECK (technology BETWEEN 2 AND 5),
	centre_class   smallint[] NOT NULL CHECK (0 <= ALL (centre_class) AND 15 >= ALL (centre_class)),
	centre_level   double precision[] NOT NULL,
	people_covered double precision[] NOT NULL CHECK (0 <= ALL (people_covered) AND 1.000001 >= ALL (people_covered)),
	people_unknown double precision[] NOT NULL CHECK (0 <= ALL (people_unknown) AND 1.000001 >= ALL (people_unknown)),
	area_covered   double precision[] NOT NULL CHECK (0 <= ALL (area_covered) AND 1.000001 >= ALL (area_covered)),
	area_unknown   double precision[] NOT NULL CHECK (0 <= ALL (area_unknown) AND 1.000001 >= ALL (area_unknown)),
	PRIMARY KEY (run_id, operator, technology),
	CONSTRAINT columns_of_one_length CHECK (
		cardinality(centre_class) = cardinality(centre_level)
		AND cardinality(centre_class) = cardinality(people_covered)
		AND cardinality(centre_class) = cardinality(people_unknown)
		AND cardinality(centre_class) = cardinality(area_covered)
		AND cardinality(centre_class) = cardinality(area_unknown))
);
INSERT INTO run_networks
SELECT run_id, operator, technology,
	array_agg(centre_class ORDER BY hamlet COLLATE "C"), array_agg(centre_level ORDER BY hamlet COLLATE "C"),
	array_agg(people_covered ORDER BY hamlet COLLATE "C"), array_agg(people_unknown ORDER BY hamlet COLLATE "C"),
	array_agg(area_covered ORDER BY hamlet COLLATE "C"), array_agg(area_unknown ORDER BY hamlet COLLATE "C")
FROM run_reaches
GROUP BY run_id, operator, technology;
DROP TABLE run_reaches;

-- The sectors on the air of a site, in the order in which the run numbers them:
-- those of site 0 first. One row for a site instead of one for each sector.
ALTER TABLE run_sites ADD COLUMN sectors jsonb NOT NULL DEFAULT '[]';
UPDATE run_sites s
SET sectors = (
	SELECT coalesce(jsonb_agg(jsonb_build_object('Operator', c.operator, 'Code', c.site_code, 'Sector', c.sector) ORDER BY c.ordinal), '[]')
	FROM run_sectors c
	WHERE c.run_id = s.run_id AND c.site_ordinal = s.ordinal);
DROP TABLE run_sectors;
