-- What was gathered: outlets, fetches, articles and their earlier versions.

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

CREATE INDEX fetches_by_source ON fetches(source, first_at);

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

CREATE INDEX articles_by_source ON articles(source, day);
CREATE INDEX articles_by_day ON articles(day, source);

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
