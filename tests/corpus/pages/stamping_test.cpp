// SPDX-License-Identifier: GPL-3.0-or-later
// Archive stamps on real documents: the bytes of each are the beginning of its stamped copy, which is as sound as it was,
// and whose text is the same. Where the corpus is absent the case says so and passes.
#include <fcntl.h>

#include <filesystem>

#include <catch2/catch.hpp>

#include "indexer/extract/page_maker.hpp"
#include "tests/corpus/pages/looker.hpp"
#include "tests/support/place.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/extract/pdf_builder.hpp"

using namespace fonds;

namespace {

std::string drawing()
{
    test::PdfBuilder builder;
    const int catalog = builder.add("<< /Type /Catalog /Pages 2 0 R >>");
    builder.add("<< /Type /Pages /Kids [4 0 R] /Count 1 >>");
    builder.add_stream("", "1 0 0 rg 0 0 127.56 45.35 re f");
    builder.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 127.56 45.35] /Contents 3 0 R /Resources << >> >>");
    return builder.build(catalog);
}

class Stamper {
public:
    Stamper()
    {
        test::write_file(folder_ / "stamp.pdf", drawing());
        drawing_ = Fd(::open((folder_ / "stamp.pdf").c_str(), O_RDONLY | O_CLOEXEC));
    }

    Result<StampOutcome> stamp(const std::string& path, std::string& bytes)
    {
        PageMaker maker;
        maker.program = test::programs() + "/fonds-scan";
        const PageSource source{Fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC)), "application/pdf", {}};
        return make_stamped(maker, source, drawing_, "stamp", {}, [&](std::string_view piece) -> Result<void> {
            bytes += piece;
            return {};
        });
    }

private:
    test::TemporaryDirectory folder_{test::Medium::memory};
    Fd drawing_;
};

/// Red as the stamp's on the first page.
bool shows_stamp(const test::Looker& looker, const std::string& pdf)
{
    return looker.drawn(pdf).find(std::string("\xFF\0\0\xFF\0\0\xFF\0\0", 9)) != std::string::npos;
}

}  // namespace

TEST_CASE("stamped copies of real documents begin with their bytes, and are as sound")
{
    Stamper stamper;
    const test::Looker looker;
    for (const char* const corpus : {"scanned", "born-digital"}) {
        const std::string folder = test::source_tree() + "/../shared/corpus/" + corpus;
        if (!std::filesystem::is_directory(folder)) {
            WARN("skipped: there is no corpus " << corpus << " beside the checkout");
            continue;
        }
        std::size_t updated = 0, anew = 0, refused = 0, covering = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            const std::string path = entry.path().string();
            if (!path.ends_with(".pdf")) continue;
            CAPTURE(path);
            const std::string before = test::read_file(path);
            std::string after;
            const auto made = stamper.stamp(path, after);
            if (!made.ok()) {
                CHECK((made.error().kind == ErrorKind::refused || looker.faults(before) != 0));
                ++refused;
                continue;
            }
            CHECK(made->written_anew != after.starts_with(before));
            ++(made->written_anew ? anew : updated);
            if (made->covers) ++covering;
            CHECK((looker.faults(after) == 0 || looker.faults(before) != 0));
            CHECK(looker.text(after) == looker.text(before));
            CHECK(shows_stamp(looker, after));
        }
        WARN(corpus << ": " << updated << " updated, " << anew << " anew, " << refused << " refused, " << covering
                    << " covered");
        CHECK(updated >= anew * 9);  // encrypted ones
    }
}
