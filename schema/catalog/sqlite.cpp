// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/sqlite.hpp"

#include <algorithm>
#include <functional>

#include <sqlite3.h>

#include "schema/catalog/sqlite_error.hpp"

namespace fonds::sqlite {

namespace {

/// Waits for others with growing pauses. Counts what it slept, so that it never needs to ask the time.
struct Patience {
    std::chrono::milliseconds wait{0};
    std::chrono::milliseconds slept{0};

    static int on_busy(void* self, int attempt)
    {
        auto& patience = *static_cast<Patience*>(self);
        if (attempt == 0) patience.slept = {};
        if (patience.slept >= patience.wait) return 0;
        constexpr int longest_doubling = 6;  // 64 ms
        auto pause = std::chrono::milliseconds(1LL << std::min(attempt, longest_doubling));
        pause = std::min(pause, patience.wait - patience.slept);
        sqlite3_sleep(static_cast<int>(pause.count()));
        patience.slept += pause;
        return 1;
    }
};

/// The path as an SQLite URI that promises nobody changes the file.
std::string immutable_uri(const std::string& path)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string uri = "file:";
    for (const char c : path) {
        if (c == '%' || c == '?' || c == '#') {
            const auto byte = static_cast<unsigned char>(c);
            uri += {'%', digits[byte >> 4], digits[byte & 15]};
        } else {
            uri += c;
        }
    }
    return uri + "?immutable=1";
}

/// Finds a statement by its text without copying it.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

/// SQLite's own memory statistics take a lock for every allocation, and nobody reads them.
void configure_once()
{
    static const int done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(done);  // SQLITE_MISUSE when somebody in this process was faster: then it only costs a little time
}

using Destructor = void (*)(void*);

int bind(sqlite3_stmt* statement, Values values, Destructor lifetime)
{
    int index = 0;
    for (const auto& value : values) {
        ++index;
        int code = SQLITE_OK;
        const auto bytes = value.bytes();
        // A null pointer would bind NULL, where an empty text or an empty blob is meant.
        const char* data = bytes.data() == nullptr ? "" : bytes.data();
        switch (value.type()) {
        case Value::Type::null: code = sqlite3_bind_null(statement, index); break;
        case Value::Type::integer: code = sqlite3_bind_int64(statement, index, value.number()); break;
        case Value::Type::text:
            code = sqlite3_bind_text64(statement, index, data, bytes.size(), lifetime, SQLITE_UTF8);
            break;
        case Value::Type::blob: code = sqlite3_bind_blob64(statement, index, data, bytes.size(), lifetime); break;
        }
        if (code != SQLITE_OK) return code;
    }
    return SQLITE_OK;
}

}  // namespace

struct Connection::State {
    std::string path;
    sqlite3* db = nullptr;
    Patience patience;
    std::unordered_map<std::string, std::vector<sqlite3_stmt*>, TextHash, std::equal_to<>> idle;

    ~State()
    {
        for (auto& [sql, statements] : idle)
            for (auto* statement : statements) sqlite3_finalize(statement);
        sqlite3_close_v2(db);
    }
};

Rows::Rows(Rows&& other) noexcept
    : connection_(other.connection_), home_(other.home_), statement_(std::exchange(other.statement_, nullptr))
{
}

Rows::~Rows()
{
    if (statement_ == nullptr) return;
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
    home_->push_back(statement_);
}

Result<bool> Rows::next()
{
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return connection_->failure(code);
}

