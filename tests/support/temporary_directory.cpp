// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/temporary_directory.hpp"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace fonds::test {

TemporaryDirectory::TemporaryDirectory(Medium medium)
{
    const std::filesystem::path memory = "/dev/shm";
    const bool in_memory = medium == Medium::memory && ::access(memory.c_str(), W_OK) == 0;
    std::string pattern = ((in_memory ? memory : std::filesystem::temp_directory_path()) / "fonds-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
    path_ = pattern;
}

TemporaryDirectory::~TemporaryDirectory()
{
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

void write_file(const std::string& path, const std::string& bytes)
{
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file.flush()) throw std::runtime_error("cannot write " + path);
}

std::string read_file(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace fonds::test
