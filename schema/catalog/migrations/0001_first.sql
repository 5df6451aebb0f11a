-- SPDX-License-Identifier: GPL-3.0-or-later
-- The first schema of the catalog. docs/formats/catalog.md explains every table and column. Checks are written with OR: for IN (…)
-- SQLite would fill a temporary table at every insertion.

CREATE TABLE meta (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The audit log --------------------------------------------------------------------------------------------------

CREATE TABLE event (
    sequence INTEGER NOT NULL PRIMARY KEY CHECK (sequence > 0),
    at       TEXT    NOT NULL,
    actor    TEXT    NOT NULL,
    action   TEXT    NOT NULL CHECK (action <> ''),
    subject  TEXT    NOT NULL,
    detail   TEXT    NOT NULL,
    previous BLOB    NOT NULL CHECK (length(previous) = 32),
    hash     BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TRIGGER event_only_grows BEFORE INSERT ON event
WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM event)
BEGIN
    SELECT RAISE(ABORT, 'the audit log only grows at its end');
END;
CREATE TRIGGER event_never_changes BEFORE UPDATE ON event
BEGIN
    SELECT RAISE(ABORT, 'an event of the audit log never changes');
END;
CREATE TRIGGER event_never_goes BEFORE DELETE ON event
BEGIN
    SELECT RAISE(ABORT, 'an event of the audit log is never deleted');
END;

-- The scheme -----------------------------------------------------------------------------------------------------

CREATE TABLE category (
    id            INTEGER NOT NULL PRIMARY KEY,
    code          TEXT    NOT NULL UNIQUE,
    name_zh       TEXT    NOT NULL,
    name_en       TEXT    NOT NULL,
    retention     TEXT    NOT NULL,
    default_grade TEXT    NOT NULL CHECK (default_grade = 'A' OR default_grade = 'B' OR default_grade = 'C'),
    code_template TEXT    NOT NULL,
    scope_note    TEXT    NOT NULL,
    records       INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE folder (
    id       INTEGER NOT NULL PRIMARY KEY,
    category INTEGER NOT NULL REFERENCES category (id),
    number   TEXT    NOT NULL CHECK (number <> ''),
    title    TEXT    NOT NULL,
    period   TEXT    NOT NULL,
    open     INTEGER NOT NULL CHECK (open IN (0, 1)),
    records  INTEGER NOT NULL DEFAULT 0,
    UNIQUE (category, number)
) STRICT;
CREATE INDEX folder_by_number ON folder (number);

CREATE TABLE party (
    id       INTEGER NOT NULL PRIMARY KEY,
    name     TEXT    NOT NULL UNIQUE CHECK (name <> ''),
    initials TEXT    NOT NULL,
    note     TEXT    NOT NULL,
    records  INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX party_by_initials ON party (initials);

CREATE TABLE party_alias (
    name     TEXT    NOT NULL PRIMARY KEY CHECK (name <> ''),
    party    INTEGER NOT NULL REFERENCES party (id),
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX party_alias_by_party ON party_alias (party, position);

-- Numbers --------------------------------------------------------------------------------------------------------

CREATE TABLE sequence (
    id      INTEGER NOT NULL PRIMARY KEY,
    scope   TEXT    NOT NULL UNIQUE,
    next    INTEGER NOT NULL CHECK (next > 0),
    skipped INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TRIGGER sequence_never_goes_back BEFORE UPDATE ON sequence
WHEN NEW.next < OLD.next OR NEW.skipped < OLD.skipped OR NEW.scope <> OLD.scope
BEGIN
    SELECT RAISE(ABORT, 'a sequence never goes back');
END;
CREATE TRIGGER sequence_never_goes BEFORE DELETE ON sequence
BEGIN
    SELECT RAISE(ABORT, 'a sequence is never deleted');
END;

-- Records --------------------------------------------------------------------------------------------------------

CREATE TABLE record (
    id          INTEGER NOT NULL PRIMARY KEY,
    code        TEXT    NOT NULL UNIQUE,
    sequence    INTEGER NOT NULL REFERENCES sequence (id),
    serial      INTEGER NOT NULL,
    title       TEXT    NOT NULL CHECK (title <> ''),
    category    INTEGER NOT NULL REFERENCES category (id),
    folder      INTEGER          REFERENCES folder (id),
    party       INTEGER          REFERENCES party (id),
    date        TEXT             CHECK (length(date) = 10),
    year        INTEGER NOT NULL,
    filed_year  INTEGER NOT NULL,
    grade       TEXT    NOT NULL CHECK (grade = 'A' OR grade = 'B' OR grade = 'C'),
    number      TEXT    NOT NULL,
    amount      INTEGER,
    currency    TEXT    NOT NULL,
    note        TEXT    NOT NULL,
    revision    INTEGER NOT NULL DEFAULT 1,
    filed_at    TEXT    NOT NULL,
    filed_by    TEXT    NOT NULL,
    filed_event INTEGER NOT NULL REFERENCES event (sequence)
) STRICT;
CREATE UNIQUE INDEX record_by_number ON record (sequence, serial);
CREATE INDEX record_by_category ON record (category);
CREATE INDEX record_by_category_number ON record (category, sequence, serial);
CREATE INDEX record_by_folder ON record (folder) WHERE folder IS NOT NULL;
CREATE INDEX record_by_party ON record (party) WHERE party IS NOT NULL;
CREATE INDEX record_by_date ON record (date);
CREATE INDEX record_by_year ON record (year);
CREATE INDEX record_by_grade ON record (grade);

CREATE TRIGGER record_keeps_its_code
BEFORE UPDATE OF id, code, sequence, serial, filed_year, filed_at, filed_by, filed_event ON record
BEGIN
    SELECT RAISE(ABORT, 'a reference code never changes once assigned');
END;
CREATE TRIGGER record_never_goes BEFORE DELETE ON record
BEGIN
    SELECT RAISE(ABORT, 'a record is never deleted: its reference code stays taken');
END;

-- object.id keeps the large random digests out of every other table.
CREATE TABLE object (
    id         INTEGER NOT NULL PRIMARY KEY,
    digest     BLOB    NOT NULL UNIQUE CHECK (length(digest) = 32),
    size       INTEGER NOT NULL CHECK (size >= 0),
    media_type TEXT    NOT NULL,
    text_state TEXT    NOT NULL
        CHECK (text_state = 'pending' OR text_state = 'done' OR text_state = 'partial' OR text_state = 'needs_ocr'
               OR text_state = 'none' OR text_state = 'encrypted' OR text_state = 'failed'),
    text_note  TEXT    NOT NULL DEFAULT '',
    pages      INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE component (
    id        INTEGER NOT NULL PRIMARY KEY,
    record    INTEGER NOT NULL REFERENCES record (id),
    object    INTEGER NOT NULL REFERENCES object (id),
    role      TEXT    NOT NULL CHECK (role = 'original' OR role = 'attachment' OR role = 'derivative'),
    file_name BLOB    NOT NULL,
    added_at  TEXT    NOT NULL,
    UNIQUE (record, object)
) STRICT;
CREATE INDEX component_by_object ON component (object);

CREATE TABLE tag (
    id   INTEGER NOT NULL PRIMARY KEY,
    name TEXT    NOT NULL UNIQUE CHECK (name <> '')
) STRICT;

CREATE TABLE record_tag (
    tag    INTEGER NOT NULL REFERENCES tag (id),
    record INTEGER NOT NULL REFERENCES record (id),
    PRIMARY KEY (tag, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_tag_by_record ON record_tag (record);

CREATE TABLE history (
    id     INTEGER NOT NULL PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES record (id),
    event  INTEGER NOT NULL REFERENCES event (sequence),
    field  TEXT    NOT NULL,
    before TEXT    NOT NULL,
    after  TEXT    NOT NULL
) STRICT;
CREATE INDEX history_by_record ON history (record);

CREATE TRIGGER history_never_changes BEFORE UPDATE ON history
BEGIN
    SELECT RAISE(ABORT, 'history never changes');
END;
CREATE TRIGGER history_never_goes BEFORE DELETE ON history
BEGIN
    SELECT RAISE(ABORT, 'history is never deleted');
END;

-- Work owed to the index. AUTOINCREMENT: an entry number is never used twice, so a reader that pages misses nothing.
CREATE TABLE outbox (
    entry    INTEGER PRIMARY KEY AUTOINCREMENT,
    record   INTEGER NOT NULL UNIQUE REFERENCES record (id),
    revision INTEGER NOT NULL
) STRICT;

-- Counts, kept by triggers ---------------------------------------------------------------------------------------

CREATE TABLE tally (
    name  TEXT    NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
INSERT INTO tally (name) VALUES ('records'), ('components'), ('owed'), ('events');

CREATE TABLE object_tally (
    text_state TEXT    NOT NULL PRIMARY KEY,
    objects    INTEGER NOT NULL DEFAULT 0,
    bytes      INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
INSERT INTO object_tally (text_state)
VALUES ('pending'), ('done'), ('partial'), ('needs_ocr'), ('none'), ('encrypted'), ('failed');

CREATE TRIGGER event_counted AFTER INSERT ON event
BEGIN
    UPDATE tally SET value = value + 1 WHERE name = 'events';
END;
CREATE TRIGGER record_counted AFTER INSERT ON record
BEGIN
    UPDATE tally SET value = value + 1 WHERE name = 'records';
    UPDATE category SET records = records + 1 WHERE id = NEW.category;
    UPDATE folder SET records = records + 1 WHERE id = NEW.folder;
    UPDATE party SET records = records + 1 WHERE id = NEW.party;
END;
CREATE TRIGGER record_category_counted AFTER UPDATE OF category ON record WHEN OLD.category <> NEW.category
BEGIN
    UPDATE category SET records = records - 1 WHERE id = OLD.category;
    UPDATE category SET records = records + 1 WHERE id = NEW.category;
END;
CREATE TRIGGER record_folder_counted AFTER UPDATE OF folder ON record WHEN OLD.folder IS NOT NEW.folder
BEGIN
    UPDATE folder SET records = records - 1 WHERE id = OLD.folder;
    UPDATE folder SET records = records + 1 WHERE id = NEW.folder;
END;
CREATE TRIGGER record_party_counted AFTER UPDATE OF party ON record WHEN OLD.party IS NOT NEW.party
BEGIN
    UPDATE party SET records = records - 1 WHERE id = OLD.party;
    UPDATE party SET records = records + 1 WHERE id = NEW.party;
END;
CREATE TRIGGER component_counted AFTER INSERT ON component
BEGIN
    UPDATE tally SET value = value + 1 WHERE name = 'components';
END;
CREATE TRIGGER component_uncounted AFTER DELETE ON component
BEGIN
    UPDATE tally SET value = value - 1 WHERE name = 'components';
END;
CREATE TRIGGER object_counted AFTER INSERT ON object
BEGIN
    UPDATE object_tally SET objects = objects + 1, bytes = bytes + NEW.size WHERE text_state = NEW.text_state;
END;
CREATE TRIGGER object_uncounted AFTER DELETE ON object
BEGIN
    UPDATE object_tally SET objects = objects - 1, bytes = bytes - OLD.size WHERE text_state = OLD.text_state;
END;
CREATE TRIGGER object_recounted AFTER UPDATE OF text_state, size ON object
WHEN OLD.text_state <> NEW.text_state OR OLD.size <> NEW.size
BEGIN
    UPDATE object_tally SET objects = objects - 1, bytes = bytes - OLD.size WHERE text_state = OLD.text_state;
    UPDATE object_tally SET objects = objects + 1, bytes = bytes + NEW.size WHERE text_state = NEW.text_state;
END;
CREATE TRIGGER owed_counted AFTER INSERT ON outbox
BEGIN
    UPDATE tally SET value = value + 1 WHERE name = 'owed';
END;
CREATE TRIGGER owed_uncounted AFTER DELETE ON outbox
BEGIN
    UPDATE tally SET value = value - 1 WHERE name = 'owed';
END;
