-- +goose Up
-- What somebody has said of coverage: kept beside what is computed, never mixed
-- into it. A claim is withdrawn, not deleted: that it was made stays known.

CREATE TABLE claims (
	id           uuid PRIMARY KEY,
	subject      text NOT NULL CHECK (subject <> ''),
	value        double precision NOT NULL CHECK (value >= 0 AND value <= 1e9),
	operator     text NOT NULL,
	technology   smallint NOT NULL CHECK (technology BETWEEN 2 AND 5),
	definition   text NOT NULL,
	district     text NOT NULL DEFAULT '',
	said_on      date NOT NULL,
	source       text NOT NULL CHECK (source <> ''),
	words        text NOT NULL CHECK (words <> ''),
	entered_by   text NOT NULL,
	entered_at   timestamptz NOT NULL DEFAULT now(),
	withdrawn_at timestamptz
);

-- +goose Down
DROP TABLE claims;
