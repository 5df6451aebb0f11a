// SPDX-License-Identifier: GPL-3.0-or-later
// Clocks and holds over many records, against plain SQL over the same rows.
//   fonds-bench-retention DIRECTORY [RECORDS]
// DIRECTORY is new or empty and keeps the catalog that was made.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include <sqlite3.h>

#include "schema/catalog/holds.hpp"
#include "schema/catalog/retention.hpp"
#include "schema/catalog/volumes.hpp"
#include "schema/model/cold_plan.hpp"

namespace {

using namespace fonds;

double cpu_seconds()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

template <class Work>
double cpu_of(Work&& work)
{
    const double begin = cpu_seconds();
    work();
    return cpu_seconds() - begin;
}

[[noreturn]] void fail(const std::string& why)
{
    std::fprintf(stderr, "%s\n", why.c_str());
    std::exit(1);
}

template <class T>
T must(Result<T> result)
{
    if (!result.ok()) fail(result.error().what.en);
    return std::move(result).value();
}

void must(const Result<void>& result)
{
    if (!result.ok()) fail(result.error().what.en);
}

void run(const std::string& path, const std::string& sql)
{
    sqlite3* db = nullptr;
    char* why = nullptr;
    if (sqlite3_open(path.c_str(), &db) != SQLITE_OK || sqlite3_exec(db, sql.c_str(), nullptr, nullptr, &why) != SQLITE_OK)
        fail(why != nullptr ? why : "cannot open " + path);
    sqlite3_close(db);
}

const Stamp stamp{"bench", Instant(std::chrono::milliseconds(1'790'000'000'000))};

RetentionRule rule(const char* code, RetentionTrigger trigger, const char* period)
{
    RetentionRule made;
    made.code = code;
    made.name_en = code;
    made.trigger = trigger;
    made.period = must(RetentionPeriod::parse(period));
    return made;
}

/// Records of two categories, dated over forty years, some in folders; their numbers tell no period.
void make_records(const std::string& path, long records)
{
    {
        Catalog catalog =
            must(Catalog::create(path, {"00112233445566778899aabbccddeeff", "B001", "bench", stamp.at}, stamp, {}));
        for (const char* code : {"HT", "KU"}) {
            Category category;
            category.code = code;
            category.name_en = code;
            category.code_template = "{fonds}-{category}-{seq:7}";
            must(catalog.add_category(category, stamp));
        }
        Folder folder;
        folder.category_code = "KU";
        folder.number = "1";
        must(catalog.add_folder(folder, stamp));
        Retention retention(catalog);
        must(retention.put_rule(rule("VOUCHERS", RetentionTrigger::fiscal_year_end, "30y"), stamp));
        must(retention.put_rule(rule("CONTRACTS", RetentionTrigger::contract_end, "10y"), stamp));
        must(retention.assign({"KU", {}, "", "VOUCHERS"}, stamp));
        must(retention.assign({"HT", {}, "", "CONTRACTS"}, stamp));
    }
    const std::string number = std::to_string(records);
    run(path, "PRAGMA synchronous = OFF; BEGIN; INSERT INTO sequence (scope, next) VALUES ('B', " + number +
                  " + 1); WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + number +
                  ") INSERT INTO record (code, sequence, serial, title, category, folder, date, year, filed_year, grade,"
                  " number, currency, note, filed_at, filed_by, filed_event) SELECT printf('B001-%s-%07d', CASE WHEN i % 4"
                  " THEN 'KU' ELSE 'HT' END, i), 1, i, 'record ' || i, CASE WHEN i % 4 THEN 2 ELSE 1 END, CASE WHEN i % 10 ="
                  " 1 THEN 1 END, date('1986-01-01', (i * 7919 % 14600) || ' days'), 1986 + (i * 7919 % 14600) / 365, 2026,"
                  " CASE WHEN i % 50 THEN 'B' ELSE 'A' END, '', '', '', '2026-01-02T03:04:05.678Z', 'bench', 1 FROM n;"
                  " INSERT INTO retention_event (starts, day, scope, target, project, note, event) SELECT 'contract_end',"
                  " date(date, '+3 years'), 'record', id, '', '', 1 FROM record WHERE category = 1 AND id % 3 = 0; COMMIT;");
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc < 2) fail("fonds-bench-retention DIRECTORY [RECORDS]");
    const std::string path = std::string(argv[1]) + "/catalog.db";
    const long records = argc > 2 ? std::atol(argv[2]) : 1'000'000;
    make_records(path, records);
    const double plain = cpu_of([&] {
        run(path, "CREATE TABLE plain (record INTEGER PRIMARY KEY, due TEXT); INSERT INTO plain SELECT id, date(date,"
                  " 'start of year', '+31 years') FROM record; CREATE INDEX plain_by_due ON plain (due);");
    });
    Catalog catalog = must(Catalog::open(path, Access::write));
    Retention retention(catalog);
    const ClockDay today{must(Date::parse("2026-11-22")), 480};
    const double wound = cpu_of([&] { must(retention.wind_clocks(today)); });
    std::printf("all clocks: %.2f s of CPU for %ld records; plain SQL %.2f s: %.1f times\n", wound, records, plain,
                wound / plain);

