-- Decisions, contracts and programmes. What a record says is one JSON text; the columns beside it are what it is picked and ordered by.

ALTER TABLE bodies ADD COLUMN content TEXT NOT NULL DEFAULT '{}';
ALTER TABLE bodies ADD COLUMN title TEXT;
ALTER TABLE bodies ADD COLUMN source_key INTEGER REFERENCES sources (key);
ALTER TABLE bodies ADD COLUMN source_line INTEGER;

ALTER TABLE payments ADD COLUMN contract_id TEXT;
ALTER TABLE payments ADD COLUMN decision_id TEXT;
CREATE INDEX payments_by_contract ON payments (contract_id, paid_on, id) WHERE contract_id IS NOT NULL;
CREATE INDEX payments_by_decision ON payments (decision_id, paid_on, id) WHERE decision_id IS NOT NULL;

CREATE TABLE decisions (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  body_key INTEGER NOT NULL REFERENCES bodies (key),
  reference_folded TEXT,
  title TEXT NOT NULL,
  title_folded TEXT NOT NULL,
  type_folded TEXT,
  status TEXT,
  access TEXT,
  decided_on TEXT,
  financial_year TEXT,
  programme TEXT,
  content TEXT NOT NULL,
  source_key INTEGER NOT NULL REFERENCES sources (key),
  source_line INTEGER NOT NULL,
  created_sequence INTEGER NOT NULL,
  changed_sequence INTEGER NOT NULL,
  withdrawn_sequence INTEGER
);
CREATE INDEX decisions_by_day ON decisions (decided_on, id);
CREATE INDEX decisions_by_title ON decisions (title_folded, id);
CREATE INDEX decisions_by_body ON decisions (body_key, decided_on, id);
CREATE INDEX decisions_by_reference ON decisions (reference_folded, decided_on, id);
CREATE INDEX decisions_by_type ON decisions (type_folded, decided_on, id);
CREATE INDEX decisions_by_status ON decisions (status, decided_on, id);
CREATE INDEX decisions_by_access ON decisions (access, decided_on, id);
CREATE INDEX decisions_by_year ON decisions (financial_year, decided_on, id);
CREATE INDEX decisions_by_programme ON decisions (programme, decided_on, id);
CREATE INDEX decisions_by_source ON decisions (source_key, decided_on, id);
CREATE INDEX decisions_by_created ON decisions (created_sequence, withdrawn_sequence);

CREATE TABLE contracts (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  ocid TEXT,
  reference_folded TEXT,
  title TEXT NOT NULL,
  title_folded TEXT NOT NULL,
  stage TEXT,
  status TEXT,
  start_on TEXT,
  published_on TEXT,
  value_pence INTEGER,
  programme TEXT,
  content TEXT NOT NULL,
  source_key INTEGER NOT NULL REFERENCES sources (key),
  source_line INTEGER NOT NULL,
  created_sequence INTEGER NOT NULL,
  changed_sequence INTEGER NOT NULL,
  withdrawn_sequence INTEGER
);
CREATE INDEX contracts_by_start ON contracts (start_on, id);
CREATE INDEX contracts_by_published ON contracts (published_on, id);
CREATE INDEX contracts_by_value ON contracts (value_pence, id);
CREATE INDEX contracts_by_title ON contracts (title_folded, id);
CREATE INDEX contracts_by_ocid ON contracts (ocid);
CREATE INDEX contracts_by_reference ON contracts (reference_folded, start_on, id);
CREATE INDEX contracts_by_stage ON contracts (stage, start_on, id);
CREATE INDEX contracts_by_status ON contracts (status, start_on, id);
CREATE INDEX contracts_by_programme ON contracts (programme, start_on, id);
CREATE INDEX contracts_by_source ON contracts (source_key, start_on, id);
CREATE INDEX contracts_by_created ON contracts (created_sequence, withdrawn_sequence);

-- Who buys, by the id the source gives or by the name it uses.
CREATE TABLE contract_buyers (
  contract_key INTEGER NOT NULL REFERENCES contracts (key),
  body_id TEXT,
  name_folded TEXT
);
CREATE INDEX contract_buyers_by_contract ON contract_buyers (contract_key);
CREATE INDEX contract_buyers_by_body ON contract_buyers (body_id, contract_key);
CREATE INDEX contract_buyers_by_name ON contract_buyers (name_folded, contract_key);

