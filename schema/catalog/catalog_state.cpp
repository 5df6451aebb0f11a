// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/catalog_state.hpp"

namespace fonds {

namespace {

/// Ends the transaction however `body` is left.
class Ending {
public:
    explicit Ending(CatalogState& state) : state_(state) {}
    ~Ending()
    {
        state_.writing = false;
        if (committed) return;
        state_.party_names.forget();
        state_.tag_names.forget();
        // Whatever made us roll back is the error to report; a rollback that fails too is completed by the next opening.
        if (state_.db.in_transaction()) [[maybe_unused]]
            const auto undone = state_.db.run("ROLLBACK");
    }
    Ending(const Ending&) = delete;
    Ending& operator=(const Ending&) = delete;

    bool committed = false;

private:
    CatalogState& state_;
};

Error rolled_back(const CatalogState& state)
{
    return error(ErrorKind::io,
                 say("The catalog undid this change because reading or writing it failed", "读写目录库失败,此次更改已撤销"))
        .with_hint(say("Check the disk and its free space, and run the command again.", "请检查磁盘及剩余空间后重新执行。"))
        .at(state.db.path());
}

Result<void> join(CatalogState& state, const std::function<Result<void>()>& body)
{
    if (state.lost) return *state.lost;
    // SQLite has rolled back by itself: what is written now would be committed alone.
    if (!state.db.in_transaction()) {
        state.lost = rolled_back(state);
        return *state.lost;
    }
    const auto changes = state.db.total_changes();
    auto done = body();
    if (!done.ok() && !state.lost && (!state.db.in_transaction() || state.db.total_changes() != changes))
        state.lost = done.error();
    return done;
}

}  // namespace

Result<void> CatalogState::write(const std::function<Result<void>()>& body)
{
    if (access == Access::read)
        return error(ErrorKind::internal, say("The catalog is open for reading only", "目录库以只读方式打开")).at(db.path());
    if (writing) return join(*this, body);
    TRY(db.run("BEGIN IMMEDIATE"));
    writing = true;
    lost.reset();
    Ending ending(*this);
    TRY(body());
    if (lost) return *lost;
    if (!db.in_transaction()) return rolled_back(*this);
    TRY(db.run("COMMIT"));
    ending.committed = true;
    return {};
}

}  // namespace fonds
