// SPDX-License-Identifier: GPL-3.0-or-later
// The settings as a new archive gets them.
#include "archive/config/config.hpp"

namespace fonds {

std::string default_config_text()
{
    std::string formats;
    for (const auto kind : formats_for_keeping) formats += (formats.empty() ? "\"" : ", \"") + std::string(kind) + "\"";
    std::string text =
        R"(# Settings of this archive. Lines that begin with # are remarks; remove a line to get its default back.
# 本档案库的设置。以 # 开头的行是说明;删去某行即恢复其默认值。

# How new categories number their records. Elements: {fonds} {category} {year} {retention} {folder} {seq:4}.
# 新建门类的档号模板。可用元素:全宗号 {fonds}、门类 {category}、年度 {year}、保管期限 {retention}、案卷号 {folder}、
# 四位流水号 {seq:4}。
code_template = "{fonds}-{category}·{year}-{retention}-{seq:4}"

# Distance from UTC; decides what "today" is and the year in a code.
# 与 UTC 的时差;决定"今天"以及档号中的年度。
time_zone = "+08:00"

# Currency of amounts that are given without one (ISO 4217).
# 未注明币种的金额所用的币种(ISO 4217)。
currency = "CNY"

# Seconds to wait for another process that is using the archive.
# 等待其他进程释放档案库的秒数。
lock_wait = 30

# Reading the text of documents happens in processes of its own, within these limits.
# 文档文字由独立进程提取,受以下限制。
[extraction]

# Processes at a time; 0 means one for each processor core.
# 同时运行的进程数;0 表示每个处理器核心一个。
workers = 0

# Memory that one process may use, in MiB.
# 单个进程可用的内存,单位 MiB。
memory = 2048

# Seconds that one document may take.
# 单个文档的处理时限,单位秒。
deadline = 60

# Pages, and MiB of text, that are read of one document; what lies beyond is not searchable.
# 单个文档最多读取的页数与文字量(MiB);超出部分不可检索。
max_pages = 20000
max_text = 64

# Scans are read by optical recognition (fonds ocr), in processes of its own.
# 扫描件由独立进程进行文字识别(fonds ocr)。
[ocr]

# "ppocr", "tesseract", or "automatic": the first where it is installed, else the second.
# 识别引擎:"ppocr"、"tesseract",或 "automatic"(优先前者,未安装时用后者)。
engine = "automatic"

# Folder of the models of ppocr; empty means the places that fonds ocr setup names.
# ppocr 模型所在目录;留空则使用 fonds ocr setup 所列的位置。
models = ""

# Processes at a time; 0 means one for each processor core.
# 同时运行的进程数;0 表示每个处理器核心一个。
workers = 0

# Memory that they may use together, in MiB; with little, fewer of them run.
# 全部识别进程可用的内存,单位 MiB;内存较少时进程数相应减少。
memory = 4096

# Seconds that one page may take.
# 单页的处理时限,单位秒。
deadline = 120

# What scanners drop into inbox/ is taken to the desk as it comes (fonds inbox watch).
# 扫描仪放入 inbox/ 的文件随到随收(fonds inbox watch)。
[inbox]

# Seconds that a file must not change before it is taken; a quarter of it for one that was moved in.
# 文件不再变化多少秒后才接收;整体移入的文件只等四分之一。
settle = 3

# Seconds between two looks when the system tells of no change, as on a network drive.
# 系统未通知变化时(如网络盘)每隔多少秒查看一次。
rescan = 60

# Paper originals that are lent (fonds loan).
# 借阅(fonds loan)。
[loans]

# Days until a loan is due, unless the day is said.
# 未注明应还日期时的借阅天数。
days = 14

# Years between two inspections of a record, by its grade (fonds stocktake plan).
# 按重要性定期检查的间隔年数(fonds stocktake plan)。
[inspection]
a = 1
b = 3
c = 5

# The four-property check (四性检测, fonds examine): DA/T 70-2018.
# 四性检测(fonds examine)。
[examination]

# Examine what was filed as soon as it is filed.
# 归档后立即检测。
on_intake = false

# Kinds of files that last (check U3), by the endings of their names.
# 可长期保存的格式(检测项 U3),以扩展名表示。
accepted_formats = [@FORMATS@]

# What every record must say (check I3): title, date, responsible (or a party), party, number, folder, security, unit, pages.
# 必填著录项(检测项 I3)。
required = ["title", "date", "responsible"]

# What no two records may have alike (check A8): number (with the party), title (with date and party), bytes.
# 不得重复的项(检测项 A8):文号、题名、文件内容。
unique = ["number", "title"]

# Who sees what.
# 查阅。
[access]

# Tell the audit log who took the bytes or the text of a record (get, open, text).
# 将查阅原文(get、open、text)记入审计日志。
log_reading = false

# What is printed: labels, stamps and forms.
# 打印:标签、归档章与表单。
[print]

# How far the printer is off, in millimetres: everything is moved to the right and downwards.
# 打印机的偏差(毫米):整体向右、向下移动。
offset = "0,0"

# Whose records these are, for certificates of destruction; without a name, that of the fonds.
# 档案所有单位,用于销毁证明;名称留空则用全宗名称。
[owner]
name = ""
address = ""

# The audit log (fonds log).
# 审计日志(fonds log)。
[log]

# File of the key that signs it: from / on, or within the archive; empty means keys/checkpoint.key.
# 签名密钥文件:绝对路径或相对于档案库目录;留空为 keys/checkpoint.key。
key = ""

# Files that are seldom asked for go to sealed volumes (fonds cold).
# 不常用的文件转入封存的冷存卷(fonds cold)。
[cold]

# How long after filing, and after its bytes or text were last asked for, a record may go: 3y, 18m, 90d.
# 归档后、最后一次查阅后多久可转冷存:3y 三年、18m 十八个月、90d 九十天。
after = "3y"
unused = "1y"

# Of records in folders, only those of closed ones.
# 已组卷的档案,仅限已封卷的案卷。
closed_folders = false

# Which grades may go (A only when it is named), and which categories with those below them; [] means all.
# 可转冷存的重要性等级(A 级须写明)与门类(含下级);[] 表示全部。
grades = "BC"
categories = []

# Smallest size of a record's files, in KiB; and GiB that objects/ may hold: above, the coldest go whatever their age (0: no limit).
# 单件最小字节数(KiB);objects/ 的容量上限(GiB),超出时最冷的先转出,不论年限(0 为不限)。
least_size = 0
hot_limit = 0

# MiB of files in one volume.
# 每个冷存卷容纳的文件量(MiB)。
volume_size = 4096

# Folders, from / on, that get a copy of each volume besides volumes/; and how many verified copies there must be, that in volumes/
# among them, before bytes leave objects/ (0: all).
# 除 volumes/ 外存放副本的目录(以 / 开头);以及原文件移出 objects/ 前须有的已校验份数(含 volumes/ 中的一份;0 为全部)。
copies = []
least_copies = 0

# Parity beside each volume (PAR2), in percent of its size; 0 means none.
# 每卷旁的 PAR2 校验数据占卷大小的百分比;0 为不生成。
parity = 10

# Deflate files that gain a twentieth from it.
# 压缩可节省二十分之一以上的文件。
deflate = true

# A file whose first line is the key of new volumes (AES-256); empty means that they are not encrypted. Keep the key elsewhere too:
# without it nobody reads them.
# 密钥文件,其首行为新卷的密钥(AES-256);留空则不加密。请另行保管密钥,遗失后任何人都无法读取。
key_file = ""

# MiB of unpacked files that are kept in cache/.
# cache/ 中保留的已解出文件总量(MiB)。
cache = 1024

# Bytes are read again against their digests (fonds scrub).
# 定期重读并校验全部数据(fonds scrub)。
[scrub]

# Days within which everything is read once, by grade.
# 按重要性等级,多少天内全部重读一遍。
a = 90
b = 180
c = 365

# MiB a second; 0 means as fast as the disk gives.
# 每秒读取量(MiB);0 为不限。
rate = 0

# How often each job is done (fonds jobs): "daily", "weekly" or "never".
# 各项作业的周期(fonds jobs):"daily" 每日、"weekly" 每周、"never" 不执行。
[jobs]
retention = "daily"
holds = "daily"
loans = "daily"
integrity = "daily"
full_check = "weekly"
checkpoint = "daily"
examination = "weekly"
scrub = "daily"
cold = "weekly"
)";
    constexpr std::string_view mark = "@FORMATS@";
    text.replace(text.find(mark), mark.size(), formats);
    return text;
}

}  // namespace fonds
