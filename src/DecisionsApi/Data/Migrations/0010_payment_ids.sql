-- The ids of payments in an index that can be taken away and built again, as the others can: the engine does not let go of one that
-- stands for a constraint, and a large file's ids, which have no order, would go into it one by one.

-- New spellings are made findable many at once: one by one each would be written to the index on its own.
DROP TRIGGER supplier_names_added;

CREATE TABLE payments_with_ids (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
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
  withdrawn_sequence INTEGER,
  contract_id TEXT,
  decision_id TEXT,
  -- Of payment_groups, which the import makes before its payments: that it is there is left to the check.
  group_key INTEGER
);
INSERT INTO payments_with_ids SELECT * FROM payments ORDER BY key;
DROP TABLE payments;
ALTER TABLE payments_with_ids RENAME TO payments;

CREATE UNIQUE INDEX payments_by_id ON payments (id);
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
CREATE INDEX payments_by_contract ON payments (contract_id, paid_on, id) WHERE contract_id IS NOT NULL;
CREATE INDEX payments_by_decision ON payments (decision_id, paid_on, id) WHERE decision_id IS NOT NULL;
CREATE INDEX payments_by_kind ON payments (kind, paid_on, id);
-- Serves the exact count and sum of an unfiltered list without touching the table.
CREATE INDEX payments_by_created ON payments (created_sequence, withdrawn_sequence, kind, amount_pence);
CREATE INDEX payments_by_group ON payments (group_key);
