// SPDX-License-Identifier: GPL-3.0-or-later
// Each rule against a small wrong tree: a rule that cannot fail guards nothing.
#include <catch2/catch.hpp>

#include "tests/architecture/boxes.hpp"
#include "tests/architecture/rules.hpp"

using namespace fonds::architecture;

namespace {

const std::string licence = "// SPDX-License-Identifier: GPL-3.0-or-later\n";

SourceFile file(std::string path, std::string text)
{
    return {std::move(path), std::move(text)};
}

bool mentions(const Breaches& breaches, const std::string& part)
{
    for (const std::string& breach : breaches)
        if (breach.find(part) != std::string::npos) return true;
    return false;
}

}  // namespace

TEST_CASE("includes are found whatever their spacing, but not in comments")
{
    const auto includes =
        includes_of("#include <vector>\n  #  include \"a/b.hpp\"  // why\n// #include <no>\n/* \n#include <no>\n*/\n");
    REQUIRE(includes.size() == 2);
    CHECK(includes[0].header == "vector");
    CHECK_FALSE(includes[0].quoted);
    CHECK(includes[1].header == "a/b.hpp");
    CHECK(includes[1].quoted);
    CHECK(includes[1].line == 2);
}

TEST_CASE("comments and literals are blanked and lines stay where they are")
{
    const std::string text = "a(\"exit(\"); // exit(\nb('\"', 1'000, R\"x(\"exit(\")x\"); /* exit(\n */ c(\"\\\"exit(\");\n";
    const std::string code = code_of(text, Literals::blanked);
    CHECK(code.size() == text.size());
    CHECK(code.find("exit") == std::string::npos);
    CHECK(code.find("1'000") != std::string::npos);
    CHECK(code.find("c(") != std::string::npos);
    CHECK(count_lines(code) == 3);
}

TEST_CASE("a source in an unknown folder is a breach")
{
    CHECK(mentions(sources_outside_boxes({file("archive/odds/x.cpp", "")}), "archive/odds/x.cpp"));
    CHECK(mentions(sources_outside_boxes({file("testsuite/x.cpp", "")}), "testsuite"));
    CHECK(sources_outside_boxes({file("archive/x.cpp", ""), file("tests/unit/core/x.cpp", ""), file("README.md", "")})
              .empty());
}

TEST_CASE("an upward or sideways include is a breach")
{
    const Tree tree{file("schema/core/text.hpp", ""),
                    file("schema/model/date.hpp", "#include \"schema/core/text.hpp\"\n"),
                    file("schema/core/clock.cpp", "\n#include \"schema/model/date.hpp\"\n"),
                    file("archive/store/lock.cpp", "#include \"schema/catalog/catalog.hpp\"\n"),
                    file("schema/catalog/catalog.hpp", ""),
                    file("tests/unit/core/x.cpp", "#include \"schema/catalog/catalog.hpp\"\n")};
    const Breaches breaches = forbidden_includes(tree);
    CHECK(mentions(breaches, "schema/core/clock.cpp:2: schema/core must not include schema/model"));
    CHECK(mentions(breaches, "archive/store must not include schema/catalog"));
    CHECK(breaches.size() == 2);
}

TEST_CASE("an include that is not spelled from the root is a breach")
{
    const Tree tree{file("schema/core/text.hpp", ""), file("schema/core/text.cpp", "#include \"text.hpp\"\n")};
    CHECK(mentions(forbidden_includes(tree), "text.hpp is no header of ours"));
}

TEST_CASE("a front end that sees the catalog through the facade is a breach")
{
    Tree tree{file("cli/list.cpp", "#include \"archive/archive.hpp\"\n"),
              file("archive/archive.hpp", "#include \"schema/catalog/catalog.hpp\"\n"),
              file("schema/catalog/catalog.hpp", "")};
    CHECK(forbidden_includes(tree).empty());
    CHECK(mentions(boxes_seen_through_headers(tree), "cli/list.cpp: sees schema/catalog/catalog.hpp"));
    tree[1].text = "namespace fonds { class Catalog; }\n";
    CHECK(boxes_seen_through_headers(tree).empty());
}

