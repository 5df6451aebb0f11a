// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/core/secret.hpp"

#include <utility>

#include <string.h>

namespace fonds {

Secret::Secret(std::string_view text) : bytes_(new char[text.size() + 1]), size_(text.size())
{
    text.copy(bytes_.get(), size_);
    bytes_[size_] = '\0';
}

Secret::~Secret()
{
    if (bytes_) wipe(bytes_.get(), size_);
}

Secret::Secret(Secret&& other) noexcept : bytes_(std::move(other.bytes_)), size_(std::exchange(other.size_, 0)) {}

Secret& Secret::operator=(Secret&& other) noexcept
{
    std::swap(bytes_, other.bytes_);
    std::swap(size_, other.size_);
    return *this;
}

void wipe(char* bytes, std::size_t size)
{
    ::explicit_bzero(bytes, size);
}

void wipe(std::string& text)
{
    text.resize(text.capacity());
    wipe(text.data(), text.size());
    text.clear();
}

}  // namespace fonds
