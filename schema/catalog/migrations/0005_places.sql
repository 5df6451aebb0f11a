-- SPDX-License-Identifier: GPL-3.0-or-later
-- Where paper originals are: locations, what stands in them, loans, stock-takes (docs/formats/catalog.md).

-- Locations ------------------------------------------------------------------------------------------------------

-- level is the kind's depth, so that a tree of locations can have no loop.
CREATE TABLE location (
    id       INTEGER NOT NULL PRIMARY KEY,
    parent   INTEGER          REFERENCES location (id),
    kind     TEXT    NOT NULL,
    level    INTEGER NOT NULL,
    part     TEXT    NOT NULL CHECK (part <> ''),
    code     TEXT    NOT NULL UNIQUE CHECK (code <> ''),
    name     TEXT    NOT NULL,
    capacity INTEGER          CHECK (capacity > 0),
    climate  TEXT    NOT NULL
        CHECK (climate = '' OR climate = 'paper' OR climate = 'special' OR climate = 'tape' OR climate = 'film'
               OR climate = 'master' OR climate = 'disc'),
    note     TEXT    NOT NULL,
    retired  INTEGER NOT NULL DEFAULT 0 CHECK (retired = 0 OR retired = 1),
    papers   INTEGER NOT NULL DEFAULT 0,
    CHECK ((kind = 'storeroom' AND level = 1) OR (kind = 'row' AND level = 2) OR (kind = 'side' AND level = 3)
           OR (kind = 'bay' AND level = 4) OR (kind = 'tier' AND level = 5) OR (kind = 'box' AND level = 6))
) STRICT;
CREATE INDEX location_by_parent ON location (parent);

CREATE TRIGGER location_is_below_its_parent BEFORE INSERT ON location
WHEN NEW.level <= (SELECT level FROM location WHERE id = NEW.parent)
BEGIN
    SELECT RAISE(ABORT, 'a location lies in one of a larger kind');
END;
CREATE TRIGGER location_stays_below_its_parent BEFORE UPDATE OF parent ON location
WHEN NEW.level <= (SELECT level FROM location WHERE id = NEW.parent)
BEGIN
    SELECT RAISE(ABORT, 'a location lies in one of a larger kind');
END;
CREATE TRIGGER location_keeps_its_kind BEFORE UPDATE OF id, kind, level, part ON location
BEGIN
    SELECT RAISE(ABORT, 'a location keeps its kind and its part of the address');
END;
CREATE TRIGGER location_never_goes BEFORE DELETE ON location
BEGIN
    SELECT RAISE(ABORT, 'a location is never deleted: it is retired');
END;

-- Loans ----------------------------------------------------------------------------------------------------------

CREATE TABLE loan (
    id             INTEGER NOT NULL PRIMARY KEY,
    record         INTEGER          REFERENCES record (id),
    folder         INTEGER          REFERENCES folder (id),
    reader         TEXT    NOT NULL CHECK (reader <> ''),
    unit           TEXT    NOT NULL,
    contact        TEXT    NOT NULL,
    purpose        TEXT    NOT NULL,
    manner         TEXT    NOT NULL CHECK (manner = 'reading' OR manner = 'lending' OR manner = 'copying'),
    approved_by    TEXT    NOT NULL,
    lent_at        TEXT    NOT NULL,
    lent_by        TEXT    NOT NULL,
    due            TEXT    NOT NULL CHECK (length(due) = 10),
    renewals       INTEGER NOT NULL DEFAULT 0 CHECK (renewals >= 0),
    pages          INTEGER NOT NULL CHECK (pages >= 0),
    note           TEXT    NOT NULL,
    returned_at    TEXT,
    received_by    TEXT    NOT NULL DEFAULT '',
    condition      TEXT    NOT NULL DEFAULT ''
        CHECK (condition = '' OR condition = 'good' OR condition = 'pages_missing' OR condition = 'damaged'),
    pages_returned INTEGER          CHECK (pages_returned >= 0),
    CHECK ((record IS NULL) <> (folder IS NULL)),
    CHECK ((returned_at IS NULL) = (condition = ''))
) STRICT;
CREATE UNIQUE INDEX loan_open_of_record ON loan (record) WHERE returned_at IS NULL AND record IS NOT NULL;
CREATE UNIQUE INDEX loan_open_of_folder ON loan (folder) WHERE returned_at IS NULL AND folder IS NOT NULL;
CREATE INDEX loan_by_record ON loan (record) WHERE record IS NOT NULL;
CREATE INDEX loan_by_folder ON loan (folder) WHERE folder IS NOT NULL;
CREATE INDEX loan_open_by_due ON loan (due, id) WHERE returned_at IS NULL;

