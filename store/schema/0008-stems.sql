-- Quotes and awards are found in any inflected form and spelling, as articles are; older rows by their words alone until
-- their articles are read again, as a new version of the reader does.

ALTER TABLE quotes ADD COLUMN stems TEXT NOT NULL DEFAULT '';
ALTER TABLE award_records ADD COLUMN stems TEXT NOT NULL DEFAULT '';

DROP TRIGGER quotes_are_indexed;
DROP TRIGGER quotes_leave_index;
DROP TRIGGER awards_are_indexed;
DROP TRIGGER awards_leave_index;
DROP TABLE quote_search;
DROP TABLE award_search;

CREATE VIRTUAL TABLE quote_search USING fts5(
    content, speaker, role, stems, content = 'quotes', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER quotes_are_indexed AFTER INSERT ON quotes BEGIN
    INSERT INTO quote_search(rowid, content, speaker, role, stems)
    VALUES (new.id, new.content, new.speaker, new.role, new.stems);
END;

CREATE TRIGGER quotes_leave_index AFTER DELETE ON quotes BEGIN
    INSERT INTO quote_search(quote_search, rowid, content, speaker, role, stems)
    VALUES ('delete', old.id, old.content, old.speaker, old.role, old.stems);
END;

CREATE VIRTUAL TABLE award_search USING fts5(
    recipient, recipient_name, award, category, giver, stems, content = 'award_records', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER awards_are_indexed AFTER INSERT ON award_records BEGIN
    INSERT INTO award_search(rowid, recipient, recipient_name, award, category, giver, stems)
    VALUES (new.id, new.recipient, new.recipient_name, new.award, new.category, new.giver, new.stems);
END;

CREATE TRIGGER awards_leave_index AFTER DELETE ON award_records BEGIN
    INSERT INTO award_search(award_search, rowid, recipient, recipient_name, award, category, giver, stems)
    VALUES ('delete', old.id, old.recipient, old.recipient_name, old.award, old.category, old.giver, old.stems);
END;

INSERT INTO quote_search (quote_search) VALUES ('rebuild');
INSERT INTO award_search (award_search) VALUES ('rebuild');
