-- +goose Up
-- Where to build: what was asked, and what came of it. A choice takes a minute,
-- so it is work that outlives a request and the process that does it: who holds
-- the lease writes, and one that ran out is anybody's.

CREATE TABLE choices (
	id          uuid PRIMARY KEY,
	name        text NOT NULL CHECK (name <> ''),
	release_id  bigint NOT NULL,
	question    jsonb NOT NULL,
	asked_by    text NOT NULL,
	asked_at    timestamptz NOT NULL DEFAULT now(),
	state       text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'computing', 'done', 'failed', 'cancelled')),
	attempts    integer NOT NULL DEFAULT 0,
	owner       text NOT NULL DEFAULT '',
	lease_until timestamptz,
	step        text NOT NULL DEFAULT '',
	step_done   integer NOT NULL DEFAULT 0,
	step_total  integer NOT NULL DEFAULT 0,
	trouble     text NOT NULL DEFAULT '',
	result      jsonb,
	ended_at    timestamptz,
	CONSTRAINT choice_leased CHECK ((state = 'computing') = (lease_until IS NOT NULL)),
	CONSTRAINT choice_answered CHECK ((state = 'done') = (result IS NOT NULL)),
	CONSTRAINT choice_ended CHECK ((state IN ('done', 'failed', 'cancelled')) = (ended_at IS NOT NULL))
);

-- One at a time: a choice takes all processors.
CREATE UNIQUE INDEX one_choice_computing ON choices ((state = 'computing')) WHERE state = 'computing';
CREATE INDEX choices_waiting ON choices (asked_at) WHERE state = 'waiting';

-- +goose Down
DROP TABLE choices;
