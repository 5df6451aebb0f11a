-- SPDX-License-Identifier: GPL-3.0-or-later
-- The desk: what came through inbox/ and waits to become records (docs/formats/catalog.md).

ALTER TABLE category ADD COLUMN auto_accept INTEGER NOT NULL DEFAULT 0 CHECK (auto_accept = 0 OR auto_accept = 1);

CREATE TABLE arrival (
    id        INTEGER NOT NULL PRIMARY KEY,
    object    INTEGER NOT NULL REFERENCES object (id),
    file_name BLOB    NOT NULL,
    folder    BLOB    NOT NULL,
    defaults  TEXT    NOT NULL,
    taken_at  TEXT    NOT NULL,
    taken_by  TEXT    NOT NULL,
    pages     INTEGER NOT NULL DEFAULT 0 CHECK (pages >= 0),
    looked    INTEGER NOT NULL DEFAULT 0 CHECK (looked = 0 OR looked = 1),
    left_inbox INTEGER NOT NULL DEFAULT 0 CHECK (left_inbox = 0 OR left_inbox = 1)
) STRICT;
CREATE INDEX arrival_by_object ON arrival (object);
CREATE INDEX arrival_to_look_at ON arrival (id) WHERE looked = 0;
CREATE INDEX arrival_in_inbox ON arrival (id) WHERE left_inbox = 0;

CREATE TRIGGER arrival_never_goes BEFORE DELETE ON arrival
BEGIN
    SELECT RAISE(ABORT, 'an arrival is never deleted');
END;

CREATE TABLE piece (
    id          INTEGER NOT NULL PRIMARY KEY,
    arrival     INTEGER NOT NULL REFERENCES arrival (id),
    state       TEXT    NOT NULL
        CHECK (state = 'waiting' OR state = 'accepted' OR state = 'rejected' OR state = 'merged'),
    facts       TEXT    NOT NULL,
    fingerprint BLOB    NOT NULL DEFAULT x'',
    record      INTEGER          REFERENCES record (id),
    merged_into INTEGER          REFERENCES piece (id),
    reason      TEXT    NOT NULL DEFAULT '',
    CHECK ((state = 'accepted') = (record IS NOT NULL)),
    CHECK ((state = 'merged') = (merged_into IS NOT NULL))
) STRICT;
CREATE INDEX piece_by_arrival ON piece (arrival);
CREATE INDEX piece_waiting ON piece (id) WHERE state = 'waiting';
CREATE INDEX piece_by_record ON piece (record) WHERE record IS NOT NULL;

CREATE TRIGGER piece_never_goes BEFORE DELETE ON piece
BEGIN
    SELECT RAISE(ABORT, 'a piece is never deleted');
END;
CREATE TRIGGER piece_is_decided_once BEFORE UPDATE OF state ON piece
WHEN OLD.state <> 'waiting' AND NEW.state <> OLD.state
BEGIN
    SELECT RAISE(ABORT, 'a piece that is decided stays so');
END;

-- Every page of an arrival once: in a piece, or dropped. Page 0 is a whole file.
CREATE TABLE piece_page (
    arrival  INTEGER NOT NULL REFERENCES arrival (id),
    page     INTEGER NOT NULL CHECK (page >= 0),
    piece    INTEGER          REFERENCES piece (id),
    position INTEGER NOT NULL,
    turn     INTEGER NOT NULL DEFAULT 0 CHECK (turn = 0 OR turn = 90 OR turn = 180 OR turn = 270),
    dropped  TEXT    NOT NULL DEFAULT '' CHECK (dropped = '' OR dropped = 'separator' OR dropped = 'blank'),
    CHECK ((piece IS NULL) = (dropped <> '')),
    PRIMARY KEY (arrival, page)
) STRICT, WITHOUT ROWID;
CREATE INDEX piece_page_by_piece ON piece_page (piece, position) WHERE piece IS NOT NULL;

-- An invoice whose number is filed already is told before it is filed again.
CREATE INDEX record_by_document_number ON record (number) WHERE number <> '';