TEST_CASE("a library outside its box is a breach, whatever its box is")
{
    for (const Library& library : libraries()) {
        std::string header(library.headers.front());
        if (header.find_first_of("./") == std::string::npos) header += ".h";
        const std::string line = "#include <" + header + ">\n";
        INFO(library.name);
        CHECK(mentions(forbidden_libraries({file("archive/record.cpp", line)}), std::string(library.name)));
        for (const std::string_view home : library.boxes)
            CHECK(forbidden_libraries({file(std::string(home) + "/x.cpp", line)}).empty());
        CHECK(forbidden_libraries({file("tests/unit/x.cpp", line)}).empty());
    }
    CHECK(mentions(forbidden_libraries({file("archive/x.cpp", "#include <PDFDoc.h>\n")}), "poppler"));
    CHECK(forbidden_libraries({file("indexer/worker/x.cpp", "#include <PDFDoc.h>\n")}).empty());
    CHECK(mentions(forbidden_libraries({file("bench/x.cpp", "#include <catch2/catch.hpp>\n")}), "Catch2"));
    CHECK(mentions(forbidden_libraries({file("schema/core/x.cpp", "#include <fmt/format.h>\n")}), "unknown to boxes.cpp"));
    CHECK(forbidden_libraries({file("schema/core/x.cpp", "#include <vector>\n#include <sys/stat.h>\n#include <fcntl.h>\n")})
              .empty());
}

TEST_CASE("a third-party header in a header that others include is a breach, a private one is not")
{
    Tree tree{file("schema/catalog/statement.hpp", "#include <sqlite3.h>\n"),
              file("schema/catalog/catalog.cpp", "#include \"schema/catalog/statement.hpp\"\n"),
              file("schema/catalog/catalog.hpp", ""), file("archive/x.cpp", "#include \"schema/catalog/catalog.hpp\"\n"),
              file("tests/unit/catalog/x.cpp", "#include \"schema/catalog/statement.hpp\"\n")};
    CHECK(libraries_in_public_headers(tree).empty());
    tree[2].text = "#include \"schema/catalog/statement.hpp\"\n";
    CHECK(mentions(libraries_in_public_headers(tree), "schema/catalog/statement.hpp:1: <sqlite3.h> is seen from archive"));
}

TEST_CASE("a cycle of includes is a breach")
{
    Tree tree{file("schema/core/a.hpp", "#include \"schema/core/b.hpp\"\n"),
              file("schema/core/b.hpp", "#include \"schema/core/c.hpp\"\n"), file("schema/core/c.hpp", "")};
    CHECK(include_cycles(tree).empty());
    tree[2].text = "#include \"schema/core/a.hpp\"\n";
    CHECK(
        mentions(include_cycles(tree), "schema/core/a.hpp -> schema/core/b.hpp -> schema/core/c.hpp -> schema/core/a.hpp"));
}

TEST_CASE("wrong link lines are breaches")
{
    const auto breaches = [](std::string line) { return forbidden_links({file("x/CMakeLists.txt", std::move(line))}); };
    CHECK(breaches("fonds_box(fonds_store DIR archive/store USES fonds_model LIBRARIES Boost::filesystem PkgConfig::ZSTD)")
              .empty());
    CHECK(mentions(breaches("fonds_box(fonds_store DIR archive/store USES fonds_catalog)"), "must not link fonds_catalog"));
    CHECK(mentions(breaches("fonds_box(fonds_store DIR archive/store\n  LIBRARIES PkgConfig::SQLITE)"),
                   "does not wrap PkgConfig::SQLITE"));
    CHECK(mentions(breaches("fonds_box(fonds_store DIR archive/pdf)"), "is not made of archive/pdf"));
    CHECK(mentions(breaches("fonds_box(fonds_store DIR archive/store USES PkgConfig::ZSTD)"), "publicly"));
    CHECK(mentions(breaches("target_link_libraries(fonds_worker PUBLIC fonds_model PkgConfig::XML)"), "publicly"));
    CHECK(mentions(breaches("target_link_libraries(fonds_worker PRIVATE fonds_catalog)"), "must not link fonds_catalog"));
    CHECK(mentions(breaches("fonds_box(fonds_core DIR schema/core LIBRARIES fmt::fmt)"), "does not know"));
    CHECK(breaches("# fonds_box(fonds_store DIR archive/store USES fonds_catalog)").empty());
}

TEST_CASE("a file that grew too long is a breach")
{
    const auto lines = [](int count) { return std::string(static_cast<std::size_t>(count), '\n'); };
    CHECK(long_files({file("schema/core/a.cpp", lines(600)), file("schema/core/a.hpp", lines(300)),
                      file("tests/x.cpp", lines(900)), file("docs/x.md", lines(5000))})
              .empty());
    CHECK(long_files({file("schema/core/a.cpp", lines(601)), file("schema/core/a.hpp", lines(301)),
                      file("tests/x.cpp", lines(901))})
              .size() == 3);
}

