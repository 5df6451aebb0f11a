// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/told_places.hpp"

#include <array>

#include "schema/core/json.hpp"

namespace fonds {

namespace {

constexpr std::array<std::string_view, 7> fields{"kind", "part", "name", "capacity", "climate", "note", "state"};

struct Node {
    std::size_t parent = none;
    std::string code;
    std::array<std::string, fields.size()> values;
    static constexpr std::size_t none = ~std::size_t{0};
};

struct LentPaper {
    std::string paper, reader, due, condition;
    std::int64_t renewals = 0;
};

struct CountedShelf {
    std::string scope, counters, digest;
    std::int64_t expected = 0, scanned = 0;
};

/// Follows the events; places are kept by number, since their addresses change.
class Replay {
public:
    void follow(const std::string& action, const std::string& subject, const Json& detail)
    {
        if (action == "location.added") return add(subject, detail);
        if (action == "location.edited") return edit(subject, detail);
        if (action == "location.moved") return move(subject, detail);
        if (action == "paper.moved") return put(subject, detail);
        if (action == "climate.read") ++told_.readings;
        if (action == "incident.noted") ++told_.incidents;
        if (action == "paper.lent") lend(subject, detail);
        if (action == "loan.renewed") {
            LentPaper& loan = loans_[detail.get("loan").number()];
            loan.due = detail.get("due").get("after").text();
            ++loan.renewals;
        }
        if (action == "paper.returned") {
            loans_[detail.get("loan").number()].condition = detail.get("condition").text();
            papers_[subject].second = 0;
        }
        if (action == "stocktake.started") {
            shelves_[subject].scope = detail.get("scope").text();
            shelves_[subject].expected = detail.get("expected").number();
        }
        if (action == "stocktake.scanned")
            shelves_[subject].scanned += static_cast<std::int64_t>(detail.get("codes").size());
        if (action == "stocktake.closed") {
            const Json counters = detail.get("counters");
            shelves_[subject].counters = counters.at(0).text() + "\n" + counters.at(1).text();
            shelves_[subject].digest = detail.get("digest").text();
        }
    }

    ToldPlaces told()
    {
        for (const Node& node : nodes_) {
            std::string& text = told_.locations[node.code];
            text = node.parent == Node::none ? "" : nodes_[node.parent].code;
            for (const std::string& value : node.values) text += "\n" + value;
        }
        for (const auto& [name, place] : papers_)
            told_.papers[name] = code(place.first) + "|" + std::to_string(place.second);
        for (const auto& [id, loan] : loans_)
            told_.loans[id] =
                loan.paper + "|" + loan.reader + "|" + loan.due + "|" + std::to_string(loan.renewals) + "|" + loan.condition;
        for (const auto& [subject, shelf] : shelves_)
            told_.stocktakes[subject] = shelf.scope + "|" + std::to_string(shelf.expected) + "|" +
                                        std::to_string(shelf.scanned) + "|" + shelf.counters + "|" + shelf.digest;
        return std::move(told_);
    }

private:
    [[nodiscard]] std::size_t node(const std::string& code) const
    {
        const auto at = by_code_.find(code);
        return at == by_code_.end() ? Node::none : at->second;
    }
    [[nodiscard]] std::string code(std::size_t node) const { return node == Node::none ? "" : nodes_[node].code; }

    void add(const std::string& subject, const Json& detail)
    {
        Node added;
        added.parent = node(detail.get("parent").text());
        added.code = subject;
        for (std::size_t i = 0; i < fields.size(); ++i) added.values[i] = detail.get(fields[i]).text();
        added.values.back() = "in use";
        by_code_[subject] = nodes_.size();
        nodes_.push_back(std::move(added));
    }

    void edit(const std::string& subject, const Json& detail)
    {
        const auto at = node(subject);
        if (at == Node::none) return;
        for (std::size_t i = 0; i < fields.size(); ++i)
            if (detail.has(fields[i])) nodes_[at].values[i] = detail.get(fields[i]).get("after").text();
    }

    void move(const std::string& subject, const Json& detail)
    {
        const auto moved = node(subject);
        if (moved == Node::none) return;
        nodes_[moved].parent = node(detail.get("parent").get("after").text());
        if (!detail.has("code")) return;
        const std::string code = detail.get("code").get("after").text();
        std::vector<std::size_t> renamed{moved};
        for (std::size_t at = 0; at < nodes_.size(); ++at)
            if (at != moved && nodes_[at].code.starts_with(subject + "-") && lies_in(at, moved)) renamed.push_back(at);
        for (const std::size_t at : renamed) {
            by_code_.erase(nodes_[at].code);
            nodes_[at].code = code + nodes_[at].code.substr(subject.size());
        }
        for (const std::size_t at : renamed) by_code_[nodes_[at].code] = at;
    }

    [[nodiscard]] bool lies_in(std::size_t at, std::size_t outer) const
    {
        // As deep as there are kinds, and no deeper even where the log was tampered with.
        for (int depth = 0; depth < 8 && at != Node::none && at != outer; ++depth) at = nodes_[at].parent;
        return at == outer;
    }

    void put(const std::string& subject, const Json& detail)
    {
        const auto target = node(subject);
        const Json papers = detail.get("papers");
        for (std::size_t i = 0; i < papers.size(); ++i) papers_[papers.at(i).get("paper").text()].first = target;
        told_.moves += static_cast<std::int64_t>(papers.size());
    }

    void lend(const std::string& subject, const Json& detail)
    {
        const std::int64_t id = detail.get("loan").number();
        loans_[id] = {subject, detail.get("reader").text(), detail.get("due").text(), "",
                      detail.has("renewals") ? detail.get("renewals").number() : 0};
        papers_.try_emplace(subject, Node::none, 0).first->second.second = id;
    }

    std::vector<Node> nodes_;
    std::map<std::string, std::size_t> by_code_;
    std::map<std::string, std::pair<std::size_t, std::int64_t>> papers_;  ///< place, loan
    std::map<std::int64_t, LentPaper> loans_;
    std::map<std::string, CountedShelf> shelves_;
    ToldPlaces told_;
};

}  // namespace

Result<ToldPlaces> told_places(CatalogState& state)
{
    Replay replay;
    TRY_ASSIGN(
        auto rows,
        state.db.query("SELECT action, subject, detail FROM event WHERE action IN ('location.added', 'location.edited',"
                       " 'location.moved', 'paper.moved', 'paper.lent', 'paper.returned', 'loan.renewed',"
                       " 'climate.read', 'incident.noted', 'stocktake.started', 'stocktake.scanned',"
                       " 'stocktake.closed') ORDER BY sequence"));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        // One that cannot be read is told by the check of the log.
        if (const auto detail = Json::parse(row.view(2)); detail.ok()) replay.follow(row.text(0), row.text(1), *detail);
        return {};
    }));
    return replay.told();
}

}  // namespace fonds
