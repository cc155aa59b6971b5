"""The words by which deadlines are printed, as patterns: times, what recurs, what only looks like a time.

`deadlines` reads with them. They expect digits, hyphens and months in ASCII, as `deadlines` makes them first;
CLOCK, WEEKDAY and the translations are what it makes them with.
"""

from __future__ import annotations

import re

DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
RANGES = str.maketrans("—–－―─~～〜‐‑−．／", "-----------./")
NUMERALS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_NUM = "一二三四五六七八九十"
ANY_NUM = _NUM + r"零〇○两百千廿卅\d"

ONGOING = re.compile(r"长期|持续|常年|长年|始终|日常|常态化?|贯穿全年|经常性|不间断|即时|随时|立行立改|实时")
RECURRING = re.compile(
    r"每(?:[一两二三四五六七八九十\d]*个?)?(?:年度?|半年|季度?|月度?|旬|周|日|天|半月|星期|学期)|"
    r"按[年季月周日](?:度)?|逐[年季月周日]|(?<!\d)(?:年|季|月|周|旬)(?:度)?(?:一次|[一二两三四\d]次)|"
    r"(?<![指规约法限预特既额])定期(?!限|间|内)|(?<!\d)月度|(?:^|[、，,；;和及各分])季度$"
)
FIVE_YEAR = re.compile(
    rf"(?<![{_NUM}])[“\"「]?十([一二三四五六七八九])五[”\"」]?(?:规划(?=期|末))?(?=期?末|期间|"
    r"时期(?!初)|期内|收官|结束|$|[，,、；;。）)])"
)
PLAN_WORDS = re.compile(FIVE_YEAR.pattern + "(?:期?末|期间|期内|时期)?")
DURATION = re.compile(
    r"(?<![\d.])(?:\d{1,3}|[一二两三四五六七八九十半]+)(?:个半?月|(?:个)?(?:年|季度|工作日|日|天|周|"
    r"小时|学年|星期)|(?<=两)月)(?:之?内|以内|左右)"
)
SEASON = re.compile(
    r"汛(?:前|期|后)|入(?:梅|汛)前|梅雨季|森林防火期|特别防护期|节前|冬春|春耕|采暖季|供暖前|春季|夏季|"
    r"秋季|冬季|暑期|寒假|学期|"
    r"(?:元旦|春节|元宵|清明|五一|劳动节|端午|中秋|国庆)[”\"]?节?(?:假期)?(?:之?前|以前|期间|后)"
)
NAMED_DAYS = re.compile(
    r"元旦|春节|元宵|清明|五一|劳动节|端午|中秋|国庆|汛|梅雨|采暖|供暖|防火|学期|[寒暑]假|暑期|[春夏秋冬]"
)
UNSETTLED = re.compile(
    r"年?度?[（(]?(?:[A-Za-z\d?？_＿…*＊X×]|待定|未定|视情|视工作|分批|分步|分期|分阶段|另行|暂定|拟定|"
    r"择机|适时|逐步|双十一|中旬|下旬|上旬)"
)
LOOSE = re.compile(r"近期|适时|按时序|按(?:规定|要求|计划|进度)|同步|试点期")

