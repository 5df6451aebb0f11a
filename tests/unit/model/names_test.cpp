// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <catch2/catch.hpp>

#include "schema/model/category.hpp"
#include "schema/model/full_width.hpp"
#include "schema/model/grade.hpp"
#include "schema/model/record.hpp"
#include "schema/model/search_fields.hpp"

using namespace fonds;

TEST_CASE("every text state has a name that reads back")
{
    std::set<std::string_view> names;
    for (const auto state : {TextState::pending, TextState::done, TextState::partial, TextState::needs_ocr, TextState::none,
                             TextState::encrypted, TextState::failed}) {
        names.insert(name_of(state));
        CHECK(text_state(name_of(state)) == state);
    }
    CHECK(names == std::set<std::string_view>{"pending", "done", "partial", "needs_ocr", "none", "encrypted", "failed"});
}

TEST_CASE("every component role has a name that reads back")
{
    for (const auto role : {ComponentRole::original, ComponentRole::attachment, ComponentRole::derivative})
        CHECK(component_role(name_of(role)) == role);
    CHECK(name_of(ComponentRole::original) == "original");
    CHECK(name_of(ComponentRole::attachment) == "attachment");
    CHECK(name_of(ComponentRole::derivative) == "derivative");
}

TEST_CASE("names that mean nothing give nothing")
{
    for (const char* name : {"", "Done", "done ", "other"}) {
        CHECK_FALSE(text_state(name));
        CHECK_FALSE(component_role(name));
    }
}

TEST_CASE("grades are read in both cases and widths")
{
    for (const char* text : {"A", "a", "Ａ", "ａ", " A "}) CHECK(parse_grade(text).value() == Grade::A);
    CHECK(parse_grade("b").value() == Grade::B);
    CHECK(parse_grade("Ｃ").value() == Grade::C);
    for (const auto grade : {Grade::A, Grade::B, Grade::C}) CHECK(parse_grade(text_of(grade)).value() == grade);
    for (const char* text : {"", "D", "AA", "甲", "1"}) {
        CHECK(parse_grade(text).error().kind == ErrorKind::usage);
        CHECK_FALSE(parse_grade(text).error().hint.empty());
    }
}

TEST_CASE("search fields are found by name and by Chinese alias")
{
    for (const auto& info : search_fields) {
        CHECK(find_search_field(info.name)->field == info.field);
        CHECK(find_search_field(info.alias_zh)->field == info.field);
        CHECK(info_of(info.field).name == info.name);
        CHECK_FALSE(info.help_en.empty());
        CHECK_FALSE(info.help_zh.empty());
    }
    CHECK(find_search_field("Title")->field == SearchField::title);
    CHECK_FALSE(find_search_field("titles"));
    CHECK_FALSE(find_search_field(""));
}

TEST_CASE("no two search fields share a name, an alias or a prefix")
{
    std::set<std::string_view> names, prefixes;
    std::size_t with_prefix = 0;
    for (const auto& info : search_fields) {
        names.insert(info.name);
        names.insert(info.alias_zh);
        if (!info.prefix.empty()) ++with_prefix, prefixes.insert(info.prefix);
    }
    CHECK(names.size() == 2 * search_fields.size());
    CHECK(prefixes.size() == with_prefix);
}

TEST_CASE("codes, numbers and spellings have one form")
{
    CHECK(canonical_category_code(" ｈt１　") == "HT1");
    CHECK(canonical_category_code("合同") == "合同");
    CHECK(canonical_folder_number("　００２a ") == "002a");
    CHECK(canonical_folder_number("").empty());
    CHECK(spelling_key(" ＡＢＣ公司（北京）") == "abc公司(北京)");
    CHECK(spelling_key("Vip") == spelling_key("ｖＩＰ"));
    CHECK(spelling_key("\xFF") == "\xFF");
}
