-- +goose Up
-- A row may wait for a person: the fifth place beside accepted, corrected,
-- refused and dropped.
ALTER TABLE revisions ADD COLUMN questions integer NOT NULL DEFAULT 0 CHECK (questions >= 0);
ALTER TABLE revisions ALTER COLUMN questions DROP DEFAULT; -- who writes must say
ALTER TABLE revisions DROP CONSTRAINT every_row_accounted_for;
ALTER TABLE revisions ADD CONSTRAINT every_row_accounted_for
	CHECK (rows_read = accepted + corrected + questions + refused + dropped);

-- Questions of one group have the same choices and can be answered at once.
ALTER TABLE issues ADD COLUMN question_group text NOT NULL DEFAULT '';
ALTER TABLE issues DROP CONSTRAINT issues_severity_check;
ALTER TABLE issues ADD CONSTRAINT issues_severity_check
	CHECK (severity IN ('refused', 'question', 'corrected', 'warning', 'dropped'));
ALTER TABLE issues ADD CONSTRAINT questions_have_a_group
	CHECK ((severity = 'question') = (question_group <> ''));

-- What a list says of a place beside its radio; '' where it does not. What fails
-- together (a feeder, a fibre node) is what several hamlets may lose at once.
ALTER TABLE presences
	ADD COLUMN owner        text NOT NULL DEFAULT '',
	ADD COLUMN contact      text NOT NULL DEFAULT '',
	ADD COLUMN backup_power text NOT NULL DEFAULT '',
	ADD COLUMN power_feeder text NOT NULL DEFAULT '',
	ADD COLUMN fibre_node   text NOT NULL DEFAULT '';

-- The rows as they were written, before any reading of them: lines of JSON,
-- compressed with zstd. They are kept as long as the revision is.
CREATE TABLE originals (
	revision_id bigint PRIMARY KEY REFERENCES revisions,
	lines       bytea NOT NULL
);
ALTER TABLE originals ALTER COLUMN lines SET STORAGE EXTERNAL; -- compressed already

-- +goose Down
DROP TABLE originals;
ALTER TABLE presences DROP COLUMN owner, DROP COLUMN contact, DROP COLUMN backup_power,
	DROP COLUMN power_feeder, DROP COLUMN fibre_node;
ALTER TABLE issues DROP CONSTRAINT questions_have_a_group, DROP COLUMN question_group;
DELETE FROM issues WHERE severity = 'question';
ALTER TABLE issues DROP CONSTRAINT issues_severity_check;
ALTER TABLE issues ADD CONSTRAINT issues_severity_check
	CHECK (severity IN ('refused', 'corrected', 'warning', 'dropped'));
ALTER TABLE revisions DROP CONSTRAINT every_row_accounted_for;
UPDATE revisions SET refused = refused + questions;
ALTER TABLE revisions DROP COLUMN questions;
ALTER TABLE revisions ADD CONSTRAINT every_row_accounted_for
	CHECK (rows_read = accepted + corrected + refused + dropped);
