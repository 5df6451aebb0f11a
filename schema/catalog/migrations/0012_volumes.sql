-- SPDX-License-Identifier: GPL-3.0-or-later
-- Cold storage: sealed volumes, their copies, what they hold, and when bytes were last proven (docs/formats/catalog.md).

-- `replaced`: everything it held is elsewhere or destroyed, and its files are gone.
CREATE TABLE volume (
    id        INTEGER NOT NULL PRIMARY KEY,
    name      TEXT    NOT NULL UNIQUE CHECK (name <> ''),
    state     TEXT    NOT NULL DEFAULT 'sealed' CHECK (state = 'sealed' OR state = 'replaced'),
    size      INTEGER NOT NULL CHECK (size > 0),
    digest    BLOB    NOT NULL CHECK (length(digest) = 32),
    previous  BLOB             CHECK (length(previous) = 32),
    encrypted INTEGER NOT NULL CHECK (encrypted = 0 OR encrypted = 1),
    parity    INTEGER NOT NULL CHECK (parity >= 0 AND parity <= 100),
    members   INTEGER NOT NULL CHECK (members > 0),
    bytes     INTEGER NOT NULL CHECK (bytes >= 0),
    sealed_at TEXT    NOT NULL,
    event     INTEGER NOT NULL REFERENCES event (sequence)
) STRICT;
CREATE TRIGGER volume_never_changes BEFORE UPDATE OF id, name, size, digest, previous, encrypted, members, bytes, sealed_at, event ON volume
BEGIN
    SELECT RAISE(ABORT, 'a sealed volume never changes');
END;
CREATE TRIGGER volume_ends_once BEFORE UPDATE OF state ON volume
WHEN OLD.state = 'replaced' AND NEW.state <> 'replaced'
BEGIN
    SELECT RAISE(ABORT, 'a volume that was replaced does not come back');
END;
CREATE TRIGGER volume_never_goes BEFORE DELETE ON volume
BEGIN
    SELECT RAISE(ABORT, 'a volume is never forgotten');
END;

-- Where its file lies: `place` a folder, empty for volumes/ of the archive.
CREATE TABLE volume_copy (
    volume      INTEGER NOT NULL REFERENCES volume (id),
    place       TEXT    NOT NULL,
    state       TEXT    NOT NULL CHECK (state = 'good' OR state = 'missing' OR state = 'damaged'),
    verified_at TEXT    NOT NULL,
    PRIMARY KEY (volume, place)
) STRICT, WITHOUT ROWID;

-- What it holds. `start`: where the stored bytes begin in the file (0: encrypted). An object may be in several volumes.
CREATE TABLE volume_member (
    object      INTEGER NOT NULL REFERENCES object (id),
    volume      INTEGER NOT NULL REFERENCES volume (id),
    path        TEXT    NOT NULL CHECK (path <> ''),
    start       INTEGER NOT NULL CHECK (start >= 0),
    stored_size INTEGER NOT NULL CHECK (stored_size >= 0),
    deflated    INTEGER NOT NULL CHECK (deflated = 0 OR deflated = 1),
    PRIMARY KEY (object, volume)
) STRICT, WITHOUT ROWID;
CREATE INDEX volume_member_by_volume ON volume_member (volume, start);

-- Objects whose bytes are in volumes alone.
CREATE TABLE cold_object (
    object INTEGER NOT NULL PRIMARY KEY REFERENCES object (id)
) STRICT;
CREATE TRIGGER cold_object_is_in_a_volume BEFORE INSERT ON cold_object
WHEN NOT EXISTS (SELECT 1 FROM volume_member JOIN volume ON volume.id = volume_member.volume
                 JOIN volume_copy ON volume_copy.volume = volume.id
                 WHERE volume_member.object = NEW.object AND volume.state = 'sealed' AND volume_copy.state = 'good')
BEGIN
    SELECT RAISE(ABORT, 'bytes leave only when a volume has them');
END;
CREATE TRIGGER volume_with_cold_objects_stays BEFORE UPDATE OF state ON volume
WHEN NEW.state = 'replaced' AND EXISTS (
    SELECT 1 FROM volume_member JOIN cold_object ON cold_object.object = volume_member.object
    WHERE volume_member.volume = NEW.id AND NOT EXISTS (
        SELECT 1 FROM volume_member AS other JOIN volume ON volume.id = other.volume
        WHERE other.object = volume_member.object AND volume.state = 'sealed' AND volume.id <> NEW.id))
BEGIN
    SELECT RAISE(ABORT, 'the volume has the only bytes of an object');
END;

-- When the bytes in objects/ were last read and found whole (`good`), or not (`damaged`).
CREATE TABLE fixity (
    object      INTEGER NOT NULL PRIMARY KEY REFERENCES object (id),
    verified_at TEXT    NOT NULL,
    state       TEXT    NOT NULL CHECK (state = 'good' OR state = 'damaged')
) STRICT;
CREATE INDEX fixity_by_time ON fixity (verified_at);

-- When a record's bytes or text were last asked for: a day, written at most once a week.
CREATE TABLE record_use (
    record    INTEGER NOT NULL PRIMARY KEY REFERENCES record (id),
    last_used TEXT    NOT NULL CHECK (length(last_used) = 10),
    weeks     INTEGER NOT NULL DEFAULT 1 CHECK (weeks > 0)
) STRICT;

CREATE TRIGGER destroyed_object_is_not_cold AFTER INSERT ON destroyed_object
BEGIN
    DELETE FROM cold_object WHERE object = NEW.object;
END;
