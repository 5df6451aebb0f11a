// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/model/form_data.hpp"

using namespace fonds;

TEST_CASE("a list as CSV begins with a byte order mark and quotes what has to be quoted")
{
    Form form;
    form.columns = {{"题名"}, {"备注"}};
    form.rows = {{"a,b", "say \"x\""}, {"two\nlines"}, {}};
    CHECK(csv_of(form) == "\xEF\xBB\xBF题名,备注\r\n\"a,b\",\"say \"\"x\"\"\"\r\n\"two\nlines\",\r\n,\r\n");
}

TEST_CASE("no cell of a CSV is a formula")
{
    for (const char* const formula : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=x"}) {
        Form form;
        form.columns = {{"x"}};
        form.rows = {{formula}};
        const std::string csv = csv_of(form);
        INFO(csv);
        CHECK((csv.find("\n'") != std::string::npos || csv.find("\n\"'") != std::string::npos));
    }
    Form form;
    form.columns = {{"x"}};
    form.rows = {{"a=b"}};
    CHECK(csv_of(form).find('\'') == std::string::npos);
}
