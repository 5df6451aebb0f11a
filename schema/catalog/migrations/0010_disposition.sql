-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who may do what, how records end, and what proves it (docs/formats/catalog.md).

-- People. Nobody is deleted: who signed must be known for ever.
CREATE TABLE account (
    id           INTEGER NOT NULL PRIMARY KEY,
    name         TEXT    NOT NULL UNIQUE CHECK (name <> ''),
    full_name    TEXT    NOT NULL,
    system_user  TEXT    NOT NULL,
    password     TEXT    NOT NULL DEFAULT '',
    own_password INTEGER NOT NULL DEFAULT 0 CHECK (own_password = 0 OR own_password = 1),
    closed       INTEGER NOT NULL DEFAULT 0 CHECK (closed = 0 OR closed = 1),
    event        INTEGER NOT NULL REFERENCES event (sequence)
) STRICT;
CREATE UNIQUE INDEX account_by_system_user ON account (system_user) WHERE system_user <> '' AND closed = 0;
CREATE TRIGGER account_keeps_its_name BEFORE UPDATE OF id, name, event ON account
BEGIN
    SELECT RAISE(ABORT, 'a user keeps the name');
END;
CREATE TRIGGER account_never_goes BEFORE DELETE ON account
BEGIN
    SELECT RAISE(ABORT, 'a user is never deleted');
END;

-- `office`: as whom an approver signs or a witness watches; empty for the other roles.
CREATE TABLE account_role (
    account INTEGER NOT NULL REFERENCES account (id),
    role    TEXT    NOT NULL
        CHECK (role = 'clerk' OR role = 'archivist' OR role = 'approver' OR role = 'witness' OR role = 'security'
               OR role = 'auditor' OR role = 'administrator'),
    office  TEXT    NOT NULL CHECK ((office <> '') = (role = 'approver' OR role = 'witness')),
    PRIMARY KEY (account, role, office)
) STRICT, WITHOUT ROWID;
-- 三员分立: the system administrator, the security officer and the auditor are three people.
CREATE TRIGGER account_role_is_separate BEFORE INSERT ON account_role
WHEN (NEW.role = 'administrator' OR NEW.role = 'security' OR NEW.role = 'auditor')
     AND EXISTS (SELECT 1 FROM account_role WHERE account = NEW.account AND role <> NEW.role
                 AND (role = 'administrator' OR role = 'security' OR role = 'auditor'))
BEGIN
    SELECT RAISE(ABORT, 'administrator, security officer and auditor are three people');
END;
CREATE TRIGGER account_role_never_changes BEFORE UPDATE ON account_role
BEGIN
    SELECT RAISE(ABORT, 'a role is granted or revoked');
END;

-- 鉴定销毁: one appraisal of due records, from its draft to its certificate.
CREATE TABLE disposition_case (
    id           INTEGER NOT NULL PRIMARY KEY,
    number       TEXT    NOT NULL UNIQUE CHECK (number <> ''),
    title        TEXT    NOT NULL CHECK (title <> ''),
    procedure    TEXT    NOT NULL CHECK (procedure = 'general' OR procedure = 'accounting'),
    basis        TEXT    NOT NULL,
    state        TEXT    NOT NULL
        CHECK (state = 'appraisal' OR state = 'opinion' OR state = 'listed' OR state = 'approved' OR state = 'witnessed'
               OR state = 'destroying' OR state = 'destroyed' OR state = 'closed' OR state = 'withdrawn'),
    author       INTEGER NOT NULL REFERENCES account (id),
    round        INTEGER NOT NULL DEFAULT 1 CHECK (round > 0),
    participants TEXT    NOT NULL DEFAULT '',
    opinion      TEXT    NOT NULL DEFAULT '',
    receiver     TEXT    NOT NULL DEFAULT '',
    receipt      TEXT    NOT NULL DEFAULT '',
    method       TEXT    NOT NULL DEFAULT '',
    place        TEXT    NOT NULL DEFAULT '',
    executor     INTEGER          REFERENCES account (id),
    event        INTEGER NOT NULL REFERENCES event (sequence)
) STRICT;
CREATE INDEX disposition_case_by_state ON disposition_case (state);
CREATE TRIGGER disposition_case_goes_its_way BEFORE UPDATE OF state ON disposition_case
WHEN NEW.state <> OLD.state AND NOT (
    (OLD.state = 'appraisal' AND NEW.state = 'opinion') OR (OLD.state = 'opinion' AND NEW.state = 'listed')
    OR (OLD.state = 'opinion' AND NEW.state = 'closed') OR (OLD.state = 'listed' AND NEW.state = 'approved')
    OR (OLD.state = 'approved' AND (NEW.state = 'witnessed' OR NEW.state = 'closed')) OR (OLD.state = 'witnessed' AND NEW.state = 'destroying')
    OR (OLD.state = 'destroying' AND NEW.state = 'destroyed') OR (OLD.state = 'destroyed' AND NEW.state = 'closed')
    OR (NEW.state = 'appraisal' AND (OLD.state = 'opinion' OR OLD.state = 'listed' OR OLD.state = 'approved'
                                     OR OLD.state = 'witnessed'))
    OR (NEW.state = 'withdrawn' AND (OLD.state = 'appraisal' OR OLD.state = 'opinion' OR OLD.state = 'listed'
                                     OR OLD.state = 'approved' OR OLD.state = 'witnessed')))
