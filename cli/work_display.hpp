// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/filing.hpp"
#include "cli/interrupt.hpp"
#include "cli/output.hpp"

namespace fonds::cli {

/// Shows long work as a bar and passes on the wish to stop.
class WorkDisplay : public WorkObserver {
public:
    explicit WorkDisplay(Output& output) : output_(output) {}

    void progress(Phase phase, std::size_t done, std::size_t total) override
    {
        switch (phase) {
        case Phase::filing: output_.progress(say("filing", "归档"), done, total); break;
        case Phase::indexing: output_.progress(say("indexing", "索引"), done, total); break;
        case Phase::recognising:
            output_.progress(say("recognising pages", "识别页面"), done, total, say("pages", "页"));
            break;
        case Phase::copying: output_.progress_bytes(say("copying", "复制"), done, total); break;
        case Phase::packing: output_.progress_bytes(say("packing", "打包"), done, total); break;
        case Phase::parity: output_.progress(say("making parity", "生成校验数据"), done, total); break;
        case Phase::verifying: output_.progress_bytes(say("verifying", "校验"), done, total); break;
        case Phase::checking: output_.progress(say("checking", "稽核"), done, total); break;
        }
    }
    [[nodiscard]] bool stop_requested() override { return interrupted(); }

protected:
    Output& output_;
};

}  // namespace fonds::cli
