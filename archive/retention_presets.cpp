// SPDX-License-Identifier: GPL-3.0-or-later
// Retention rules that come with Fonds, as the lists that a person would write. They are templates: every office compiles
// its own table and has it approved; longer is always lawful. Confidence: H found in several copies of the text, M in one or
// from the trade's memory, L a house default.
#include "archive/retaining.hpp"

namespace fonds {

namespace {

/// 会计档案管理办法 (order 79 of the Ministry of Finance and the State Archives, in force 2016-01-01), annex 1, complete;
/// and what becomes of invoices.
constexpr std::string_view accounting = R"csv(code,name,name_en,period,starts,action,source,confidence,from,note
CN-KU-01,原始凭证,Source vouchers,30y,fiscal_year_end,review,会计档案管理办法(令第79号)附表一,H,2016-01-01,
CN-KU-02,记账凭证,Accounting vouchers,30y,fiscal_year_end,review,会计档案管理办法(令第79号)附表一,H,2016-01-01,
CN-KU-03,总账,General ledgers,30y,fiscal_year_end,review,会计档案管理办法(令第79号)附表一,H,2016-01-01,
CN-KU-04,明细账,Subsidiary ledgers,30y,fiscal_year_end,review,会计档案管理办法(令第79号)附表一,H,2016-01-01,
CN-KU-05,日记账,Journals,30y,fiscal_year_end,review,会计档案管理办法(令第79号)附表一,H,2016-01-01,含现金、银行存款日记账
CN-KU-06,固定资产卡片,Cards of fixed assets,5y,asset_disposed,review,会计档案管理办法(令第79号)附表一,H,2016-01-01,固定资产报废清理后
CN-KU-07,其他辅助性账簿,Other auxiliary books,30y,fiscal_year_end,review,会计档案管理办法(令第79号)附表一,H,2016-01-01,
CN-KU-08,月度、季度、半年度财务会计报告,"Monthly, quarterly and half-yearly reports",10y,fiscal_year_end,review,会计档案管理办法(令第79号)附表一,H,2016-01-01,
CN-KU-09,年度财务会计报告,Annual reports,Y,fiscal_year_end,permanent,会计档案管理办法(令第79号)附表一,H,2016-01-01,
CN-KU-10,银行存款余额调节表,Bank reconciliations,10y,fiscal_year_end,review,会计档案管理办法(令第79号)附表一,H,2016-01-01,
CN-KU-11,银行对账单,Bank statements,10y,fiscal_year_end,review,会计档案管理办法(令第79号)附表一,H,2016-01-01,
CN-KU-12,纳税申报表,Tax returns,10y,fiscal_year_end,review,会计档案管理办法(令第79号)附表一,H,2016-01-01,
CN-KU-13,会计档案移交清册,Registers of transfer,30y,fiscal_year_end,review,会计档案管理办法(令第79号)附表一,H,2016-01-01,
CN-KU-14,会计档案保管清册,Registers of custody,Y,fiscal_year_end,permanent,会计档案管理办法(令第79号)附表一,H,2016-01-01,
CN-KU-15,会计档案销毁清册,Registers of destruction,Y,fiscal_year_end,permanent,会计档案管理办法(令第79号)附表一,H,2016-01-01,
CN-KU-16,会计档案鉴定意见书,Opinions of appraisal,Y,fiscal_year_end,permanent,会计档案管理办法(令第79号)附表一,H,2016-01-01,
CN-FP-01,未作凭证的抵扣联、出口凭证、完税凭证,"Deduction copies, export and tax vouchers not used as vouchers",10y,fiscal_year_end,review,,M,,作原始凭证的发票按 CN-KU-01
CN-FP-02,发票存根联、发票登记簿,Invoice stubs and registers,5y,fiscal_year_end,review,发票管理办法,M,,
)csv";

/// The same order, annex 2: budget, public bodies and tax accounting. The columns of a few rows were flattened in the
/// source.
constexpr std::string_view public_accounting = R"csv(code,name,name_en,period,starts,action,source,confidence,from,note
CN-KUG-01,国库编送的各种报表及缴库退库凭证,Reports of the treasury and vouchers of payment and refund,10y,fiscal_year_end,review,会计档案管理办法(令第79号)附表二,M,2016-01-01,财政总预算、税收会计
CN-KUG-02,各收入机关编送的报表,Reports of collecting offices,10y,fiscal_year_end,review,会计档案管理办法(令第79号)附表二,M,2016-01-01,财政总预算
CN-KUG-03,行政、事业单位各种会计凭证,Vouchers of public bodies,30y,fiscal_year_end,review,会计档案管理办法(令第79号)附表二,M,2016-01-01,
CN-KUG-04,财政总预算拨款凭证和其他凭证,Vouchers of budget allocation,30y,fiscal_year_end,review,会计档案管理办法(令第79号)附表二,M,2016-01-01,
CN-KUG-05,日记账、总账、明细账,Books,30y,fiscal_year_end,review,会计档案管理办法(令第79号)附表二,M,2016-01-01,
CN-KUG-06,固定资产卡片,Cards of fixed assets,5y,asset_disposed,review,会计档案管理办法(令第79号)附表二,M,2016-01-01,固定资产报废清理后
CN-KUG-07,政府综合财务报告、部门财务报告、财政总决算、部门决算(本级),Own annual reports and final accounts,Y,fiscal_year_end,permanent,会计档案管理办法(令第79号)附表二,M,2016-01-01,
CN-KUG-08,同上(下级报送),The same received from subordinates,2y,fiscal_year_end,review,会计档案管理办法(令第79号)附表二,M,2016-01-01,
CN-KUG-09,税收年报(决算),Annual reports of taxes,Y,fiscal_year_end,permanent,会计档案管理办法(令第79号)附表二,M,2016-01-01,
CN-KUG-10,国家金库年报、基建拨贷款年报,Annual reports of the treasury and of construction funds,10y,fiscal_year_end,review,会计档案管理办法(令第79号)附表二,M,2016-01-01,
CN-KUG-11,会计月、季度报表(本级),Own monthly and quarterly reports,10y,fiscal_year_end,review,会计档案管理办法(令第79号)附表二,L,2016-01-01,
)csv";

