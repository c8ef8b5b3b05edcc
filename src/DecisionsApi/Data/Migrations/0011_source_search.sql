-- What a source is found by: its names, and the id of its body. Sources are never removed.

CREATE VIRTUAL TABLE source_text USING fts5 (
  name, file, sheet, body, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
);
CREATE VIEW source_words (key, name, file, sheet, body) AS
SELECT o.key, s.name, o.file, o.sheet, b.id
FROM sources o
JOIN series s ON s.key = o.series_key
LEFT JOIN bodies b ON b.key = s.body_key;

INSERT INTO source_text (rowid, name, file, sheet, body) SELECT key, name, file, sheet, body FROM source_words ORDER BY key;

CREATE TRIGGER sources_added AFTER INSERT ON sources
BEGIN
  INSERT INTO source_text (rowid, name, file, sheet, body) SELECT key, name, file, sheet, body FROM source_words WHERE key = new.key;
END;
