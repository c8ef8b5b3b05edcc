-- How each spelling of a supplier's name resolves, and what joins suppliers beyond their names.

-- The supplier a name makes by its own rules; supplier_key is the one it has become by identifiers too.
ALTER TABLE supplier_names ADD COLUMN own_key INTEGER REFERENCES suppliers (key);
-- The ids the spelling would make as it stands, and by the rules alone: addresses that lead to the supplier.
ALTER TABLE supplier_names ADD COLUMN spelling_id TEXT;
ALTER TABLE supplier_names ADD COLUMN rule_id TEXT;
ALTER TABLE supplier_names ADD COLUMN basis TEXT;
ALTER TABLE supplier_names ADD COLUMN evidence TEXT;
-- The name a curated spelling stands for.
ALTER TABLE supplier_names ADD COLUMN stands_for TEXT;
-- Letters and digits without legal form and spaces: names that agree here may be one.
ALTER TABLE supplier_names ADD COLUMN core TEXT;
UPDATE supplier_names SET own_key = supplier_key;
CREATE INDEX supplier_names_by_own ON supplier_names (own_key);
CREATE INDEX supplier_names_by_spelling ON supplier_names (spelling_id);
CREATE INDEX supplier_names_by_rule ON supplier_names (rule_id);
CREATE INDEX supplier_names_by_core ON supplier_names (core);

-- A supplier that turned out to be another keeps its row, so that its id leads there.
ALTER TABLE suppliers ADD COLUMN merged_key INTEGER REFERENCES suppliers (key);
ALTER TABLE suppliers ADD COLUMN merge_evidence TEXT;
CREATE INDEX suppliers_by_merged ON suppliers (merged_key) WHERE merged_key IS NOT NULL;

-- Identifiers that contracts give with a spelling.
CREATE TABLE supplier_identifiers (
  contract_key INTEGER NOT NULL REFERENCES contracts (key),
  supplier_name_key INTEGER NOT NULL REFERENCES supplier_names (key),
  scheme TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (supplier_name_key, scheme, id, contract_key)
) WITHOUT ROWID;
CREATE INDEX supplier_identifiers_by_id ON supplier_identifiers (scheme, id, supplier_name_key);
CREATE INDEX supplier_identifiers_by_contract ON supplier_identifiers (contract_key);

-- What somebody who has looked says of a name: which supplier it is, or that it is none but itself.
CREATE TABLE aliases (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name_folded TEXT NOT NULL,
  title TEXT NOT NULL,
  content TEXT NOT NULL,
  source_key INTEGER NOT NULL REFERENCES sources (key),
  source_line INTEGER NOT NULL,
  created_sequence INTEGER NOT NULL,
  changed_sequence INTEGER NOT NULL,
  withdrawn_sequence INTEGER
);
CREATE INDEX aliases_by_name ON aliases (name_folded, id);
