-- Links that can be listed, with how sure they are, and the references records publish that rules follow.

-- From 0 to 100; what a publisher or a curator states is certain.
ALTER TABLE links ADD COLUMN confidence INTEGER NOT NULL DEFAULT 100;
ALTER TABLE links ADD COLUMN id TEXT GENERATED ALWAYS AS (from_id || '-' || relation || '-' || to_id) VIRTUAL;
CREATE UNIQUE INDEX links_by_id ON links (id);
CREATE INDEX links_by_relation ON links (relation, id);
CREATE INDEX links_by_basis ON links (basis, id);

-- What a record publishes as the number of its contract or decision, in letters and digits.
CREATE TABLE published_references (
  from_resource TEXT NOT NULL,
  from_key INTEGER NOT NULL,
  to_resource TEXT NOT NULL,
  reference TEXT NOT NULL,
  PRIMARY KEY (from_resource, from_key, to_resource)
) WITHOUT ROWID;
CREATE INDEX published_references_by_end ON published_references (to_resource, reference, from_resource, from_key);

-- The same of the records themselves: what others may name them by.
ALTER TABLE contracts ADD COLUMN reference_key TEXT;
ALTER TABLE decisions ADD COLUMN reference_key TEXT;
CREATE INDEX contracts_by_reference_key ON contracts (reference_key) WHERE reference_key IS NOT NULL;
CREATE INDEX decisions_by_reference_key ON decisions (reference_key) WHERE reference_key IS NOT NULL;
