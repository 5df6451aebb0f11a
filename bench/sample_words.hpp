// SPDX-License-Identifier: GPL-3.0-or-later
// Words, names, numbers and sums for made-up documents.
#pragma once

#include <cstdint>
#include <string>

#include "bench/sample_random.hpp"

namespace fonds::bench {

[[nodiscard]] std::string person_zh(Random& random);
[[nodiscard]] std::string company_zh(Random& random);
[[nodiscard]] std::string city_zh(Random& random);
[[nodiscard]] std::string address_zh(Random& random);
[[nodiscard]] std::string street_zh(Random& random);  ///< address without its city
[[nodiscard]] std::string product_zh(Random& random);
[[nodiscard]] std::string part_zh(Random& random);
[[nodiscard]] std::string topic_zh(Random& random);
[[nodiscard]] std::string department_zh(Random& random);
[[nodiscard]] std::string phone_zh(Random& random);
[[nodiscard]] std::string credit_code(Random& random);  ///< 18 characters, as 统一社会信用代码
[[nodiscard]] std::string model_number(Random& random);
[[nodiscard]] std::string digits(Random& random, int count);
/// One requirement or remark of a technical paper; hardly two are the same.
[[nodiscard]] std::string requirement_zh(Random& random);

[[nodiscard]] std::string person_en(Random& random);
[[nodiscard]] std::string company_en(Random& random);
[[nodiscard]] std::string city_en(Random& random);
[[nodiscard]] std::string product_en(Random& random);
[[nodiscard]] std::string requirement_en(Random& random);

/// 1,234.50 of 123450.
[[nodiscard]] std::string grouped(std::int64_t hundredths);
/// 壹仟贰佰叁拾肆元伍角整 of 123450, below 10^14 元.
[[nodiscard]] std::string capital_zh(std::int64_t hundredths);
/// 一, 二 … 九十九.
[[nodiscard]] std::string ordinal_zh(int number);

struct Day {
    int year, month, day;
    [[nodiscard]] std::string iso() const;
    [[nodiscard]] std::string zh() const;
    [[nodiscard]] std::string en() const;
    [[nodiscard]] Day plus(int days) const;
};
[[nodiscard]] Day day_between(Random& random, int first_year, int last_year);

}  // namespace fonds::bench
