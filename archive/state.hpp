// SPDX-License-Identifier: GPL-3.0-or-later
// What an open archive holds. Private to the facade.
#pragma once

#include <memory>
#include <string>
#include <variant>

#include "archive/archive.hpp"
#include "archive/cold_store.hpp"
#include "archive/config/config.hpp"
#include "archive/store/layout.hpp"
#include "archive/store/lock.hpp"
#include "archive/store/scan_store.hpp"
#include "archive/store/text_store.hpp"
#include "indexer/extract/extractor.hpp"
#include "indexer/extract/scanner.hpp"
#include "indexer/search/search_index.hpp"
#include "schema/catalog/catalog.hpp"
#include "schema/catalog/retention.hpp"

namespace fonds {

struct Archive::State {
    Environment environment;
    Layout layout;
    Config config;
    Catalog catalog;
    std::unique_ptr<ColdStore> objects;
    TextStore texts;
    ScanStore scans;
    std::unique_ptr<SearchIndex> index;
    /// Who was let in (see UserBook::admit).
    struct Acting {
        std::string account;       ///< its name; empty: nobody's account
        bool by_password = false;  ///< not as the user of the computer
    } acting{};

    [[nodiscard]] Stamp stamp() const { return {environment.actor, environment.clock->now()}; }
    /// Tells the log that somebody took the bytes or the text of a record, where the settings want it; an error means that
    /// it could not be told, and nothing is handed out.
    [[nodiscard]] Result<void> tell_seen(const ReferenceCode& code, std::string_view what) const;
    /// Remembers that a record was used, unless that was told within a week. Nothing is lost when it cannot.
    void note_use(const Record& record);
    /// In the archive's time zone.
    [[nodiscard]] Date today() const { return Date::of(environment.clock->now(), config.time_zone_minutes); }
    /// Today, as clocks of records count it.
    [[nodiscard]] ClockDay clock_day() const { return {today(), config.time_zone_minutes}; }
    /// Held by everyone who writes; maintenance holds it alone.
    [[nodiscard]] Result<Lock> writers_lock() const;
    [[nodiscard]] Result<Lock> lock_alone() const;
    /// Held by whoever works on volumes, alone: ErrorKind::locked while another does; `waited_for` gives it time to end.
    enum class Turn { now, waited_for };
    [[nodiscard]] Result<Lock> cold_lock(Turn turn) const;
    /// Removes what filings that died left in staging/, and their bytes that no record has. With the archive alone.
    [[nodiscard]] Result<ObjectStore::Recovery> sweep_staging();
    [[nodiscard]] Extractor make_extractor() const;
    /// A worker's task of reading the text of an object; or that text where no worker is needed: bytes that are missing are
    /// a text that failed; `none` without a reader.
    [[nodiscard]] Result<std::variant<ExtractJob, DocumentText>> reading_of(const Digest& digest,
                                                                            const std::string& media_type) const;
    /// The text of an object as a worker, started for it alone, reads it now.
    [[nodiscard]] Result<DocumentText> extract(const Digest& digest, const std::string& media_type) const;
    /// `engine` empty: the one of the settings.
    [[nodiscard]] Scanner make_scanner(const std::string& engine) const;
    /// SearchIndex::verify; keeps other writers of the index away when they never let it stand still.
    [[nodiscard]] Result<void> verify_index(Depth depth) const;
    /// The year in which a record without a date counts, in the archive's time zone.
    [[nodiscard]] int filing_year(Instant at) const;
    [[nodiscard]] Result<Component> component(const Record& record, ComponentNumber number) const;
    /// What was seen on all pages of a component; ErrorKind::unavailable when nothing was or a page still waits.
    [[nodiscard]] Result<std::vector<ScannedPage>> recognised(const ReferenceCode& code, const Component& component);
};

}  // namespace fonds
