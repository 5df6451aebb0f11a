// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the catalog that orders what is in folders. Transactions, threads and errors as in catalog.hpp.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "schema/catalog/catalog.hpp"
#include "schema/model/foldering.hpp"

namespace fonds {

struct CatalogState;

/// A folder, by the code of its category and its number, however they are typed.
struct FolderName {
    std::string category, number;
};

/// A record of a folder and its place there by hand, from 1 to largest_rank; 0: none.
struct Ranked {
    ReferenceCode code;
    std::int64_t rank = 0;
};
inline constexpr std::int64_t largest_rank = 1'000'000;

/// Lives no longer than its catalog.
class Folders {
public:
    explicit Folders(Catalog& catalog);

    [[nodiscard]] Result<FolderContents> contents(const FolderName& name);
    /// Why it should not be closed; empty: nothing speaks against it.
    [[nodiscard]] Result<std::vector<Text>> incomplete(const FolderName& name);
    /// Without a reason an incomplete folder is ErrorKind::refused; the error tells all that is missing. With one it is
    /// closed, and the log keeps the reason.
    [[nodiscard]] Result<void> close(const FolderName& name, std::string_view reason, const Stamp& stamp);
    /// Why folders were closed the last time, by CATEGORY/NUMBER; empty where nobody had to say.
    [[nodiscard]] Result<std::map<std::string, std::string>> closing_reasons();
    /// Needs a reason: ErrorKind::usage without one.
    [[nodiscard]] Result<void> reopen(const FolderName& name, std::string_view reason, const Stamp& stamp);

    // Those that change the order or what is in a folder need it open and here, else ErrorKind::refused.

    /// These records of it come first, in this order, and the others keep theirs behind them; none: by time again. One that
    /// is not in it, or is named twice, is ErrorKind::usage.
    [[nodiscard]] Result<void> arrange(const FolderName& name, const std::vector<ReferenceCode>& codes, const Stamp& stamp);
    /// The places by hand of those of these records that have one.
    [[nodiscard]] Result<std::map<RecordId, std::int64_t>> ranks(const std::vector<RecordId>& records);
    /// ErrorKind::refused while the folder is closed or on loan, as rank would be.
    [[nodiscard]] Result<void> check_order_may_change(const FolderName& name);
    /// Puts these records of it at these places; those of one place follow time. What is not in it is left alone.
    [[nodiscard]] Result<void> rank(const FolderName& name, const std::vector<Ranked>& wanted, const Stamp& stamp);
    /// Gives its papers page numbers that run from 1 in their order. A paper without known pages is ErrorKind::refused.
    [[nodiscard]] Result<void> number_pages(const FolderName& name, const Stamp& stamp);
    /// Puts these records, of the same category, into it; they keep their codes. What is there already is left out of the
    /// answer. A record on loan, or one in a closed folder, is ErrorKind::refused.
    [[nodiscard]] Result<std::vector<MovedRecord>> move(const FolderName& target, const std::vector<ReferenceCode>& codes,
                                                        const Stamp& stamp);
    /// Makes folder `number` beside it, alike but for what is in it, and moves these of its records there: not all of them.
    [[nodiscard]] Result<std::vector<MovedRecord>> split(const FolderName& name, std::string_view number,
                                                         const std::vector<ReferenceCode>& codes, const Stamp& stamp);
    /// Moves all that is in `others`, folders of its category, into it, and closes them. Empty, they stay as a trace.
    [[nodiscard]] Result<std::vector<MovedRecord>> merge(const FolderName& into, const std::vector<std::string>& others,
                                                         const Stamp& stamp);

private:
    Catalog& catalog_;
    CatalogState& state_;
};

}  // namespace fonds
