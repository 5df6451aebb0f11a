// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/state.hpp"
#include "archive/store/source_walk.hpp"
#include "indexer/extract/confinement.hpp"
#include "indexer/extract/scan_engines.hpp"

namespace fonds {

namespace {

const char* name_of(IndexState state)
{
    switch (state) {
    case IndexState::good: return "good";
    case IndexState::missing: return "missing";
    case IndexState::foreign: return "foreign";
    case IndexState::outdated: return "outdated";
    case IndexState::damaged: return "damaged";
    }
    return "damaged";
}

const char* name_of(Confinement confinement)
{
    switch (confinement) {
    case Confinement::full: return "full";
    case Confinement::no_landlock: return "no landlock";
    case Confinement::no_seccomp: return "no seccomp";
    }
    return "no seccomp";
}

}  // namespace

Result<ArchiveStatus> Archive::status()
{
    State& state = *state_;
    ArchiveStatus status;
    status.identity = state.catalog.identity();
    status.directory = state.layout.root();
    TRY_ASSIGN(status.tallies, state.catalog.tallies());
    TRY_ASSIGN(status.log, log_head());
    IndexState index = state.index->state();
    if (index == IndexState::good) {
        const auto reader = state.index->reader();
        const auto documents = reader.ok() ? (*reader)->documents() : Result<std::int64_t>(reader.error());
        if (documents.ok())
            status.indexed = *documents;
        else
            index = IndexState::damaged;
    }
    status.index_state = name_of(index);
    TRY_ASSIGN(status.waiting, state.catalog.waiting_pieces());
    TRY_ASSIGN(status.left_over_batches, state.objects->left_over_batches());
    status.sandbox = name_of(confinement());
    const std::string& models = state.config.ocr_models.empty() ? state.environment.ocr_models : state.config.ocr_models;
    const auto engine = scan_engine_chosen(state.environment.scan_program, models);
    status.ocr_engine = engine.ok() ? engine->name : std::string();
    status.ocr_remark = engine.ok() ? engine->why : engine.error().what;
    const auto config = state.environment.files->info(state.layout.config());
    status.default_settings = !config.ok() && config.error().kind == ErrorKind::not_found;
    status.disk_free = free_space(state.layout.root());
    return status;
}

}  // namespace fonds
