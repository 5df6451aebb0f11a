// SPDX-License-Identifier: GPL-3.0-or-later
// SQLite, thinly: a connection, its cached statements and their rows. Private to schema/catalog.
#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "schema/core/digest.hpp"
#include "schema/core/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace fonds::sqlite {

/// A value to bind. Text and bytes are borrowed until the call that takes the value returns.
class Value {
public:
    enum class Type { null, integer, text, blob };

    Value(std::nullptr_t) {}
    Value(std::integral auto number) : type_(Type::integer), number_(static_cast<std::int64_t>(number)) {}
    Value(std::string_view text) : type_(Type::text), bytes_(text) {}
    Value(const std::string& text) : Value(std::string_view(text)) {}
    Value(const char* text) : Value(std::string_view(text)) {}
    Value(const Digest& digest)
        : type_(Type::blob), bytes_(reinterpret_cast<const char*>(digest.bytes().data()), Digest::size)
    {
    }
    template <class T>
    Value(const std::optional<T>& value)
    {
        if (value.has_value()) *this = Value(*value);
    }
    /// `value`, or null when there is none.
    [[nodiscard]] static Value when(bool there, Value value) { return there ? value : Value(nullptr); }
    [[nodiscard]] static Value blob(std::string_view bytes)
    {
        Value value(bytes);
        value.type_ = Type::blob;
        return value;
    }

    [[nodiscard]] Type type() const { return type_; }
    [[nodiscard]] std::int64_t number() const { return number_; }
    [[nodiscard]] std::string_view bytes() const { return bytes_; }

private:
    Type type_ = Type::null;
    std::int64_t number_ = 0;
    std::string_view bytes_;
};

using Values = std::initializer_list<Value>;

class Connection;

/// The rows of a running statement. Destroyed before its Connection, and before the transaction it runs in ends.
class Rows {
public:
    ~Rows();
    Rows(Rows&& other) noexcept;
    Rows& operator=(Rows&&) = delete;

    /// Moves to the next row; false when there is none.
    [[nodiscard]] Result<bool> next();
    /// Calls `on_row(*this)`, which returns Result<void>, for each row that is left.
    template <class OnRow>
    [[nodiscard]] Result<void> each(OnRow&& on_row)
    {
        for (;;) {
            TRY_ASSIGN(const bool more, next());
            if (!more) return {};
            TRY(on_row(*this));
        }
    }

    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string text(int column) const { return std::string(view(column)); }
    /// Text or bytes, valid until the next row.
    [[nodiscard]] std::string_view view(int column) const;
    /// Anything but 32 bytes is ErrorKind::corrupt.
    [[nodiscard]] Result<Digest> digest(int column) const;

private:
    friend class Connection;
    Rows(Connection& connection, std::vector<sqlite3_stmt*>& home, sqlite3_stmt* statement)
        : connection_(&connection), home_(&home), statement_(statement)
    {
    }

    Connection* connection_;
    std::vector<sqlite3_stmt*>* home_;  ///< idle statements of the same text
    sqlite3_stmt* statement_;
};

enum class OpenMode { read, write };

/// One connection; one thread at a time. Every failure is an Error by meaning, with the path of the database in `where`.
class Connection {
public:
    struct Options {
        OpenMode mode = OpenMode::write;
        std::chrono::milliseconds wait{0};  ///< for locks of others, in all
        std::string vfs;                    ///< empty: the system's files
        bool immutable = false;             ///< nobody changes the file: read it without locks and side files
    };

    [[nodiscard]] static Result<Connection> open(const std::string& path, const Options& options);
    /// A database in memory.
    [[nodiscard]] static Result<Connection> temporary();

    ~Connection();
    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;

    /// Runs one statement that gives no rows, or whose rows do not matter.
    [[nodiscard]] Result<void> run(std::string_view sql, Values values = {});
    /// Starts one statement. Prepared statements are kept and used again.
    [[nodiscard]] Result<Rows> query(std::string_view sql, Values values = {});
    /// Runs a script of several statements.
    [[nodiscard]] Result<void> script(std::string_view sql);
    /// The first column of the first row as a number; 0 when there is no row or it is null.
    [[nodiscard]] Result<std::int64_t> number(std::string_view sql, Values values = {});

    /// Copies the main database, as one moment has it, over the file `path` (https://www.sqlite.org/backup.html).
    [[nodiscard]] Result<void> copy_to(const std::string& path);

    [[nodiscard]] std::int64_t last_row() const;
    [[nodiscard]] std::int64_t total_changes() const;
    /// False too after SQLite itself rolled a transaction back, as it does when the disk is full.
    [[nodiscard]] bool in_transaction() const;
    [[nodiscard]] bool is_read_only() const;
    [[nodiscard]] const std::string& path() const;

private:
    friend class Rows;
    struct State;
    explicit Connection(std::unique_ptr<State> state);
    [[nodiscard]] Error failure(int code) const;

    std::unique_ptr<State> state_;
};

}  // namespace fonds::sqlite
