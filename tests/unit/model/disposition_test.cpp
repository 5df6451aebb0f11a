// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/model/disposition.hpp"

using namespace fonds;

TEST_CASE("Reasons are kept as they were written, or in both languages")
{
    const Text both = say("it came under a hold", "已被冻结");
    CHECK(reason_of(stored_reason(both)) == both);
    for (const char* written :
         {"", "仍需查考", "{\"zh\":", "{\"zh\":\"a\"}", "{\"zh\":\"a\",\"other\":\"b\"}", "\"quoted\""})
        CHECK(reason_of(stored_reason({written, written})) == Text{written, written});
    Json row = Json::object();
    set_reason(row, both);
    CHECK(row.get("reason").text() == both.zh);
    CHECK(reason_in(row) == both);
    Json plain = Json::object();
    set_reason(plain, {"诉讼", "诉讼"});
    CHECK_FALSE(plain.has("reason_en"));
    CHECK(reason_in(plain) == Text{"诉讼", "诉讼"});
}

TEST_CASE("Every state of a case has a name of its own")
{
    CHECK(name_of(CaseState::handed_over) == "handed_over");
    CHECK(text_of(CaseState::handed_over) == Text{"handed over", "已移交"});
    CHECK(case_state("handed_over") == CaseState::handed_over);
    CHECK(name_of(CasePaperKind::statement) == "statement");
}
