-- SPDX-License-Identifier: GPL-3.0-or-later
-- How long records are kept, what they count from, and what must not be touched (docs/formats/catalog.md).

-- 保管期限规则. A row is one version and never changes; the one in force on a day counts.
CREATE TABLE retention_rule (
    id              INTEGER NOT NULL PRIMARY KEY,
    code            TEXT    NOT NULL CHECK (code <> ''),
    version         INTEGER NOT NULL CHECK (version > 0),
    name_zh         TEXT    NOT NULL,
    name_en         TEXT    NOT NULL,
    starts          TEXT    NOT NULL CHECK (starts <> ''),
    period          TEXT    NOT NULL CHECK (period <> ''),
    action          TEXT    NOT NULL CHECK (action <> ''),
    year_ends       TEXT    NOT NULL CHECK (length(year_ends) = 5),
    source          TEXT    NOT NULL,
    confidence      TEXT    NOT NULL,
    effective_from  TEXT    NOT NULL,
    effective_until TEXT    NOT NULL,
    least           TEXT    NOT NULL,
    forced          TEXT    NOT NULL,
    note            TEXT    NOT NULL,
    event           INTEGER NOT NULL REFERENCES event (sequence),
    UNIQUE (code, version)
) STRICT;

CREATE TRIGGER retention_rule_never_changes BEFORE UPDATE ON retention_rule
BEGIN
    SELECT RAISE(ABORT, 'a version of a rule never changes');
END;
CREATE TRIGGER retention_rule_never_goes BEFORE DELETE ON retention_rule
BEGIN
    SELECT RAISE(ABORT, 'a version of a rule is never deleted');
END;

CREATE TABLE rule_assignment (
    category INTEGER NOT NULL REFERENCES category (id),
    grade    TEXT    NOT NULL CHECK (grade = '' OR grade = 'A' OR grade = 'B' OR grade = 'C'),
    type     TEXT    NOT NULL,
    rule     TEXT    NOT NULL,
    PRIMARY KEY (category, grade, type, rule)
) STRICT, WITHOUT ROWID;

-- A rule that somebody gave one record.
CREATE TABLE record_rule (
    record    INTEGER NOT NULL PRIMARY KEY REFERENCES record (id),
    rule      TEXT    NOT NULL,
    reason    TEXT    NOT NULL CHECK (reason <> ''),
    overrides INTEGER NOT NULL CHECK (overrides = 0 OR overrides = 1)
) STRICT;

-- Kept at least until the day before `until`, whatever the rules say: what an appraisal decided.
CREATE TABLE record_extension (
    record INTEGER NOT NULL PRIMARY KEY REFERENCES record (id),
    until  TEXT    NOT NULL CHECK (length(until) = 10),
    reason TEXT    NOT NULL CHECK (reason <> '')
) STRICT;

CREATE TABLE retention_event (
    id        INTEGER NOT NULL PRIMARY KEY,
    starts    TEXT    NOT NULL CHECK (starts <> ''),
    day       TEXT    NOT NULL CHECK (length(day) = 10),
    scope     TEXT    NOT NULL CHECK (scope = 'record' OR scope = 'folder' OR scope = 'party' OR scope = 'project'),
    target    INTEGER,
    project   TEXT    NOT NULL CHECK ((scope = 'project') = (project <> '') AND (scope = 'project') = (target IS NULL)),
    note      TEXT    NOT NULL,
    withdrawn TEXT    NOT NULL DEFAULT '',
    event     INTEGER NOT NULL REFERENCES event (sequence)
) STRICT;
CREATE INDEX retention_event_by_target ON retention_event (scope, target, starts) WHERE target IS NOT NULL;
CREATE INDEX retention_event_by_project ON retention_event (project, starts) WHERE project <> '';
CREATE TRIGGER retention_event_stays BEFORE UPDATE ON retention_event
WHEN NEW.id <> OLD.id OR NEW.starts <> OLD.starts OR NEW.day <> OLD.day OR NEW.scope <> OLD.scope
     OR NEW.target IS NOT OLD.target OR NEW.project <> OLD.project OR OLD.withdrawn <> '' OR NEW.event <> OLD.event
