// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace fonds {

/// Text that is nobody's business, such as a password: its memory is wiped when it goes.
class Secret {
public:
    Secret() = default;
    explicit Secret(std::string_view text);
    ~Secret();
    Secret(Secret&&) noexcept;
    Secret& operator=(Secret&&) noexcept;

    [[nodiscard]] std::string_view view() const { return {bytes_.get(), size_}; }
    [[nodiscard]] bool empty() const { return size_ == 0; }

private:
    std::unique_ptr<char[]> bytes_;
    std::size_t size_ = 0;
};

/// Overwrites bytes so that no compiler leaves it out.
void wipe(char* bytes, std::size_t size);
/// The same with all that the string has room for; it is empty then.
void wipe(std::string& text);

}  // namespace fonds