BEGIN
    SELECT RAISE(ABORT, 'a case goes through its states one by one');
END;
CREATE TRIGGER disposition_case_stays BEFORE UPDATE OF id, number, author, event ON disposition_case
BEGIN
    SELECT RAISE(ABORT, 'a case keeps its number and its author');
END;
CREATE TRIGGER disposition_case_never_goes BEFORE DELETE ON disposition_case
BEGIN
    SELECT RAISE(ABORT, 'a case is never deleted');
END;

CREATE TABLE case_item (
    disposition INTEGER NOT NULL REFERENCES disposition_case (id),
    record      INTEGER NOT NULL REFERENCES record (id),
    decision    TEXT    NOT NULL DEFAULT ''
        CHECK (decision = '' OR decision = 'destroy' OR decision = 'extend' OR decision = 'permanent' OR decision = 'transfer'
               OR decision = 'excepted'),
    unsettled   INTEGER NOT NULL DEFAULT 0 CHECK (unsettled = 0 OR unsettled = 1),
    until       TEXT    NOT NULL DEFAULT '' CHECK ((decision = 'extend') = (length(until) = 10)),
    reason      TEXT    NOT NULL DEFAULT '',
    decided_by  INTEGER          REFERENCES account (id),
    seen_by     INTEGER          REFERENCES account (id) CHECK (seen_by <> decided_by),
    due         TEXT    NOT NULL,
    start       TEXT    NOT NULL,
    rule        TEXT    NOT NULL,
    period      TEXT    NOT NULL,
    grade       TEXT    NOT NULL,
    outcome     TEXT    NOT NULL DEFAULT ''
        CHECK (outcome = '' OR outcome = 'destroyed' OR outcome = 'transferred' OR outcome = 'kept'),
    evidence    TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (disposition, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_item_by_record ON case_item (record);
CREATE TRIGGER case_item_never_goes BEFORE DELETE ON case_item
BEGIN
    SELECT RAISE(ABORT, 'what was appraised is never forgotten');
END;
CREATE TRIGGER case_item_is_of_one_case BEFORE INSERT ON case_item
WHEN EXISTS (SELECT 1 FROM case_item AS other JOIN disposition_case ON disposition_case.id = other.disposition
             WHERE other.record = NEW.record AND other.outcome = '' AND other.decision <> 'excepted'
             AND state <> 'closed' AND state <> 'withdrawn')
BEGIN
    SELECT RAISE(ABORT, 'a record is in one open case at a time');
END;

-- Who signed what. A refusal sends the case back; the next round begins without signatures.
CREATE TABLE case_signature (
    id          INTEGER NOT NULL PRIMARY KEY,
    disposition INTEGER NOT NULL REFERENCES disposition_case (id),
    stage       TEXT    NOT NULL CHECK (stage = 'approval' OR stage = 'before' OR stage = 'after'),
    round       INTEGER NOT NULL CHECK (round > 0),
    office      TEXT    NOT NULL CHECK (office <> ''),
    account     INTEGER NOT NULL REFERENCES account (id),
    verdict     TEXT    NOT NULL CHECK (verdict = 'approved' OR verdict = 'refused'),
    note        TEXT    NOT NULL,
    digest      BLOB    NOT NULL CHECK (length(digest) = 32),
    event       INTEGER NOT NULL REFERENCES event (sequence),
    UNIQUE (disposition, stage, round, account),
    UNIQUE (disposition, stage, round, office)
) STRICT;
CREATE TRIGGER case_signature_is_not_the_authors BEFORE INSERT ON case_signature
WHEN EXISTS (SELECT 1 FROM disposition_case WHERE id = NEW.disposition AND (author = NEW.account OR executor = NEW.account))
BEGIN
    SELECT RAISE(ABORT, 'who drafted a case or carries it out does not sign it');
END;
CREATE TRIGGER case_signature_never_changes BEFORE UPDATE ON case_signature
BEGIN
    SELECT RAISE(ABORT, 'a signature never changes');
END;
CREATE TRIGGER case_signature_never_goes BEFORE DELETE ON case_signature
BEGIN
    SELECT RAISE(ABORT, 'a signature is never deleted');
END;

-- Opinion, register and certificate as they were signed; `record`: the permanent record they were filed as.
CREATE TABLE case_paper (
    disposition INTEGER NOT NULL REFERENCES disposition_case (id),
    kind        TEXT    NOT NULL CHECK (kind = 'opinion' OR kind = 'register' OR kind = 'certificate' OR kind = 'transfer'),
    round       INTEGER NOT NULL CHECK (round > 0),
    content     TEXT    NOT NULL CHECK (content <> ''),
    digest      BLOB    NOT NULL CHECK (length(digest) = 32),
    record      INTEGER          REFERENCES record (id),
    PRIMARY KEY (disposition, kind, round)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER case_paper_never_changes BEFORE UPDATE OF disposition, kind, round, content, digest ON case_paper
BEGIN
    SELECT RAISE(ABORT, 'a paper of a case never changes');
END;
CREATE TRIGGER case_paper_never_goes BEFORE DELETE ON case_paper
BEGIN
    SELECT RAISE(ABORT, 'a paper of a case is never deleted');
END;

-- Byte streams that were destroyed with their records; the row of the object stays and tells their digest. `owed`: the bytes
-- may still be there.
CREATE TABLE destroyed_object (
    object      INTEGER NOT NULL PRIMARY KEY REFERENCES object (id),
    disposition INTEGER NOT NULL REFERENCES disposition_case (id),
    owed        INTEGER NOT NULL DEFAULT 1 CHECK (owed = 0 OR owed = 1)
) STRICT;
CREATE INDEX destroyed_object_owed ON destroyed_object (object) WHERE owed = 1;
CREATE TRIGGER destroyed_object_uncounted AFTER INSERT ON destroyed_object
BEGIN
    UPDATE object_tally SET objects = objects - 1, bytes = bytes - (SELECT size FROM object WHERE id = NEW.object)
        WHERE text_state = (SELECT text_state FROM object WHERE id = NEW.object);
END;
CREATE TRIGGER destroyed_object_counted_again AFTER DELETE ON destroyed_object
BEGIN
    UPDATE object_tally SET objects = objects + 1, bytes = bytes + (SELECT size FROM object WHERE id = OLD.object)
        WHERE text_state = (SELECT text_state FROM object WHERE id = OLD.object);
END;
CREATE TRIGGER destroyed_object_is_nobodys BEFORE INSERT ON destroyed_object
WHEN EXISTS (SELECT 1 FROM component WHERE object = NEW.object)
BEGIN
    SELECT RAISE(ABORT, 'bytes that a record has are not destroyed');
END;

-- A record may also have gone to another archive: then its facts stay as a stub.
CREATE TABLE tombstone_copy AS SELECT * FROM tombstone;
DROP TABLE tombstone;
CREATE TABLE tombstone (
    record      INTEGER NOT NULL PRIMARY KEY REFERENCES record (id),
    kind        TEXT    NOT NULL CHECK (kind = 'destroyed' OR kind = 'merged' OR kind = 'transferred'),
    merged_into INTEGER          REFERENCES record (id) CHECK (merged_into <> record),
    reason      TEXT    NOT NULL CHECK (reason <> ''),
    event       INTEGER NOT NULL REFERENCES event (sequence),
    CHECK ((kind = 'merged') = (merged_into IS NOT NULL))
) STRICT;
INSERT INTO tombstone SELECT * FROM tombstone_copy;
DROP TABLE tombstone_copy;
CREATE INDEX tombstone_by_heir ON tombstone (merged_into) WHERE merged_into IS NOT NULL;

CREATE TRIGGER tombstone_never_changes BEFORE UPDATE ON tombstone
BEGIN
    SELECT RAISE(ABORT, 'a tombstone never changes');
END;
CREATE TRIGGER tombstone_never_goes BEFORE DELETE ON tombstone
WHEN OLD.kind <> 'merged'
BEGIN
    SELECT RAISE(ABORT, 'a tombstone is never deleted');
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

-- What a destroyed record was is forgotten, and so is what was merged into it; what was signed about it is in the papers of
-- its case. The title of what is forgotten is a dash.
DROP TRIGGER history_never_goes;
CREATE TRIGGER history_never_goes BEFORE DELETE ON history
WHEN NOT EXISTS (SELECT 1 FROM record JOIN tombstone ON tombstone.record = record.id
                 WHERE record.id = OLD.record AND title = '—' AND kind <> 'transferred')
BEGIN
    SELECT RAISE(ABORT, 'history is never deleted');
END;
DROP TRIGGER tombstone_rests;
CREATE TRIGGER tombstone_rests
BEFORE UPDATE OF title, category, folder, party, date, year, grade, number, amount, currency, note, responsible, security,
    unit, project, paper_pages, page_from, page_to ON record
WHEN EXISTS (SELECT 1 FROM tombstone WHERE record = OLD.id)
    AND NOT (NEW.title = '—' AND NEW.party IS NULL AND NEW.folder IS NULL AND NEW.number = '' AND NEW.note = ''
             AND NEW.category = OLD.category
             AND EXISTS (WITH RECURSIVE heir (id) AS (SELECT merged_into FROM tombstone WHERE record = OLD.id UNION
                         SELECT merged_into FROM tombstone JOIN heir ON record = heir.id WHERE merged_into IS NOT NULL)
                         SELECT 1 FROM heir JOIN tombstone ON tombstone.record = heir.id WHERE kind = 'destroyed'))
BEGIN
    SELECT RAISE(ABORT, 'what is left of a record never changes');
END;
DROP TRIGGER record_folder_counted;
CREATE TRIGGER record_folder_counted AFTER UPDATE OF folder ON record
WHEN OLD.folder IS NOT NEW.folder AND NOT EXISTS (SELECT 1 FROM tombstone WHERE record = OLD.id)
BEGIN
    UPDATE folder SET records = records - 1 WHERE id = OLD.folder;
    UPDATE folder SET records = records + 1 WHERE id = NEW.folder;
END;
DROP TRIGGER record_party_counted;
CREATE TRIGGER record_party_counted AFTER UPDATE OF party ON record
WHEN OLD.party IS NOT NEW.party AND NOT EXISTS (SELECT 1 FROM tombstone WHERE record = OLD.id)
BEGIN
    UPDATE party SET records = records - 1 WHERE id = OLD.party;
    UPDATE party SET records = records + 1 WHERE id = NEW.party;
END;

-- Signed ends of the audit log (Ed25519).
CREATE TABLE log_checkpoint (
    sequence  INTEGER NOT NULL PRIMARY KEY REFERENCES event (sequence),
    at        TEXT    NOT NULL,
    key       BLOB    NOT NULL CHECK (length(key) = 32),
    signature BLOB    NOT NULL CHECK (length(signature) = 64)
) STRICT;
CREATE TRIGGER log_checkpoint_never_changes BEFORE UPDATE ON log_checkpoint
BEGIN
    SELECT RAISE(ABORT, 'a checkpoint never changes');
END;
CREATE TRIGGER log_checkpoint_never_goes BEFORE DELETE ON log_checkpoint
BEGIN
    SELECT RAISE(ABORT, 'a checkpoint is never deleted');
END;

-- Runs of scheduled jobs. `due`: when the run should have begun; `ended` NULL: it is under way, or died.
CREATE TABLE job_run (
    id        INTEGER NOT NULL PRIMARY KEY,
    job       TEXT    NOT NULL CHECK (job <> ''),
    due       TEXT    NOT NULL,
    started   TEXT    NOT NULL,
    ended     TEXT,
    exit_code INTEGER,
    report    TEXT    NOT NULL DEFAULT '',
    CHECK ((ended IS NULL) = (exit_code IS NULL))
) STRICT;
CREATE INDEX job_run_by_job ON job_run (job, id);
CREATE TRIGGER job_run_never_goes BEFORE DELETE ON job_run
BEGIN
    SELECT RAISE(ABORT, 'a run is never forgotten');
END;

-- 四性检测: what was examined, and how it came out.
CREATE TABLE property_check (
    id      INTEGER NOT NULL PRIMARY KEY,
    stage   TEXT    NOT NULL CHECK (stage = 'intake' OR stage = 'demand' OR stage = 'transfer' OR stage = 'schedule'),
    scope   TEXT    NOT NULL,
    records INTEGER NOT NULL CHECK (records >= 0),
    failed  INTEGER NOT NULL CHECK (failed >= 0),
    report  TEXT    NOT NULL CHECK (report <> ''),
    digest  BLOB    NOT NULL CHECK (length(digest) = 32),
    event   INTEGER NOT NULL REFERENCES event (sequence)
) STRICT;
CREATE TRIGGER property_check_never_changes BEFORE UPDATE ON property_check
BEGIN
    SELECT RAISE(ABORT, 'a report never changes');
END;
CREATE TRIGGER property_check_never_goes BEFORE DELETE ON property_check
BEGIN
    SELECT RAISE(ABORT, 'a report is never deleted');
END;

-- The kind of a location that was entered wrongly can be mended; its address stays.
DROP TRIGGER location_keeps_its_kind;
CREATE TRIGGER location_keeps_its_part BEFORE UPDATE OF id, part ON location
BEGIN
    SELECT RAISE(ABORT, 'a location keeps its part of the address');
END;
CREATE TRIGGER location_fits_its_kind BEFORE UPDATE OF level ON location
WHEN NEW.level <= (SELECT level FROM location WHERE id = NEW.parent)
     OR NEW.level >= (SELECT min(level) FROM location WHERE parent = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'a location lies in one of a larger kind');
END;
