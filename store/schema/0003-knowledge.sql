-- What follows from several articles together: stories, quote families, award facts, and the reports made of them.

CREATE TABLE stories (
    -- Sets of articles on one event; an id is never given twice.
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- stable number
    title TEXT NOT NULL, -- headline of the first article
    first_article INTEGER NOT NULL, -- article that opened it
    first_at TEXT, -- earliest publication, ISO 8601
    last_at TEXT, -- latest publication, ISO 8601
    articles INTEGER NOT NULL DEFAULT 1, -- number of items
    copies INTEGER NOT NULL DEFAULT 0, -- items that repeat another's text
    merged_into INTEGER REFERENCES stories(id) -- story that took its articles over
) STRICT;

CREATE INDEX stories_by_time ON stories(last_at);

CREATE TABLE story_articles (
    -- Which article belongs to which story, and what it repeats.
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE, -- article
    story_id INTEGER NOT NULL REFERENCES stories(id), -- story
    article_version INTEGER NOT NULL, -- state of the article that was compared
    role TEXT NOT NULL CHECK (role IN ('original', 'report', 'copy', 'pickup', 'release')), -- part it plays
    score REAL NOT NULL DEFAULT 1, -- how alike it is to the article it joined, 0 to 1
    repeats INTEGER REFERENCES articles(id) ON DELETE SET NULL, -- article whose text it repeats
    verbatim REAL NOT NULL DEFAULT 0, -- share of that text found here word for word, 0 to 1
    hours_late REAL -- hours between that text and this one
) STRICT;

CREATE INDEX story_articles_by_story ON story_articles(story_id, article_id);
CREATE INDEX story_articles_by_repeats ON story_articles(repeats) WHERE repeats IS NOT NULL;

CREATE TABLE story_merges (
    -- Log of stories that turned out to be one.
    id INTEGER PRIMARY KEY, -- row number
    story_id INTEGER NOT NULL REFERENCES stories(id), -- story that ended
    into_story INTEGER NOT NULL REFERENCES stories(id), -- story that goes on
    article_id INTEGER NOT NULL, -- article that linked the two
    at TEXT NOT NULL -- ISO 8601 in UTC
) STRICT;

