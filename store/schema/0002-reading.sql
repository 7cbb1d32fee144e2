-- What was read out of the articles: annotations and their parts, each with its evidence.

CREATE TABLE units (
    -- Government bodies and public-service units.
    id TEXT PRIMARY KEY, -- readable id
    name TEXT NOT NULL, -- full name
    kind TEXT NOT NULL DEFAULT 'other', -- ministry, agency, province, regency, city, service_unit, court …
    parent TEXT REFERENCES units(id), -- body that it belongs to
    region TEXT -- region id
) STRICT;

CREATE INDEX units_by_parent ON units(parent);

CREATE TABLE unit_names (
    -- Every name under which a unit was met.
    unit_id TEXT NOT NULL REFERENCES units(id) ON DELETE CASCADE, -- unit
    name TEXT NOT NULL, -- name as written
    PRIMARY KEY (unit_id, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX unit_names_by_name ON unit_names(name COLLATE NOCASE);

CREATE TABLE people (
    -- Persons who said or received something.
    id TEXT PRIMARY KEY, -- readable id
    name TEXT NOT NULL -- name without degrees and honorifics
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

CREATE INDEX annotations_by_version ON annotations(version);
CREATE INDEX annotations_by_award ON annotations(article_id) WHERE award = 1;
CREATE INDEX annotations_by_ministerial ON annotations(article_id) WHERE ministerial = 1;

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

CREATE INDEX mentions_by_article ON mentions(article_id, position);
CREATE INDEX mentions_by_unit ON mentions(unit_id, article_id);

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
) STRICT;

CREATE INDEX quotes_by_article ON quotes(article_id, position);
CREATE INDEX quotes_by_speaker ON quotes(speaker_id, article_id);
CREATE INDEX quotes_by_name ON quotes(speaker COLLATE NOCASE, speaker_id);
CREATE INDEX quotes_of_ministers ON quotes(article_id) WHERE minister = 1;

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
) STRICT;

CREATE INDEX award_records_by_article ON award_records(article_id, position);
CREATE INDEX award_records_by_recipient ON award_records(recipient_id, programme, year);
CREATE INDEX award_records_by_programme ON award_records(programme, year);

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

CREATE INDEX regulations_by_article ON regulations(article_id, position);
CREATE INDEX regulations_by_number ON regulations(kind, number, year);

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