CREATE TRIGGER loan_ends_once BEFORE UPDATE ON loan WHEN OLD.returned_at IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a loan that has ended never changes');
END;
CREATE TRIGGER loan_never_goes BEFORE DELETE ON loan
BEGIN
    SELECT RAISE(ABORT, 'a loan is never deleted');
END;

-- Papers ---------------------------------------------------------------------------------------------------------

-- One row a record or folder whose paper was ever placed or lent: it stands in one location, or is on one loan, or nobody
-- knows. home: where it goes back to from a loan. place: what it takes room in.
CREATE TABLE paper (
    id       INTEGER NOT NULL PRIMARY KEY,
    record   INTEGER UNIQUE   REFERENCES record (id),
    folder   INTEGER UNIQUE   REFERENCES folder (id),
    location INTEGER          REFERENCES location (id),
    loan     INTEGER UNIQUE   REFERENCES loan (id),
    home     INTEGER          REFERENCES location (id),
    place    INTEGER GENERATED ALWAYS AS (coalesce(location, home)) VIRTUAL,
    CHECK ((record IS NULL) <> (folder IS NULL)),
    CHECK (location IS NULL OR loan IS NULL),
    CHECK (home IS NULL OR loan IS NOT NULL)
) STRICT;
CREATE INDEX paper_by_place ON paper (place) WHERE place IS NOT NULL;

CREATE TRIGGER paper_stays_the_same BEFORE UPDATE OF id, record, folder ON paper
BEGIN
    SELECT RAISE(ABORT, 'where a paper is belongs to that paper');
END;
CREATE TRIGGER paper_never_goes BEFORE DELETE ON paper
BEGIN
    SELECT RAISE(ABORT, 'a paper is never deleted: nobody knows where it is');
END;
CREATE TRIGGER paper_on_loan_is_lent BEFORE UPDATE OF loan ON paper
WHEN NEW.loan IS NOT OLD.loan AND ((NEW.loan IS NOT NULL AND NOT EXISTS (SELECT 1 FROM loan WHERE id = NEW.loan
     AND returned_at IS NULL AND record IS NEW.record AND folder IS NEW.folder))
     OR (OLD.loan IS NOT NULL AND EXISTS (SELECT 1 FROM loan WHERE id = OLD.loan AND returned_at IS NULL)))
BEGIN
    SELECT RAISE(ABORT, 'a paper is out as long as its loan runs');
END;
CREATE TRIGGER loan_takes_the_paper AFTER INSERT ON loan
BEGIN
    INSERT INTO paper (record, folder) SELECT NEW.record, NEW.folder
        WHERE NOT EXISTS (SELECT 1 FROM paper WHERE record = NEW.record)
          AND NOT EXISTS (SELECT 1 FROM paper WHERE folder = NEW.folder);
    UPDATE paper SET loan = NEW.id, home = location, location = NULL WHERE record = NEW.record;
    UPDATE paper SET loan = NEW.id, home = location, location = NULL WHERE folder = NEW.folder;
