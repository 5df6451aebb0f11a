-- SPDX-License-Identifier: GPL-3.0-or-later
-- Folders with limits and an order, and categories that say what their grades mean and what their records need
-- (docs/formats/catalog.md).

ALTER TABLE folder ADD COLUMN most_pieces INTEGER NOT NULL DEFAULT 0 CHECK (most_pieces >= 0);
ALTER TABLE folder ADD COLUMN most_pages INTEGER NOT NULL DEFAULT 0 CHECK (most_pages >= 0);
ALTER TABLE folder ADD COLUMN spine INTEGER NOT NULL DEFAULT 0 CHECK (spine >= 0);
ALTER TABLE folder ADD COLUMN mixed INTEGER NOT NULL DEFAULT 0 CHECK (mixed = 0 OR mixed = 1);
ALTER TABLE folder ADD COLUMN by_hand INTEGER NOT NULL DEFAULT 0 CHECK (by_hand = 0 OR by_hand = 1);

-- In the order of a folder that was put in order by hand; 0: behind those, by time.
ALTER TABLE record ADD COLUMN position INTEGER NOT NULL DEFAULT 0 CHECK (position >= 0);
DROP TRIGGER tombstone_rests;
CREATE TRIGGER tombstone_rests
BEFORE UPDATE OF title, category, folder, party, date, year, grade, number, amount, currency, note, responsible, security,
    unit, project, paper_pages, page_from, page_to ON record
WHEN EXISTS (SELECT 1 FROM tombstone WHERE record = OLD.id)
BEGIN
    SELECT RAISE(ABORT, 'what is left of a record never changes');
END;
CREATE INDEX record_by_folder_date ON record (folder, date) WHERE folder IS NOT NULL AND date IS NOT NULL;

ALTER TABLE category ADD COLUMN mixed_folders INTEGER NOT NULL DEFAULT 0 CHECK (mixed_folders = 0 OR mixed_folders = 1);
ALTER TABLE category ADD COLUMN grade_meanings_zh TEXT NOT NULL DEFAULT '';
ALTER TABLE category ADD COLUMN grade_meanings_en TEXT NOT NULL DEFAULT '';
ALTER TABLE category ADD COLUMN grade_rules TEXT NOT NULL DEFAULT '';
ALTER TABLE category ADD COLUMN expects TEXT NOT NULL DEFAULT '';
