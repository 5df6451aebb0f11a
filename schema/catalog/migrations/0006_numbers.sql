-- SPDX-License-Identifier: GPL-3.0-or-later
-- Numbers that come from elsewhere, that are kept free, and that outlive their records (docs/formats/catalog.md).

-- What a sequence runs through; empty: as the template says.
ALTER TABLE category ADD COLUMN numbering TEXT NOT NULL DEFAULT ''
    CHECK (numbering = '' OR numbering = 'fonds' OR numbering = 'category' OR numbering = 'year' OR numbering = 'folder');

-- Numbers that no sequence draws: for labels that are printed before their records exist, and spoiled ones. A reserved one
-- that a record took keeps its row.
CREATE TABLE held_number (
    id       INTEGER NOT NULL PRIMARY KEY,
    code     TEXT    NOT NULL UNIQUE CHECK (code <> ''),
    sequence INTEGER NOT NULL REFERENCES sequence (id),
    serial   INTEGER NOT NULL CHECK (serial > 0),
    kind     TEXT    NOT NULL CHECK (kind = 'reserved' OR kind = 'void'),
    category INTEGER NOT NULL REFERENCES category (id),
    note     TEXT    NOT NULL,
    event    INTEGER NOT NULL REFERENCES event (sequence),
    UNIQUE (sequence, serial)
) STRICT;
CREATE INDEX held_number_by_category ON held_number (category);

CREATE TRIGGER held_number_is_free BEFORE INSERT ON held_number
WHEN EXISTS (SELECT 1 FROM record WHERE code = NEW.code)
     OR EXISTS (SELECT 1 FROM record WHERE sequence = NEW.sequence AND serial = NEW.serial)
BEGIN
    SELECT RAISE(ABORT, 'a number that a record has cannot be held');
END;
CREATE TRIGGER held_number_stays BEFORE UPDATE ON held_number
WHEN NEW.id <> OLD.id OR NEW.code <> OLD.code OR NEW.sequence <> OLD.sequence OR NEW.serial <> OLD.serial
     OR NEW.kind <> 'void' OR EXISTS (SELECT 1 FROM record WHERE code = OLD.code)
BEGIN
    SELECT RAISE(ABORT, 'a held number can only be voided, and only while no record has it');
END;
CREATE TRIGGER held_number_never_goes BEFORE DELETE ON held_number
BEGIN
    SELECT RAISE(ABORT, 'a held number is never deleted');
END;
CREATE TRIGGER record_takes_a_reserved_number_only BEFORE INSERT ON record
WHEN EXISTS (SELECT 1 FROM held_number WHERE code = NEW.code
             AND (kind = 'void' OR sequence <> NEW.sequence OR serial <> NEW.serial))
     OR EXISTS (SELECT 1 FROM held_number WHERE sequence = NEW.sequence AND serial = NEW.serial AND code <> NEW.code)
BEGIN
    SELECT RAISE(ABORT, 'a number that is held otherwise is nobody''s');
END;

-- Numbers below one that was given by hand, which nobody has drawn: a later record may be given one of them.
CREATE TABLE number_gap (
    sequence INTEGER NOT NULL REFERENCES sequence (id),
    first    INTEGER NOT NULL CHECK (first > 0),
    last     INTEGER NOT NULL,
    event    INTEGER NOT NULL REFERENCES event (sequence),
    CHECK (first <= last),
    PRIMARY KEY (sequence, first)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER number_gap_is_new BEFORE INSERT ON number_gap
WHEN EXISTS (SELECT 1 FROM number_gap WHERE sequence = NEW.sequence AND first <= NEW.last AND last >= NEW.first)
BEGIN
    SELECT RAISE(ABORT, 'gaps do not overlap');
END;
CREATE TRIGGER number_gap_never_changes BEFORE UPDATE ON number_gap
BEGIN
    SELECT RAISE(ABORT, 'a gap never changes');
END;
CREATE TRIGGER number_gap_never_goes BEFORE DELETE ON number_gap
BEGIN
    SELECT RAISE(ABORT, 'a gap is never deleted');
END;

-- 销毁留痕: the row of a record that was destroyed, or merged into another, stays and keeps its number.
CREATE TABLE tombstone (
    record      INTEGER NOT NULL PRIMARY KEY REFERENCES record (id),
    kind        TEXT    NOT NULL CHECK (kind = 'destroyed' OR kind = 'merged'),
    merged_into INTEGER          REFERENCES record (id) CHECK (merged_into <> record),
    reason      TEXT    NOT NULL CHECK (reason <> ''),
    event       INTEGER NOT NULL REFERENCES event (sequence),
    CHECK ((kind = 'merged') = (merged_into IS NOT NULL))
) STRICT;
CREATE INDEX tombstone_by_heir ON tombstone (merged_into) WHERE merged_into IS NOT NULL;

CREATE TRIGGER tombstone_never_changes BEFORE UPDATE ON tombstone
BEGIN
    SELECT RAISE(ABORT, 'a tombstone never changes');
END;
CREATE TRIGGER tombstone_never_goes BEFORE DELETE ON tombstone
WHEN OLD.kind = 'destroyed'
BEGIN
    SELECT RAISE(ABORT, 'a tombstone is never deleted');
END;
CREATE TRIGGER tombstone_rests
BEFORE UPDATE OF title, category, folder, party, date, year, grade, number, amount, currency, note ON record
WHEN EXISTS (SELECT 1 FROM tombstone WHERE record = OLD.id)
BEGIN
    SELECT RAISE(ABORT, 'what is left of a record never changes');
END;
CREATE TRIGGER tombstone_uncounted AFTER INSERT ON tombstone
BEGIN
    UPDATE tally SET value = value - 1 WHERE name = 'records';
    UPDATE category SET records = records - 1 WHERE id = (SELECT category FROM record WHERE id = NEW.record);
    UPDATE folder SET records = records - 1 WHERE id = (SELECT folder FROM record WHERE id = NEW.record);
    UPDATE party SET records = records - 1 WHERE id = (SELECT party FROM record WHERE id = NEW.record);
END;
CREATE TRIGGER tombstone_counted_again AFTER DELETE ON tombstone
BEGIN
    UPDATE tally SET value = value + 1 WHERE name = 'records';
    UPDATE category SET records = records + 1 WHERE id = (SELECT category FROM record WHERE id = OLD.record);
    UPDATE folder SET records = records + 1 WHERE id = (SELECT folder FROM record WHERE id = OLD.record);
    UPDATE party SET records = records + 1 WHERE id = (SELECT party FROM record WHERE id = OLD.record);
END;
