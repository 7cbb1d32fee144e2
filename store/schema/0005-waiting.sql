-- Which articles a step has not seen yet: found without looking through all of them, whenever and however old they arrive.

CREATE TABLE waiting (
    -- Articles that have no row in a derived table, or one made from an older state; kept up by triggers.
    step TEXT NOT NULL CHECK (step IN ('annotations', 'vectors', 'story_articles')), -- the derived table
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE, -- article
    article_version INTEGER NOT NULL, -- state of the article that is to be looked at
    PRIMARY KEY (step, article_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER articles_wait AFTER INSERT ON articles BEGIN
    INSERT INTO waiting (step, article_id, article_version)
    VALUES ('annotations', new.id, new.version), ('vectors', new.id, new.version), ('story_articles', new.id, new.version)
    ON CONFLICT (step, article_id) DO UPDATE SET article_version = excluded.article_version;
END;

CREATE TRIGGER articles_wait_again AFTER UPDATE OF version ON articles BEGIN
    INSERT INTO waiting (step, article_id, article_version)
    VALUES ('annotations', new.id, new.version), ('vectors', new.id, new.version), ('story_articles', new.id, new.version)
    ON CONFLICT (step, article_id) DO UPDATE SET article_version = excluded.article_version;
END;

CREATE TRIGGER articles_are_read AFTER INSERT ON annotations BEGIN
    DELETE FROM waiting
    WHERE step = 'annotations' AND article_id = new.article_id AND article_version = new.article_version;
END;

CREATE TRIGGER articles_are_read_again AFTER UPDATE OF article_version ON annotations BEGIN
    DELETE FROM waiting
    WHERE step = 'annotations' AND article_id = new.article_id AND article_version = new.article_version;
END;

CREATE TRIGGER articles_are_not_read AFTER DELETE ON annotations BEGIN
    INSERT INTO waiting (step, article_id, article_version)
    SELECT 'annotations', id, version FROM articles WHERE id = old.article_id
    ON CONFLICT (step, article_id) DO UPDATE SET article_version = excluded.article_version;
END;

CREATE TRIGGER articles_are_encoded AFTER INSERT ON vectors BEGIN
    DELETE FROM waiting
    WHERE step = 'vectors' AND article_id = new.article_id AND article_version = new.article_version;
END;

CREATE TRIGGER articles_are_encoded_again AFTER UPDATE OF article_version ON vectors BEGIN
    DELETE FROM waiting
    WHERE step = 'vectors' AND article_id = new.article_id AND article_version = new.article_version;
END;

CREATE TRIGGER articles_are_not_encoded AFTER DELETE ON vectors BEGIN
    INSERT INTO waiting (step, article_id, article_version)
    SELECT 'vectors', id, version FROM articles WHERE id = old.article_id
    ON CONFLICT (step, article_id) DO UPDATE SET article_version = excluded.article_version;
END;

CREATE TRIGGER articles_are_linked AFTER INSERT ON story_articles BEGIN
    DELETE FROM waiting
    WHERE step = 'story_articles' AND article_id = new.article_id AND article_version = new.article_version;
END;

CREATE TRIGGER articles_are_linked_again AFTER UPDATE OF article_version ON story_articles BEGIN
    DELETE FROM waiting
    WHERE step = 'story_articles' AND article_id = new.article_id AND article_version = new.article_version;
END;

CREATE TRIGGER articles_are_not_linked AFTER DELETE ON story_articles BEGIN
    INSERT INTO waiting (step, article_id, article_version)
    SELECT 'story_articles', id, version FROM articles WHERE id = old.article_id
    ON CONFLICT (step, article_id) DO UPDATE SET article_version = excluded.article_version;
END;

-- What an older database lacks already. The ids are compared in indexes first, for rows of articles are long.

INSERT INTO waiting (step, article_id, article_version)
    SELECT 'annotations', id, version FROM articles
    WHERE id IN (SELECT id FROM articles EXCEPT SELECT article_id FROM annotations)
    UNION SELECT 'annotations', id, articles.version FROM articles JOIN annotations ON article_id = id
    WHERE id IN (SELECT article_id FROM article_versions) AND article_version <> articles.version;

INSERT INTO waiting (step, article_id, article_version)
    SELECT 'vectors', id, version FROM articles
    WHERE id IN (SELECT id FROM articles EXCEPT SELECT article_id FROM vectors)
    UNION SELECT 'vectors', id, articles.version FROM articles JOIN vectors ON article_id = id
    WHERE id IN (SELECT article_id FROM article_versions) AND article_version <> articles.version;

INSERT INTO waiting (step, article_id, article_version)
    SELECT 'story_articles', id, version FROM articles
    WHERE id IN (SELECT id FROM articles EXCEPT SELECT article_id FROM story_articles)
    UNION SELECT 'story_articles', id, articles.version FROM articles JOIN story_articles ON article_id = id
    WHERE id IN (SELECT article_id FROM article_versions) AND article_version <> articles.version;

-- Readings since a moment, for the days whose coverage has to be counted again.

CREATE INDEX annotations_by_time ON annotations(made_at);
