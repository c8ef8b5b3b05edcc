-- What payments of all bodies together come to by supplier: the cells by body and supplier are half as many as the payments.

CREATE TABLE payment_supplier_years (
  supplier_key INTEGER NOT NULL,
  financial_year TEXT NOT NULL,
  kind TEXT NOT NULL,
  payments INTEGER NOT NULL,
  pence INTEGER NOT NULL,
  PRIMARY KEY (supplier_key, financial_year, kind)
) WITHOUT ROWID;

INSERT INTO payment_supplier_years
SELECT supplier_key, financial_year, kind, sum(payments), sum(pence) FROM payment_suppliers GROUP BY 1, 2, 3;