    must(retention.owe_all_clocks());
    const double again = cpu_of([&] { must(retention.wind_clocks(today)); });
    std::printf("all clocks again: %.2f s of CPU\n", again);

    run(path,
        "INSERT OR IGNORE INTO clock_owed SELECT id FROM record WHERE id % (" + std::to_string(records) + " / 500) = 0");
    const ClockDay tomorrow{must(Date::parse("2026-11-23")), 480};
    const double day = cpu_of([&] { must(retention.wind_clocks(tomorrow)); });
    const double day_by_sql = cpu_of([&] {
        run(path, "UPDATE plain SET due = (SELECT date(date, 'start of year', '+32 years') FROM record WHERE id = record)"
                  " WHERE record IN (SELECT id FROM record WHERE id % (" +
                      std::to_string(records) + " / 500) = 0)");
    });
    std::printf("a day's change (500 records): %.1f ms; plain SQL %.1f ms: %.2f times\n", 1000 * day, 1000 * day_by_sql,
                day / day_by_sql);

    ClockRequest request;
    request.due_from = tomorrow.today;
    request.due_until = must(Date::parse("2027-11-22"));
    std::size_t shown = 0;
    const double due = cpu_of([&] { shown = must(retention.list(request)).size(); });
    const double count = cpu_of([&] { shown = static_cast<std::size_t>(must(retention.count(request))); });
    const double counted =
        cpu_of([&] { run(path, "SELECT count(*) FROM plain WHERE due BETWEEN '2026-11-23' AND '2027-11-22'"); });
    std::printf("due in the next year: list %.1f ms, count %.1f ms (%zu); plain SQL count %.1f ms\n", 1000 * due,
                1000 * count, shown, 1000 * counted);
    const double tallied = cpu_of([&] { must(retention.tally(tomorrow.today)); });
    const double by_year = cpu_of([&] { must(retention.due_by_year(1, 9999)); });
    std::printf("summary: tally %.1f ms, by year %.1f ms\n", 1000 * tallied, 1000 * by_year);

    Hold hold;
    hold.reason = "bench";
    hold.authority = "bench";
    std::vector<RecordId> found;
    for (long id = 1; id <= records && found.size() < 100'000; id += 7) found.push_back(RecordId{id});
    hold.scope.query = "x";
    const double placed = cpu_of([&] { must(Holds(catalog).place(hold, found, stamp)); });
    hold.scope = {};
    hold.scope.folders = {"KU/1"};
    std::string number;
    const double standing = cpu_of([&] { number = must(Holds(catalog).place(hold, {}, stamp)); });
    const double held_by_sql = cpu_of([&] {
        run(path, "CREATE TABLE plain_hold (hold INTEGER, record INTEGER, PRIMARY KEY (hold, record)) WITHOUT ROWID;"
                  " INSERT INTO plain_hold SELECT 1, id FROM record WHERE id % 7 = 1 LIMIT 100000;"
                  " CREATE INDEX plain_hold_by_record ON plain_hold (record);");
    });
    std::printf("hold of the same by plain SQL, without a log: %.2f s: %.1f times\n", held_by_sql, placed / held_by_sql);
    std::printf("hold of %zu members: %.2f s; of a folder with %lld: %.3f s\n", found.size(), placed,
                static_cast<long long>(must(Holds(catalog).hold(number)).records), standing);
    // Every record gets a file, a quarter of them the day's.
    run(path, "PRAGMA synchronous = OFF; BEGIN; INSERT INTO object (digest, size, media_type, text_state) SELECT"
              " randomblob(32), 100000 + id % 1000, 'application/pdf', 'done' FROM record; INSERT INTO component (record,"
              " object, role, file_name, added_at) SELECT id, id, 'original', CAST('a.pdf' AS BLOB),"
              " '2020-01-02T03:04:05.678Z' FROM record; COMMIT;");
    const double scanned = cpu_of([&] {
        run(path, "CREATE TABLE sums AS SELECT record, sum(size) AS bytes FROM component JOIN object ON object.id ="
                  " component.object GROUP BY record;");
    });
    std::int64_t cold = 0;
    std::vector<RecordId> going;
    const double planned = cpu_of([&] {
        ColdPolicy policy;
        policy.after_days = 0;
        const ColdPlan plan = plan_cold(policy, must(Volumes(catalog).candidates(480)), {}, 30'000);
        cold = plan.records;
        for (const auto& volume : plan.volumes)
            for (const auto& one : volume.records) going.push_back(one.record.record);
    });
    const double asked = cpu_of([&] { must(Volumes(catalog).held(going)); });
    std::printf("cold plan: %.2f s of CPU, %lld records go; summing their files by SQL %.2f s: %.1f times\n", planned,
                static_cast<long long>(cold), scanned, planned / scanned);
    std::printf("which of them are on hold: %.2f s of CPU\n", asked);

    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("memory at the peak: %ld MB\n", usage.ru_maxrss / 1024);
}