BEGIN
    SELECT RAISE(ABORT, 'an event can only be withdrawn');
END;
CREATE TRIGGER retention_event_never_goes BEFORE DELETE ON retention_event
BEGIN
    SELECT RAISE(ABORT, 'an event is never deleted');
END;

-- Derived: what the rules come to, so that what is due is found at once. A record in clock_owed is behind.
CREATE TABLE retention_clock (
    record INTEGER NOT NULL PRIMARY KEY REFERENCES record (id),
    state  TEXT    NOT NULL,
    rule   TEXT    NOT NULL,
    origin TEXT    NOT NULL,
    waits  TEXT    NOT NULL,
    start  TEXT,
    due    TEXT
) STRICT;
CREATE INDEX retention_clock_by_due ON retention_clock (due, record) WHERE due IS NOT NULL;
CREATE INDEX retention_clock_by_state ON retention_clock (state) WHERE state = 'waiting' OR state = 'none';

CREATE TABLE clock_owed (
    record INTEGER NOT NULL PRIMARY KEY
) STRICT;
INSERT INTO clock_owed SELECT id FROM record WHERE id NOT IN (SELECT record FROM tombstone);

CREATE TRIGGER record_owes_a_clock AFTER INSERT ON record
BEGIN
    INSERT OR IGNORE INTO clock_owed (record) VALUES (NEW.id);
END;
CREATE TRIGGER record_owes_its_clock
AFTER UPDATE OF category, folder, party, date, year, grade, project ON record
BEGIN
    INSERT OR IGNORE INTO clock_owed (record) VALUES (NEW.id);
END;
CREATE TRIGGER tag_owes_a_clock AFTER INSERT ON record_tag
BEGIN
    INSERT OR IGNORE INTO clock_owed (record) VALUES (NEW.record);
END;
CREATE TRIGGER tag_gone_owes_a_clock AFTER DELETE ON record_tag
BEGIN
    INSERT OR IGNORE INTO clock_owed (record) VALUES (OLD.record);
END;
-- A record is kept as long as whatever was merged into it.
CREATE TRIGGER tombstone_stops_the_clock AFTER INSERT ON tombstone
BEGIN
    INSERT OR IGNORE INTO clock_owed (record) SELECT NEW.merged_into WHERE NEW.merged_into IS NOT NULL;
    DELETE FROM retention_clock WHERE record = NEW.record;
    DELETE FROM clock_owed WHERE record = NEW.record;
END;
CREATE TRIGGER tombstone_gone_owes_a_clock AFTER DELETE ON tombstone
BEGIN
    INSERT OR IGNORE INTO clock_owed (record) SELECT OLD.record UNION SELECT OLD.merged_into WHERE OLD.merged_into IS NOT NULL;
END;

-- 冻结: nothing of what it covers is destroyed or changed while it lasts. It never ends by itself.
CREATE TABLE hold (
    id        INTEGER NOT NULL PRIMARY KEY,
    number    TEXT    NOT NULL UNIQUE CHECK (number <> ''),
    kind      TEXT    NOT NULL CHECK (kind <> ''),
    reason    TEXT    NOT NULL CHECK (reason <> ''),
    authority TEXT    NOT NULL CHECK (authority <> ''),
    event     INTEGER NOT NULL REFERENCES event (sequence),
    released  INTEGER          REFERENCES event (sequence),
    released_why TEXT NOT NULL DEFAULT '',
    CHECK ((released IS NULL) = (released_why = ''))
) STRICT;
CREATE INDEX hold_in_force ON hold (id) WHERE released IS NULL;
CREATE TRIGGER hold_is_released_once BEFORE UPDATE ON hold
WHEN OLD.released IS NOT NULL OR NEW.id <> OLD.id OR NEW.number <> OLD.number OR NEW.kind <> OLD.kind
     OR NEW.reason <> OLD.reason OR NEW.authority <> OLD.authority OR NEW.event <> OLD.event
BEGIN
    SELECT RAISE(ABORT, 'a hold can only be released');
