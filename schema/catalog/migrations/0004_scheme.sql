-- SPDX-License-Identifier: GPL-3.0-or-later
-- The scheme as a tree whose branches come and go (docs/formats/catalog.md).

ALTER TABLE category ADD COLUMN parent INTEGER REFERENCES category (id);
ALTER TABLE category ADD COLUMN effective_from TEXT NOT NULL DEFAULT '' CHECK (effective_from = '' OR length(effective_from) = 10);
ALTER TABLE category ADD COLUMN effective_until TEXT NOT NULL DEFAULT ''
    CHECK (effective_until = '' OR length(effective_until) = 10);
CREATE INDEX category_by_parent ON category (parent) WHERE parent IS NOT NULL;
