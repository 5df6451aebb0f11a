// SPDX-License-Identifier: GPL-3.0-or-later
// fonds-scan: looks at pictures of pages for fonds, or makes documents of pages, one after the other, in a sandbox.
// Descriptor 0 is the socket to fonds.
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/ocr/ocr_engine.hpp"
#include "indexer/scan/serve_making.hpp"
#include "indexer/scan/serve_scans.hpp"
#include "indexer/worker/pdf_reader.hpp"
#include "indexer/worker/sandbox.hpp"
#include "schema/core/json.hpp"

namespace {

using namespace fonds;

int print_engines(const OcrPlaces& places)
{
    Json list = Json::array();
    for (const auto& [name, choice] : {std::pair{"ppocr", OcrChoice::ppocr}, std::pair{"tesseract", OcrChoice::tesseract}}) {
        const auto engine = open_ocr_engine(choice, places);
        Json one = Json::object();
        one.set("name", name).set("version", engine.ok() ? (*engine)->version() : std::string());
        one.set("why_en", engine.ok() ? std::string() : engine.error().what.en);
        one.set("why_zh", engine.ok() ? std::string() : engine.error().what.zh);
        list.push(std::move(one));
    }
    std::puts(list.dump().c_str());
    return 0;
}

/// Which engine would be taken; loads nothing.
int print_choice(const OcrPlaces& places)
{
    const OcrAvailability there = ocr_availability(places);
    Json one = Json::object();
    one.set("name", there.engine).set("why_en", there.why.en).set("why_zh", there.why.zh);
    std::puts(Json::array().push(std::move(one)).dump().c_str());
    return 0;
}

int serve(OcrChoice choice, const OcrPlaces& places)
{
    constexpr int last = 19;  // who waits at the screen comes first
    static_cast<void>(::setpriority(PRIO_PROCESS, 0, last));
    auto engine = open_ocr_engine(choice, places);
    if (!engine.ok()) {
        std::fprintf(stderr, "fonds-scan: %s\n", engine.error().what.en.c_str());
        return 4;
    }
    prepare_pdf_library();
    if (const auto entered = enter_sandbox(); !entered.ok()) {
        std::fprintf(stderr, "fonds-scan: %s\n", entered.error().what.en.c_str());
        return 3;
    }
    JobChannel channel(STDIN_FILENO);
    serve_scans(channel, **engine);
    ::_exit(0);  // nothing of what hostile files left behind is run again
}

/// Documents of pages need no engine.
int make()
{
    prepare_pdf_library();
    if (const auto entered = enter_sandbox(); !entered.ok()) {
        std::fprintf(stderr, "fonds-scan: %s\n", entered.error().what.en.c_str());
        return 3;
    }
    JobChannel channel(STDIN_FILENO);
    serve_making(channel);
    ::_exit(0);
}

}  // namespace

int main(int argc, char** argv)
{
    const std::vector<std::string_view> words(argv + 1, argv + argc);
    OcrPlaces places;
    OcrChoice choice = OcrChoice::automatic;
    bool asked = false;
    bool asked_briefly = false;
    bool making = false;
    bool known = !words.empty();
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--version") {
            std::puts("fonds-scan " FONDS_VERSION);
            return 0;
        }
        if (words[i] == "--engines") {
            asked = true;
        } else if (words[i] == "--choice") {
            asked_briefly = true;
        } else if (words[i] == "--make") {
            making = true;
        } else if (words[i] == "--models" && i + 1 < words.size()) {
            places.models = words[++i];
        } else if (words[i] == "--engine" && i + 1 < words.size()) {
            const std::string_view name = words[++i];
            choice = name == "ppocr" ? OcrChoice::ppocr : name == "tesseract" ? OcrChoice::tesseract : OcrChoice::automatic;
        } else {
            known = false;
        }
    }
    if (known && asked) return print_engines(places);
    if (known && asked_briefly) return print_choice(places);
    if (!known || !JobChannel::is_socket(STDIN_FILENO)) {
        std::fputs("fonds-scan is started by fonds; on its own it knows --version, --engines and --choice [--models DIR]\n",
                   stderr);
        return 2;
    }
    return making ? make() : serve(choice, places);
}
