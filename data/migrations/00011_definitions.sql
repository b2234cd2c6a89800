-- +goose Up
-- What makes a hamlet covered, partial or dark, beside the definitions that the
-- program brings. One that was added never changes: releases, claims and links say
-- it by its code. It can be retired, and then is no longer offered.

CREATE TABLE definitions (
	code         text PRIMARY KEY CHECK (code ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' AND length(code) <= 40 AND code NOT IN ('centre', 'people', 'area')),
	basis        text NOT NULL CHECK (basis IN ('centre', 'people', 'area')),
	covered_from double precision NOT NULL CHECK (covered_from >= 0 AND covered_from <= 1),
	none_below   double precision NOT NULL CHECK (none_below > 0 AND none_below <= 1),
	vi           text NOT NULL CHECK (vi <> ''),
	en           text NOT NULL CHECK (en <> ''),
	source       text NOT NULL CHECK (source <> ''),
	levels       jsonb NOT NULL CHECK (jsonb_typeof(levels) = 'object'), -- dBm by technology, {"4G": -105}
	confidence   double precision NOT NULL CHECK (confidence >= 0.5 AND confidence <= 0.99),
	added_by     text NOT NULL,
	added_at     timestamptz NOT NULL DEFAULT now(),
	retired_at   timestamptz,
	CHECK ((basis = 'centre' AND covered_from = 0) OR (basis <> 'centre' AND covered_from > none_below))
);

-- +goose StatementBegin
CREATE FUNCTION definitions_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'UPDATE' THEN
		IF OLD.retired_at IS NULL AND NEW.retired_at IS NOT NULL
			AND to_jsonb(OLD) - 'retired_at' = to_jsonb(NEW) - 'retired_at' THEN
			RETURN NEW;
		END IF;
	END IF;
	RAISE EXCEPTION 'a definition means what it has always meant: add another and retire this one';
END $$;
-- +goose StatementEnd
CREATE TRIGGER definitions_stay BEFORE UPDATE OR DELETE ON definitions FOR EACH ROW EXECUTE FUNCTION definitions_stay();
CREATE TRIGGER definitions_are_kept BEFORE TRUNCATE ON definitions FOR EACH STATEMENT EXECUTE FUNCTION definitions_stay();
ALTER TABLE definitions ENABLE ALWAYS TRIGGER definitions_stay;
ALTER TABLE definitions ENABLE ALWAYS TRIGGER definitions_are_kept;
REVOKE ALL ON FUNCTION definitions_stay() FROM PUBLIC;

-- A claim may be about several technologies at once: "voice", "4G+".
ALTER TABLE claims DROP CONSTRAINT claims_technology_check;
ALTER TABLE claims ALTER COLUMN technology TYPE text USING technology || 'G';
ALTER TABLE claims ADD CONSTRAINT claims_technology_check CHECK (technology IN ('2G', '3G', '4G', '5G', 'voice', '3G+', '4G+'));

-- +goose Down
ALTER TABLE claims DROP CONSTRAINT claims_technology_check;
ALTER TABLE claims ALTER COLUMN technology TYPE smallint
	USING CASE technology WHEN 'voice' THEN 4 ELSE substr(technology, 1, 1)::smallint END;
ALTER TABLE claims ADD CONSTRAINT claims_technology_check CHECK (technology BETWEEN 2 AND 5);
DROP TABLE definitions;
DROP FUNCTION definitions_stay();
