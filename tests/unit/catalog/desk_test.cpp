// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

NewArrival scan(const std::string& content)
{
    NewArrival arrival;
    arrival.file = contract(content, content).original;
    arrival.file.file_name = content + ".pdf";
    arrival.folder = "合同";
    arrival.defaults.say_field("category", "HT");
    arrival.defaults.tags = {"急"};
    arrival.defaults.drop_blank = true;
    return arrival;
}

/// Pieces of so many pages each, one behind the other.
std::vector<NewPiece> pieces_of(ArrivalId arrival, const std::vector<std::int32_t>& pages)
{
    std::vector<NewPiece> pieces;
    std::int32_t next = 1;
    for (const auto count : pages) {
        NewPiece piece;
        for (std::int32_t i = 0; i < count; ++i) piece.pages.push_back({arrival, next++, 0});
        pieces.push_back(std::move(piece));
    }
    return pieces;
}

std::vector<std::int32_t> numbers(const Piece& piece)
{
    std::vector<std::int32_t> found;
    for (const auto& page : piece.pages) found.push_back(page.page);
    return found;
}

/// A stack of six pages, of which the third parts two pieces.
std::vector<PieceId> stack(SampleCatalog& catalog)
{
    const PieceId whole = must(catalog->add_arrival(scan("stack"), stamp()));
    const ArrivalId arrival = must(catalog->piece(whole)).arrival.id;
    auto pieces = pieces_of(arrival, {2, 3});
    for (auto& page : pieces[1].pages) ++page.page;
    return must(catalog->divide_arrival(arrival, 6, pieces, {{3, "separator"}}, stamp()));
}

}  // namespace

TEST_CASE("What arrives waits as one piece of the whole file, and keeps what was said of it")
{
    SampleCatalog catalog;
    const PieceId id = must(catalog->add_arrival(scan("one"), stamp()));
    const Piece piece = must(catalog->piece(id));
    CHECK(piece.state == PieceState::waiting);
    CHECK(is_whole_file(piece));
    CHECK(piece.facts.has(Doubt::not_looked_at));
    CHECK(piece.arrival.file_name == "one.pdf");
    CHECK(piece.arrival.folder == "合同");
    CHECK(piece.arrival.defaults == scan("one").defaults);
    CHECK(must(catalog->arrivals_to_look_at()).size() == 1);
    CHECK(must(catalog->arrivals_in_inbox()).size() == 1);
    must(catalog->set_left_inbox(piece.arrival.id));
    CHECK(must(catalog->arrivals_in_inbox()).empty());
    CHECK(must(catalog->arrivals_of(piece.arrival.digest)).size() == 1);
    CHECK(refused(catalog->piece(PieceId{77})).kind == ErrorKind::not_found);
    CHECK(check(*catalog).empty());
}

TEST_CASE("An arrival is divided once, its pages are in pieces or told as dropped, and facts survive")
{
    SampleCatalog catalog;
    const auto ids = stack(catalog);
    REQUIRE(ids.size() == 2);
    CHECK(numbers(must(catalog->piece(ids[0]))) == std::vector<std::int32_t>{1, 2});
    CHECK(numbers(must(catalog->piece(ids[1]))) == std::vector<std::int32_t>{4, 5, 6});
    CHECK_FALSE(is_whole_file(must(catalog->piece(ids[0]))));
    const ArrivalId arrival = must(catalog->piece(ids[0])).arrival.id;
    CHECK(must(catalog->dropped_pages(arrival)).front().page == 3);
    CHECK(must(catalog->arrivals_to_look_at()).empty());
    CHECK(refused(catalog->divide_arrival(arrival, 6, pieces_of(arrival, {6}), {}, stamp())).kind == ErrorKind::refused);

    PieceFacts facts;
    facts.suggestions.push_back({SuggestedField::amount,
                                 "12.00",
                                 "壹拾贰元整",
                                 0.5F,
                                 SuggestionSource::text,
                                 2,
                                 {1, 2, 3, 4, {}},
                                 {"differs", "不同"}});
    facts.codes.push_back({1, "FONDS:SEPARATOR:1", "qr", "zbar", {5, 6, 7, 8, {}}});
    facts.quality.push_back({2, QualityIssue::skewed, 4.5F});
    facts.add(Doubt::number_filed, "J001");
    must(catalog->set_facts(ids[0], facts, "abc"));
    const PieceFacts read = must(catalog->piece(ids[0])).facts;
    REQUIRE(read.suggestions.size() == 1);
    CHECK(read.suggestions[0].seen == "壹拾贰元整");
    CHECK(read.suggestions[0].place.height == 4);
    CHECK(read.suggestions[0].doubt == Text{"differs", "不同"});
    CHECK(read.codes.at(0).source == "zbar");
    CHECK(read.quality.at(0).issue == QualityIssue::skewed);
    CHECK(read.reasons == facts.reasons);
    int seen = 0;
    must(catalog->each_fingerprint([&](PieceId id, std::string_view code, std::string_view bytes) {
        CHECK(id == ids[0]);
        CHECK(code.empty());
        CHECK(bytes == "abc");
        ++seen;
    }));
    CHECK(seen == 1);
    CHECK(check(*catalog).empty());
}

