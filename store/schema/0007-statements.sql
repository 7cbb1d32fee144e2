-- A statement that is not in quotation marks is nothing without the word that reports it: "membantah" turns it round.

ALTER TABLE quote_families ADD COLUMN kind TEXT;
ALTER TABLE quote_families ADD COLUMN cue TEXT;

UPDATE quote_families SET (kind, cue) =
    (SELECT quotes.kind, quotes.cue FROM quotes WHERE family_id = quote_families.id ORDER BY article_id, quotes.id LIMIT 1);

DROP VIEW timeline;
DROP VIEW timeline_awards;
DROP VIEW timeline_statements;
DROP VIEW timeline_peaks;

CREATE VIEW timeline_awards AS
    -- Award facts as lines of the timeline.
    SELECT
        'a' || award_facts.id AS key,
        award_facts.entry_day AS day,
        award_facts.dated_by AS dated_by,
        'award' AS kind,
        award_facts.award AS what,
        NULL AS speech,
        NULL AS cue,
        award_facts.recipient AS who,
        coalesce(award_facts.place, '') AS place,
        award_facts.unit_id AS unit_id,
        NULL AS person_id,
        award_facts.programme AS programme,
        award_facts.category AS category,
        award_facts.score AS score,
        award_facts.year AS year,
        award_facts.giver AS giver,
        award_facts.region AS region,
        award_facts.stories AS stories,
        award_facts.status AS status,
        1 AS lead,
        award_facts.id AS row_id
    FROM award_facts;

CREATE VIEW timeline_statements AS
    -- Ministerial statements as lines of the timeline.
    SELECT
        'q' || quote_families.id AS key,
        quote_families.first_day AS day,
        'published' AS dated_by,
        'statement' AS kind,
        quote_families.content AS what,
        quote_families.kind AS speech,
        quote_families.cue AS cue,
        coalesce(quote_families.speaker, '') AS who,
        '' AS place,
        NULL AS unit_id,
        quote_families.speaker_id AS person_id,
        NULL AS programme,
        NULL AS category,
        NULL AS score,
        NULL AS year,
        NULL AS giver,
        NULL AS region,
        quote_families.articles AS stories,
        'said' AS status,
        quote_families.lead AS lead,
        quote_families.id AS row_id
    FROM quote_families WHERE quote_families.minister = 1;

CREATE VIEW timeline_peaks AS
    -- Days of unusual coverage as lines of the timeline.
    SELECT
        'p' || peaks.day || peaks.unit_id AS key,
        peaks.day AS day,
        'event' AS dated_by,
        'peak' AS kind,
        peaks.title AS what,
        NULL AS speech,
        NULL AS cue,
        units.name AS who,
        '' AS place,
        peaks.unit_id AS unit_id,
        NULL AS person_id,
        NULL AS programme,
        NULL AS category,
        NULL AS score,
        NULL AS year,
        NULL AS giver,
        units.region AS region,
        peaks.stories AS stories,
        'counted' AS status,
        1 AS lead,
        NULL AS row_id
    FROM peaks JOIN units ON units.id = peaks.unit_id;

CREATE VIEW timeline AS
    -- Dated lines: award facts, ministerial statements and coverage peaks.
    SELECT * FROM timeline_awards
    UNION ALL SELECT * FROM timeline_statements
    UNION ALL SELECT * FROM timeline_peaks;
