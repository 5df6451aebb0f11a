// SPDX-License-Identifier: GPL-3.0-or-later
// A year in the life of an accounting office: 3,000 vouchers whose thirty years have ended, contracts with and without an
// end, two holds, one case with five signatures, one extension, one refused approval; and what is left afterwards.
#include <filesystem>
#include <set>

#include <catch2/catch.hpp>

#include "archive/accounts.hpp"
#include "archive/disposing.hpp"
#include "archive/holding.hpp"
#include "archive/log_book.hpp"
#include "archive/retaining.hpp"
#include "schema/core/file_ops.hpp"
#include "schema/core/json.hpp"
#include "tests/support/office_people.hpp"
#include "tests/support/place.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

constexpr int vouchers = 3000;
constexpr int contracts = 20;

template <class T>
T good(Result<T> result)
{
    if (!result.ok())
        throw std::runtime_error(result.error().what.en + " [" + result.error().where + "] " + result.error().hint.en);
    return std::move(result).value();
}
void good(const Result<void>& result)
{
    if (!result.ok()) throw std::runtime_error(result.error().what.en + " [" + result.error().where + "]");
}

std::string four(int number)
{
    return std::to_string(10000 + number).substr(1);
}

/// The office: whoever acts opens the archive in his own name.
class AccountingOffice {
public:
    AccountingOffice()
    {
        environment_.clock = &clock_;
        environment_.files = &posix_file_ops();
        environment_.actor = "setup";
        environment_.program = "test";
        environment_.extract_program = programs() + "/fonds-extract";
        environment_.draw_program = programs() + "/fonds-draw";
        on("2011-01-10");
        good(Archive::create(root(), "J001", "示范公司", environment_, "accounting"));
    }

    [[nodiscard]] std::string root() const { return place_ / "archive"; }
    void on(const std::string& day) { clock_.set(*parse_instant(day + "T02:00:00.000Z")); }
    Archive as(const std::string& actor)
    {
        environment_.actor = actor;
        // Every deed a minute later.
        clock_.set(clock_.now() + std::chrono::minutes(1));
        return good(Archive::open(root(), Purpose::writing, environment_));
    }
    std::string write(const std::string& name, const std::string& bytes)
    {
        write_file(place_ / name, bytes);
        return place_ / name;
    }

    /// Years went by without anything done: the auditor says that the clock is right.
    void vouch()
    {
        Archive archive = as("aud");
        good(LogBook(archive).assure_clock("测试:停用多年"));
    }

    void people()
    {
        Archive archive = as("setup");
        UserBook users(archive);
        seat_office([&](const Account& account) { good(users.add(account)); },
                    [&](const std::string& name, const Duty& duty) { good(users.grant(name, duty)); });
    }

    /// Every number that stands in a file of the archive behind `word`.
    [[nodiscard]] std::set<std::string> numbers_behind(const std::string& word) const
    {
        std::set<std::string> found;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root())) {
            if (!entry.is_regular_file()) continue;
            const std::string bytes = read_file(entry.path().string());
            for (auto at = bytes.find(word); at != std::string::npos; at = bytes.find(word, at + 1))
                found.insert(bytes.substr(at + word.size(), 4));
        }
        return found;
    }

private:
    TemporaryDirectory place_{Medium::memory};
    FixedClock clock_{Instant{}};
    Environment environment_;
};

const std::string voucher_words = "凭证正文标记";
const std::string contract_words = "合同正文标记";

}  // namespace

