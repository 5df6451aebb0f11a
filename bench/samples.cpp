// SPDX-License-Identifier: GPL-3.0-or-later
// fonds-samples DIR: made-up documents and a list of them, for the demo and for benchmarks.
#include <array>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string_view>

#include "bench/sample_text.hpp"

namespace {

using namespace fonds;
using namespace fonds::bench;

constexpr const char* usage = "usage: fonds-samples DIR [--seed N] [--count N] [--pages P] [--texts-only] [--demo]\n"
                              "  --demo        twelve documents of all categories, the same every time\n"
                              "  --count N     so many documents (100)\n"
                              "  --pages P     contracts and minutes only, each of about P pages\n"
                              "  --texts-only  plain text instead of PDF, a thousand files a folder\n"
                              "  --seed N      other numbers give other documents (1)\n"
                              "DIR/list.csv lists them with their facts.\n";

struct Options {
    std::filesystem::path directory;
    std::uint64_t seed = 1;
    int count = 100;
    int pages = 0;
    bool texts_only = false;
    bool demo = false;
};

template <class Number>
bool read_number(const char* text, Number& value)
{
    const std::string_view view(text);
    const auto [end, problem] = std::from_chars(view.data(), view.data() + view.size(), value);
    return problem == std::errc() && end == view.data() + view.size();
}

std::optional<Options> read_options(int argc, char** argv)
{
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        const bool has_value = i + 1 < argc;
        if (word == "--texts-only")
            options.texts_only = true;
        else if (word == "--demo")
            options.demo = true;
        else if (word == "--seed" && has_value && read_number(argv[i + 1], options.seed))
            ++i;
        else if (word == "--count" && has_value && read_number(argv[i + 1], options.count) && options.count >= 0)
            ++i;
        else if (word == "--pages" && has_value && read_number(argv[i + 1], options.pages) && options.pages > 0)
            ++i;
        else if (!word.starts_with("-") && options.directory.empty())
            options.directory = word;
        else
            return std::nullopt;
    }
    return options.directory.empty() ? std::nullopt : std::optional(options);
}

std::string quoted(const std::string& field)
{
    if (field.find_first_of(",\"\n") == std::string::npos) return field;
    std::string text = "\"";
    for (const char c : field) text += c == '"' ? "\"\"" : std::string(1, c);
    return text + "\"";
}

std::string row_of(const std::string& path, const Facts& facts)
{
    std::string row = quoted(path);
    for (const std::string* field : {&facts.category, &facts.title, &facts.party, &facts.date, &facts.grade, &facts.number,
                                     &facts.amount, &facts.currency, &facts.note, &facts.tags})
        row += "," + quoted(*field);
    return row + "\n";
}

bool write(const std::filesystem::path& path, const std::string& bytes)
{
    std::ofstream file(path, std::ios::binary);
    file << bytes;
    return static_cast<bool>(file.flush());
}

Kind kind_of(const Options& options, int index, Random& random)
{
    constexpr std::array demo{Kind::contract,    Kind::invoice,   Kind::minutes,    Kind::permit,
                              Kind::contract,    Kind::personnel, Kind::invoice,    Kind::maintenance,
                              Kind::contract_en, Kind::notice,    Kind::invoice_en, Kind::acceptance};
    if (options.demo) return demo[static_cast<std::size_t>(index) % demo.size()];
    if (options.pages == 0) return any_kind(random);
    const int point = random.between(1, 10);
    return point <= 7 ? Kind::contract : point <= 9 ? Kind::contract_en : Kind::minutes;
}

std::string name_of(const Options& options, int index, const Facts& facts)
{
    std::array<char, 32> number{};
    std::snprintf(number.data(), number.size(), "%06d", index);
    if (options.demo) return facts.title + ".pdf";
    if (!options.texts_only) return std::string(number.data()) + ".pdf";
    return std::string(number.data(), 3) + "/" + number.data() + ".txt";
}

int run(Options options)
{
    if (options.demo) options.count = 12;
    std::filesystem::create_directories(options.directory);
    std::ofstream list(options.directory / "list.csv", std::ios::binary);
    list << "path,category,title,party,date,grade,number,amount,currency,note,tags\n";
    for (int index = 0; index < options.count; ++index) {
        // Each document has its own stream of numbers: it is the same however many there are.
        Random random(options.seed * 0x9E3779B97F4A7C15 + static_cast<std::uint64_t>(index));
        random = Random(random.next());
        Sample sample = make_sample(kind_of(options, index, random), random, options.pages);
        const std::string name = name_of(options, index, sample.facts);
        const auto path = options.directory / name;
        if (options.texts_only && index % 1000 == 0) std::filesystem::create_directories(path.parent_path());
        std::string bytes;
        if (options.texts_only) {
            bytes = sample.pages.plain_text();
        } else {
            auto pdf = sample.pages.pdf();
            if (!pdf.ok()) {
                std::fprintf(stderr, "fonds-samples: %s\n", pdf.error().what.en.c_str());
                return 1;
            }
            bytes = std::move(*pdf);
        }
        if (!write(path, bytes)) {
            std::fprintf(stderr, "fonds-samples: cannot write %s\n", path.c_str());
            return 1;
        }
        list << row_of(name, sample.facts);
    }
    return list.flush() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv)
{
    const auto options = read_options(argc, argv);
    if (!options) {
        std::fputs(usage, stderr);
        return 2;
    }
    try {
        return run(*options);
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "fonds-samples: %s\n", problem.what());
        return 1;
    }
}
