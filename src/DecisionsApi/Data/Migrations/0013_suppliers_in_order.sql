-- What the payments of a body to a supplier in a year come to, in the order of the sums: the first of a list are read, and no others.
-- Body 0 is all bodies together, supplier 0 no supplier, the empty year none. Reported totals stand beside, as they are not added.

CREATE TABLE payment_supplier_ranks (
  body_key INTEGER NOT NULL,
  financial_year TEXT NOT NULL,
  pence INTEGER NOT NULL,
  supplier_key INTEGER NOT NULL,
  payments INTEGER NOT NULL,
  reported_payments INTEGER NOT NULL,
  reported_pence INTEGER NOT NULL,
  PRIMARY KEY (body_key, financial_year, pence, supplier_key)
) WITHOUT ROWID;

INSERT INTO payment_supplier_ranks
SELECT body_key, financial_year,
  coalesce(sum(pence) FILTER (WHERE kind <> 'reportedTotal'), 0), supplier_key,
  coalesce(sum(payments) FILTER (WHERE kind <> 'reportedTotal'), 0),
  coalesce(sum(payments) FILTER (WHERE kind = 'reportedTotal'), 0),
  coalesce(sum(pence) FILTER (WHERE kind = 'reportedTotal'), 0)
FROM (
  SELECT body_key, supplier_key, financial_year, kind, payments, pence FROM payment_suppliers
  UNION ALL
  SELECT 0, supplier_key, financial_year, kind, payments, pence FROM payment_supplier_years
)
GROUP BY body_key, supplier_key, financial_year
ORDER BY 1, 2, 3, 4;

CREATE INDEX payment_supplier_ranks_by_sum ON payment_supplier_ranks (body_key, pence);
