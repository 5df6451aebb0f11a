// SPDX-License-Identifier: GPL-3.0-or-later
// A small catalog to try things on, and a way past it to the database itself.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "schema/catalog/catalog.hpp"
#include "tests/support/temporary_directory.hpp"

namespace fonds::test {

/// The value of a result that must be ok.
template <class T>
T must(Result<T> result)
{
    if (!result.ok()) throw std::runtime_error(result.error().what.en + " [" + result.error().where + "]");
    return std::move(result).value();
}
inline void must(const Result<void>& result)
{
    if (!result.ok()) throw std::runtime_error(result.error().what.en + " [" + result.error().where + "]");
}

/// The error of a result that must not be ok.
template <class T>
Error refused(Result<T> result)
{
    if (result.ok()) throw std::runtime_error("this should have failed");
    return std::move(result).error();
}

[[nodiscard]] Stamp stamp(std::string actor = "alice", std::int64_t milliseconds = 1'700'000'000'123);
[[nodiscard]] ArchiveIdentity identity();
[[nodiscard]] Category category(const std::string& code);
[[nodiscard]] Folder folder(const std::string& category, const std::string& number);
[[nodiscard]] Party party(const std::string& name, const std::string& aliases = {});
[[nodiscard]] Date day(const std::string& text);
/// A record in category HT, dated 2024-03-05, whose bytes are `content`.
[[nodiscard]] NewRecord contract(const std::string& title, const std::string& content);
[[nodiscard]] NewComponent attachment(const std::string& content, const std::string& file_name);
[[nodiscard]] ReferenceCode code(const std::string& text);

/// A catalog in its own directory with the categories HT and FP.
class SampleCatalog {
public:
    SampleCatalog();
    [[nodiscard]] Catalog& operator*() { return *catalog_; }
    [[nodiscard]] Catalog* operator->() { return &*catalog_; }
    [[nodiscard]] std::string path() const { return directory_ / "catalog.db"; }
    [[nodiscard]] const TemporaryDirectory& directory() const { return directory_; }
    /// Files a contract; gives its code as text.
    std::string file(const std::string& title);
    /// Closes the connection; `open` opens it again.
    void close() { catalog_.reset(); }
    void open(Access access = Access::write) { catalog_.emplace(must(Catalog::open(path(), access))); }

private:
    TemporaryDirectory directory_{Medium::memory};
    std::optional<Catalog> catalog_;
};

using Row = std::vector<std::string>;

/// Runs SQL past the catalog; gives the rows as text (blobs as bytes, null as "NULL"), or throws SQLite's message.
std::vector<Row> sql(const std::string& path, const std::string& statements);
/// The first value of the first row.
std::string sql_value(const std::string& path, const std::string& statement);

/// "kind subject" of each finding, sorted.
[[nodiscard]] std::vector<std::string> summary(const std::vector<Finding>& findings);
[[nodiscard]] std::vector<std::string> check(Catalog& catalog, Depth depth = Depth::full);
[[nodiscard]] std::vector<std::string> titles(const std::vector<Record>& records);

}  // namespace fonds::test
