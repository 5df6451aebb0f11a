-- SPDX-License-Identifier: GPL-3.0-or-later
-- A way in that somebody gave another waits until a second officer has confirmed it (docs/formats/catalog.md).

-- Who set the password, and who said which user of the computer it is, as long as nobody has confirmed it; else empty.
ALTER TABLE account ADD COLUMN password_by TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN system_user_by TEXT NOT NULL DEFAULT '';

-- Who cannot come in yet signs nothing.
CREATE TRIGGER case_signature_of_whom_nobody_confirmed BEFORE INSERT ON case_signature
WHEN EXISTS (SELECT 1 FROM account WHERE id = NEW.account AND password <> '' AND (own_password = 0 OR password_by <> ''))
BEGIN
    SELECT RAISE(ABORT, 'a password that somebody else set signs nothing');
END;

-- A case of which everything was left out ends where it stands.
DROP TRIGGER disposition_case_goes_its_way;
CREATE TRIGGER disposition_case_goes_its_way BEFORE UPDATE OF state ON disposition_case
WHEN NEW.state <> OLD.state AND NOT (
    (OLD.state = 'appraisal' AND NEW.state = 'opinion') OR (OLD.state = 'opinion' AND NEW.state = 'listed')
    OR (OLD.state = 'opinion' AND NEW.state = 'closed') OR (OLD.state = 'listed' AND NEW.state = 'approved')
    OR (OLD.state = 'approved' AND NEW.state = 'witnessed') OR (OLD.state = 'witnessed' AND NEW.state = 'destroying')
    OR (OLD.state = 'destroying' AND NEW.state = 'destroyed') OR (OLD.state = 'destroyed' AND NEW.state = 'closed')
    OR (NEW.state = 'closed' AND (OLD.state = 'listed' OR OLD.state = 'approved' OR OLD.state = 'witnessed')
        AND NOT EXISTS (SELECT 1 FROM case_item WHERE disposition = OLD.id AND outcome = ''
                        AND (decision = '' OR decision = 'destroy' OR decision = 'transfer')))
    OR (NEW.state = 'appraisal' AND (OLD.state = 'opinion' OR OLD.state = 'listed' OR OLD.state = 'approved'
                                     OR OLD.state = 'witnessed'))
    OR (NEW.state = 'withdrawn' AND (OLD.state = 'appraisal' OR OLD.state = 'opinion' OR OLD.state = 'listed'
                                     OR OLD.state = 'approved' OR OLD.state = 'witnessed')))
BEGIN
    SELECT RAISE(ABORT, 'a case goes through its states one by one');
END;
