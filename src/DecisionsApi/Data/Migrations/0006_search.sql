-- Search in everything: payments by group, and suppliers by every spelling of their names.

-- Payments of one body to one spelling of a supplier for one purpose and category: what a search shows in their place. Every payment
-- is in one; counted are those that are there now and itemised. The spelling, not the supplier: whose it is may turn out otherwise.
CREATE TABLE payment_groups (
  key INTEGER PRIMARY KEY,
  body_key INTEGER NOT NULL REFERENCES bodies (key),
  -- 0 for none.
  supplier_name_key INTEGER NOT NULL,
  category_key INTEGER NOT NULL,
  purpose TEXT,
  -- As fold_start makes it; empty for none.
  purpose_folded TEXT NOT NULL,
  payments INTEGER NOT NULL DEFAULT 0,
  pence INTEGER NOT NULL DEFAULT 0,
  first_on TEXT,
  last_on TEXT
);
CREATE UNIQUE INDEX payment_groups_by_identity ON payment_groups (purpose_folded, supplier_name_key, category_key, body_key);

INSERT INTO payment_groups (body_key, supplier_name_key, category_key, purpose, purpose_folded, payments, pence, first_on, last_on)
SELECT p.body_key, coalesce(p.supplier_name_key, 0), coalesce(p.category_key, 0), min(p.purpose), fold_start(p.purpose),
  count(*) FILTER (WHERE p.withdrawn_sequence IS NULL AND p.kind <> 'reportedTotal'),
  coalesce(sum(p.amount_pence) FILTER (WHERE p.withdrawn_sequence IS NULL AND p.kind <> 'reportedTotal'), 0),
  min(p.paid_on) FILTER (WHERE p.withdrawn_sequence IS NULL AND p.kind <> 'reportedTotal'),
  max(p.paid_on) FILTER (WHERE p.withdrawn_sequence IS NULL AND p.kind <> 'reportedTotal')
FROM payments p
GROUP BY 5, 2, 3, 1;

ALTER TABLE payments ADD COLUMN group_key INTEGER REFERENCES payment_groups (key);
UPDATE payments SET group_key = (
  SELECT g.key FROM payment_groups g
  WHERE g.purpose_folded = fold_start(payments.purpose) AND g.supplier_name_key = coalesce(payments.supplier_name_key, 0)
    AND g.category_key = coalesce(payments.category_key, 0) AND g.body_key = payments.body_key);
CREATE INDEX payments_by_group ON payments (group_key);

-- What a group is found by. The last column holds the id of its body as one word.
CREATE VIRTUAL TABLE payment_group_text USING fts5 (
  supplier, purpose, category, body, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
);
CREATE VIEW payment_group_words (key, supplier, purpose, category, body) AS
SELECT g.key, n.name, g.purpose, c.text, replace(b.id, '-', 'ʔ')
FROM payment_groups g
LEFT JOIN supplier_names n ON n.key = g.supplier_name_key
LEFT JOIN terms c ON c.key = g.category_key
LEFT JOIN bodies b ON b.key = g.body_key;

INSERT INTO payment_group_text (rowid, supplier, purpose, category, body)
SELECT w.key, w.supplier, w.purpose, w.category, w.body
FROM payment_groups g
JOIN payment_group_words w ON w.key = g.key
WHERE g.payments > 0
ORDER BY g.key;

-- A group is found exactly while it has payments. New ones are added by the import, many at once.
CREATE TRIGGER payment_groups_filled AFTER UPDATE OF payments ON payment_groups WHEN old.payments = 0 AND new.payments > 0
BEGIN
  INSERT INTO payment_group_text (rowid, supplier, purpose, category, body)
  SELECT key, supplier, purpose, category, body FROM payment_group_words WHERE key = new.key;
END;
CREATE TRIGGER payment_groups_emptied AFTER UPDATE OF payments ON payment_groups WHEN old.payments > 0 AND new.payments = 0
BEGIN
  DELETE FROM payment_group_text WHERE rowid = old.key;
END;
CREATE TRIGGER payment_groups_removed AFTER DELETE ON payment_groups WHEN old.payments > 0
BEGIN
  DELETE FROM payment_group_text WHERE rowid = old.key;
END;

CREATE VIRTUAL TABLE supplier_text USING fts5 (name, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2");
INSERT INTO supplier_text (rowid, name) SELECT key, name FROM supplier_names ORDER BY key;
-- Whoever adds or forgets a spelling need not know of the search.
CREATE TRIGGER supplier_names_added AFTER INSERT ON supplier_names
BEGIN
  INSERT INTO supplier_text (rowid, name) VALUES (new.key, new.name);
END;
CREATE TRIGGER supplier_names_changed AFTER UPDATE OF name ON supplier_names
BEGIN
  DELETE FROM supplier_text WHERE rowid = old.key;
  INSERT INTO supplier_text (rowid, name) VALUES (new.key, new.name);
END;
CREATE TRIGGER supplier_names_forgotten AFTER DELETE ON supplier_names
BEGIN
  DELETE FROM supplier_text WHERE rowid = old.key;
END;

-- The words there are: where a search finds nothing, the nearest of them are proposed.
CREATE VIRTUAL TABLE decision_text_vocabulary USING fts5vocab (decision_text, row);
CREATE VIRTUAL TABLE contract_text_vocabulary USING fts5vocab (contract_text, row);
CREATE VIRTUAL TABLE programme_text_vocabulary USING fts5vocab (programme_text, row);
CREATE VIRTUAL TABLE body_text_vocabulary USING fts5vocab (body_text, row);
CREATE VIRTUAL TABLE supplier_text_vocabulary USING fts5vocab (supplier_text, row);
CREATE VIRTUAL TABLE payment_group_text_vocabulary USING fts5vocab (payment_group_text, row);
