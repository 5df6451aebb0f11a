// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/desk.hpp"
#include "cli/interrupt.hpp"
#include "cli/output.hpp"

namespace fonds::cli {

/// Shows what happens to the files of the inbox: a line for each piece, its number and its file; and for each that a rule
/// accepts.
class InboxDisplay : public WatchObserver {
public:
    explicit InboxDisplay(Output& output) : output_(output) {}

    void progress(Phase phase, std::size_t done, std::size_t total) override;
    [[nodiscard]] bool stop_requested() override { return interrupted(); }
    void taken(const TakenFile& file) override;
    void divided(const DividedFile& file) override;
    void accepted(const AcceptedPiece& piece) override;

protected:
    Output& output_;
};

}  // namespace fonds::cli
