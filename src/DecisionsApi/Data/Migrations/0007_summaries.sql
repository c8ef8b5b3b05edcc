-- What the payments that are not withdrawn come to, counted and added up as they come in. Zero and the empty text stand for "none",
-- for a key has no nulls; the day of a month is its first. Least and most are not kept: they cannot be taken back.

CREATE TABLE payment_months (
  body_key INTEGER NOT NULL,
  paid_on TEXT NOT NULL,
  financial_year TEXT NOT NULL,
  kind TEXT NOT NULL,
  payments INTEGER NOT NULL,
  pence INTEGER NOT NULL,
  PRIMARY KEY (body_key, paid_on, financial_year, kind)
) WITHOUT ROWID;

CREATE TABLE payment_suppliers (
  body_key INTEGER NOT NULL,
  supplier_key INTEGER NOT NULL,
  financial_year TEXT NOT NULL,
  kind TEXT NOT NULL,
  payments INTEGER NOT NULL,
  pence INTEGER NOT NULL,
  PRIMARY KEY (body_key, supplier_key, financial_year, kind)
) WITHOUT ROWID;

CREATE TABLE payment_categories (
  body_key INTEGER NOT NULL,
  category_key INTEGER NOT NULL,
  financial_year TEXT NOT NULL,
  kind TEXT NOT NULL,
  payments INTEGER NOT NULL,
  pence INTEGER NOT NULL,
  PRIMARY KEY (body_key, category_key, financial_year, kind)
) WITHOUT ROWID;

CREATE TABLE payment_departments (
  body_key INTEGER NOT NULL,
  department_key INTEGER NOT NULL,
  financial_year TEXT NOT NULL,
  kind TEXT NOT NULL,
  payments INTEGER NOT NULL,
  pence INTEGER NOT NULL,
  PRIMARY KEY (body_key, department_key, financial_year, kind)
) WITHOUT ROWID;

INSERT INTO payment_months
SELECT body_key, coalesce(substr(paid_on, 1, 7) || '-01', ''), coalesce(financial_year, ''), kind, count(*), sum(amount_pence)
FROM payments WHERE withdrawn_sequence IS NULL GROUP BY 1, 2, 3, 4;

INSERT INTO payment_suppliers
SELECT body_key, coalesce(supplier_key, 0), coalesce(financial_year, ''), kind, count(*), sum(amount_pence)
FROM payments WHERE withdrawn_sequence IS NULL GROUP BY 1, 2, 3, 4;

INSERT INTO payment_categories
SELECT body_key, coalesce(category_key, 0), coalesce(financial_year, ''), kind, count(*), sum(amount_pence)
FROM payments WHERE withdrawn_sequence IS NULL GROUP BY 1, 2, 3, 4;

INSERT INTO payment_departments
SELECT body_key, coalesce(department_key, 0), coalesce(financial_year, ''), kind, count(*), sum(amount_pence)
FROM payments WHERE withdrawn_sequence IS NULL GROUP BY 1, 2, 3, 4;
