-- SPDX-License-Identifier: GPL-3.0-or-later
-- What optical recognition made of an object's pages (docs/formats/catalog.md). Derived from text/*.scans.zst.

CREATE TABLE recognition (
    object     INTEGER NOT NULL PRIMARY KEY REFERENCES object (id),
    engine     TEXT    NOT NULL,
    pages      INTEGER NOT NULL CHECK (pages >= 0),
    confidence INTEGER NOT NULL CHECK (confidence BETWEEN 0 AND 10000),
    lowest     INTEGER NOT NULL CHECK (lowest BETWEEN 0 AND 10000),
    at         TEXT    NOT NULL
) STRICT;
CREATE INDEX recognition_by_lowest ON recognition (lowest);

CREATE INDEX object_to_recognise ON object (id) WHERE text_state = 'needs_ocr';