END;
CREATE TRIGGER loan_gives_the_paper_back AFTER UPDATE OF returned_at ON loan
WHEN NEW.returned_at IS NOT NULL
BEGIN
    UPDATE paper SET loan = NULL, location = home, home = NULL WHERE loan = NEW.id;
END;

CREATE TRIGGER paper_counted AFTER INSERT ON paper WHEN NEW.place IS NOT NULL
BEGIN
    UPDATE location SET papers = papers + 1 WHERE id = NEW.place;
END;
CREATE TRIGGER paper_recounted AFTER UPDATE OF location, home ON paper WHEN OLD.place IS NOT NEW.place
BEGIN
    UPDATE location SET papers = papers - 1 WHERE id = OLD.place;
    UPDATE location SET papers = papers + 1 WHERE id = NEW.place;
END;

-- Where each record is: by itself, else with its folder. belongs: its place, also while it is out.
CREATE VIEW record_place AS
SELECT record.id AS record,
       CASE WHEN own.loan IS NOT NULL THEN NULL WHEN own.location IS NOT NULL THEN own.location ELSE binder.location END
           AS location,
       CASE WHEN own.loan IS NOT NULL THEN own.loan WHEN own.location IS NOT NULL THEN NULL ELSE binder.loan END AS loan,
       coalesce(own.place, binder.place) AS belongs
FROM record LEFT JOIN paper AS own ON own.record = record.id LEFT JOIN paper AS binder ON binder.folder = record.folder;

-- One row a move; the event tells who and when. NULL: nowhere known.
CREATE TABLE move (
    id     INTEGER NOT NULL PRIMARY KEY,
    paper  INTEGER NOT NULL REFERENCES paper (id),
    event  INTEGER NOT NULL REFERENCES event (sequence),
    origin INTEGER          REFERENCES location (id),
    target INTEGER          REFERENCES location (id)
) STRICT;
CREATE INDEX move_by_paper ON move (paper, id);

CREATE TRIGGER move_never_changes BEFORE UPDATE ON move
BEGIN
    SELECT RAISE(ABORT, 'a move never changes');
END;
CREATE TRIGGER move_never_goes BEFORE DELETE ON move
BEGIN
    SELECT RAISE(ABORT, 'a move is never deleted');
END;

-- The store ------------------------------------------------------------------------------------------------------

-- Tenths of a degree Celsius and of a percent of relative humidity.
CREATE TABLE climate (
    id          INTEGER NOT NULL PRIMARY KEY,
    location    INTEGER NOT NULL REFERENCES location (id),
    at          TEXT    NOT NULL,
    temperature INTEGER NOT NULL CHECK (temperature BETWEEN -500 AND 700),
    humidity    INTEGER NOT NULL CHECK (humidity BETWEEN 0 AND 1000),
    reader      TEXT    NOT NULL,
    UNIQUE (location, at)
) STRICT;
CREATE INDEX climate_by_time ON climate (at);

CREATE TABLE incident (
    id       INTEGER NOT NULL PRIMARY KEY,
    location INTEGER NOT NULL REFERENCES location (id),
    at       TEXT    NOT NULL,
    kind     TEXT    NOT NULL
        CHECK (kind = 'pest' OR kind = 'water' OR kind = 'fire' OR kind = 'light' OR kind = 'dust' OR kind = 'theft'
               OR kind = 'other'),
    text     TEXT    NOT NULL CHECK (text <> ''),
    reader   TEXT    NOT NULL
) STRICT;
CREATE INDEX incident_by_location ON incident (location, at);
CREATE INDEX incident_by_time ON incident (at);

CREATE TRIGGER climate_never_changes BEFORE UPDATE ON climate
BEGIN
    SELECT RAISE(ABORT, 'a reading never changes');
END;
CREATE TRIGGER climate_never_goes BEFORE DELETE ON climate
BEGIN
    SELECT RAISE(ABORT, 'a reading is never deleted');