TEST_CASE("the median counts .cpp files outside tests only")
{
    const auto lines = [](int count) { return std::string(static_cast<std::size_t>(count), '\n'); };
    CHECK(median_cpp_lines({}) == 0);
    CHECK(median_cpp_lines({file("a.cpp", lines(10)), file("b.cpp", lines(50)), file("c.cpp", lines(400)),
                            file("d.hpp", lines(500)), file("tests/e.cpp", lines(800))}) == 50);
}

TEST_CASE("a source without its licence line is a breach")
{
    CHECK(missing_licence_lines({file("a.cpp", licence),
                                 file("dev", "#!/usr/bin/env bash\n# SPDX-License-Identifier: GPL-3.0-or-later\n"),
                                 file("README.md", "")})
              .empty());
    CHECK(mentions(missing_licence_lines({file("a.cpp", "#include <vector>\n")}), "a.cpp"));
    CHECK(mentions(missing_licence_lines({file("b/CMakeLists.txt", "project(x)\n")}), "b/CMakeLists.txt"));
    CHECK(mentions(missing_licence_lines({file("dev", "#!/usr/bin/env bash\nset -e\n")}), "dev"));
    CHECK(mentions(missing_licence_lines({file("m/0001.sql", "CREATE TABLE x (y);\n")}), "0001.sql"));
}

TEST_CASE("a header that does not guard itself is a breach")
{
    CHECK(missing_pragma_once({file("a.hpp", licence + "#pragma once\n"), file("a.cpp", "")}).empty());
    CHECK(missing_pragma_once({file("a.hpp", licence + "// #pragma once\n")}).size() == 1);
}

TEST_CASE("a .cpp file that includes something before its own header is a breach")
{
    const SourceFile header = file("schema/core/a.hpp", "");
    CHECK(own_header_not_first({header, file("schema/core/a.cpp", "#include \"schema/core/a.hpp\"\n#include <vector>\n")})
              .empty());
    CHECK(own_header_not_first({file("schema/core/b.cpp", "#include <vector>\n")}).empty());
    CHECK(own_header_not_first({header, file("schema/core/a.cpp", "#include <vector>\n#include \"schema/core/a.hpp\"\n")})
              .size() == 1);
}

TEST_CASE("names that say nothing are breaches")
{
    CHECK(empty_names({file("schema/core/utils.hpp", ""), file("archive/common/x.cpp", ""), file("tests/helper.cpp", ""),
                       file("misc.cpp", "")})
              .size() == 4);
    CHECK(empty_names({file("schema/core/error.hpp", ""), file("schema/core/futile.hpp", "")}).empty());
}

TEST_CASE("a path of one machine is a breach")
{
    const std::string mine = "/ho"
                             "me/clerk/fonds";
    CHECK(mentions(machine_paths({file("a.md", "\nsee " + mine + "\n")}), "a.md:2"));
    CHECK(machine_paths({file("a.md", "see docs/wo"
                                      "rk/x and https://example.org/ho"
                                      "me/x\n")})
              .empty());
}

TEST_CASE("library code that prints, exits, reads the environment or asks the time is a breach")
{
    const auto breaches = [](std::string line) { return forbidden_calls({file("archive/x.cpp", std::move(line))}); };
    for (const char* line :
         {"std::cout << 1;", "std::cerr << 1;", "printf(\"x\");", "std::fprintf(stderr, x);", "std::exit(1);",
          "::getenv(\"HOME\");", "std::chrono::system_clock::now();", "std::time(nullptr);"}) {
        INFO(line);
        CHECK(breaches(line).size() == 1);
    }
    CHECK(breaches("std::snprintf(text, 4, f); ::_exit(127); // never exit(1)\nsay(\"printf(\", \"exit(\");\n").empty());
    CHECK(forbidden_calls({file("cli/x.cpp", "std::cout << 1;"), file("indexer/worker/main/main.cpp", "exit(1);"),
                           file("tests/x.cpp", "exit(1);")})
              .empty());
    const std::string now = "return std::chrono::system_clock::now();";
    CHECK(forbidden_calls({file("schema/core/clock.cpp", now)}).empty());
    CHECK(forbidden_calls({file("schema/core/text.cpp", now)}).size() == 1);
}

TEST_CASE("an error kind named after a library is a breach")
{
    CHECK(
        libraries_in_error_kinds({file("e.hpp", "enum class ErrorKind {\n    usage,  ///< sqlite\n    io\n};\n")}).empty());
    CHECK(mentions(libraries_in_error_kinds({file("e.hpp", "enum class ErrorKind {\n    usage,\n    xapian_locked\n};\n")}),
                   "xapian"));
}