CREATE TABLE contract_suppliers (
  contract_key INTEGER NOT NULL REFERENCES contracts (key),
  supplier_key INTEGER NOT NULL REFERENCES suppliers (key),
  supplier_name_key INTEGER NOT NULL REFERENCES supplier_names (key),
  PRIMARY KEY (contract_key, supplier_name_key)
) WITHOUT ROWID;
CREATE INDEX contract_suppliers_by_supplier ON contract_suppliers (supplier_key, contract_key);

CREATE TABLE programmes (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  title_folded TEXT NOT NULL,
  status TEXT,
  start_on TEXT,
  content TEXT NOT NULL,
  source_key INTEGER NOT NULL REFERENCES sources (key),
  source_line INTEGER NOT NULL,
  created_sequence INTEGER NOT NULL,
  changed_sequence INTEGER NOT NULL,
  withdrawn_sequence INTEGER
);
CREATE INDEX programmes_by_title ON programmes (title_folded, id);
CREATE INDEX programmes_by_start ON programmes (start_on, id);
CREATE INDEX programmes_by_status ON programmes (status, title_folded, id);
CREATE INDEX programmes_by_source ON programmes (source_key, title_folded, id);
CREATE INDEX programmes_by_created ON programmes (created_sequence, withdrawn_sequence);

CREATE TABLE programme_partners (
  programme_key INTEGER NOT NULL REFERENCES programmes (key),
  body_id TEXT NOT NULL,
  PRIMARY KEY (body_id, programme_key)
) WITHOUT ROWID;
CREATE INDEX programme_partners_by_programme ON programme_partners (programme_key);

-- What each source says of a record; a record is what its statements come to, in the order of their source names.
CREATE TABLE statements (
  resource TEXT NOT NULL,
  record_id TEXT NOT NULL,
  origin TEXT NOT NULL,
  source_key INTEGER NOT NULL REFERENCES sources (key),
  line INTEGER NOT NULL,
  raw TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (resource, record_id, origin)
) WITHOUT ROWID;
CREATE INDEX statements_by_origin ON statements (origin, resource, record_id);
CREATE INDEX statements_by_source ON statements (source_key);

-- Superseded contents: valid from one sequence up to, not including, another.
CREATE TABLE record_versions (
  resource TEXT NOT NULL,
  record_key INTEGER NOT NULL,
  from_sequence INTEGER NOT NULL,
  to_sequence INTEGER NOT NULL,
  content TEXT NOT NULL,
  source_key INTEGER REFERENCES sources (key),
  source_line INTEGER,
  PRIMARY KEY (resource, record_key, from_sequence)
) WITHOUT ROWID;

-- Facts that join two records. An end may be named before its record is there.
CREATE TABLE links (
  from_resource TEXT NOT NULL,
  from_id TEXT NOT NULL,
  relation TEXT NOT NULL,
  to_resource TEXT NOT NULL,
  to_id TEXT NOT NULL,
  basis TEXT NOT NULL,
  evidence TEXT,
  PRIMARY KEY (from_resource, from_id, to_resource, to_id, relation)
) WITHOUT ROWID;
CREATE INDEX links_by_end ON links (to_resource, to_id, from_resource, from_id, relation);

-- OCDS releases as published, contact persons left out; a contracting process is what its releases come to.
CREATE TABLE releases (
  key INTEGER PRIMARY KEY,
  ocid TEXT NOT NULL,
  series_key INTEGER NOT NULL REFERENCES series (key),
  source_key INTEGER NOT NULL REFERENCES sources (key),
  line INTEGER NOT NULL,
  hash TEXT NOT NULL,
  content TEXT NOT NULL,
  UNIQUE (series_key, ocid, hash)
);
CREATE INDEX releases_by_ocid ON releases (ocid, hash);
CREATE INDEX releases_by_source ON releases (source_key);

CREATE VIRTUAL TABLE decision_text USING fts5 (title, words, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE contract_text USING fts5 (title, words, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE programme_text USING fts5 (title, words, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE body_text USING fts5 (title, words, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2");