END;
CREATE TRIGGER incident_never_changes BEFORE UPDATE ON incident
BEGIN
    SELECT RAISE(ABORT, 'an incident never changes');
END;
CREATE TRIGGER incident_never_goes BEFORE DELETE ON incident
BEGIN
    SELECT RAISE(ABORT, 'an incident is never deleted');
END;

-- Stock-takes ----------------------------------------------------------------------------------------------------

CREATE TABLE stocktake (
    id         INTEGER NOT NULL PRIMARY KEY,
    location   INTEGER          REFERENCES location (id),
    category   INTEGER          REFERENCES category (id),
    folder     INTEGER          REFERENCES folder (id),
    scope      TEXT    NOT NULL,
    started_at TEXT    NOT NULL,
    started_by TEXT    NOT NULL,
    expected   INTEGER NOT NULL DEFAULT 0,
    scanned    INTEGER NOT NULL DEFAULT 0,
    closed_at  TEXT,
    closed_by  TEXT    NOT NULL DEFAULT '',
    counters   TEXT    NOT NULL DEFAULT '',
    report     TEXT    NOT NULL DEFAULT '',
    digest     BLOB             CHECK (length(digest) = 32),
    CHECK ((closed_at IS NULL) = (digest IS NULL))
) STRICT;

CREATE TRIGGER stocktake_ends_once BEFORE UPDATE ON stocktake WHEN OLD.closed_at IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a stock-take that is closed never changes');
END;
CREATE TRIGGER stocktake_never_goes BEFORE DELETE ON stocktake
BEGIN
    SELECT RAISE(ABORT, 'a stock-take is never deleted');
END;

-- What was to be found when it began: where (NULL: nowhere known), and whether it was out.
CREATE TABLE stocktake_expected (
    stocktake INTEGER NOT NULL REFERENCES stocktake (id),
    record    INTEGER NOT NULL REFERENCES record (id),
    location  INTEGER          REFERENCES location (id),
    loan      INTEGER          REFERENCES loan (id),
    PRIMARY KEY (stocktake, record)
) STRICT, WITHOUT ROWID;

CREATE TABLE stocktake_scan (
    id        INTEGER NOT NULL PRIMARY KEY,
    stocktake INTEGER NOT NULL REFERENCES stocktake (id),
    code      TEXT    NOT NULL,
    record    INTEGER          REFERENCES record (id),
    location  INTEGER          REFERENCES location (id),
    at        TEXT    NOT NULL
) STRICT;
CREATE INDEX stocktake_scan_of_record ON stocktake_scan (stocktake, record);
CREATE INDEX stocktake_scan_by_record ON stocktake_scan (record) WHERE record IS NOT NULL;

CREATE TRIGGER stocktake_scan_counted AFTER INSERT ON stocktake_scan
BEGIN
    UPDATE stocktake SET scanned = scanned + 1 WHERE id = NEW.stocktake;
END;
CREATE TRIGGER stocktake_scan_of_an_open_one BEFORE INSERT ON stocktake_scan
WHEN (SELECT closed_at FROM stocktake WHERE id = NEW.stocktake) IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a stock-take that is closed takes no more scans');
END;
CREATE TRIGGER stocktake_scan_never_changes BEFORE UPDATE ON stocktake_scan
BEGIN
    SELECT RAISE(ABORT, 'a scan never changes');
END;
CREATE TRIGGER stocktake_scan_never_goes BEFORE DELETE ON stocktake_scan
BEGIN
    SELECT RAISE(ABORT, 'a scan is never deleted');
END;
CREATE TRIGGER stocktake_expected_is_fixed BEFORE UPDATE ON stocktake_expected
BEGIN
    SELECT RAISE(ABORT, 'what a stock-take expects is fixed when it begins');
END;
CREATE TRIGGER stocktake_expected_never_goes BEFORE DELETE ON stocktake_expected
BEGIN
    SELECT RAISE(ABORT, 'what a stock-take expects is fixed when it begins');
END;
