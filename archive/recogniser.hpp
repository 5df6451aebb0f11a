// SPDX-License-Identifier: GPL-3.0-or-later
// One run of recognition over many documents: pages of several side by side, results kept as they come. Private to the
// facade.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "archive/state.hpp"

namespace fonds {

class Recogniser {
public:
    Recogniser(Archive::State& state, const RecogniseRequest& request, WorkObserver& observer);

    /// Looks at the pages of the objects that `scans` asks for. What is finished when it ends, in whatever way, is in the
    /// text store and owed to the index.
    [[nodiscard]] Result<RecogniseSummary> run(const ScansRequest& scans);

private:
    struct Document {
        ScanWork work;
        DocumentText text;
        std::map<std::int32_t, ScannedPage> scans;
        std::vector<std::int32_t> wanted;  ///< pages, in order
        std::size_t next = 0;              ///< of wanted
        std::size_t under_way = 0;
        std::optional<ScanAppender> appender;
    };

    [[nodiscard]] Result<void> find_work();
    [[nodiscard]] Result<void> open(ScanWork work);
    [[nodiscard]] Result<DocumentText> text_of(const ScanWork& work);
    [[nodiscard]] bool is_wanted(const Document& document, std::int32_t page) const;
    /// False when no page is left to be read.
    [[nodiscard]] Result<bool> submit();
    [[nodiscard]] Result<void> take_answer();
    [[nodiscard]] Result<void> keep(Document& document, ScannedPage page);
    [[nodiscard]] Result<void> finish(Document& document);
    void report(std::string_view note, const ScanWork& work, std::int32_t page);
    [[nodiscard]] std::string name_of(const ScanWork& work);

    Archive::State& state_;
    const RecogniseRequest& request_;
    WorkObserver& observer_;
    Scanner scanner_;
    ScansRequest scans_;
    std::deque<ScanWork> found_;
    bool all_found_ = false;
    std::map<std::int64_t, Document> open_;  ///< by object, in the order in which they are read
    std::size_t done_ = 0, total_ = 0;       ///< pages
    double confidence_ = 0;
    std::size_t read_ = 0;  ///< pages with text
    RecogniseSummary summary_;
};

}  // namespace fonds
