CREATE INDEX annotations_by_award ON annotations(article_id) WHERE award = 1;

CREATE INDEX annotations_by_ministerial ON annotations(article_id) WHERE ministerial = 1;

CREATE INDEX annotations_by_time ON annotations(made_at);

CREATE INDEX annotations_by_version ON annotations(version);

CREATE INDEX articles_by_day ON articles(day, source);

CREATE INDEX articles_by_source ON articles(source, day);

CREATE INDEX award_facts_by_day ON award_facts(entry_day);

CREATE INDEX award_facts_by_group ON award_facts(group_key);

CREATE INDEX award_facts_by_programme ON award_facts(programme, year);

CREATE INDEX award_facts_by_programme_id ON award_facts(programme_id, year) WHERE programme_id IS NOT NULL;

CREATE INDEX award_facts_by_unit ON award_facts(unit_id, programme, year);

CREATE INDEX award_facts_stale ON award_facts(id) WHERE stale = 1;

CREATE INDEX award_records_by_article ON award_records(article_id, position);

CREATE INDEX award_records_by_award_day ON award_records(group_key, day) WHERE day IS NOT NULL;

CREATE INDEX award_records_by_fact ON award_records(fact_id);

CREATE INDEX award_records_by_group ON award_records(group_key, year);

CREATE INDEX award_records_by_group_article ON award_records(group_key, article_id);

CREATE INDEX award_records_by_group_day ON award_records(group_key, article_day);

CREATE INDEX award_records_by_programme ON award_records(programme, year);

CREATE INDEX award_records_by_recipient ON award_records(recipient_id, programme, year);

CREATE INDEX award_records_without_fact ON award_records(id) WHERE fact_id IS NULL;

CREATE INDEX fetches_by_source ON fetches(source, first_at);

CREATE INDEX mentions_by_article ON mentions(article_id, position);

CREATE INDEX mentions_by_unit ON mentions(unit_id, article_id);

CREATE INDEX peaks_by_unit ON peaks(unit_id, day);

CREATE INDEX quote_families_by_article ON quote_families(first_article);

CREATE INDEX quote_families_by_person ON quote_families(speaker_id, first_day);

CREATE INDEX quote_families_of_ministers ON quote_families(first_day) WHERE minister = 1;

CREATE INDEX quote_families_stale ON quote_families(id) WHERE stale = 1;

CREATE INDEX quote_shingles_by_quote ON quote_shingles(quote_id);

CREATE INDEX quotes_by_article ON quotes(article_id, position);

CREATE INDEX quotes_by_family ON quotes(family_id);

CREATE INDEX quotes_by_name ON quotes(speaker COLLATE NOCASE, speaker_id);

CREATE INDEX quotes_by_speaker ON quotes(speaker_id, article_id);

CREATE INDEX quotes_of_ministers ON quotes(article_id) WHERE minister = 1;

CREATE INDEX quotes_without_family ON quotes(id) WHERE family_id IS NULL;

CREATE INDEX regulations_by_article ON regulations(article_id, position);

CREATE INDEX regulations_by_number ON regulations(kind, number, year);

CREATE INDEX stories_by_time ON stories(last_at);

CREATE INDEX story_articles_by_repeats ON story_articles(repeats) WHERE repeats IS NOT NULL;

CREATE INDEX story_articles_by_story ON story_articles(story_id, article_id);

CREATE INDEX story_shingles_by_article ON story_shingles(article_id);

CREATE INDEX unit_names_by_name ON unit_names(name COLLATE NOCASE);

CREATE INDEX units_by_parent ON units(parent);

CREATE INDEX vector_blocks_by_range ON vector_blocks(first_id, last_id);

CREATE INDEX vectors_by_block ON vectors(block, article_id);

CREATE INDEX vectors_unpacked ON vectors(article_id) WHERE block IS NULL;

CREATE TABLE alerts (
    -- Alerts that were raised; the key keeps one from going out twice.
    key TEXT PRIMARY KEY, -- rule and article or fact
    rule TEXT NOT NULL, -- name of the rule
    article_id INTEGER REFERENCES articles(id) ON DELETE CASCADE, -- article that raised it
    text TEXT NOT NULL, -- message
    raised_at TEXT NOT NULL, -- ISO 8601 in UTC
    sent_at TEXT -- when it went out, ISO 8601 in UTC
) STRICT;

