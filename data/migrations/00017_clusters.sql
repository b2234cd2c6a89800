-- +goose Up
-- Household clusters of hamlets: points where people live and by which, beside the
-- centre, a hamlet is judged. The hamlet was found when the file was read, by its
-- code or by where the point lies.
ALTER TABLE datasets DROP CONSTRAINT datasets_kind_check,
	ADD CONSTRAINT datasets_kind_check CHECK (kind IN ('boundaries', 'hamlets', 'clusters', 'sites', 'elevation', 'population'));

CREATE TABLE clusters (
	revision_id bigint NOT NULL REFERENCES revisions,
	hamlet      text NOT NULL CHECK (hamlet <> ''),
	name        text NOT NULL CHECK (name <> ''),
	households  integer CHECK (households >= 0),
	position    geometry(Point, 4326) NOT NULL,
	PRIMARY KEY (revision_id, hamlet, name)
);

-- A run keeps its hamlets' clusters, as it keeps their centres, and how many of
-- them have signal from each network; the columns are empty where no hamlet of
-- the run has any.
ALTER TABLE run_hamlets ADD COLUMN clusters jsonb NOT NULL DEFAULT '[]';
ALTER TABLE run_networks
	ADD COLUMN clusters smallint[] NOT NULL DEFAULT '{}',
	ADD COLUMN clusters_covered smallint[] NOT NULL DEFAULT '{}',
	ADD COLUMN clusters_unknown smallint[] NOT NULL DEFAULT '{}',
	ADD CONSTRAINT clusters_of_one_length CHECK (
		cardinality(clusters) IN (0, cardinality(centre_class))
		AND cardinality(clusters) = cardinality(clusters_covered)
		AND cardinality(clusters) = cardinality(clusters_unknown)),
	ADD CONSTRAINT clusters_not_negative CHECK (0 <= ALL (clusters) AND 0 <= ALL (clusters_covered) AND 0 <= ALL (clusters_unknown));

-- +goose Down
ALTER TABLE run_networks DROP COLUMN clusters, DROP COLUMN clusters_covered, DROP COLUMN clusters_unknown;
ALTER TABLE run_hamlets DROP COLUMN clusters;
DROP TABLE clusters;
ALTER TABLE datasets DROP CONSTRAINT datasets_kind_check,
	ADD CONSTRAINT datasets_kind_check CHECK (kind IN ('boundaries', 'hamlets', 'sites', 'elevation', 'population'));
