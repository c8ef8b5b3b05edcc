-- The register and expenditure. Money is in pence, days are YYYY-MM-DD, instants RFC 3339 UTC.
-- Every record carries the sequences of its creation, last change and withdrawal.

CREATE TABLE bodies (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_folded TEXT NOT NULL,
  kind TEXT,
  area_code TEXT,
  payment_count INTEGER NOT NULL DEFAULT 0,
  payment_pence INTEGER NOT NULL DEFAULT 0,
  created_sequence INTEGER NOT NULL,
  changed_sequence INTEGER NOT NULL,
  withdrawn_sequence INTEGER
);
CREATE INDEX bodies_by_name ON bodies (name_folded, id);
CREATE INDEX bodies_by_kind ON bodies (kind, name_folded, id);
CREATE INDEX bodies_by_created ON bodies (created_sequence);

CREATE TABLE suppliers (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_folded TEXT NOT NULL,
  payment_count INTEGER NOT NULL DEFAULT 0,
  payment_pence INTEGER NOT NULL DEFAULT 0,
  created_sequence INTEGER NOT NULL,
  changed_sequence INTEGER NOT NULL,
  withdrawn_sequence INTEGER
);
CREATE INDEX suppliers_by_name ON suppliers (name_folded, id);
CREATE INDEX suppliers_by_amount ON suppliers (payment_pence, id);
CREATE INDEX suppliers_by_created ON suppliers (created_sequence);

-- Every spelling of a supplier, as published.
CREATE TABLE supplier_names (
  key INTEGER PRIMARY KEY,
  supplier_key INTEGER NOT NULL REFERENCES suppliers (key),
  name TEXT NOT NULL UNIQUE,
  name_folded TEXT NOT NULL
);
CREATE INDEX supplier_names_by_supplier ON supplier_names (supplier_key, name);
CREATE INDEX supplier_names_by_folded ON supplier_names (name_folded);

-- Words publishers use for categories and departments: few, repeated in every row.
CREATE TABLE terms (
  key INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE,
  folded TEXT NOT NULL
);
CREATE INDEX terms_by_folded ON terms (folded);

-- A source name of a body; the versions published under it are its sources.
CREATE TABLE series (
  key INTEGER PRIMARY KEY,
  body_key INTEGER REFERENCES bodies (key),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  UNIQUE (body_key, kind, name)
);
CREATE INDEX series_by_kind ON series (kind);

CREATE TABLE sources (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  series_key INTEGER NOT NULL REFERENCES series (key),
  sha256 TEXT NOT NULL,
  file TEXT NOT NULL,
  sheet TEXT,
  size_bytes INTEGER NOT NULL,
  detected TEXT NOT NULL,
  extra_headings TEXT NOT NULL,
  rows_read INTEGER NOT NULL,
  rows_saved INTEGER NOT NULL,
  rows_unchanged INTEGER NOT NULL,
  rows_already_published INTEGER NOT NULL,
  rows_rejected INTEGER NOT NULL,
  rows_blank INTEGER NOT NULL,
  rows_not_data INTEGER NOT NULL,
  rows_withdrawn INTEGER NOT NULL,
  sum_pence INTEGER NOT NULL,
  imported_at TEXT NOT NULL,
  created_sequence INTEGER NOT NULL,
  changed_sequence INTEGER NOT NULL,
  withdrawn_sequence INTEGER
);
CREATE UNIQUE INDEX sources_by_series ON sources (series_key, sha256);
CREATE INDEX sources_by_imported ON sources (imported_at, id);
CREATE INDEX sources_by_file ON sources (file, id);
CREATE INDEX sources_by_created ON sources (created_sequence);

-- The log of imports stands outside the register.
CREATE TABLE imports (
  key INTEGER PRIMARY KEY,
  source_key INTEGER NOT NULL REFERENCES sources (key),
  imported_at TEXT NOT NULL,
  from_sequence INTEGER NOT NULL,
  to_sequence INTEGER NOT NULL
);
CREATE INDEX imports_by_source ON imports (source_key);

-- Facts about this database itself, such as the shipped content it was filled with.
CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- When a record that came back had been withdrawn: from one sequence up to, not including, another.
CREATE TABLE absences (
  resource TEXT NOT NULL,
  record_key INTEGER NOT NULL,
  from_sequence INTEGER NOT NULL,
  to_sequence INTEGER NOT NULL,
  PRIMARY KEY (resource, record_key, from_sequence)
) WITHOUT ROWID;

-- What was published when: one row for each change of a record, in rising order.
CREATE TABLE changes (
  sequence INTEGER PRIMARY KEY,
  import_key INTEGER NOT NULL REFERENCES imports (key),
  resource TEXT NOT NULL,
  record_key INTEGER NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('created', 'updated', 'withdrawn'))
);