CREATE TABLE story_shingles (
    -- Sampled word sequences of article texts: finds copies without comparing everything with everything.
    shingle INTEGER NOT NULL, -- hash of eight words
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE, -- article that holds it
    PRIMARY KEY (shingle, article_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX story_shingles_by_article ON story_shingles(article_id);

CREATE TABLE quote_families (
    -- One statement across articles.
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- stable number
    speaker TEXT, -- name in the first publication that names one
    speaker_id TEXT REFERENCES people(id), -- person
    content TEXT NOT NULL, -- wording of the first publication
    first_article INTEGER NOT NULL REFERENCES articles(id), -- first publisher
    first_day TEXT, -- earliest day
    last_day TEXT, -- latest day
    minister INTEGER NOT NULL DEFAULT 0 CHECK (minister IN (0, 1)), -- 1: a ministerial statement
    variants INTEGER NOT NULL DEFAULT 1, -- number of different wordings
    articles INTEGER NOT NULL DEFAULT 1, -- number of articles
    altered INTEGER NOT NULL DEFAULT 0 CHECK (altered IN (0, 1)), -- 1: two wordings do not mean the same
    speaker_conflict INTEGER NOT NULL DEFAULT 0 CHECK (speaker_conflict IN (0, 1)), -- 1: outlets name different speakers
    lead INTEGER NOT NULL DEFAULT 1 CHECK (lead IN (0, 1)), -- 1: stands for what its speaker said in one story
    stale INTEGER NOT NULL DEFAULT 0 CHECK (stale IN (0, 1)) -- 1: its quotes changed, to be counted again
) STRICT;

ALTER TABLE quotes ADD COLUMN family_id INTEGER REFERENCES quote_families(id) ON DELETE SET NULL;

CREATE INDEX quotes_by_family ON quotes(family_id);
CREATE INDEX quotes_without_family ON quotes(id) WHERE family_id IS NULL;
CREATE INDEX quote_families_by_person ON quote_families(speaker_id, first_day);
CREATE INDEX quote_families_of_ministers ON quote_families(first_day) WHERE minister = 1;
CREATE INDEX quote_families_by_article ON quote_families(first_article);
CREATE INDEX quote_families_stale ON quote_families(id) WHERE stale = 1;

CREATE TABLE quote_shingles (
    -- Sampled word sequences of quotes: finds near-identical statements.
    shingle INTEGER NOT NULL, -- hash of three words
    quote_id INTEGER NOT NULL REFERENCES quotes(id) ON DELETE CASCADE, -- quote that holds it
    article_id INTEGER NOT NULL, -- its article, for the time window
    PRIMARY KEY (shingle, article_id, quote_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX quote_shingles_by_quote ON quote_shingles(quote_id);

CREATE TABLE award_facts (
    -- Who received what, as all articles together tell it.
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- stable number
    group_key TEXT NOT NULL, -- recipient and programme: the records that were compared
    unit_id TEXT REFERENCES units(id), -- recipient, when it was linked
    recipient TEXT NOT NULL, -- name of the recipient
    region TEXT, -- region of the recipient
    programme TEXT NOT NULL, -- code of the award programme
    award TEXT NOT NULL, -- name of the award
    category TEXT, -- predicate, tier or rank
    score TEXT, -- grade or number
    rank INTEGER, -- place in a ranking
    year INTEGER, -- edition or evaluation year
    day TEXT, -- day of the ceremony
    giver TEXT, -- giver
    giver_id TEXT REFERENCES units(id), -- unit of the giver
    place TEXT, -- where the ceremony was
    status TEXT NOT NULL, -- strongest status that an article states
    articles INTEGER NOT NULL DEFAULT 1, -- number of items that state it
    stories INTEGER NOT NULL DEFAULT 1, -- number of independent stories that state it
    confidence REAL NOT NULL DEFAULT 0, -- 0 to 1
    conflicts TEXT NOT NULL DEFAULT '[]', -- JSON array of {field, values: [{value, articles}]}
    first_day TEXT, -- earliest publication
    last_day TEXT, -- latest publication
    entry_day TEXT, -- day on the timeline: of the ceremony, else of the first report, else the end of the year
    dated_by TEXT NOT NULL CHECK (dated_by IN ('event', 'published', 'year')), -- what that day rests on
    stale INTEGER NOT NULL DEFAULT 0 CHECK (stale IN (0, 1)) -- 1: its records changed, to be merged again
) STRICT;

ALTER TABLE award_records ADD COLUMN fact_id INTEGER REFERENCES award_facts(id) ON DELETE SET NULL;
ALTER TABLE award_records ADD COLUMN group_key TEXT NOT NULL DEFAULT '';

CREATE INDEX award_records_by_fact ON award_records(fact_id);
CREATE INDEX award_records_without_fact ON award_records(id) WHERE fact_id IS NULL;
CREATE INDEX award_facts_by_unit ON award_facts(unit_id, programme, year);
CREATE INDEX award_facts_by_programme ON award_facts(programme, year);
CREATE INDEX award_records_by_group ON award_records(group_key);
CREATE INDEX award_facts_by_group ON award_facts(group_key);
CREATE INDEX award_facts_by_day ON award_facts(entry_day);
CREATE INDEX award_facts_stale ON award_facts(id) WHERE stale = 1;

CREATE TABLE peaks (
    -- Days on which a unit was in the news far more than usual.
    day TEXT NOT NULL, -- day
    unit_id TEXT NOT NULL REFERENCES units(id), -- unit
    articles INTEGER NOT NULL, -- items that day
    stories INTEGER NOT NULL, -- unique stories that day
    usual REAL NOT NULL, -- mean items a day over the four weeks before
    title TEXT NOT NULL, -- headline of the largest story
    PRIMARY KEY (day, unit_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX peaks_by_unit ON peaks(unit_id, day);

CREATE TABLE progress (
    -- How far a step that looks at many articles together has come.
    step TEXT PRIMARY KEY, -- name of the step
    done_at TEXT NOT NULL -- when it last ended, ISO 8601 in UTC
) STRICT;

CREATE TABLE vector_blocks (
    -- Sign codes of many vectors together, for a fast first look at all of them.
    id INTEGER PRIMARY KEY, -- row number
    first_id INTEGER NOT NULL, -- smallest article id inside
    last_id INTEGER NOT NULL, -- largest article id inside
    ids BLOB NOT NULL, -- article ids, 64-bit, little endian, growing
    codes BLOB NOT NULL -- one bit for each dimension: is it above zero
) STRICT;

CREATE INDEX vector_blocks_by_range ON vector_blocks(first_id, last_id);

CREATE TABLE vectors (
    -- Meaning of articles as numbers, for search by likeness.
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE, -- article
    article_version INTEGER NOT NULL, -- state of the article that was encoded
    embedder TEXT NOT NULL, -- name of the model
    vector BLOB NOT NULL, -- float16, little endian, unit length
    block INTEGER REFERENCES vector_blocks(id) ON DELETE SET NULL -- block that holds its sign code
) STRICT;

CREATE INDEX vectors_by_block ON vectors(block, article_id);
CREATE INDEX vectors_unpacked ON vectors(article_id) WHERE block IS NULL;

CREATE TABLE briefings (
    -- Reports that were written.
    id INTEGER PRIMARY KEY, -- row number
    kind TEXT NOT NULL, -- weekly briefing or daily clipping
    period TEXT NOT NULL, -- such as 2022-W10 or 2022-03-08
    format TEXT NOT NULL, -- html, md, pdf, docx or txt
    path TEXT NOT NULL, -- where it was written
    digest TEXT NOT NULL, -- SHA-256 of the file, hex
    made_at TEXT NOT NULL, -- ISO 8601 in UTC
    UNIQUE (kind, period, format, path)
) STRICT;

CREATE TABLE alerts (
    -- Alerts that were raised; the key keeps one from going out twice.
    key TEXT PRIMARY KEY, -- rule and article or fact
    rule TEXT NOT NULL, -- name of the rule
    article_id INTEGER REFERENCES articles(id) ON DELETE CASCADE, -- article that raised it
    text TEXT NOT NULL, -- message
    raised_at TEXT NOT NULL, -- ISO 8601 in UTC
    sent_at TEXT -- when it went out, ISO 8601 in UTC
) STRICT;

CREATE VIEW timeline_awards AS
    -- Award facts as lines of the timeline.
    SELECT
        'a' || award_facts.id AS key,
        award_facts.entry_day AS day,
        award_facts.dated_by AS dated_by,
        'award' AS kind,
        award_facts.award AS what,
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
