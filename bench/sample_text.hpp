// SPDX-License-Identifier: GPL-3.0-or-later
// Made-up documents as an office files them, with the facts a clerk would note of each.
#pragma once

#include <cstdint>
#include <string>

#include "archive/pdf/page_drawing.hpp"
#include "bench/sample_words.hpp"

namespace fonds::bench {

enum class Kind { contract, invoice, minutes, permit, acceptance, personnel, maintenance, notice, contract_en, invoice_en };

/// The row of a document in a list that `fonds file --from` reads.
struct Facts {
    std::string category, title, party, date, grade, number, amount, currency, note, tags;
};

struct Sample {
    Facts facts;
    PageDrawing pages;
};

/// The same random state gives the same document. Contracts and minutes grow to about `pages` pages; 0 leaves them as short
/// as they are.
[[nodiscard]] Sample make_sample(Kind kind, Random& random, int pages);
/// A kind as an office's post has it: contracts and invoices most often.
[[nodiscard]] Kind any_kind(Random& random);

// One function a kind.
[[nodiscard]] Sample make_contract(Random& random, int pages);
[[nodiscard]] Sample make_contract_en(Random& random, int pages);
[[nodiscard]] Sample make_invoice(Random& random);
[[nodiscard]] Sample make_invoice_en(Random& random);
[[nodiscard]] Sample make_minutes(Random& random, int pages);
[[nodiscard]] Sample make_permit(Random& random);
[[nodiscard]] Sample make_acceptance(Random& random);
[[nodiscard]] Sample make_personnel(Random& random);
[[nodiscard]] Sample make_maintenance(Random& random);
[[nodiscard]] Sample make_notice(Random& random);

/// A drawing with the document's title and day as metadata.
[[nodiscard]] PageDrawing new_pages(const std::string& title, const Day& day, PageNumbers numbers);
[[nodiscard]] std::string amount_text(std::int64_t hundredths);  ///< 1234.50
[[nodiscard]] Paragraph plain_line(std::string text, Align align = Align::left, double size = 10.5);

/// Adds chapters of requirements until the drawing has about `pages` pages.
void grow_zh(PageDrawing& drawing, Random& random, int pages);
void grow_en(PageDrawing& drawing, Random& random, int pages);

}  // namespace fonds::bench
