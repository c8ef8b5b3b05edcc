-- What a manifest says of a source, and when it was fetched.
ALTER TABLE sources ADD COLUMN url TEXT;
ALTER TABLE sources ADD COLUMN licence_name TEXT;
ALTER TABLE sources ADD COLUMN licence_url TEXT;
ALTER TABLE sources ADD COLUMN retrieved_at TEXT;

-- The fingerprint of the row in the further source: a later version of that file has it again.
ALTER TABLE payment_sources ADD COLUMN content_id TEXT;

-- What was fetched from an address last, for conditional requests, and in which run it was dealt with.
CREATE TABLE fetches (
  url TEXT PRIMARY KEY,
  etag TEXT,
  last_modified TEXT,
  sha256 TEXT NOT NULL,
  fetched_at TEXT NOT NULL,
  run_key INTEGER NOT NULL REFERENCES fetch_runs (key)
) WITHOUT ROWID;
-- A run through a manifest; one that was broken off has no end, and the next goes on with it.
CREATE TABLE fetch_runs (
  key INTEGER PRIMARY KEY,
  manifest TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT
);
CREATE INDEX fetch_runs_by_manifest ON fetch_runs (manifest, key);

-- Lawful requests that were granted: what was taken out, when, why and by whom; never the content.
CREATE TABLE erasures (
  key INTEGER PRIMARY KEY,
  resource TEXT NOT NULL,
  record_id TEXT NOT NULL,
  -- Empty for the whole record.
  field TEXT NOT NULL,
  erased_at TEXT NOT NULL,
  reason TEXT NOT NULL,
  erased_by TEXT NOT NULL,
  sequence INTEGER NOT NULL
);
CREATE INDEX erasures_by_record ON erasures (resource, record_id);
-- Fingerprints of rows of which something was erased: importing their file again does not bring it back.
CREATE TABLE erased_rows (
  content_id TEXT NOT NULL,
  field TEXT NOT NULL,
  PRIMARY KEY (content_id, field)
) WITHOUT ROWID;

-- How a row as published is split into cells, and what they stand under; null where it is not split so.
ALTER TABLE sources ADD COLUMN headings TEXT;
ALTER TABLE sources ADD COLUMN delimiter TEXT;
