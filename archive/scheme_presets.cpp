// SPDX-License-Identifier: GPL-3.0-or-later
// The schemes that come with Fonds, as the lists that a person would write; and the scheme of an archive as such a list.
#include <algorithm>

#include "archive/category_row.hpp"
#include "archive/scheme_book.hpp"
#include "schema/model/sheet.hpp"

namespace fonds {

namespace {

// Retention codes as DA/T 22-2015 writes them: vouchers and books 30 years, reports for ever, statements 10
// (会计档案管理办法, order 79), registration papers for ever (order 10, 1.2); the rest are house defaults to be edited.

/// The seven kinds of papers of a business office, each kept in order of time.
constexpr std::string_view enterprise = R"csv(code,name,name_en,retention,grade,template,scope
HT,合同及协议,Contracts and agreements,D30,B,{fonds}-{category}·{year}-{retention}-{seq:4},合同、协议、补充协议、意向书
FP,发票及收据,Invoices and receipts,D30,B,{fonds}-{category}·{year}-{retention}-{seq:4},发票、收据、付款凭证
GC,工程资料,Engineering,Y,B,{fonds}-{category}·{year}-{retention}-{seq:4},工程设计、施工图、验收报告
ZZ,许可及证书,Permits and certificates,Y,A,{fonds}-{category}·{year}-{retention}-{seq:4},建筑证、施工许可证、质量安全体系认证证书
RS,员工档案,Personnel,D30,B,{fonds}-{category}·{year}-{retention}-{seq:4},劳动合同、任免、考核、奖惩
WX,维修、保养及培训,Maintenance and training,D10,C,{fonds}-{category}·{year}-{retention}-{seq:4},维修、保养及培训记录
QT,其他材料,Other,D10,C,{fonds}-{category}·{year}-{retention}-{seq:4},不属于以上各类的材料
)csv";

/// The thirteen kinds of order 13 (机关档案管理规定). By piece as DA/T 13-2022 has it; science and accounting by folder,
/// too, when a record is in one.
constexpr std::string_view da_t_13 = R"csv(code,name,name_en,retention,grade,template,scope
WS,文书档案,Administrative,Y,B,{fonds}-{category}·{year}·{retention}[·{unit}]-{seq:4},请示、批复、通知、会议纪要等文书材料
KJ,科技档案,Science and technology,Y,B,{fonds}-{category}[·{project}]·{year}·{retention}[-{folder:3}]-{seq:4},科研、基建、设备等材料
RS,人事档案,Personnel,Y,A,{fonds}-{category}·{year}·{retention}-{seq:4},人员档案材料
KU,会计档案,Accounting,D30,B,{fonds}-{category}·{year}·{retention}[-{folder:3}]-{seq:4},凭证、账簿、财务会计报告及其他会计资料
ZY,专业档案,Professional,D30,B,{fonds}-{category}·{year}·{retention}[·{unit}]-{seq:4},本单位专门业务形成的材料
ZP,照片档案,Photographs,Y,B,{fonds}-{category}·{year}·{retention}-{seq:4},照片及其说明
LY,录音档案,Sound recordings,Y,B,{fonds}-{category}·{year}·{retention}-{seq:4},录音及其说明
LX,录像档案,Video recordings,Y,B,{fonds}-{category}·{year}·{retention}-{seq:4},录像及其说明
SJ,业务数据档案,Business data,D30,B,{fonds}-{category}·{year}·{retention}-{seq:4},业务系统导出的数据
YJ,公务电子邮件档案,Official e-mail,D10,C,{fonds}-{category}·{year}·{retention}-{seq:4},公务电子邮件
WY,网页信息档案,Web pages,D10,C,{fonds}-{category}·{year}·{retention}-{seq:4},网站网页
MT,社交媒体档案,Social media,D10,C,{fonds}-{category}·{year}·{retention}-{seq:4},社交媒体信息
SW,实物档案,Objects,Y,B,{fonds}-{category}·{year}·{retention}-{seq:4},印章、奖杯、证书等实物
)csv";

constexpr std::string_view accounting = R"csv(code,parent,name,name_en,retention,grade,template,scope
KU,,会计档案,Accounting,D30,B,{fonds}-{category}·{year}-{retention}[-{folder:3}]-{seq:4},会计资料:凭证、账簿、报告、其他
KU·PZ,KU,会计凭证,Vouchers,D30,B,{fonds}-{category}·{year}-{retention}[-{folder:3}]-{seq:4},原始凭证、记账凭证
KU·ZB,KU,会计账簿,Books,D30,B,{fonds}-{category}·{year}-{retention}[-{folder:3}]-{seq:4},总账、明细账、日记账、固定资产卡片及其他辅助性账簿
KU·BG,KU,财务会计报告,Reports,Y,A,{fonds}-{category}·{year}-{retention}[-{folder:3}]-{seq:4},年度财务会计报告;月度、季度、半年度报告保管 10 年
KU·QT,KU,其他会计资料,Other accounting papers,D10,C,{fonds}-{category}·{year}-{retention}[-{folder:3}]-{seq:4},银行存款余额调节表、银行对账单、纳税申报表;移交、保管、销毁清册等另有期限
)csv";

std::string plain(std::string_view name)
{
    std::string letters;
    for (const char c : name)
        if (c >= 'A' && c <= 'Z')
            letters += static_cast<char>(c - 'A' + 'a');
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            letters += c;
    return letters;
}

}  // namespace

const std::vector<SchemePreset>& presets()
{
    static const std::vector<SchemePreset> all{
        {"enterprise", say("The seven kinds of papers of a business office", "企业常用七类"), enterprise},
        {"da-t-13", say("DA/T 13-2022 with the thirteen kinds of order 13", "DA/T 13-2022 与机关档案十三门类"), da_t_13},
        {"accounting", say("Accounting papers with their second level", "会计档案及其二级门类"), accounting},
    };
    return all;
}

const SchemePreset* preset_named(std::string_view name)
{
    const std::string wanted = plain(name);
    for (const SchemePreset& preset : presets())
        if (plain(preset.name) == wanted || (preset.name == "da-t-13" && wanted == "dat132022")) return &preset;
    return nullptr;
}

std::string_view name_of(SchemeRowStatus status)
{
    switch (status) {
    case SchemeRowStatus::added: return "added";
    case SchemeRowStatus::changed: return "changed";
    case SchemeRowStatus::same: return "same";
    case SchemeRowStatus::refused: return "refused";
    }
    return "";
}

Text text_of(SchemeRowStatus status)
{
    switch (status) {
    case SchemeRowStatus::added: return say("added", "新增");
    case SchemeRowStatus::changed: return say("changed", "修改");
    case SchemeRowStatus::same: return say("as it was", "无变化");
    case SchemeRowStatus::refused: return say("refused", "拒绝");
    }
    return {};
}

std::string scheme_csv(const std::vector<Category>& categories, bool chinese_headers)
{
    const auto columns = category_columns();
    std::string csv(byte_order_mark);
    const auto add = [&](const auto& cell_of) {
        SheetRow row;
        for (const TableColumn& column : columns)
            if (column.name != "records" && column.name != forced_column) row.push_back(cell_of(column));
        csv += csv_row(row);
    };
    add([&](const TableColumn& column) {
        return SheetCell{SheetCell::Kind::text, std::string(chinese_headers ? column.others.front() : column.name)};
    });
    for (const Category& category : parents_first(categories))
        add([&](const TableColumn& column) { return category_cell(category, column.name, chinese_headers); });
    return csv;
}

}  // namespace fonds
