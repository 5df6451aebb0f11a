// SPDX-License-Identifier: GPL-3.0-or-later
// Folders that hold too much, or what does not belong together.
#include "schema/catalog/catalog_state.hpp"
#include "schema/catalog/folder_rules.hpp"
#include "schema/catalog/folders.hpp"
#include "schema/catalog/order.hpp"
#include "schema/catalog/scheme_lookup.hpp"

namespace fonds {

namespace {

void add_all(const std::string& subject, const std::vector<Text>& texts, const char* kind, const Text& hint,
             OrderFindings& findings)
{
    for (const Text& text : texts) {
        Text what;
        what.en = fill("Folder {}: {}", {subject, text.en});
        what.zh = fill("案卷 {}:{}", {subject, text.zh});
        findings.add(Severity::warning, kind, subject, std::move(what), hint);
    }
}

/// A folder is paged as a whole, and closed when all of it is known; one of files that have no pages is not paged.
void add_uncounted(const std::string& subject, const FolderContents& held, OrderFindings& findings)
{
    if (held.fill.uncounted == held.fill.pieces) return;
    for (const FolderItem& item : held.items)
        if (item.pages == 0)
            findings.add(
                Severity::warning, "order.pages_unknown", item.code.text(),
                say("Folder {}: the pages of {} are not known", "案卷 {}:{} 的页数不明", {subject, item.code.text()}),
                say("Count them: fonds edit {} --paper-pages N.", "请清点:fonds edit {} --paper-pages 页数。",
                    {item.code.text()}));
}

}  // namespace

Result<void> add_folder_findings(Catalog& catalog, CatalogState& state, OrderFindings& findings)
{
    TRY_ASSIGN(const auto categories, catalog.categories());
    for (const Category& category : categories) {
        TRY_ASSIGN(const auto folders, catalog.folders(category.code));
        for (const Folder& folder : folders) {
            if (folder.records == 0) continue;
            TRY_ASSIGN(const FolderContents held, Folders(catalog).contents({folder.category_code, folder.number}));
            const std::string subject = folder.category_code + "/" + folder.number;
            add_all(subject, excesses(folder, held.fill), "order.folder_overfull",
                    say("Divide it: fonds folder split.", "请拆分:fonds folder split。"), findings);
            TRY_ASSIGN(const auto mixed, mixtures(state, folder, category.mixed_folders));
            add_all(subject, mixed, "order.folder_mixed",
                    say("Divide it with fonds folder split, or allow it: fonds folder edit --mixed yes.",
                        "请用 fonds folder split 拆分,或允许混放:fonds folder edit --mixed yes。"),
                    findings);
            add_all(
                subject, page_faults(held.items), "order.folder_pages",
                say("Look at its papers; fonds folder order --pages numbers them anew, fonds edit --page-range and "
                    "--paper-pages "
                    "correct one.",
                    "请核对原件:fonds folder order --pages 重新编页,fonds edit --page-range 与 --paper-pages 更正单件。"),
                findings);
            add_uncounted(subject, held, findings);
        }
    }
    return {};
}

}  // namespace fonds
