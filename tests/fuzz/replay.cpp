// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a fuzz target without libFuzzer: on every file of the folders named, and on bytes of a fixed generator, so that what
// a fuzzer once found is an ordinary test for ever.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void run(const std::string& bytes)
{
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

/// Bytes that look like text in several scripts, broken here and there.
std::string noise(std::mt19937& random)
{
    static const std::vector<std::string> pieces{
        "合同", "發票",  " ",        "\n", "(",     ")", "\"", "AND ", "OR ",  "NOT ", "-",
        "*",    "date:", "amount:>", "..", "12345", "é", "ｆ", "\xff", "\xe5", "\0x",  "code:J001-HT·"};
    std::string bytes;
    for (auto left = random() % 40; left > 0; --left) bytes += pieces[random() % pieces.size()];
    if (!bytes.empty() && random() % 3 == 0) bytes[random() % bytes.size()] = static_cast<char>(random());
    return bytes;
}

}  // namespace

int main(int argc, char** argv)
{
    std::size_t count = 0;
    for (int i = 1; i < argc; ++i) {
        if (!std::filesystem::is_directory(argv[i])) continue;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[i])) {
            std::ifstream file(entry.path(), std::ios::binary);
            run({std::istreambuf_iterator<char>(file), {}});
            ++count;
        }
    }
    std::mt19937 random(1);
    for (int i = 0; i < 3000; ++i) run(noise(random));
    std::printf("%zu kept inputs and 3000 made ones: no crash\n", count);
}