/// 企业文件材料归档范围和档案保管期限规定 (order 10 of the State Archives, in force 2013-02-01) and reference tables.
constexpr std::string_view enterprise = R"csv(code,name,name_en,period,starts,action,source,confidence,from,note
CN-QY-01,设立、变更、解散(申请、批文),"Founding, change and dissolution",Y,year_end,permanent,令第10号 1.1,H,2013-02-01,
CN-QY-02,设立登记证照及变更登记,Certificates of registration and their changes,Y,year_end,permanent,令第10号 1.2,H,2013-02-01,
CN-QY-03,章程(送审、批准、正式),Articles of association,Y,year_end,permanent,令第10号 1.3,H,2013-02-01,
CN-QY-04,合并、分立、改制、上市、破产、解散,"Merger, division, listing, bankruptcy",Y,year_end,permanent,令第10号 1.4,H,2013-02-01,
CN-QY-05,三会构成及变更、发起人协议,Composition of the governing bodies,Y,year_end,permanent,令第10号 2.1,H,2013-02-01,
CN-QY-06,三会会议材料,Meetings of the governing bodies,Y,year_end,permanent,令第10号 2.2.1,H,2013-02-01,
CN-QY-07,三会讨论未通过的材料,Proposals that were not adopted,10y,year_end,review,令第10号 2.2.2,H,2013-02-01,
CN-QY-08A,董监高、股东履职维权(重要),"Rights and duties of directors and shareholders, important",Y,year_end,permanent,令第10号 2.3,H,2013-02-01,
CN-QY-08B,董监高、股东履职维权(一般),"Rights and duties of directors and shareholders, ordinary",30y,year_end,review,令第10号 2.3,H,2013-02-01,
CN-QY-09,国有资本金核算确认划转、其他资本投入确认,Confirmation of capital,Y,year_end,permanent,令第10号 3.1–3.2,H,2013-02-01,
CN-QY-10,发展规划、经营战略、改制,Plans and strategy,Y,year_end,permanent,,M,,
CN-QY-11,生产经营计划、总结、调整,Production plans and reports,30y,year_end,review,,M,,
CN-QY-12,规章制度,Rules and regulations,30y,superseded,review,,M,,
CN-QY-13,固定资产新增、报废、调拨,Changes of fixed assets,30y,year_end,review,,M,,
CN-QY-14,房产、土地权属证明,Titles to land and buildings,Y,year_end,permanent,,M,,
CN-QY-15,综合统计报表及分析,Statistics,30y,year_end,review,,M,,
CN-QY-16,财务管理计划、总结,Plans and reports of financial management,10y,year_end,review,,M,,
CN-QY-17,重大建设、工程合同、委托监理合同,Major works contracts,Y,year_end,permanent,,M,,
CN-WS-Y,文书档案(永久),"Administrative records, permanent",Y,year_end,permanent,令第8号,H,,
CN-WS-D30,文书档案(30年),"Administrative records, 30 years",30y,year_end,review,令第8号,H,,
CN-WS-D10,文书档案(10年),"Administrative records, 10 years",10y,year_end,review,令第8号,H,,
)csv";

