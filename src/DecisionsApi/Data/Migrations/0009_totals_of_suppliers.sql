-- What is kept ready of one supplier, so that its count and sum need not go through its payments. The payments of a cell and their sum
-- stay out of the index: they change with every import, the cells hardly do.
CREATE INDEX payment_suppliers_by_supplier ON payment_suppliers (supplier_key);