CREATE TABLE annotations (
    -- What one version of the reading code made of one article; an older reading is replaced.
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE, -- article
    version TEXT NOT NULL, -- version of the code that read it
    article_version INTEGER NOT NULL, -- state of the article that was read
    made_at TEXT NOT NULL, -- ISO 8601 in UTC
    award INTEGER NOT NULL CHECK (award IN (0, 1)), -- 1: reports a received award
    ministerial INTEGER NOT NULL CHECK (ministerial IN (0, 1)), -- 1: holds a ministerial statement
    watch TEXT NOT NULL DEFAULT '[]', -- JSON array of watched terms that it holds
    reasons TEXT NOT NULL DEFAULT '[]', -- JSON array of reasons for these labels
    figures TEXT NOT NULL DEFAULT '[]', -- JSON array of counted facts
    summary TEXT NOT NULL DEFAULT '[]', -- JSON array of sentences with their spans
    tone TEXT NOT NULL DEFAULT 'neutral' CHECK (tone IN ('positive', 'neutral', 'negative')), -- tone toward the unit
    tone_score REAL NOT NULL DEFAULT 0, -- -1 to 1
    tone_span TEXT -- JSON span of the sentence that decided
) STRICT;

CREATE VIRTUAL TABLE article_search USING fts5(
    title, text, stems, marks, content = 'search_rows', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE article_versions (
    -- Earlier states of articles that an outlet changed later.
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE, -- article
    version INTEGER NOT NULL, -- number of this earlier state
    title TEXT NOT NULL, -- headline then
    text TEXT NOT NULL, -- body then
    digest TEXT NOT NULL, -- SHA-256 of title and text, hex
    replaced_at TEXT NOT NULL, -- when the successor was seen, ISO 8601 in UTC
    diff TEXT NOT NULL, -- unified diff from this state to its successor
    PRIMARY KEY (article_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE articles (
    -- Cleaned news texts, pages joined; the id grows with the time of publication.
    id INTEGER PRIMARY KEY, -- 63-bit number, time-ordered
    url TEXT NOT NULL, -- address that opens it
    url_key TEXT NOT NULL UNIQUE, -- what all spellings of the address share: the identity of an article
    source TEXT REFERENCES sources(slug), -- outlet, empty for texts handed in by a user
    outlet TEXT NOT NULL DEFAULT '', -- name of the outlet as printed
    title TEXT NOT NULL, -- headline
    text TEXT NOT NULL, -- body; offsets of all evidence count its characters
    day TEXT, -- calendar day of publication where it was written
    published TEXT, -- ISO 8601 with offset
    published_precision TEXT CHECK (published_precision IN ('minute', 'day')), -- how exact it is
    published_from TEXT, -- field that supplied it
    updated TEXT, -- ISO 8601 with offset, as the outlet states it
    updated_precision TEXT CHECK (updated_precision IN ('minute', 'day')), -- how exact it is
    updated_from TEXT, -- field that supplied it
    teaser TEXT NOT NULL DEFAULT '', -- summary given by the outlet
    authors TEXT NOT NULL DEFAULT '[]', -- JSON array of names
    editors TEXT NOT NULL DEFAULT '[]', -- JSON array of names
    dateline TEXT NOT NULL DEFAULT '', -- place in front of the text
    agency_code TEXT NOT NULL DEFAULT '', -- initials such as (fajar/jpnn)
    photo_credit TEXT NOT NULL DEFAULT '', -- who took the picture
    section TEXT NOT NULL DEFAULT '', -- section of the outlet
    tags TEXT NOT NULL DEFAULT '[]', -- JSON array of keywords
    image TEXT NOT NULL DEFAULT '', -- address of the main picture
    language TEXT NOT NULL DEFAULT 'id', -- ISO 639-1
    paywalled INTEGER NOT NULL DEFAULT 0 CHECK (paywalled IN (0, 1)), -- 1: only a part is public
    pages TEXT NOT NULL DEFAULT '[]', -- JSON array of joined addresses
    next_pages TEXT NOT NULL DEFAULT '[]', -- JSON array of addresses still to be joined
    digest TEXT NOT NULL, -- SHA-256 of title and text, hex
    version INTEGER NOT NULL DEFAULT 1, -- grows with every change of title or text
    first_seen TEXT NOT NULL, -- ISO 8601 in UTC
    changed_at TEXT -- when the latest change was seen, ISO 8601 in UTC
) STRICT;

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
, programme_id TEXT) STRICT;

CREATE TABLE award_records (
    -- One recipient, award and category as one article states it.
    id INTEGER PRIMARY KEY, -- row number
    article_id INTEGER NOT NULL REFERENCES annotations(article_id) ON DELETE CASCADE, -- article
    position INTEGER NOT NULL, -- order within the annotation, from 0
    recipient TEXT NOT NULL, -- recipient as written
    recipient_id TEXT REFERENCES units(id), -- unit that it was linked to
    recipient_name TEXT, -- full name of that unit
    recipient_kind TEXT, -- kind of that unit
    award TEXT NOT NULL, -- name of the award as written
    programme TEXT NOT NULL, -- code of the award programme
    status TEXT NOT NULL CHECK (status IN ('received', 'nominated', 'targeted', 'assessed', 'revoked')), -- how certain
    person TEXT, -- person who received it for the unit
    office TEXT, -- office of that person
    category TEXT, -- predicate, tier or rank as written
    score TEXT, -- grade or number as written
    rank INTEGER, -- place in a ranking
    giver TEXT, -- giver as written
    giver_id TEXT REFERENCES units(id), -- unit that the giver was linked to
    year INTEGER, -- edition or evaluation year
    day TEXT, -- day of the ceremony
    place TEXT, -- where the ceremony was
    evidence TEXT NOT NULL DEFAULT '[]' -- JSON array of spans
, fact_id INTEGER REFERENCES award_facts(id) ON DELETE SET NULL, group_key TEXT NOT NULL DEFAULT '', article_day TEXT, programme_id TEXT, stems TEXT NOT NULL DEFAULT '') STRICT;

CREATE VIRTUAL TABLE award_search USING fts5(
    recipient, recipient_name, award, category, giver, stems, content = 'award_records', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2'
);

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

CREATE TABLE fetches (
    -- One row per address that was asked for: the last answer, or the last failure of one that never answered.
    url TEXT PRIMARY KEY, -- address as asked for; a mark after # tells readings of one listing apart
    source TEXT REFERENCES sources(slug), -- outlet
    first_at TEXT NOT NULL, -- first request, ISO 8601 in UTC
    last_at TEXT NOT NULL, -- request that this row describes, ISO 8601 in UTC
    outcome TEXT NOT NULL CHECK (outcome IN ('fetched', 'unchanged', 'skipped', 'failed')), -- how it ended
    status INTEGER, -- HTTP status
    reason TEXT NOT NULL DEFAULT '', -- why it was skipped or failed
    etag TEXT NOT NULL DEFAULT '', -- validator for the next conditional request
    last_modified TEXT NOT NULL DEFAULT '', -- validator for the next conditional request
    digest TEXT NOT NULL DEFAULT '', -- SHA-256 of the last body, hex
    bytes INTEGER NOT NULL DEFAULT 0, -- length of the last body
    seconds REAL NOT NULL DEFAULT 0, -- time that the request took
    failures INTEGER NOT NULL DEFAULT 0, -- failures in a row since the last answer
    failed_at TEXT, -- latest failure, ISO 8601 in UTC
    failure TEXT NOT NULL DEFAULT '' -- reason of the latest failure
) STRICT;

CREATE TABLE mentions (
    -- Units named in articles.
    id INTEGER PRIMARY KEY, -- row number
    article_id INTEGER NOT NULL REFERENCES annotations(article_id) ON DELETE CASCADE, -- article
    position INTEGER NOT NULL, -- order within the annotation, from 0
    span_field TEXT NOT NULL CHECK (span_field IN ('title', 'text')), -- where it stands
    span_start INTEGER NOT NULL, -- first character
    span_end INTEGER NOT NULL, -- one after the last character
    text TEXT NOT NULL, -- words as written
    unit_id TEXT NOT NULL REFERENCES units(id) -- unit that it was linked to
) STRICT;

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

CREATE TABLE people (
    -- Persons who said or received something.
    id TEXT PRIMARY KEY, -- readable id
    name TEXT NOT NULL -- name without degrees and honorifics
) STRICT;

CREATE TABLE progress (
    -- How far a step that looks at many articles together has come.
    step TEXT PRIMARY KEY, -- name of the step
    done_at TEXT NOT NULL -- when it last ended, ISO 8601 in UTC
) STRICT;

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
, kind TEXT, cue TEXT) STRICT;

CREATE VIRTUAL TABLE quote_search USING fts5(
    content, speaker, role, stems, content = 'quotes', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE quote_shingles (
    -- Sampled word sequences of quotes: finds near-identical statements.
    shingle INTEGER NOT NULL, -- hash of three words
    quote_id INTEGER NOT NULL REFERENCES quotes(id) ON DELETE CASCADE, -- quote that holds it
    article_id INTEGER NOT NULL, -- its article, for the time window
    PRIMARY KEY (shingle, article_id, quote_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE quotes (
    -- Statements with their speakers.
    id INTEGER PRIMARY KEY, -- row number
    article_id INTEGER NOT NULL REFERENCES annotations(article_id) ON DELETE CASCADE, -- article
    position INTEGER NOT NULL, -- order within the annotation, from 0
    span_field TEXT NOT NULL CHECK (span_field IN ('title', 'text')), -- where it stands
    span_start INTEGER NOT NULL, -- first character
    span_end INTEGER NOT NULL, -- one after the last character
    content TEXT NOT NULL, -- what was said, as printed
    kind TEXT NOT NULL CHECK (kind IN ('direct', 'indirect')), -- in quotation marks, or reported
    cue TEXT, -- reporting verb
    speaker TEXT, -- name
    speaker_id TEXT REFERENCES people(id), -- person that the name was linked to
    role TEXT, -- office as written
    affiliation TEXT, -- body as written
    minister INTEGER NOT NULL CHECK (minister IN (0, 1)), -- 1: held a minister-level office that day
    topic TEXT, -- what about
    occasion TEXT, -- where it was said
    day TEXT -- when it was said, if the article tells
, family_id INTEGER REFERENCES quote_families(id) ON DELETE SET NULL, stems TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE regulations (
    -- Laws and decrees that articles name.
    id INTEGER PRIMARY KEY, -- row number
    article_id INTEGER NOT NULL REFERENCES annotations(article_id) ON DELETE CASCADE, -- article
    position INTEGER NOT NULL, -- order within the annotation, from 0
    span_field TEXT NOT NULL CHECK (span_field IN ('title', 'text')), -- where it stands
    span_start INTEGER NOT NULL, -- first character
    span_end INTEGER NOT NULL, -- one after the last character
    kind TEXT NOT NULL, -- such as Keputusan Menteri PANRB
    number TEXT NOT NULL, -- number as written
    year INTEGER, -- year
    subject TEXT -- what about
) STRICT;

CREATE TABLE search_terms (
    -- Words that the full-text index holds beside the text of an article.
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE, -- article
    stems TEXT NOT NULL, -- base forms that the text itself does not hold
    marks TEXT NOT NULL -- codes of outlet, units, persons and programmes, for filters
) STRICT;

CREATE TABLE sources (
    -- Outlets and government sites that articles come from.
    slug TEXT PRIMARY KEY, -- short name, as in crawler/sources/<slug>.toml
    name TEXT NOT NULL, -- name as printed
    domain TEXT NOT NULL DEFAULT '', -- host without www
    owner TEXT NOT NULL DEFAULT '', -- publisher or body behind it
    kind TEXT NOT NULL DEFAULT 'news', -- news, government, agency or video
    tier INTEGER NOT NULL DEFAULT 2, -- 1 national, 2 regional, 3 local
    region TEXT NOT NULL DEFAULT '', -- region it reports from
    zone TEXT NOT NULL DEFAULT 'Asia/Jakarta' -- time zone of its unmarked times
) STRICT;

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

CREATE TABLE unit_names (
    -- Every name under which a unit was met.
    unit_id TEXT NOT NULL REFERENCES units(id) ON DELETE CASCADE, -- unit
    name TEXT NOT NULL, -- name as written
    PRIMARY KEY (unit_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE units (
    -- Government bodies and public-service units.
    id TEXT PRIMARY KEY, -- readable id
    name TEXT NOT NULL, -- full name
    kind TEXT NOT NULL DEFAULT 'other', -- ministry, agency, province, regency, city, service_unit, court …
    parent TEXT REFERENCES units(id), -- body that it belongs to
    region TEXT -- region id
) STRICT;

CREATE TABLE vector_blocks (
    -- Sign codes of many vectors together, for a fast first look at all of them.
    id INTEGER PRIMARY KEY, -- row number
    first_id INTEGER NOT NULL, -- smallest article id inside
    last_id INTEGER NOT NULL, -- largest article id inside
    ids BLOB NOT NULL, -- article ids, 64-bit, little endian, growing
    codes BLOB NOT NULL -- one bit for each dimension: is it above zero
) STRICT;

CREATE TABLE vectors (
    -- Meaning of articles as numbers, for search by likeness.
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE, -- article
    article_version INTEGER NOT NULL, -- state of the article that was encoded
    embedder TEXT NOT NULL, -- name of the model
    vector BLOB NOT NULL, -- float16, little endian, unit length
    block INTEGER REFERENCES vector_blocks(id) ON DELETE SET NULL -- block that holds its sign code
) STRICT;

CREATE TABLE waiting (
    -- Articles that have no row in a derived table, or one made from an older state; kept up by triggers.
    step TEXT NOT NULL CHECK (step IN ('annotations', 'vectors', 'story_articles')), -- the derived table
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE, -- article
    article_version INTEGER NOT NULL, -- state of the article that is to be looked at
    PRIMARY KEY (step, article_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER articles_are_encoded AFTER INSERT ON vectors BEGIN
    DELETE FROM waiting
    WHERE step = 'vectors' AND article_id = new.article_id AND article_version = new.article_version;
END;

CREATE TRIGGER articles_are_encoded_again AFTER UPDATE OF article_version ON vectors BEGIN
    DELETE FROM waiting
    WHERE step = 'vectors' AND article_id = new.article_id AND article_version = new.article_version;
END;

CREATE TRIGGER articles_are_linked AFTER INSERT ON story_articles BEGIN
    DELETE FROM waiting
    WHERE step = 'story_articles' AND article_id = new.article_id AND article_version = new.article_version;
END;

CREATE TRIGGER articles_are_linked_again AFTER UPDATE OF article_version ON story_articles BEGIN
    DELETE FROM waiting
    WHERE step = 'story_articles' AND article_id = new.article_id AND article_version = new.article_version;
END;

CREATE TRIGGER articles_are_not_encoded AFTER DELETE ON vectors BEGIN
    INSERT INTO waiting (step, article_id, article_version)
    SELECT 'vectors', id, version FROM articles WHERE id = old.article_id
    ON CONFLICT (step, article_id) DO UPDATE SET article_version = excluded.article_version;
END;

CREATE TRIGGER articles_are_not_linked AFTER DELETE ON story_articles BEGIN
    INSERT INTO waiting (step, article_id, article_version)
    SELECT 'story_articles', id, version FROM articles WHERE id = old.article_id
    ON CONFLICT (step, article_id) DO UPDATE SET article_version = excluded.article_version;
END;

CREATE TRIGGER articles_are_not_read AFTER DELETE ON annotations BEGIN
    INSERT INTO waiting (step, article_id, article_version)
    SELECT 'annotations', id, version FROM articles WHERE id = old.article_id
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

CREATE TRIGGER awards_are_indexed AFTER INSERT ON award_records BEGIN
    INSERT INTO award_search(rowid, recipient, recipient_name, award, category, giver, stems)
    VALUES (new.id, new.recipient, new.recipient_name, new.award, new.category, new.giver, new.stems);
END;

CREATE TRIGGER awards_leave_facts AFTER DELETE ON award_records BEGIN
    UPDATE award_facts SET stale = 1 WHERE id = old.fact_id;
END;

CREATE TRIGGER awards_leave_index AFTER DELETE ON award_records BEGIN
    INSERT INTO award_search(award_search, rowid, recipient, recipient_name, award, category, giver, stems)
    VALUES ('delete', old.id, old.recipient, old.recipient_name, old.award, old.category, old.giver, old.stems);
END;

CREATE TRIGGER days_reach_awards AFTER UPDATE OF day ON articles WHEN old.day IS NOT new.day BEGIN
    UPDATE award_records SET article_day = new.day WHERE article_id = new.id;
    UPDATE award_facts SET stale = 1 WHERE id IN (SELECT fact_id FROM award_records WHERE article_id = new.id);
END;

CREATE TRIGGER days_reach_quotes AFTER UPDATE OF day ON articles WHEN old.day IS NOT new.day BEGIN
    UPDATE quote_families SET stale = 1 WHERE id IN (SELECT family_id FROM quotes WHERE article_id = new.id);
END;

CREATE TRIGGER governments_reach_awards AFTER INSERT ON units
WHEN new.id GLOB 'kota-*' OR new.id GLOB 'kab-*' OR new.id GLOB 'prov-*' BEGIN
    UPDATE award_facts SET stale = 1 WHERE unit_id = 'region:' || CASE
        WHEN new.id GLOB 'kota-*' THEN 'city:' || substr(new.id, 6)
        WHEN new.id GLOB 'kab-*' THEN 'regency:' || substr(new.id, 5)
        ELSE 'province:' || substr(new.id, 6) END;
END;

CREATE TRIGGER names_reach_awards AFTER UPDATE OF name, region ON units
WHEN new.name <> new.id AND (old.name <> new.name OR old.region IS NOT new.region) BEGIN
    UPDATE award_facts SET recipient = new.name, region = new.region WHERE unit_id = new.id;
END;

CREATE TRIGGER quotes_are_indexed AFTER INSERT ON quotes BEGIN
    INSERT INTO quote_search(rowid, content, speaker, role, stems)
    VALUES (new.id, new.content, new.speaker, new.role, new.stems);
END;

CREATE TRIGGER quotes_leave_families AFTER DELETE ON quotes BEGIN
    UPDATE quote_families SET stale = 1 WHERE id = old.family_id;
END;

CREATE TRIGGER quotes_leave_index AFTER DELETE ON quotes BEGIN
    INSERT INTO quote_search(quote_search, rowid, content, speaker, role, stems)
    VALUES ('delete', old.id, old.content, old.speaker, old.role, old.stems);
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

CREATE VIEW offices AS
    -- Offices that speakers were seen in, with the first and the last day of evidence.
    SELECT
        quotes.speaker_id AS person_id,
        quotes.role AS role,
        quotes.affiliation AS affiliation,
        max(quotes.minister) AS minister,
        min(coalesce(quotes.day, articles.day)) AS first_day,
        max(coalesce(quotes.day, articles.day)) AS last_day,
        count(DISTINCT quotes.article_id) AS articles
    FROM quotes JOIN articles ON articles.id = quotes.article_id
    WHERE quotes.speaker_id IS NOT NULL AND quotes.role IS NOT NULL
    GROUP BY quotes.speaker_id, quotes.role, quotes.affiliation;

CREATE VIEW search_rows AS
    -- What the full-text index of articles reads.
    SELECT articles.id AS id, articles.title AS title, articles.text AS text, search_terms.stems AS stems,
        search_terms.marks AS marks
    FROM articles JOIN search_terms ON search_terms.article_id = articles.id;

CREATE VIEW timeline AS
    -- Dated lines: award facts, ministerial statements and coverage peaks.
    SELECT * FROM timeline_awards
    UNION ALL SELECT * FROM timeline_statements
    UNION ALL SELECT * FROM timeline_peaks;

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
