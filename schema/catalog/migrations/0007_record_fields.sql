-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the printed forms of DA/T 22-2015 and GB/T 9705 ask of a record (docs/formats/catalog.md).

ALTER TABLE record ADD COLUMN responsible TEXT NOT NULL DEFAULT '';
ALTER TABLE record ADD COLUMN security TEXT NOT NULL DEFAULT ''
    CHECK (security = '' OR security = 'open' OR security = 'internal' OR security = 'confidential' OR security = 'secret'
           OR security = 'top_secret');
ALTER TABLE record ADD COLUMN unit TEXT NOT NULL DEFAULT '';
ALTER TABLE record ADD COLUMN project TEXT NOT NULL DEFAULT '';
ALTER TABLE record ADD COLUMN paper_pages INTEGER NOT NULL DEFAULT 0 CHECK (paper_pages >= 0);
ALTER TABLE record ADD COLUMN page_from INTEGER NOT NULL DEFAULT 0 CHECK (page_from >= 0);
ALTER TABLE record ADD COLUMN page_to INTEGER NOT NULL DEFAULT 0 CHECK (page_to >= 0);