TEST_CASE("Pieces are merged, split and turned, and no page is lost on the way")
{
    SampleCatalog catalog;
    const auto ids = stack(catalog);
    must(catalog->merge_pieces(ids[1], {ids[0]}, stamp()));
    CHECK(numbers(must(catalog->piece(ids[1]))) == std::vector<std::int32_t>{4, 5, 6, 1, 2});
    CHECK(must(catalog->piece(ids[0])).merged_into == ids[1]);
    CHECK(refused(catalog->merge_pieces(ids[1], {ids[0]}, stamp())).kind == ErrorKind::refused);

    CHECK(refused(catalog->split_piece(ids[1], {1}, stamp())).kind == ErrorKind::usage);
    CHECK(refused(catalog->split_piece(ids[1], {3, 3}, stamp())).kind == ErrorKind::usage);
    CHECK(refused(catalog->split_piece(ids[1], {6}, stamp())).kind == ErrorKind::usage);
    const auto parts = must(catalog->split_piece(ids[1], {2, 4}, stamp()));
    REQUIRE(parts.size() == 2);
    CHECK(numbers(must(catalog->piece(ids[1]))) == std::vector<std::int32_t>{4});
    CHECK(numbers(must(catalog->piece(parts[0]))) == std::vector<std::int32_t>{5, 6});
    CHECK(numbers(must(catalog->piece(parts[1]))) == std::vector<std::int32_t>{1, 2});

    must(catalog->turn_pages(parts[0], {2}, 90, stamp()));
    must(catalog->turn_pages(parts[0], {}, 270, stamp()));
    const Piece turned = must(catalog->piece(parts[0]));
    CHECK(turned.pages[0].turn == 270);
    CHECK(turned.pages[1].turn == 0);
    CHECK(refused(catalog->turn_pages(parts[0], {3}, 90, stamp())).kind == ErrorKind::usage);
    CHECK(check(*catalog).empty());
}

TEST_CASE("A piece is decided once")
{
    SampleCatalog catalog;
    const std::string code = catalog.file("record");
    const auto ids = stack(catalog);
    must(catalog->accept_piece(ids[0], must(ReferenceCode::parse(code)), ComponentRole::original, {}, stamp()));
    must(catalog->reject_piece(ids[1], "空白", stamp()));
    CHECK(must(catalog->piece(ids[0])).record == code);
    CHECK(must(catalog->piece(ids[1])).rejected_because == "空白");
    CHECK(must(catalog->pieces(PieceState::waiting, {}, 10)).empty());
    CHECK(must(catalog->pieces(std::nullopt, {}, 10)).size() == 2);
    CHECK(refused(catalog->reject_piece(ids[0], "x", stamp())).kind == ErrorKind::refused);
    CHECK(check(*catalog).empty());
}

TEST_CASE("The check tells pieces and pages that are gone or were changed past the log")
{
    SampleCatalog catalog;
    const auto ids = stack(catalog);
    catalog.close();
    sql(catalog.path(), "DELETE FROM piece_page WHERE page = 5; UPDATE piece SET state = 'rejected' WHERE id = 1;"
                        "INSERT INTO piece (arrival, state, facts) VALUES (1, 'waiting', '{}')");
    catalog.open();
    CHECK(check(*catalog) == std::vector<std::string>{"arrival.pages_lost arrival 1", "piece.changed piece 1",
                                                      "piece.changed piece 3", "piece.empty piece 3"});
}

TEST_CASE("Records are found by their document number")
{
    SampleCatalog catalog;
    NewRecord invoice = contract("invoice", "invoice");
    invoice.metadata.number = "12345678";
    const auto filed = must(catalog->file_record(invoice, stamp()));
    CHECK(must(catalog->codes_with_number("12345678", 5)).at(0) == filed.code);
    CHECK(must(catalog->codes_with_number("", 5)).empty());
}
