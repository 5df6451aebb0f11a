// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/catalog/catalog_fixture.hpp"

#include <algorithm>
#include <memory>

#include <sqlite3.h>

namespace fonds::test {

Stamp stamp(std::string actor, std::int64_t milliseconds)
{
    return {std::move(actor), Instant{std::chrono::milliseconds{milliseconds}}};
}

ArchiveIdentity identity()
{
    return {"00112233445566778899aabbccddeeff", "J001", "某某公司", Instant{std::chrono::milliseconds{1'700'000'000'000}}};
}

Category category(const std::string& code)
{
    Category made;
    made.code = code;
    made.name_zh = "门类" + code;
    made.name_en = "Category " + code;
    return made;
}

Folder folder(const std::string& category, const std::string& number)
{
    Folder made;
    made.category_code = category;
    made.number = number;
    made.title = "案卷" + number;
    return made;
}

Party party(const std::string& name, const std::string& aliases)
{
    Party made;
    made.name = name;
    made.aliases = aliases;
    return made;
}

Date day(const std::string& text)
{
    return must(Date::parse(text));
}

NewRecord contract(const std::string& title, const std::string& content)
{
    NewRecord record;
    record.metadata.title = title;
    record.metadata.category = "HT";
    record.metadata.date = day("2024-03-05");
    record.original.digest = Digest::of(content);
    record.original.size = content.size();
    record.original.media_type = "application/pdf";
    record.original.file_name = title + ".pdf";
    return record;
}

NewComponent attachment(const std::string& content, const std::string& file_name)
{
    NewComponent component;
    component.role = ComponentRole::attachment;
    component.digest = Digest::of(content);
    component.size = content.size();
    component.media_type = "text/plain";
    component.file_name = file_name;
    return component;
}

ReferenceCode code(const std::string& text)
{
    return must(ReferenceCode::parse(text));
}

SampleCatalog::SampleCatalog() : catalog_(must(Catalog::create(path(), identity(), stamp(), {})))
{
    must(catalog_->add_category(category("HT"), stamp()));
    must(catalog_->add_category(category("FP"), stamp()));
}

std::string SampleCatalog::file(const std::string& title)
{
    return must(catalog_->file_record(contract(title, "bytes of " + title), stamp())).code.text();
}

std::vector<Row> sql(const std::string& path, const std::string& statements)
{
    sqlite3* opened = nullptr;
    if (sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK)
        throw std::runtime_error("cannot open " + path);
    const std::unique_ptr<sqlite3, int (*)(sqlite3*)> db(opened, sqlite3_close_v2);
    std::vector<Row> all;
    const char* rest = statements.c_str();
    while (*rest != '\0') {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(opened, rest, -1, &statement, &rest) != SQLITE_OK)
            throw std::runtime_error(sqlite3_errmsg(opened));
        if (statement == nullptr) continue;
        int state = SQLITE_OK;
        while ((state = sqlite3_step(statement)) == SQLITE_ROW) {
            Row row;
            for (int i = 0; i < sqlite3_column_count(statement); ++i) {
                const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, i));
                const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, i));
                row.push_back(sqlite3_column_type(statement, i) == SQLITE_NULL ? "NULL"
                                                                               : std::string(bytes ? bytes : "", size));
            }
            all.push_back(std::move(row));
        }
        const std::string message = sqlite3_errmsg(opened);
        sqlite3_finalize(statement);
        if (state != SQLITE_DONE) throw std::runtime_error(message);
    }
    return all;
}

std::string sql_value(const std::string& path, const std::string& statement)
{
    return sql(path, statement).at(0).at(0);
}

std::vector<std::string> summary(const std::vector<Finding>& findings)
{
    std::vector<std::string> lines;
    for (const auto& finding : findings) lines.push_back(finding.kind + " " + finding.subject);
    std::ranges::sort(lines);
    return lines;
}

std::vector<std::string> check(Catalog& catalog, Depth depth)
{
    return summary(must(catalog.check(depth)));
}

std::vector<std::string> titles(const std::vector<Record>& records)
{
    std::vector<std::string> all;
    for (const auto& record : records) all.push_back(record.metadata.title);
    return all;
}

}  // namespace fonds::test