END;
CREATE TRIGGER hold_never_goes BEFORE DELETE ON hold
BEGIN
    SELECT RAISE(ABORT, 'a hold is never deleted');
END;

-- What it covers besides its members, those that come later included.
CREATE TABLE hold_scope (
    hold   INTEGER NOT NULL REFERENCES hold (id),
    kind   TEXT    NOT NULL CHECK (kind = 'folder' OR kind = 'party' OR kind = 'query'),
    target INTEGER NOT NULL,
    query  TEXT    NOT NULL CHECK ((kind = 'query') = (query <> '') AND (kind = 'query') = (target = 0)),
    PRIMARY KEY (hold, kind, target, query)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER hold_scope_never_changes BEFORE UPDATE ON hold_scope
BEGIN
    SELECT RAISE(ABORT, 'what a hold covers never changes');
END;
CREATE TRIGGER hold_scope_never_goes BEFORE DELETE ON hold_scope
BEGIN
    SELECT RAISE(ABORT, 'what a hold covers never changes');
END;
CREATE INDEX hold_scope_by_target ON hold_scope (kind, target) WHERE target <> 0;

CREATE TABLE hold_member (
    hold   INTEGER NOT NULL REFERENCES hold (id),
    record INTEGER NOT NULL REFERENCES record (id),
    PRIMARY KEY (hold, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX hold_member_by_record ON hold_member (record);
CREATE TRIGGER hold_member_never_goes BEFORE DELETE ON hold_member
BEGIN
    SELECT RAISE(ABORT, 'a record never leaves a hold');
END;

CREATE TRIGGER held_record_rests
BEFORE UPDATE OF title, category, folder, party, date, year, grade, number, amount, currency, responsible, security, unit,
    project ON record
WHEN EXISTS (SELECT 1 FROM hold WHERE released IS NULL)
    AND (NEW.title IS NOT OLD.title OR NEW.category IS NOT OLD.category OR NEW.folder IS NOT OLD.folder OR NEW.party IS NOT OLD.party
    OR NEW.date IS NOT OLD.date OR NEW.year IS NOT OLD.year OR NEW.grade IS NOT OLD.grade OR NEW.number IS NOT OLD.number
    OR NEW.amount IS NOT OLD.amount OR NEW.currency IS NOT OLD.currency OR NEW.responsible IS NOT OLD.responsible OR NEW.security IS NOT OLD.security
    OR NEW.unit IS NOT OLD.unit OR NEW.project IS NOT OLD.project)
    AND (EXISTS (SELECT 1 FROM hold_member JOIN hold ON hold.id = hold_member.hold
            WHERE hold_member.record = OLD.id AND released IS NULL)
    OR EXISTS (SELECT 1 FROM hold_scope JOIN hold ON hold.id = hold_scope.hold
               WHERE hold_scope.kind = 'folder' AND target = OLD.folder AND released IS NULL)
    OR EXISTS (SELECT 1 FROM hold_scope JOIN hold ON hold.id = hold_scope.hold
               WHERE hold_scope.kind = 'party' AND target = OLD.party AND released IS NULL))
BEGIN
    SELECT RAISE(ABORT, 'a record on hold does not change');
END;
CREATE TRIGGER held_record_is_not_buried BEFORE INSERT ON tombstone
WHEN EXISTS (SELECT 1 FROM hold WHERE released IS NULL) AND (
    EXISTS (SELECT 1 FROM hold_member JOIN hold ON hold.id = hold_member.hold
            WHERE hold_member.record = NEW.record AND released IS NULL)
    OR EXISTS (SELECT 1 FROM record JOIN hold_scope ON hold_scope.kind = 'folder' AND target = record.folder
               JOIN hold ON hold.id = hold_scope.hold WHERE record.id = NEW.record AND released IS NULL)
    OR EXISTS (SELECT 1 FROM record JOIN hold_scope ON hold_scope.kind = 'party' AND target = record.party
               JOIN hold ON hold.id = hold_scope.hold WHERE record.id = NEW.record AND released IS NULL))
BEGIN
    SELECT RAISE(ABORT, 'a record on hold is not destroyed');
END;