bool Rows::is_null(int column) const
{
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Rows::integer(int column) const
{
    return sqlite3_column_int64(statement_, column);
}

std::string_view Rows::view(int column) const
{
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    return bytes == nullptr ? std::string_view()
                            : std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
}

Result<Digest> Rows::digest(int column) const
{
    const auto bytes = view(column);
    if (bytes.size() != Digest::size) return meaning_of(SQLITE_CORRUPT, "a digest is not 32 bytes", 0, connection_->path());
    Digest::Bytes raw;
    std::copy(bytes.begin(), bytes.end(), raw.begin());
    return Digest(raw);
}

Connection::Connection(std::unique_ptr<State> state) : state_(std::move(state)) {}
Connection::~Connection() = default;
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;

Result<Connection> Connection::open(const std::string& path, const Options& options)
{
    configure_once();
    Connection connection(std::make_unique<State>());
    State& state = *connection.state_;
    state.path = path;
    state.patience.wait = options.wait;
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    flags |= options.mode == OpenMode::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    if (options.immutable) flags |= SQLITE_OPEN_URI;
    const std::string name = options.immutable ? immutable_uri(path) : path;
    const int code = sqlite3_open_v2(name.c_str(), &state.db, flags, options.vfs.empty() ? nullptr : options.vfs.c_str());
    if (code != SQLITE_OK) return connection.failure(code);
    sqlite3_busy_handler(state.db, Patience::on_busy, &state.patience);
    // No damage by way of SQL: writable_schema and the like are off for good on this connection.
    sqlite3_db_config(state.db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    // The -wal and -shm files stay (empty) when the last writer leaves: with them, somebody who may only read the directory
    // can still read under proper locks; without them SQLite would have to create them.
    int keep = 1;
    if (options.mode == OpenMode::write) sqlite3_file_control(state.db, "main", SQLITE_FCNTL_PERSIST_WAL, &keep);
    return connection;
}

Result<Connection> Connection::temporary()
{
    Connection connection(std::make_unique<State>());
    constexpr int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int code = sqlite3_open_v2(":memory:", &connection.state_->db, flags, nullptr);
    if (code != SQLITE_OK) return connection.failure(code);
    return connection;
}

Error Connection::failure(int code) const
{
    sqlite3* db = state_->db;
    const bool latest = db != nullptr && sqlite3_extended_errcode(db) == code;
    const int system_errno =
        latest && ((code & 0xFF) == SQLITE_IOERR || (code & 0xFF) == SQLITE_CANTOPEN) ? sqlite3_system_errno(db) : 0;
    return meaning_of(code, latest ? sqlite3_errmsg(db) : sqlite3_errstr(code), system_errno, state_->path);
}

Result<Rows> Connection::query(std::string_view sql, Values values)
{
    // References to the elements of an unordered_map stay valid while it grows.
    auto known = state_->idle.find(sql);
    if (known == state_->idle.end()) known = state_->idle.emplace(std::string(sql), 0).first;
    auto& home = known->second;
    sqlite3_stmt* statement = nullptr;
    if (!home.empty()) {
        statement = home.back();
        home.pop_back();
    } else {
        const int code = sqlite3_prepare_v3(state_->db, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                            &statement, nullptr);
        if (code != SQLITE_OK) return failure(code);
    }
    Rows rows(*this, home, statement);
    const int code = bind(statement, values, SQLITE_TRANSIENT);
    if (code != SQLITE_OK) return failure(code);
    return rows;
}

Result<void> Connection::run(std::string_view sql, Values values)
{
    TRY_ASSIGN(Rows rows, query(sql, values));
    return rows.each([](const Rows&) -> Result<void> { return {}; });
}

Result<std::int64_t> Connection::number(std::string_view sql, Values values)
{
    TRY_ASSIGN(Rows rows, query(sql, values));
    TRY_ASSIGN(const bool found, rows.next());
    return found ? rows.integer(0) : 0;
}

Result<void> Connection::script(std::string_view sql)
{
    const std::string text(sql);
    const int code = sqlite3_exec(state_->db, text.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return failure(code);
    return {};
}

Result<void> Connection::copy_to(const std::string& path)
{
    TRY_ASSIGN(const Connection copy, Connection::open(path, {}));
    sqlite3* const target = copy.state_->db;
    sqlite3_backup* const backup = sqlite3_backup_init(target, "main", state_->db, "main");
    if (backup == nullptr) return copy.failure(sqlite3_extended_errcode(target));
    // All in one step: nobody's writing makes it begin again.
    const int code = sqlite3_backup_step(backup, -1);
    const int end = sqlite3_backup_finish(backup);
    if (code != SQLITE_DONE || end != SQLITE_OK) return copy.failure(code != SQLITE_DONE ? code : end);
    return {};
}

std::int64_t Connection::last_row() const
{
    return sqlite3_last_insert_rowid(state_->db);
}
std::int64_t Connection::total_changes() const
{
    return sqlite3_total_changes64(state_->db);
}
bool Connection::in_transaction() const
{
    return sqlite3_get_autocommit(state_->db) == 0;
}
bool Connection::is_read_only() const
{
    return sqlite3_db_readonly(state_->db, "main") == 1;
}
const std::string& Connection::path() const
{
    return state_->path;
}

}  // namespace fonds::sqlite
