-- What a manifest says of a source, and when it was fetched.
ALTER TABLE sources ADD COLUMN url TEXT;
ALTER TABLE sources ADD COLUMN licence_name TEXT;
ALTER TABLE sources ADD COLUMN licence_url TEXT;
ALTER TABLE sources ADD COLUMN retrieved_at TEXT;

-- The fingerprint of the row in the further source: a later version of that file has it again.
ALTER TABLE payment_sources ADD COLUMN content_id TEXT;