TEST_CASE("A year of an accounting office ends with registers, certificate and log, and only what was to go is gone")
{
    AccountingOffice office;
    WorkObserver quiet;

    // --- 2011: filing ---
    {
        Archive archive = office.as("setup");
        Category contracts_category;
        contracts_category.code = "HT";
        contracts_category.name_zh = "合同";
        contracts_category.name_en = "Contracts";
        contracts_category.retention = "D10";
        contracts_category.code_template = "{fonds}-{category}·{year}-{seq:4}";
        good(archive.add_category(contracts_category));
        Retaining retaining(archive);
        for (const char* name : {"accounting", "contracts"})
            good(retaining.import(good(rule_preset(name)).csv, true, false));
        good(retaining.assign({"KU·PZ", {}, "", "CN-KU-02"}));
        good(retaining.assign({"HT", {}, "", "CN-HT-02"}));
        std::vector<FilingItem> items;
        for (int i = 1; i <= vouchers; ++i) {
            FilingItem item;
            item.path = office.write("v" + four(i) + ".txt", "记账凭证 " + voucher_words + four(i));
            item.metadata.title = "记账凭证第" + four(i) + "号";
            item.metadata.category = "KU·PZ";
            item.metadata.date = *Date::parse("2010-" + std::to_string(101 + i % 12).substr(1) + "-15");
            item.metadata.party = i % 500 == 0 ? "华为技术有限公司" : "";
            item.metadata.grade = i == 7 ? Grade::A : Grade::B;
            item.grade_given = true;
            items.push_back(std::move(item));
        }
        for (int i = 1; i <= contracts; ++i) {
            FilingItem item;
            item.path = office.write("c" + four(i) + ".txt", "采购合同 " + contract_words + four(i));
            item.metadata.title = "采购合同" + four(i);
            item.metadata.category = "HT";
            item.metadata.date = *Date::parse("2010-06-01");
            item.metadata.number = "C" + four(i);
            items.push_back(std::move(item));
        }
        REQUIRE(good(archive.file(items, {}, quiet)).filed == static_cast<std::size_t>(vouchers + contracts));
    }
    office.people();
    const auto voucher = [](int number) { return good(ReferenceCode::parse("J001-KU·PZ·2010-D30-" + four(number))); };

    // --- 2012: ten contracts end, the others nobody tells of ---
    office.on("2012-12-31");
    office.vouch();
    {
        Archive archive = office.as("arch");
        Retaining retaining(archive);
        for (int i = 1; i <= 10; ++i) {
            RetentionEvent ended;
            ended.trigger = RetentionTrigger::contract_end;
            ended.day = *Date::parse("2012-12-31");
            ended.target = "J001-HT·2010-" + four(i);
            good(retaining.add_event(ended));
        }
    }

    // --- 2041: thirty years after the end of 2010 ---
    office.on("2040-12-30");
    office.vouch();
    {
        Archive archive = office.as("arch");
        CaseDraft early;
        early.category = "KU";
        CHECK(Disposing(archive).draft(early).error().kind == ErrorKind::not_found);
    }
    office.on("2041-02-10");
    office.vouch();
    {
        Archive archive = office.as("arch");
        Holding holding(archive);
        Hold lawsuit;
        lawsuit.kind = HoldKind::litigation;
        lawsuit.reason = "货款纠纷";
        lawsuit.authority = "某区人民法院";
        lawsuit.scope.parties = {"华为技术有限公司"};
        CHECK(good(holding.place(lawsuit, "")).records == 6);
        Hold inspection;
        inspection.kind = HoldKind::audit;
        inspection.reason = "税务检查";
        inspection.authority = "税务局";
        CHECK(good(holding.place(inspection, voucher(1).text() + "\n" + voucher(2).text() + "\n" + voucher(3).text()))
                  .records == 3);

        Disposing disposing(archive);
        CaseDraft draft;
        draft.title = "2010 年度会计凭证";
        draft.basis = "会计档案管理办法第十六条";
        draft.category = "KU";
        const auto drafted = good(disposing.draft(draft));
        CHECK(drafted.drafted.counts.items == vouchers - 9);
        CHECK(drafted.held == 9);
        CHECK(drafted.drafted.procedure == CaseProcedure::accounting);
        // One is worth keeping, one has an open claim, one of grade A takes two.
        good(disposing.decide(
            "D-2041-0001",
            {{voucher(10)}, {}, CaseDecision::extend, *Date::parse("2051-01-01"), "涉及在用固定资产", false}));
        good(disposing.decide("D-2041-0001", {{voucher(11)}, {}, CaseDecision::excepted, {}, "往来款未结清", true}));
        const auto all = good(disposing.decide("D-2041-0001", {}));
        CHECK(all.decided == vouchers - 9 - 3);
        CHECK(all.left_count == 1);
        good(disposing.decide("D-2041-0001", {{voucher(7)}, {}, CaseDecision::destroy, {}, "", false}));
        CHECK(disposing.give_opinion("D-2041-0001", "arch", "", "").error().kind == ErrorKind::refused);
    }
    {
        Archive archive = office.as("arch2");
        good(Disposing(archive).decide("D-2041-0001", {{voucher(7)}, {}, CaseDecision::destroy, {}, "", false}));
    }
    const auto listed = [&] {
        Archive archive = office.as("arch");
        Disposing disposing(archive);
        good(disposing.give_opinion("D-2041-0001", "档案 li、会计 shi、审计 audit", "除所列外均无继续保存价值", ""));
        good(disposing.compile_register("D-2041-0001"));
    };
    const auto sign = [&](const char* who, const char* as, bool approved = true,
                          const std::vector<ReferenceCode>& except = {}, const char* note = "") {
        Archive archive = office.as(who);
        return good(Disposing(archive).sign("D-2041-0001", as, approved, except, note)).state;
    };
    listed();
    office.on("2041-03-01");
    CHECK(sign("head", "unit_head") == CaseState::listed);
    CHECK(sign("ahead", "archives_head") == CaseState::listed);
    CHECK(sign("fhead", "accounting_head", false, {}, "第 20 号凭证附件待核") == CaseState::appraisal);
    {
        Archive archive = office.as("arch");
        good(Disposing(archive).decide("D-2041-0001", {{voucher(20)}, {}, CaseDecision::excepted, {}, "附件待核", false}));
    }
    listed();
    office.on("2041-04-01");
    CHECK(sign("fhead", "accounting_head", true, {voucher(21)}, "第 21 号另案处理") == CaseState::listed);
    CHECK(sign("head", "unit_head") == CaseState::listed);
    CHECK(sign("ahead", "archives_head") == CaseState::listed);
    CHECK(sign("aclerk", "archives_clerk") == CaseState::listed);
    {
        // Who administers the archive signs nothing, and nothing is destroyed on four signatures.
        Archive archive = office.as("admin");
        CHECK(Disposing(archive).sign("D-2041-0001", "accounting_clerk", true, {}, "").error().kind == ErrorKind::refused);
        CHECK(Disposing(archive).destroy("D-2041-0001", "", "", quiet).error().kind == ErrorKind::refused);
    }
    CHECK(sign("fclerk", "accounting_clerk") == CaseState::approved);
    const auto watch = [&](const char* who, const char* as, CaseStage stage) {
        Archive archive = office.as(who);
        return good(Disposing(archive).witness("D-2041-0001", stage, as, "")).state;
    };
    office.on("2041-05-05");
    watch("wa", "archives", CaseStage::before);
    watch("wf", "accounting", CaseStage::before);
    CHECK(watch("ws", "systems", CaseStage::before) == CaseState::witnessed);
    constexpr int destroyed = vouchers - 9 - 4;  // held; kept longer, unsettled, and the two that were left out
    {
        Archive archive = office.as("arch2");
        const auto report = good(Disposing(archive).destroy("D-2041-0001", "删除并重写索引与目录库", "总部机房", quiet));
        CHECK(report.records == destroyed);
        CHECK(report.files == destroyed);
        CHECK(report.left.empty());
    }
    watch("wa", "archives", CaseStage::after);
    watch("wf", "accounting", CaseStage::after);
    watch("ws", "systems", CaseStage::after);
    std::vector<ReferenceCode> papers;
    {
        Archive archive = office.as("arch");
        CloseRequest request;
        request.category = "KU·QT";
        request.backups = {"异地磁带 2041-05"};
        papers = good(Disposing(archive).close("D-2041-0001", request, quiet)).papers;
    }
    // Two opinions and registers, of both rounds, and one certificate.
    REQUIRE(papers.size() == 5);

    // --- what is left ---
    office.on("2041-12-31");
    office.vouch();
    Archive archive = office.as("aud");
    std::set<std::string> kept;
    for (const int number : {1, 2, 3, 10, 11, 20, 21, 500, 1000, 1500, 2000, 2500, 3000}) kept.insert(four(number));
    CHECK(office.numbers_behind(voucher_words) == kept);
    CHECK(office.numbers_behind(contract_words).size() == static_cast<std::size_t>(contracts));
    for (const auto& number : kept) {
        std::string bytes;
        good(archive.read(voucher(std::stoi(number)), 0, [&](std::string_view piece) {
            bytes += piece;
            return Result<void>();
        }));
        CHECK(bytes == "记账凭证 " + voucher_words + number);
    }
    CHECK(good(archive.status()).tallies.records == static_cast<std::int64_t>(kept.size()) + contracts + 5);
    SearchRequest request;
    request.query = "记账凭证";
    CHECK(good(archive.search(request)).total >= static_cast<std::int64_t>(kept.size()));
    for (const auto& paper : papers) CHECK(good(Retaining(archive).clock(paper)).state() == ClockState::permanent);
    Retaining retaining(archive);
    good(retaining.wind(false));
    CHECK(good(retaining.clock(voucher(10))).due() == *Date::parse("2051-01-01"));
    CHECK(good(Holding(archive).over(voucher(11))).size() == 1);
    ClockRequest waiting;
    waiting.state = ClockState::waiting;
    CHECK(good(retaining.list(waiting)).total == 10);

    Disposing disposing(archive);
    std::optional<Json> certificate;
    for (const auto& paper : good(disposing.papers("D-2041-0001")))
        if (paper.kind == CasePaperKind::certificate) certificate = good(Json::parse(paper.content));
    REQUIRE(certificate);
    CHECK(certificate->get("count").number() == destroyed);
    CHECK(certificate->get("signatures").size() == 5);
    CHECK(certificate->get("witnesses").size() == 6);
    CHECK(certificate->get("verification").get("files_absent").number() == destroyed);
    CHECK(certificate->get("left_out").size() == 3);
    const Form form = good(disposing.form("D-2041-0001", CasePaperKind::register_, true));
    CHECK(form.title == "会计档案销毁清册");
    CHECK(form.rows.size() == static_cast<std::size_t>(destroyed + 1));
    CHECK(form.signatures.size() == 5);
    // What was left out is no part of the sum.
    CHECK(form.summary.starts_with("共 " + std::to_string(destroyed) + " 件"));

    const Form proof = good(disposing.form("D-2041-0001", CasePaperKind::certificate, false));
    const auto head = [&](const std::string& label) {
        for (const FormField& field : proof.head)
            if (field.label == label) return field.value;
        return std::string("absent");
    };
    CHECK(head("Owner") == "示范公司");
    CHECK(head("Address") == "(not stated)");
    CHECK(head("Watched before").find("姓名wa 2041-") != std::string::npos);
    CHECK(head("Holds before").find("2041-") != std::string::npos);
    REQUIRE(proof.more.size() == 1);
    REQUIRE(proof.more[0].rows.size() == static_cast<std::size_t>(destroyed));
    CHECK(proof.more[0].rows[0][4].size() == 64);
    CHECK(proof.more[0].rows[0][5] == "verified");
    CHECK(proof.more[0].rows[0][6] == "gone");

    const auto findings = good(archive.check(Depth::full, quiet));
    for (const auto& finding : findings) UNSCOPED_INFO(finding.kind << " " << finding.subject);
    CHECK(findings.empty());
}
