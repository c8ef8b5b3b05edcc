-- Searches for common words without going through all that has them.

-- The groups of a spelling of a supplier, which are those that have the words of its name in their names.
CREATE INDEX payment_groups_by_name ON payment_groups (supplier_name_key, body_key) WHERE payments > 0;

-- The words there are, in their order and without being counted: what begins alike is found by skipping from word to word.
CREATE VIRTUAL TABLE decision_text_words USING fts5vocab (decision_text, instance);
CREATE VIRTUAL TABLE contract_text_words USING fts5vocab (contract_text, instance);
CREATE VIRTUAL TABLE programme_text_words USING fts5vocab (programme_text, instance);
CREATE VIRTUAL TABLE body_text_words USING fts5vocab (body_text, instance);
CREATE VIRTUAL TABLE supplier_text_words USING fts5vocab (supplier_text, instance);
CREATE VIRTUAL TABLE payment_group_text_words USING fts5vocab (payment_group_text, instance);