constexpr std::string_view contracts = R"csv(code,name,name_en,period,starts,action,source,confidence,from,note
CN-HT-01,重要合同、协议,Important contracts,Y,contract_end,permanent,文书档案保管期限表(令第8号)10(2),M,,按标的和金额判定
CN-HT-02,一般合同、协议,Ordinary contracts,10y,contract_end,review,文书档案保管期限表(令第8号)10(2),M,,令第8号自形成年度起算;自合同终止起算为本单位规定
CN-HT-03,政府采购文件,Files of public procurement,15y,procurement_end,review,政府采购法第42条,H,,不少于15年
CN-HT-04,电商交易信息,Records of online trade,3y,transaction_done,review,电子商务法第31条,M,,不少于3年
)csv";

constexpr std::string_view personnel = R"csv(code,name,name_en,period,starts,action,source,confidence,from,note
CN-RS-01,劳动合同文本,Labour contracts,2y,employment_end,review,劳动合同法第50条,H,,不少于2年
CN-RS-02,职工档案、社会保险关系转移,Transfer of personnel files,0d,employment_end,transfer,劳动合同法第50条,H,,15日内办理:到期即应移交
CN-RS-03,工资支付记录,Payroll,2y,created,review,工资支付暂行规定第6条,M,,兼作凭证的按 CN-KU-01
CN-RS-04,任免、奖惩、职称、招录、名册,"Appointments, awards, titles, rolls",Y,year_end,permanent,,M,,
CN-RS-05,考勤、培训等一般人事材料,Attendance and training,10y,year_end,review,,L,,
CN-RS-07,离职申请人、未录用简历,Applications that were not accepted,1y,case_closed,destroy,,L,,个人信息必要原则
)csv";

constexpr std::string_view engineering = R"csv(code,name,name_en,period,starts,action,source,confidence,from,note
CN-GC-01,工程档案(永久),"Engineering, permanent",Y,project_accepted,permanent,GB/T 50328,M,,
CN-GC-02,工程档案(长期),"Engineering, life of the works",0d,facility_retired,review,GB/T 50328,M,,与工程使用寿命相同
CN-GC-03,工程档案(短期),"Engineering, short",20y,project_accepted,review,GB/T 50328,M,,
CN-GC-04,建设单位向城建档案馆移交,Handover to the urban construction archive,0d,project_accepted,transfer,,M,,竣工验收后3个月内办理:到期即应移交
CN-GC-05A,建设项目(30年),"Construction projects, 30 years",30y,project_accepted,review,DA/T 28-2018,M,,
CN-GC-05B,建设项目(10年),"Construction projects, 10 years",10y,project_accepted,review,DA/T 28-2018,M,,
CN-SB-01,设备仪器,Equipment,0d,facility_retired,review,,M,,设备报废后鉴定
CN-KY-01A,科研课题(永久),"Research, permanent",Y,year_end,permanent,令第15号,M,,
CN-KY-01B,科研课题(30年),"Research, 30 years",30y,year_end,review,令第15号,M,,
CN-KY-01C,科研课题(10年),"Research, 10 years",10y,year_end,review,令第15号,M,,
)csv";

constexpr std::string_view permits = R"csv(code,name,name_en,period,starts,action,source,confidence,from,note
CN-ZZ-01,营业执照、登记证照,Business licences,Y,year_end,permanent,令第10号 1.2,H,,
CN-ZZ-02,行政许可、资质、认证证书,Permits and certificates,10y,permit_expired,review,,L,,核心资质可定30年
CN-SS-01A,诉讼仲裁(结论性),"Litigation, conclusions",Y,case_closed,permanent,,L,,
CN-SS-01B,诉讼仲裁(过程性),"Litigation, proceedings",30y,case_closed,review,,L,,
CN-NS-01A,内部审计报告(重要),"Internal audit, important",Y,case_closed,permanent,,L,,
CN-NS-01B,内部审计底稿,Working papers of internal audit,30y,case_closed,review,,L,,
CN-AML-01,客户身份资料、交易记录(金融机构),Customer identification (financial institutions),10y,transaction_done,review,反洗钱法,M,,不少于10年
CN-PI-01,个人信息保护影响评估报告、处理记录,Assessments of personal information,3y,created,review,个人信息保护法第56条,H,,不少于3年
CN-LOG-01,网络日志,Network logs,6m,created,destroy,网络安全法第21条,H,,不少于6个月
CN-YL-01A,门诊病历,Outpatient records,15y,case_closed,review,医疗机构病历管理规定,H,,自最后一次就诊之日
CN-YL-01B,住院病历,Inpatient records,30y,case_closed,review,医疗机构病历管理规定,H,,自最后一次出院之日
)csv";

