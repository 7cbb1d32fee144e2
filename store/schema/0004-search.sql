-- Full-text search over articles, quotes and award records.

CREATE TABLE search_terms (
    -- Words that the full-text index holds beside the text of an article.
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE, -- article
    stems TEXT NOT NULL, -- base forms that the text itself does not hold
    marks TEXT NOT NULL -- codes of outlet, units, persons and programmes, for filters
) STRICT;

CREATE VIEW search_rows AS
    -- What the full-text index of articles reads.
    SELECT articles.id AS id, articles.title AS title, articles.text AS text, search_terms.stems AS stems,
        search_terms.marks AS marks
    FROM articles JOIN search_terms ON search_terms.article_id = articles.id;

CREATE VIRTUAL TABLE article_search USING fts5(
    title, text, stems, marks, content = 'search_rows', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE VIRTUAL TABLE quote_search USING fts5(
    content, speaker, role, content = 'quotes', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER quotes_are_indexed AFTER INSERT ON quotes BEGIN
    INSERT INTO quote_search(rowid, content, speaker, role) VALUES (new.id, new.content, new.speaker, new.role);
END;

CREATE TRIGGER quotes_leave_index AFTER DELETE ON quotes BEGIN
    INSERT INTO quote_search(quote_search, rowid, content, speaker, role)
    VALUES ('delete', old.id, old.content, old.speaker, old.role);
END;

CREATE VIRTUAL TABLE award_search USING fts5(
    recipient, recipient_name, award, category, giver, content = 'award_records', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER awards_are_indexed AFTER INSERT ON award_records BEGIN
    INSERT INTO award_search(rowid, recipient, recipient_name, award, category, giver)
    VALUES (new.id, new.recipient, new.recipient_name, new.award, new.category, new.giver);
END;

CREATE TRIGGER awards_leave_index AFTER DELETE ON award_records BEGIN
    INSERT INTO award_search(award_search, rowid, recipient, recipient_name, award, category, giver)
    VALUES ('delete', old.id, old.recipient, old.recipient_name, old.award, old.category, old.giver);
END;
