// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/core/json.hpp"

#include <nlohmann/json.hpp>

namespace fonds {

struct Json::Value {
    nlohmann::ordered_json json;
};

namespace {
constexpr auto on_bad_utf8 = nlohmann::ordered_json::error_handler_t::replace;
constexpr int depth_limit = 200;
}  // namespace

Json::Json() : value_(std::make_unique<Value>()) {}
Json::Json(std::unique_ptr<Value> value) : value_(std::move(value)) {}
Json::Json(std::string_view text) : value_(std::make_unique<Value>(Value{std::string(text)})) {}
Json::Json(bool value) : value_(std::make_unique<Value>(Value{value})) {}
Json::Json(std::int64_t value) : value_(std::make_unique<Value>(Value{value})) {}
Json::Json(std::uint64_t value) : value_(std::make_unique<Value>(Value{value})) {}
Json::Json(double value) : value_(std::make_unique<Value>(Value{value})) {}
Json::~Json() = default;
Json::Json(const Json& other) : value_(std::make_unique<Value>(*other.value_)) {}
Json& Json::operator=(const Json& other)
{
    *value_ = *other.value_;
    return *this;
}
Json::Json(Json&& other) noexcept : value_(std::make_unique<Value>())
{
    value_.swap(other.value_);
}
Json& Json::operator=(Json&& other) noexcept
{
    value_.swap(other.value_);
    return *this;
}

Json Json::object()
{
    return Json(std::make_unique<Value>(Value{nlohmann::ordered_json::object()}));
}
Json Json::array()
{
    return Json(std::make_unique<Value>(Value{nlohmann::ordered_json::array()}));
}

Result<Json> Json::parse(std::string_view text)
{
    const auto shallow = [](int depth, nlohmann::ordered_json::parse_event_t, nlohmann::ordered_json&) {
        if (depth > depth_limit) throw std::length_error("too deep");
        return true;
    };
    try {
        return Json(std::make_unique<Value>(Value{nlohmann::ordered_json::parse(text, shallow)}));
    } catch (const std::exception& problem) {
        return error(ErrorKind::bad_input, say("Not JSON: {}", "不是有效的 JSON:{}", {problem.what()}));
    }
}

Json& Json::set(std::string_view key, Json value)
{
    value_->json[std::string(key)] = std::move(value.value_->json);
    return *this;
}

Json& Json::push(Json value)
{
    value_->json.push_back(std::move(value.value_->json));
    return *this;
}

bool Json::is_null() const
{
    return value_->json.is_null();
}
std::size_t Json::size() const
{
    return value_->json.size();
}
bool Json::has(std::string_view key) const
{
    return value_->json.is_object() && value_->json.contains(std::string(key));
}

Json Json::get(std::string_view key) const
{
    if (!has(key)) return {};
    return Json(std::make_unique<Value>(Value{value_->json.at(std::string(key))}));
}

Json Json::at(std::size_t index) const
{
    if (!value_->json.is_array() || index >= value_->json.size()) return {};
    return Json(std::make_unique<Value>(Value{value_->json.at(index)}));
}

std::vector<std::string> Json::keys() const
{
    std::vector<std::string> names;
    if (value_->json.is_object())
        for (const auto& member : value_->json.items()) names.push_back(member.key());
    return names;
}

std::string Json::text() const
{
    return value_->json.is_string() ? value_->json.get<std::string>() : std::string();
}

std::int64_t Json::number() const
{
    return value_->json.is_number_integer() ? value_->json.get<std::int64_t>() : 0;
}

std::optional<double> Json::real() const
{
    if (!value_->json.is_number()) return std::nullopt;
    return value_->json.get<double>();
}

bool Json::boolean() const
{
    return value_->json.is_boolean() && value_->json.get<bool>();
}

std::string Json::dump() const
{
    return value_->json.dump(-1, ' ', false, on_bad_utf8);
}
std::string Json::dump_pretty() const
{
    return value_->json.dump(2, ' ', false, on_bad_utf8);
}

}  // namespace fonds
