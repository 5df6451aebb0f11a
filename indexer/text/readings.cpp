// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/text/readings.hpp"

#include <algorithm>

namespace fonds {

namespace {

constexpr Reading words[] = {
    {"银行", "yh"},    {"商行", "sh"}, {"分行", "fh"}, {"支行", "zh"},    {"总行", "zh"}, {"央行", "yh"}, {"投行", "th"},
    {"洋行", "yh"},    {"车行", "ch"}, {"琴行", "qh"}, {"花行", "hh"},    {"粮行", "lh"}, {"建行", "jh"}, {"工行", "gh"},
    {"农行", "nh"},    {"招行", "zh"}, {"交行", "jh"}, {"行业", "hy"},    {"行情", "hq"}, {"行长", "hz"}, {"行号", "hh"},
    {"重庆", "cq"},    {"重组", "cz"}, {"重建", "cj"}, {"重新", "cx"},    {"重复", "cf"}, {"重置", "cz"}, {"重阳", "cy"},
    {"重启", "cq"},    {"重审", "cs"}, {"重印", "cy"}, {"厦门", "xm"},    {"音乐", "yy"}, {"乐器", "yq"}, {"乐团", "yt"},
    {"乐队", "yd"},    {"声乐", "sy"}, {"器乐", "qy"}, {"民乐", "my"},    {"乐清", "yq"}, {"乐府", "yf"}, {"西藏", "xz"},
    {"宝藏", "bz"},    {"藏族", "zz"}, {"藏药", "zy"}, {"董事长", "dsz"}, {"校长", "xz"}, {"局长", "jz"}, {"部长", "bz"},
    {"院长", "yz"},    {"会长", "hz"}, {"县长", "xz"}, {"市长", "sz"},    {"省长", "sz"}, {"处长", "cz"}, {"科长", "kz"},
    {"组长", "zz"},    {"店长", "dz"}, {"站长", "zz"}, {"所长", "sz"},    {"厂长", "cz"}, {"成长", "cz"}, {"生长", "sz"},
    {"增长", "zz"},    {"家长", "jz"}, {"长子", "zz"}, {"长孙", "zs"},    {"村长", "cz"}, {"区长", "qz"}, {"队长", "dz"},
    {"会计", "kj"},    {"黄埔", "hp"}, {"大埔", "dp"}, {"柬埔寨", "jpz"}, {"蔚县", "yx"}, {"秘鲁", "bl"}, {"番禺", "py"},
    {"蚌埠", "bb"},    {"东阿", "de"}, {"阿胶", "ej"}, {"莘庄", "xz"},    {"莘县", "sx"}, {"单县", "sx"}, {"盖州", "gz"},
    {"荥阳", "xy"},    {"浚县", "xx"}, {"尉犁", "yl"}, {"尉迟", "yc"},    {"铅山", "ys"}, {"枞阳", "zy"}, {"句容", "jr"},
    {"浒墅关", "xsg"}, {"吴堡", "wb"}, {"六安", "la"}, {"台州", "tz"},    {"朝阳", "cy"}, {"朝鲜", "cx"}, {"渑池", "mc"},
    {"调查", "dc"},    {"调研", "dy"}, {"调度", "dd"}, {"调动", "dd"},    {"调拨", "db"}, {"调解", "tj"}, {"空调", "kt"},
    {"给水", "js"},    {"供给", "gj"}, {"补给", "bj"}, {"校对", "jd"},    {"校准", "jz"}, {"校验", "jy"}, {"传记", "zj"},
    {"自传", "zz"},    {"人参", "rs"}, {"参茸", "sr"}, {"海参", "hs"},    {"党参", "ds"}, {"曾经", "cj"}, {"不曾", "bc"},
    {"弹簧", "th"},    {"弹性", "tx"}, {"提防", "df"}, {"率先", "sx"},    {"车辆", "cl"}, {"解放", "jf"}, {"解决", "jj"},
    {"解除", "jc"},    {"解释", "js"}, {"解约", "jy"}, {"查询", "cx"},    {"查验", "cy"}, {"查账", "cz"}, {"单位", "dw"},
    {"单据", "dj"},    {"单价", "dj"}, {"区域", "qy"}, {"种子", "zz"},    {"种植", "zz"}, {"种业", "zy"}, {"仇恨", "ch"},
    {"复仇", "fc"},
};

constexpr Reading surnames[] = {{"单", "s"}, {"解", "x"}, {"查", "z"},   {"区", "o"},
                                {"种", "c"}, {"仇", "q"}, {"万俟", "mq"}};

/// Two or three characters of three bytes each: the length of most persons' names.
bool looks_like_a_name(std::string_view folded)
{
    return (folded.size() == 6 || folded.size() == 9) &&
           std::all_of(folded.begin(), folded.end(), [](char c) { return (static_cast<unsigned char>(c) & 0x80) != 0; });
}

const Reading* longest(const auto& readings, std::string_view text)
{
    const Reading* found = nullptr;
    for (const Reading& reading : readings) {
        const bool longer = found == nullptr || reading.word.size() > found->word.size();
        if (longer && text.starts_with(reading.word)) found = &reading;
    }
    return found;
}

}  // namespace

const Reading* find_reading(std::string_view folded, std::size_t begin)
{
    const Reading* const word = longest(words, folded.substr(begin));
    if (word != nullptr || begin != 0 || !looks_like_a_name(folded)) return word;
    return longest(surnames, folded);
}

std::optional<char> usual_reading(char32_t c)
{
    switch (c) {
    case U'长':
    case U'長': return 'c';
    case U'曾':
    case U'翟': return 'z';
    case U'覃': return 'q';
    default: return {};
    }
}

}  // namespace fonds