RELATIVE = {
    "今年": 0,
    "本年": 0,
    "当年": 0,
    "明年": 1,
    "次年": 1,
    "来年": 1,
    "翌年": 1,
    "下年": 1,
    "下一年": 1,
    "后年": 2,
    "去年": -1,
    "上年": -1,
    "上一年": -1,
    "前年": -2,
}
_INITIAL = r"初(?![步期始级中审评])"
_AFTER_YEAR = r"工作|计划|要点|目标|任务|方案|预算|项目|版|级|届|左右"
_YEAR = (
    rf"(?:(?P<year>\d{{4}})年度?|(?:(?<![\u4e00-\u9fff])|"
    rf"(?<=[至到在于从自和及争保]))(?P<rel>{'|'.join(RELATIVE)})度?|"
    r"(?P<short>\d{4})(?=[上下]半年|[底末]))"
)
_END = r"(?:底(?![线数层座色部册])|末(?![梢端])|终(?![端止审])|内(?![部外容控审设涝]))"
TIME = re.compile(
    rf"(?<![{ANY_NUM}.])(?:"
    # 2024-06-30, 2024.6
    r"(?P<dashed>\d{4})(?P<dash>[-./])(?P<dmonth>\d{1,2})(?:(?P=dash)(?P<dday>\d{1,2})[日号]?|"
    r"(?P<dpart>月?[底末]))?(?![\d./:年月日号]|-\d{1,2}(?!\d))"
    # 2024年6月30日, 1-6月, 12月上旬
    rf"|{_YEAR}?(?:(?P<from_month>\d{{1,2}})(?P<month_to>[-至到、和]))?(?P<month>\d{{1,2}})月份?(?:"
    rf"(?:(?P<from_day>\d{{1,2}})[日号]?[-至到、和])?(?P<day>\d{{1,2}})[日号]|月?(?P<part>[上中下]旬|"
    rf"{_INITIAL}|底|末))?(?!\d|中(?!旬)|[之以]?内)"
    # 第三季度末, 上半年
    rf"|{_YEAR.replace('P<', 'P<q')}?(?<![{ANY_NUM}上下前头首任同近后])(?:第?(?P<from_quarter>"
    r"[一二三四1-4])(?:季度)?[-至到、和])?(?:第|"
    r"前(?![一1]))?(?P<quarter>[一二三四1-4])季度(?P<qpart>[末底])?(?![初中])"
    rf"|{_YEAR.replace('P<', 'P<h')}?(?P<half>[上下]半年)度?(?P<hpart>[末底])?(?![初中])"
    # 2024年年底, 年内, 全年
    rf"|(?:{_YEAR.replace('P<', 'P<e')}年?|"
    rf"(?<![{ANY_NUM}去上前后下明次今本当隔翌来近半整历往学几数多每])年)度?(?P<end>{_END})|"
    rf"{_YEAR.replace('P<', 'P<a')}?(?P<all>全年)"
    # 2024年
    rf"|(?:(?P<from_year>\d{{4}})年?[-至到])?{_YEAR.replace('P<', 'P<b')}(?P<bare>)(?!\d|"
    rf"年?度?(?:{_INITIAL}|中)|[上下]半|{_AFTER_YEAR})"
    r")"
)
RANGE = re.compile(r"(?:起|开始|（含）)?(?:-+|至|到)(?:在)?")
START = re.compile(r"(?:起|以来|开始|始|以后|之后|后)")
BEFORE = re.compile(r"(?:之|以)?前|左右")
AROUND = re.compile(r"前后")
# says nothing more
WEEKDAY = re.compile(
    r"(?<=[日号\d])[（(](?:星期|周|礼拜)[一二三四五六日天][）)]|(?<=\d[日号])(?:星期|周|礼拜)[一二三四五六日天]"
)
# The day counts: 6月20日18：00前, 6月20日下午5时前, 6月20日下班前; but 0时前 would be the day before.
CLOCK = re.compile(
    r"(?<=[日号])(?:[上下]午)?(?:(?:[1-9]|1\d|2[0-4])(?:[:：][0-5]\d|[时点](?:半|整|[0-5]?\d分)?)|"
    r"下班)(?=之?前|以前)"
)
APART = re.compile(r"[、，,；;\s]+|(?<=[前底末])(?=每)")  # between two deadlines
ALONE = re.compile(r"\d{4}年|前$")  # a date that needs nothing before it
MONTH = re.compile(r"(\d+)月")
MONTH_DAY = re.compile(r"(\d{1,2})月份?(\d{1,2})[日号]")
# What looks like a time that was not read.
DOUBTFUL = re.compile(
    rf"[{ANY_NUM}]\s*(?:年|月|日|号|季度|旬)|\d[/-]\d|\d+\.\d+(?:\.|[前日底末之以至到号]|$)|"
    r"[去上前后下明次今本当隔翌来]一?年|[本当上下次]个?(?:季|月|周|旬)|"
    rf"[上中下]旬|半个?月|第?[{ANY_NUM}]+个?(?:周|星期)|周[一二三四五六日末]|[首末]周|农历|阴历|正月|"
    r"腊月|冬月|闰|年[初中]|"
    r"季度?[初中末底]|(?<!不)[晚迟]于|早于|\s"
)
# One character beside a time that belongs there. Any other is half a word, or a slip of the input method
# (12月低, 三月分).
LEADS = "在于到至自从约拟须应要限定为即均各"
TAILS = "止完毕交报办成时"
JOINS = re.compile(r"^(?:-+|至|到)|(?:-+|至|到)$")
_FOLLOWS = r"(?=[前之以，,、；;。）)]|$|完|建|实|达|报|启)"
# What is typed for what, where a time has just been named.
SLIPS = {
    "底": rf"(?<=[年月])[低抵邸氐]{_FOLLOWS}",
    "份": rf"(?<=月)[分芬纷]{_FOLLOWS}",
    "末": rf"(?<=[年月度])[未抹]{_FOLLOWS}",
    "日": rf"(?<=[\d一二三四五六七八九十])[曰目]{_FOLLOWS}",
    "前": r"(?<=[年月日号底末旬度])[潜钱签千](?=[，,、；;。）)]|$|完|建|实|达|报|启)",
    "旬": rf"(?<=[上中下])[句询]{_FOLLOWS}",
    "年": r"(?<=\d)[午牛念](?=\d|[底末内上下第]|$)",
    "季度": r"(?<=[一二三四1-4])(?:季|季渡|季都|计度|既度)(?![度节])",
}
REMNANT = re.compile(
    rf"(?!.是$)[{ANY_NUM}]+.?$|[之以][^前后内]|(?:第|底|末|月[初中末底]?|半年|季度|日|号|旬|"
    rf"年度?)(?:[前底末]|$)|第[{ANY_NUM}]?(?:.?度|季|$)|.?半年|.旬|每.$|"
    rf"[去上前后下明次今本当翌来]一?[^\d报]度?$|.{{1,2}}年$"
)
SLIP = re.compile("|".join(SLIPS.values()))
