// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/sample_words.hpp"

#include <array>
#include <string_view>

namespace fonds::bench {

namespace {

using Words = std::span<const std::string_view>;

template <std::size_t N>
std::string one(Random& random, const std::array<std::string_view, N>& words)
{
    return std::string(random.common(Words(words)));
}

template <std::size_t N>
std::string any(Random& random, const std::array<std::string_view, N>& words)
{
    return std::string(random.any(Words(words)));
}

// One of a string's three-byte characters, common ones first.
std::string character(Random& random, std::string_view characters)
{
    return std::string(characters.substr(random.rank(characters.size() / 3) * 3, 3));
}

constexpr std::string_view surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢"
                                      "蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭"
                                      "廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";
constexpr std::string_view given = "伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红梅建国志文辉力永健世广义兴良海山仁"
                                   "波宁贵福生龙元全胜学祥才发武新利清飞彬富"
                                   "顺信子晨轩宇浩然梓涵欣怡诗雨嘉俊泽睿思远博雅琪梦瑶佳慧晓雪婷倩颖晶莹菲凡凯旋翔鹏程霖森淼"
                                   "鑫炎坤乾恒毅哲航锐松柏竹桐楠榕曼珊珂琳瑾瑜"
                                   "璇璐蕾薇蓉芸苗茜菁萍荷莉莎翠月云露霜岚峰岩岳川江河湖溪泉";
constexpr std::string_view brand = "华盛恒达宏泰瑞丰安信中科远景金鼎天成鸿海汇通博创嘉利永兴东方新源正大同德隆腾飞康健百川万"
                                   "联志诚润禾星光凯旋启明卓越众合聚力精锐智慧云"
                                   "朗清泓禹森霖沃昊晟铭钧锦绣祥和宝亿顺昌荣茂裕福航宇迈普奥维特佳美锐捷浦江秦岭泰山黄河长城"
                                   "昆仑珠峰漓雁荡钱塘灵岩翠屏凤凰麒麟鲲鹏";
constexpr std::array<std::string_view, 48> cities{
    "上海市", "北京市",   "深圳市", "广州市",   "杭州市", "南京市", "苏州市", "成都市", "武汉市", "重庆市",
    "天津市", "西安市",   "青岛市", "宁波市",   "无锡市", "长沙市", "郑州市", "佛山市", "东莞市", "合肥市",
    "济南市", "大连市",   "沈阳市", "厦门市",   "福州市", "常州市", "昆明市", "南通市", "温州市", "嘉兴市",
    "绍兴市", "哈尔滨市", "长春市", "石家庄市", "太原市", "南昌市", "贵阳市", "南宁市", "兰州市", "乌鲁木齐市",
    "徐州市", "扬州市",   "洛阳市", "襄阳市",   "株洲市", "桂林市", "银川市", "海口市"};
constexpr std::array<std::string_view, 40> roads{
    "人民路", "中山路", "解放路", "建设路", "和平路", "科技大道", "创业路", "滨江大道", "学院路", "工业园路",
    "兴业路", "迎宾路", "文化路", "长江路", "黄河路", "朝阳街",   "光明路", "金融街",   "高新路", "云栖路",
    "梧桐路", "银杏路", "望江路", "龙泉路", "青年路", "幸福路",   "东风路", "北京路",   "南京路", "环城路",
    "桃源路", "松涛路", "碧波路", "星湖街", "凤起路", "天府路",   "太湖路", "芙蓉路",   "珠江路", "枫林路"};
constexpr std::array<std::string_view, 44> trades{
    "科技",     "机械制造", "建筑工程", "信息技术", "电子",     "物流",     "贸易",     "自动化设备", "环保科技",
    "医疗器械", "新材料",   "装饰工程", "电力设备", "软件",     "精密仪器", "化工",     "物业管理",   "机电安装",
    "食品",     "纺织",     "智能装备", "文化传媒", "检测技术", "园林绿化", "消防工程", "电梯",       "汽车零部件",
    "包装",     "印务",     "生物科技", "能源",     "水务",     "通信",     "安防",     "家具",       "钢结构",
    "轴承",     "阀门",     "照明",     "仓储",     "人力资源", "工程监理", "测绘",     "冷链"};
constexpr std::array<std::string_view, 8> forms{"有限公司",     "有限公司",     "股份有限公司", "有限责任公司",
                                                "集团有限公司", "工程有限公司", "实业有限公司", "发展有限公司"};
constexpr std::array<std::string_view, 40> qualities{
    "数控", "智能", "高压",   "液压",   "变频",   "不锈钢", "工业",   "全自动", "便携式", "低温",
    "防爆", "精密", "立式",   "卧式",   "双螺杆", "微型",   "大功率", "在线",   "多功能", "耐腐蚀",
    "光电", "激光", "超声波", "电磁",   "真空",   "离心",   "节能",   "模块化", "远程",   "无线",
    "恒温", "重型", "移动式", "嵌入式", "三相",   "永磁",   "气动",   "双层",   "静音",   "防水"};
constexpr std::array<std::string_view, 56> devices{
    "机床",     "水泵",   "电机",   "控制柜", "传感器",     "变压器",     "空调机组", "压缩机",     "阀门",   "减速机",
    "轴承",     "电缆",   "配电箱", "服务器", "交换机",     "显示屏",     "打印机",   "叉车",       "起重机", "输送机",
    "锅炉",     "冷却塔", "过滤器", "换热器", "流量计",     "压力表",     "断路器",   "逆变器",     "蓄电池", "发电机",
    "升降平台", "货架",   "密集架", "除湿机", "扫描仪",     "监控摄像机", "门禁系统", "消防报警器", "电梯",   "通风机",
    "搅拌机",   "包装机", "检测仪", "切割机", "焊接机器人", "注塑机",     "钢板",     "铝型材",     "保温板", "玻璃幕墙",
    "涂料",     "管材",   "法兰",   "螺栓",   "滤芯",       "润滑油"};
constexpr std::array<std::string_view, 44> parts{
    "主轴",     "导轨",     "外壳",     "密封圈",   "控制系统", "电源模块", "散热装置", "传动机构", "液压管路",
    "接线端子", "显示面板", "安全门",   "底座",     "联轴器",   "叶轮",     "绕组",     "绝缘层",   "滤网",
    "阀芯",     "急停按钮", "限位开关", "通信接口", "数据库",   "备份系统", "润滑系统", "冷却水路", "焊缝",
    "防腐涂层", "紧固件",   "接地线",   "铭牌",     "操作手柄", "减震垫",   "轴承座",   "齿轮箱",   "软件平台",
    "探头",     "线缆桥架", "保温层",   "排水口",   "检修口",   "防护罩",   "指示灯",   "储气罐"};
// A property and its unit.
struct Measure {
    std::string_view name, unit;
};
constexpr std::array<Measure, 34> measures{{{"工作温度", "℃"},      {"额定功率", "kW"},
                                            {"表面粗糙度", "μm"},   {"绝缘电阻", "MΩ"},
                                            {"噪声", "dB"},         {"振动幅度", "mm"},
                                            {"重复定位精度", "μm"}, {"最大流量", "m³/h"},
                                            {"耐压强度", "MPa"},    {"使用寿命", "小时"},
                                            {"响应时间", "ms"},     {"泄漏率", "mL/h"},
                                            {"额定转速", "r/min"},  {"含水率", "‰"},
                                            {"抗拉强度", "N/mm²"},  {"厚度", "mm"},
                                            {"平面度", "μm"},       {"同轴度", "μm"},
                                            {"启动电流", "A"},      {"能耗", "kWh"},
                                            {"照度", "lx"},         {"压力损失", "Pa"},
                                            {"采样频率", "Hz"},     {"存储容量", "GB"},
                                            {"传输速率", "Mbit/s"}, {"平均无故障时间", "小时"},
                                            {"载重量", "kg"},       {"提升高度", "m"},
                                            {"过滤精度", "μm"},     {"排放浓度", "mg/m³"},
                                            {"工作电压", "V"},      {"密封压力", "kPa"},
                                            {"测量误差", "μm"},     {"储油量", "L"}}};
constexpr std::array<std::string_view, 30> actions{
    "进行逐台检验",   "按图纸要求加工", "出具检测报告",         "加贴合格标识",     "做防锈处理",
    "预留检修空间",   "经第三方检定",   "采用双人复核",         "留存影像资料",     "编制作业指导书",
    "每季度校准一次", "在现场完成调试", "连续试运行七十二小时", "单独建立台账",     "更换为同等规格产品",
    "提供中文说明书", "设置警示标志",   "与主机联动",           "做到账物相符",     "纳入年度保养计划",
    "由持证人员操作", "配备备用电源",   "经监理工程师签认",     "采取防雨防潮措施", "一次性整改到位",
    "按批次抽样送检", "保存原始记录",   "于进场前报验",         "加装远程监测模块", "清点后移交档案室"};
constexpr std::array<std::string_view, 40> topics{
    "年度预算",   "安全生产",   "档案管理",     "设备更新", "客户回访",   "质量改进",   "招标采购", "人员培训",
    "节能降耗",   "信息化建设", "合同履约",     "应收账款", "新产品试制", "库房搬迁",   "消防演练", "绩效考核",
    "供应商评审", "项目验收",   "成本控制",     "团队建设", "保密检查",   "环境整治",   "薪酬调整", "市场拓展",
    "售后服务",   "技术改造",   "固定资产清查", "印章管理", "数据备份",   "职业健康",   "工程变更", "物资调拨",
    "防汛准备",   "食堂管理",   "车辆使用",     "知识产权", "审计整改",   "标准化建设", "应急预案", "校企合作"};
constexpr std::array<std::string_view, 24> departments{
    "综合管理部", "财务部", "采购部", "技术部",     "质量部",     "生产部",     "人力资源部", "市场部",
    "法务部",     "工程部", "档案室", "信息中心",   "安全环保部", "设备部",     "仓储物流部", "研发中心",
    "售后服务部", "审计部", "行政部", "项目管理部", "计划部",     "客户服务部", "后勤部",     "培训中心"};

constexpr std::array<std::string_view, 40> first_en{
    "James", "Mary",  "John",   "Linda", "Robert", "Susan", "Michael", "Karen", "David",  "Helen",
    "Peter", "Anna",  "Thomas", "Laura", "George", "Emma",  "Daniel",  "Alice", "Martin", "Julia",
    "Simon", "Grace", "Oliver", "Nina",  "Henry",  "Clara", "Victor",  "Rosa",  "Edward", "Ingrid",
    "Frank", "Sofia", "Arthur", "Eva",   "Leon",   "Marta", "Hugo",    "Irene", "Oscar",  "Paula"};
constexpr std::array<std::string_view, 30> syllables{
    "ber", "ton", "wood", "field", "man", "ham", "ley", "son", "well", "ford", "mar", "har", "win", "stan", "bran",
    "hol", "ash", "ros",  "kel",   "dor", "lin", "gra", "pem", "fen",  "cal",  "tre", "wes", "nor", "sal",  "vin"};
constexpr std::array<std::string_view, 24> trades_en{
    "Engineering", "Logistics",  "Instruments",  "Software",      "Trading",     "Energy",  "Textiles",  "Foods",
    "Machinery",   "Consulting", "Construction", "Chemicals",     "Electronics", "Medical", "Packaging", "Automation",
    "Security",    "Printing",   "Lighting",     "Environmental", "Aviation",    "Marine",  "Optics",    "Hydraulics"};
constexpr std::array<std::string_view, 6> forms_en{"Ltd.", "Limited", "Inc.", "GmbH", "B.V.", "Co., Ltd."};
constexpr std::array<std::string_view, 24> cities_en{"London",  "Rotterdam",  "Hamburg", "Singapore", "Dublin",  "Boston",
                                                     "Toronto", "Leeds",      "Antwerp", "Oslo",      "Zurich",  "Milan",
                                                     "Lyon",    "Seattle",    "Denver",  "Perth",     "Cardiff", "Bremen",
                                                     "Utrecht", "Gothenburg", "Porto",   "Turin",     "Graz",    "Bristol"};
constexpr std::array<std::string_view, 36> qualities_en{"hydraulic",
                                                        "precision",
                                                        "portable",
                                                        "stainless",
                                                        "automatic",
                                                        "digital",
                                                        "industrial",
                                                        "compact",
                                                        "modular",
                                                        "wireless",
                                                        "insulated",
                                                        "variable",
                                                        "centrifugal",
                                                        "optical",
                                                        "pneumatic",
                                                        "magnetic",
                                                        "thermal",
                                                        "rotary",
                                                        "vertical",
                                                        "explosion-proof",
                                                        "ultrasonic",
                                                        "programmable",
                                                        "corrosion-resistant",
                                                        "low-noise",
                                                        "redundant",
                                                        "calibrated",
                                                        "waterproof",
                                                        "high-voltage",
                                                        "refrigerated",
                                                        "adjustable",
                                                        "tempered",
                                                        "galvanised",
                                                        "reinforced",
                                                        "synthetic",
                                                        "recycled",
                                                        "lightweight"};
constexpr std::array<std::string_view, 40> devices_en{
    "pump",         "valve",   "motor",   "sensor",   "controller", "transformer", "compressor", "bearing",
    "cable",        "server",  "switch",  "display",  "scanner",    "conveyor",    "boiler",     "filter",
    "exchanger",    "meter",   "breaker", "inverter", "battery",    "generator",   "platform",   "shelving",
    "dehumidifier", "camera",  "alarm",   "lift",     "fan",        "mixer",       "cutter",     "robot",
    "panel",        "coating", "pipe",    "flange",   "gearbox",    "coupling",    "gasket",     "actuator"};
constexpr std::array<std::string_view, 20> duties_en{"be inspected before dispatch",
                                                     "be tested under full load",
                                                     "carry a label with its serial number",
                                                     "be stored in a dry place",
                                                     "be installed by certified staff",
                                                     "be documented in the handover file",
                                                     "be replaced free of charge if found defective",
                                                     "be calibrated every twelve months",
                                                     "comply with the drawings",
                                                     "be packed for carriage by sea",
                                                     "be accompanied by a certificate of origin",
                                                     "remain accessible for maintenance",
                                                     "be connected to the central monitor",
                                                     "withstand continuous operation",
                                                     "be protected against moisture",
                                                     "be approved in writing by the engineer",
                                                     "be returned at the cost of the supplier",
                                                     "be free of visible damage",
                                                     "be cleaned before acceptance",
                                                     "be recorded with photographs"};
constexpr std::array<std::string_view, 16> measures_en{"temperature",
                                                       "pressure",
                                                       "vibration",
                                                       "humidity",
                                                       "noise level",
                                                       "flow rate",
                                                       "tolerance",
                                                       "response time",
                                                       "power consumption",
                                                       "insulation resistance",
                                                       "surface roughness",
                                                       "leakage",
                                                       "torque",
                                                       "speed",
                                                       "accuracy",
                                                       "thickness"};

}  // namespace

std::string person_zh(Random& random)
{
    std::string name = character(random, surnames) + character(random, given);
    if (random.chance(75)) name += character(random, given);
    return name;
}

std::string city_zh(Random& random)
{
    return one(random, cities);
}

std::string company_zh(Random& random)
{
    std::string city = city_zh(random);
    city.resize(city.size() - 3);  // without 市
    std::string name = random.chance(70) ? city : std::string();
    name += character(random, brand) + character(random, brand);
    if (random.chance(20)) name += character(random, brand);
    return name + one(random, trades) + any(random, forms);
}

std::string address_zh(Random& random)
{
    return city_zh(random) + street_zh(random);
}

std::string street_zh(Random& random)
{
    return one(random, roads) + std::to_string(random.between(1, 1999)) + "号" +
           (random.chance(50)
                ? std::to_string(random.between(1, 30)) + "幢" + std::to_string(random.between(101, 2809)) + "室"
                : "");
}

std::string product_zh(Random& random)
{
    return (random.chance(80) ? one(random, qualities) : std::string()) + one(random, devices);
}

std::string part_zh(Random& random)
{
    return one(random, parts);
}

std::string topic_zh(Random& random)
{
    return one(random, topics);
}

std::string department_zh(Random& random)
{
    return one(random, departments);
}

std::string digits(Random& random, int count)
{
    std::string text;
    for (int i = 0; i < count; ++i) text += static_cast<char>('0' + random.below(10));
    return text;
}

std::string phone_zh(Random& random)
{
    constexpr std::array<std::string_view, 10> areas{"021", "010",  "0755", "020", "0571",
                                                     "025", "0512", "028",  "027", "023"};
    return any(random, areas) + "-" + std::to_string(random.between(2, 8)) + digits(random, 7);
}

std::string credit_code(Random& random)
{
    constexpr std::string_view letters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    std::string code = "91" + digits(random, 6);
    while (code.size() < 18) code += letters[random.below(letters.size())];
    return code;
}

std::string model_number(Random& random)
{
    std::string model;
    for (int i = random.between(1, 3); i > 0; --i) model += static_cast<char>('A' + random.below(26));
    model += "-" + std::to_string(random.between(10, 9999));
    if (random.chance(40)) model += static_cast<char>('A' + random.below(26));
    return model;
}

std::string requirement_zh(Random& random)
{
    const std::string what = product_zh(random), part = part_zh(random);
    const Measure& property = random.common(std::span<const Measure>(measures));
    const std::string measure(property.name), unit(property.unit);
    const std::string number = std::to_string(random.between(2, 980));
    switch (random.below(8)) {
    case 0: return what + "的" + part + "应当" + one(random, actions) + "，" + measure + "不得低于" + number + unit + "。";
    case 1:
        return part + "的" + measure + "应控制在" + number + unit + "以内，超出时由" + department_zh(random) + "负责处理。";
    case 2:
        return "型号为" + model_number(random) + "的" + what + "须" + one(random, actions) + "，并由" + person_zh(random) +
               "签字确认。";
    case 3:
        return "对" + what + "的" + part + "，双方同意" + one(random, actions) + "；" + measure + "偏差超过" + number +
               unit + "的，视为不合格。";
    case 4:
        return department_zh(random) + "应会同" + department_zh(random) + "就" + topic_zh(random) + "事项" +
               one(random, actions) + "。";
    case 5:
        return "检验时发现" + part + "存在缺陷的，应于" + std::to_string(random.between(1, 45)) + "日内" +
               one(random, actions) + "，并将" + measure + "记录附后。";
    case 6:
        return "运至" + city_zh(random) + "的" + what + "共" + number + "件，其" + part + "应符合GB/T " +
               std::to_string(random.between(100, 45000)) + "-" + std::to_string(random.between(1998, 2025)) + "的规定。";
    default:
        return "在" + measure + "达到" + number + unit + "之前，不得拆卸" + part + "，" + what + "应" +
               one(random, actions) + "。";
    }
}

std::string person_en(Random& random)
{
    std::string last = one(random, syllables) + one(random, syllables);
    last[0] = static_cast<char>(last[0] - 32);
    return one(random, first_en) + " " + last;
}

std::string company_en(Random& random)
{
    std::string name = one(random, syllables) + one(random, syllables);
    name[0] = static_cast<char>(name[0] - 32);
    return name + " " + one(random, trades_en) + " " + any(random, forms_en);
}

std::string city_en(Random& random)
{
    return one(random, cities_en);
}

std::string product_en(Random& random)
{
    return one(random, qualities_en) + " " + one(random, devices_en);
}

std::string requirement_en(Random& random)
{
    const std::string what = product_en(random);
    const std::string number = std::to_string(random.between(2, 980));
    switch (random.below(4)) {
    case 0: return "Each " + what + " shall " + one(random, duties_en) + ".";
    case 1:
        return "The " + one(random, measures_en) + " of the " + what + " shall not exceed " + number +
               " units and shall be recorded by " + person_en(random) + ".";
    case 2:
        return "Model " + model_number(random) + " of the " + what + " shall " + one(random, duties_en) + " and " +
               one(random, duties_en) + ".";
    default:
        return "If the " + one(random, measures_en) + " differs by more than " + number + " per cent, the " + what +
               " shall " + one(random, duties_en) + ".";
    }
}

}  // namespace fonds::bench