/// Starting points only: what holds depends on the place and the trade.
constexpr std::string_view international = R"csv(code,name,name_en,period,starts,action,source,confidence,year_ends,note
US-TAX-01A,报税依据,Records supporting a tax return,3y,transaction_done,review,26 USC 6501,M,,tell transaction_done on the day the return was filed
US-TAX-01B,报税依据(收入少报逾25%),Tax records where income was understated by more than 25 %,6y,transaction_done,review,26 USC 6501(e),M,,
US-TAX-01C,报税依据(坏账),Tax records of bad debts,7y,transaction_done,review,26 USC 6511(d),M,,
US-PAY-01,工资记录,Payroll (FLSA),3y,created,review,29 CFR 516.5,M,,
US-PAY-02,考勤卡,Time cards (FLSA),2y,created,review,29 CFR 516.6,M,,
US-I9-01A,I-9 表(自雇用起),"Form I-9, from hire",3y,created,review,8 CFR 274a.2,M,,the later of this and US-I9-01B
US-I9-01B,I-9 表(自离职起),"Form I-9, from the end of employment",1y,employment_end,review,8 CFR 274a.2,M,,the later of this and US-I9-01A
US-ERISA-01,福利计划记录,Benefit plan records,6y,transaction_done,review,29 USC 1027,M,,
US-HIPAA-01,HIPAA 政策与合规记录,HIPAA policies and records of compliance,6y,superseded,review,45 CFR 164.316,M,,
US-SOX-01,审计工作底稿,Audit work papers,7y,case_closed,review,17 CFR 210.2-06,M,,from the end of the audit
US-OSHA-01,接触有害因素记录,Exposure records,30y,created,review,29 CFR 1910.1020,M,,
US-OSHA-02,员工医疗记录,Medical records of employees,30y,employment_end,review,29 CFR 1910.1020,M,,
UK-ACC-01,会计记录(私人公司),"Accounting records, private company",3y,created,review,Companies Act 2006 s. 388,M,,
UK-ACC-02,会计记录(公众公司),"Accounting records, public company",6y,created,review,Companies Act 2006 s. 388,M,,
UK-TAX-01,公司税、增值税,Corporation tax and VAT,6y,fiscal_year_end,review,Finance Act 1998 sch. 18,M,,
UK-CON-01,简式合同,Simple contracts,6y,contract_end,review,Limitation Act 1980 s. 5,M,,
UK-CON-02,盖印合同,Contracts under seal,12y,contract_end,review,Limitation Act 1980 s. 8,M,,
UK-PAY-01,工资记录,Pay records,3y,fiscal_year_end,review,SI 2003/2682 reg. 97,M,04-05,after the end of the tax year
DE-HGB-01,账簿、年度报表,Books and annual accounts,10y,year_end,review,HGB § 257,M,,
DE-HGB-02,记账凭证,Vouchers (Buchungsbelege),8y,year_end,review,HGB § 257,L,,10 years before 2025
DE-HGB-03,商业信函,Business letters,6y,year_end,review,HGB § 257,M,,
EU-GDPR-01,个人数据,Personal data,0d,transaction_done,destroy,GDPR art. 5(1)(e),M,,when its purpose is met
)csv";

}  // namespace

const std::vector<RulePreset>& rule_presets()
{
    static const std::vector<RulePreset> all{
        {"accounting", say("Accounting records (order 79, annex 1) and invoices", "会计档案(令第79号附表一)与发票"),
         accounting},
        {"public-accounting",
         say("Accounting records of public bodies (order 79, annex 2)", "行政事业单位会计档案(令第79号附表二)"),
         public_accounting},
        {"enterprise", say("Management records of enterprises (order 10)", "企业管理类档案(令第10号)"), enterprise},
        {"contracts", say("Contracts and procurement", "合同与采购"), contracts},
        {"personnel", say("Personnel", "人事"), personnel},
        {"engineering", say("Engineering, equipment and research", "工程、设备与科研"), engineering},
        {"permits", say("Permits, litigation, audit and other", "证照、诉讼、审计及其他"), permits},
        {"international", say("A starter set for the US, the UK, Germany and the EU", "美国、英国、德国与欧盟起步表"),
         international},
    };
    return all;
}

Result<RulePreset> rule_preset(std::string_view name)
{
    std::string names;
    for (const RulePreset& preset : rule_presets()) {
        if (preset.name == name) return preset;
        names += (names.empty() ? "" : ", ") + std::string(preset.name);
    }
    return error(ErrorKind::not_found, say("There is no set of rules called {}", "没有名为 {} 的规则集", {name}))
        .with_hint(say("There are: {}.", "可用:{}。", {names}));
}

}  // namespace fonds