CREATE TABLE payments (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  -- Fingerprint of the present content where it is not the one the id was made from.
  content_id TEXT,
  body_key INTEGER NOT NULL REFERENCES bodies (key),
  source_key INTEGER NOT NULL REFERENCES sources (key),
  source_line INTEGER NOT NULL,
  paid_on TEXT,
  date_kind TEXT NOT NULL,
  amount_pence INTEGER NOT NULL,
  gross_pence INTEGER,
  currency TEXT NOT NULL,
  vat_basis TEXT NOT NULL,
  irrecoverable_vat_pence INTEGER,
  supplier_key INTEGER REFERENCES suppliers (key),
  supplier_name_key INTEGER REFERENCES supplier_names (key),
  purpose TEXT,
  category_key INTEGER REFERENCES terms (key),
  department_key INTEGER REFERENCES terms (key),
  value_for_money_reason TEXT,
  transaction_reference TEXT,
  invoice_reference TEXT,
  kind TEXT NOT NULL,
  financial_year TEXT,
  programme TEXT,
  withheld TEXT,
  issues TEXT,
  extra TEXT,
  created_sequence INTEGER NOT NULL,
  changed_sequence INTEGER NOT NULL,
  withdrawn_sequence INTEGER
);
CREATE INDEX payments_by_content ON payments (content_id) WHERE content_id IS NOT NULL;
CREATE INDEX payments_by_paid_on ON payments (paid_on, id);
CREATE INDEX payments_by_amount ON payments (amount_pence, id);
CREATE INDEX payments_by_body ON payments (body_key, paid_on, id);
CREATE INDEX payments_by_source ON payments (source_key, paid_on, id);
CREATE INDEX payments_by_supplier ON payments (supplier_key, paid_on, id);
CREATE INDEX payments_by_category ON payments (category_key, paid_on, id);
CREATE INDEX payments_by_department ON payments (department_key, paid_on, id);
CREATE INDEX payments_by_year ON payments (financial_year, paid_on, id);
CREATE INDEX payments_by_programme ON payments (programme, paid_on, id) WHERE programme IS NOT NULL;
CREATE INDEX payments_by_kind ON payments (kind, paid_on, id);
-- Serves the exact count and sum of an unfiltered list without touching the table.
CREATE INDEX payments_by_created ON payments (created_sequence, withdrawn_sequence, kind, amount_pence);

-- The record as published, its final line end left out.
CREATE TABLE payment_rows (
  payment_key INTEGER PRIMARY KEY REFERENCES payments (key),
  raw TEXT NOT NULL
);

-- Superseded contents: valid from one sequence up to, not including, another.
CREATE TABLE payment_versions (
  payment_key INTEGER NOT NULL REFERENCES payments (key),
  from_sequence INTEGER NOT NULL,
  to_sequence INTEGER NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (payment_key, from_sequence)
) WITHOUT ROWID;

-- Which payments have an issue of a code (issue:CODE) or a withheld field (withheld:FIELD).
CREATE TABLE payment_marks (
  mark TEXT NOT NULL,
  payment_key INTEGER NOT NULL REFERENCES payments (key),
  PRIMARY KEY (mark, payment_key)
) WITHOUT ROWID;
CREATE INDEX payment_marks_by_payment ON payment_marks (payment_key);

-- Further sources that publish a payment which is already in the register.
CREATE TABLE payment_sources (
  payment_key INTEGER NOT NULL REFERENCES payments (key),
  source_key INTEGER NOT NULL REFERENCES sources (key),
  source_line INTEGER NOT NULL,
  PRIMARY KEY (payment_key, source_key, source_line)
) WITHOUT ROWID;
CREATE INDEX payment_sources_by_source ON payment_sources (source_key);

CREATE TABLE rejected_rows (
  key INTEGER PRIMARY KEY,
  source_key INTEGER NOT NULL REFERENCES sources (key),
  line INTEGER NOT NULL,
  raw TEXT NOT NULL,
  faults TEXT NOT NULL
);
CREATE INDEX rejected_rows_by_source ON rejected_rows (source_key, line);

-- The files as published, gzip, in pieces; contact columns blanked.
CREATE TABLE archive (
  sha256 TEXT NOT NULL,
  piece INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (sha256, piece)
) WITHOUT ROWID;
-- Files that are no longer served, because a later version withholds what they show.
CREATE TABLE archive_closed (
  sha256 TEXT PRIMARY KEY,
  reason TEXT NOT NULL
) WITHOUT ROWID;

CREATE VIRTUAL TABLE payment_text USING fts5 (
  supplier, purpose, category, department, reference,
  content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
);
