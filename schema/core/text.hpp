// SPDX-License-Identifier: GPL-3.0-or-later
// A sentence for people, in both languages of the program.
#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>

namespace fonds {

/// One message in English and in Chinese, UTF-8. Library code carries both; only a front end knows the locale and picks.
struct Text {
    std::string en;
    std::string zh;

    [[nodiscard]] bool empty() const { return en.empty() && zh.empty(); }
    bool operator==(const Text&) const = default;
};

/// An argument of a message: text, a whole number, or a text that both languages have of their own.
class Argument {
public:
    Argument(std::string_view text) : value_(text) {}
    Argument(const std::string& text) : value_(text) {}
    Argument(const char* text) : value_(text) {}
    Argument(std::integral auto number) : value_(std::to_string(number)) {}
    Argument(const Text& text) : value_(text.en), zh_(text.zh), both_(true) {}

    [[nodiscard]] const std::string& value() const { return value_; }
    [[nodiscard]] const std::string& zh() const { return both_ ? zh_ : value_; }

private:
    std::string value_, zh_;
    bool both_ = false;
};

using Arguments = std::initializer_list<Argument>;

/// Fills each `{}` of `pattern` with the next argument. A pattern with more holes than arguments keeps the spare holes as
/// they are: a wrong message must never cost the work it reports on. Of a text in both languages the English one is taken.
/// `{one|many}` is `one` where the argument before it is 1, else `many`: "{} {record has|records have} no date".
[[nodiscard]] std::string fill(std::string_view pattern, Arguments arguments);

/// `fill` for both languages. Placeholders take the arguments in the same order in both.
[[nodiscard]] Text say(std::string_view en, std::string_view zh, Arguments arguments = {});

}  // namespace fonds
