// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/scheme.hpp"

namespace fonds {

namespace {

Category category(const char* code, const char* zh, const char* en, const char* retention, Grade grade, const char* note)
{
    Category made;
    made.code = code;
    made.name_zh = zh;
    made.name_en = en;
    made.retention = retention;
    made.default_grade = grade;
    made.scope_note = note;
    return made;
}

}  // namespace

std::vector<Category> default_scheme()
{
    // Retention codes as DA/T 22-2015 writes them: vouchers 30 years (会计档案管理办法, order 79), registration papers for
    // ever (order 10, 1.2); the rest are house defaults to be edited.
    return {
        category("HT", "合同及协议", "Contracts and agreements", "D30", Grade::B, "合同、协议、补充协议、意向书"),
        category("FP", "发票及收据", "Invoices and receipts", "D30", Grade::B, "发票、收据、付款凭证"),
        category("GC", "工程资料", "Engineering", "Y", Grade::B, "工程设计、施工图、验收报告"),
        category("ZZ", "许可及证书", "Permits and certificates", "Y", Grade::A, "建筑证、施工许可证、质量安全体系认证证书"),
        category("RS", "员工档案", "Personnel", "D30", Grade::B, "劳动合同、任免、考核、奖惩"),
        category("WX", "维修、保养及培训", "Maintenance and training", "D10", Grade::C, "维修、保养及培训记录"),
        category("QT", "其他材料", "Other", "D10", Grade::C, "不属于以上各类的材料"),
    };
}

}  // namespace fonds
