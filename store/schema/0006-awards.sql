-- Award facts are renewed record by record: what their comparison asks for stands in the records and is indexed, and
-- every change that a fact rests on marks it, whoever makes it. Programmes under a shared code are told apart.

ALTER TABLE award_records ADD COLUMN article_day TEXT;
ALTER TABLE award_records ADD COLUMN programme_id TEXT;
ALTER TABLE award_facts ADD COLUMN programme_id TEXT;

UPDATE award_records SET article_day = (SELECT day FROM articles WHERE articles.id = article_id);
-- Awards of a shared code are read again, and so get the id of their programme.
UPDATE annotations SET version = '' WHERE article_id IN
    (SELECT article_id FROM award_records WHERE programme IN ('other', 'pelayanan_publik_lain'));

DROP INDEX award_records_by_group;
CREATE INDEX award_records_by_group ON award_records(group_key, year);
CREATE INDEX award_records_by_group_day ON award_records(group_key, article_day);
CREATE INDEX award_records_by_award_day ON award_records(group_key, day) WHERE day IS NOT NULL;
CREATE INDEX award_facts_by_programme_id ON award_facts(programme_id, year) WHERE programme_id IS NOT NULL;

CREATE TRIGGER awards_leave_facts AFTER DELETE ON award_records BEGIN
    UPDATE award_facts SET stale = 1 WHERE id = old.fact_id;
END;

CREATE TRIGGER quotes_leave_families AFTER DELETE ON quotes BEGIN
    UPDATE quote_families SET stale = 1 WHERE id = old.family_id;
END;

CREATE TRIGGER days_reach_awards AFTER UPDATE OF day ON articles WHEN old.day IS NOT new.day BEGIN
    UPDATE award_records SET article_day = new.day WHERE article_id = new.id;
    UPDATE award_facts SET stale = 1 WHERE id IN (SELECT fact_id FROM award_records WHERE article_id = new.id);
END;

CREATE TRIGGER days_reach_quotes AFTER UPDATE OF day ON articles WHEN old.day IS NOT new.day BEGIN
    UPDATE quote_families SET stale = 1 WHERE id IN (SELECT family_id FROM quotes WHERE article_id = new.id);
END;

CREATE TRIGGER stories_reach_awards AFTER INSERT ON story_articles BEGIN
    UPDATE award_facts SET stale = 1 WHERE id IN (SELECT fact_id FROM award_records WHERE article_id = new.article_id);
END;

CREATE TRIGGER story_changes_reach_awards AFTER UPDATE OF story_id ON story_articles
WHEN old.story_id IS NOT new.story_id BEGIN
    UPDATE award_facts SET stale = 1 WHERE id IN (SELECT fact_id FROM award_records WHERE article_id = new.article_id);
END;

CREATE TRIGGER story_ends_reach_awards AFTER DELETE ON story_articles BEGIN
    UPDATE award_facts SET stale = 1 WHERE id IN (SELECT fact_id FROM award_records WHERE article_id = old.article_id);
END;

CREATE TRIGGER names_reach_awards AFTER UPDATE OF name, region ON units
WHEN new.name <> new.id AND (old.name <> new.name OR old.region IS NOT new.region) BEGIN
    UPDATE award_facts SET recipient = new.name, region = new.region WHERE unit_id = new.id;
END;

CREATE TRIGGER governments_reach_awards AFTER INSERT ON units
WHEN new.id GLOB 'kota-*' OR new.id GLOB 'kab-*' OR new.id GLOB 'prov-*' BEGIN
    UPDATE award_facts SET stale = 1 WHERE unit_id = 'region:' || CASE
        WHEN new.id GLOB 'kota-*' THEN 'city:' || substr(new.id, 6)
        WHEN new.id GLOB 'kab-*' THEN 'regency:' || substr(new.id, 5)
        ELSE 'province:' || substr(new.id, 6) END;
END;
