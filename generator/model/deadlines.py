"""What a printed deadline means: `2024年底前` is 2024-12-31, `每季度` recurs, `长期坚持` is ongoing.

Pure functions over words; the year that the words leave out comes from the period of the document. Of a
period of several years (`2021/2025`) it is the last: 年底, 年内, 12月底 and 上半年 are then of 2025, while
今年 and 明年 say nothing. Words that this module cannot read give None, and the check then asks the clerk to
state the meaning: a deadline is never guessed silently. So what is left over beside the times that were read
must not look like a time either (`25年`, `13月`, `6月30前`) nor like half a word (`12月低`, `三月分`:
`likely` says what was meant), and a span of time with 前 (`第四季度前`, `6月前`), which may mean its start or
its end, is not read.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from generator.model.records import DeadlineKind, Precision


@dataclass(frozen=True, slots=True)
class Meaning:
    """`date` is the last day that keeps the deadline; `precision` says how exact the words were."""

    kind: DeadlineKind
    date: date | None = None
    precision: Precision | None = None


@dataclass(frozen=True, slots=True)
class _Period:
    """The years that a document is about. Words without a year are of the last one."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Time:
    """A time that the words name, by its last day.

    `is_span` where the words name a stretch, not its end; `is_dated` where its year is printed, here or
    before.
    """

    meaning: Meaning
    day: date
    is_span: bool
    is_dated: bool


_LONGEST = 200  # what is longer is no deadline, and would take long to search
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_RANGES = str.maketrans("—–－―─~～〜‐‑−．／", "-----------./")
_NUMERALS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_NUM = "一二三四五六七八九十"
_ANY_NUM = _NUM + r"零〇○两百千廿卅\d"

_ONGOING = re.compile(r"长期|持续|常年|长年|始终|日常|常态化?|贯穿全年|经常性|不间断|即时|随时|立行立改|实时")
_RECURRING = re.compile(
    r"每(?:[一两二三四五六七八九十\d]*个?)?(?:年度?|半年|季度?|月度?|旬|周|日|天|半月|星期|学期)|"
    r"按[年季月周日](?:度)?|逐[年季月周日]|(?<!\d)(?:年|季|月|周|旬)(?:度)?(?:一次|[一二两三四\d]次)|"
    r"(?<![指规约法限预特既额])定期(?!限|间|内)|(?<!\d)月度|(?:^|[、，,；;和及各分])季度$"
)
_FIVE_YEAR = re.compile(
    rf"(?<![{_NUM}])[“\"「]?十([一二三四五六七八九])五[”\"」]?(?:规划(?=期|末))?(?=期?末|期间|"
    r"时期(?!初)|期内|收官|结束|$|[，,、；;。）)])"
)
_PLAN_WORDS = re.compile(_FIVE_YEAR.pattern + "(?:期?末|期间|期内|时期)?")
_DURATION = re.compile(
    r"(?<![\d.])(?:\d{1,3}|[一二两三四五六七八九十半]+)(?:个半?月|(?:个)?(?:年|季度|工作日|日|天|周|"
    r"小时|学年)|(?<=两)月)(?:之?内|以内|左右)"
)
_SEASON = re.compile(
    r"汛(?:前|期|后)|入(?:梅|汛)前|梅雨季|森林防火期|特别防护期|节前|冬春|春耕|采暖季|供暖前|春季|夏季|"
    r"秋季|冬季|暑期|寒假|学期|"
    r"(?:元旦|春节|元宵|清明|五一|劳动节|端午|中秋|国庆)[”\"]?节?(?:假期)?(?:之?前|以前|期间|后)"
)
_NAMED_DAYS = re.compile(
    r"元旦|春节|元宵|清明|五一|劳动节|端午|中秋|国庆|汛|梅雨|采暖|供暖|防火|学期|[寒暑]假|暑期|[春夏秋冬]"
)
_UNSETTLED = re.compile(
    r"年?度?[（(]?(?:[A-Za-z\d?？_＿…*＊X×]|待定|未定|视情|视工作|分批|分步|分期|分阶段|另行|暂定|拟定|"
    r"择机|适时|逐步|双十一|中旬|下旬|上旬)"
)
_LOOSE = re.compile(r"近期|适时|按时序|按(?:规定|要求|计划|进度)|同步|试点期")

_RELATIVE = {
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
    rf"(?<=[至到在于从自和及争保]))(?P<rel>{'|'.join(_RELATIVE)})度?|"
    r"(?P<short>\d{4})(?=[上下]半年|[底末]))"
)
_END = r"(?:底(?![线数层座色部册])|末(?![梢端])|终(?![端止审])|内(?![部外容控审设涝]))"
_TIME = re.compile(
    rf"(?<![{_ANY_NUM}.])(?:"
    # 2024-06-30, 2024.6
    r"(?P<dashed>\d{4})(?P<dash>[-./])(?P<dmonth>\d{1,2})(?:(?P=dash)(?P<dday>\d{1,2})[日号]?|"
    r"(?P<dpart>月?[底末]))?(?![\d./:年月日号]|-\d{1,2}(?!\d))"
    # 2024年6月30日, 1-6月, 12月上旬
    rf"|{_YEAR}?(?:(?P<from_month>\d{{1,2}})(?P<month_to>[-至到、和]))?(?P<month>\d{{1,2}})月份?(?:"
    rf"(?:(?P<from_day>\d{{1,2}})[日号]?[-至到、和])?(?P<day>\d{{1,2}})[日号]|月?(?P<part>[上中下]旬|"
    rf"{_INITIAL}|底|末))?(?!\d|中(?!旬)|[之以]?内)"
    # 第三季度末, 上半年
    rf"|{_YEAR.replace('P<', 'P<q')}?(?<![{_ANY_NUM}上下前头首任同近后])(?:第?(?P<from_quarter>"
    r"[一二三四1-4])(?:季度)?[-至到、和])?(?:第|"
    r"前(?![一1]))?(?P<quarter>[一二三四1-4])季度(?P<qpart>[末底])?(?![初中])"
    rf"|{_YEAR.replace('P<', 'P<h')}?(?P<half>[上下]半年)(?P<hpart>[末底])?(?![初中])"
    # 2024年年底, 年内, 全年
    rf"|(?:{_YEAR.replace('P<', 'P<e')}年?|"
    rf"(?<![{_ANY_NUM}去上前后下明次今本当隔翌来近半整历往学几数多每])年)度?(?P<end>{_END})|"
    rf"{_YEAR.replace('P<', 'P<a')}?(?P<all>全年)"
    # 2024年
    rf"|(?:(?P<from_year>\d{{4}})年?[-至到])?{_YEAR.replace('P<', 'P<b')}(?P<bare>)(?!\d|"
    rf"年?度?(?:{_INITIAL}|中)|[上下]半|{_AFTER_YEAR})"
    r")"
)
_RANGE = re.compile(r"(?:起|开始|（含）)?(?:-+|至|到)(?:在)?")
_START = re.compile(r"(?:起|以来|开始|始|以后|之后|后)")
_BEFORE = re.compile(r"(?:之|以)?前(?!后)|左右")
_WEEKDAY = re.compile(r"(?<=[日号])[（(](?:星期|周|礼拜)[一二三四五六日天][）)]")  # says nothing more
# The day counts: 6月20日18：00前, 6月20日下午5时前, 6月20日下班前; but 0时前 would be the day before.
_CLOCK = re.compile(
    r"(?<=[日号])(?:[上下]午)?(?:(?:[1-9]|1\d|2[0-4])(?:[:：][0-5]\d|[时点](?:半|整|[0-5]?\d分)?)|"
    r"下班)(?=之?前|以前)"
)
_APART = re.compile(r"[、，,；;\s]+|(?<=[前底末])(?=每)")  # between two deadlines
_ALONE = re.compile(r"\d{4}年|前$")  # a date that needs nothing before it
_MONTH = re.compile(r"(\d+)月")
_MONTH_DAY = re.compile(r"(\d{1,2})月份?(\d{1,2})[日号]")
# What looks like a time that was not read.
_DOUBTFUL = re.compile(
    rf"[{_ANY_NUM}]\s*(?:年|月|日|号|季度|旬)|\d[/-]\d|\d+\.\d+(?:\.|[前日底末之以至到号]|$)|"
    r"[去上前后下明次今本当隔翌来]一?年|[本当上下次]个?(?:季|月|周|旬)|"
    rf"[上中下]旬|半个?月|第?[{_ANY_NUM}]+个?(?:周|星期)|周[一二三四五六日末]|[首末]周|农历|阴历|正月|"
    r"腊月|冬月|闰|年[初中]|"
    r"季度?[初中末底]|(?<!不)[晚迟]于|早于|\s"
)
# One character beside a time that belongs there. Any other is half a word, or a slip of the input method
# (12月低, 三月分).
_LEADS = "在于到至自从约拟须应要限定为即均各"
_TAILS = "止完毕交报办成时"
_JOINS = re.compile(r"^(?:-+|至|到)|(?:-+|至|到)$")
_FOLLOWS = r"(?=[前之以，,、；;。）)]|$|完|建|实|达|报|启)"
# What is typed for what, where a time has just been named.
_SLIPS = {
    "底": rf"(?<=[年月])[低抵邸氐]{_FOLLOWS}",
    "份": rf"(?<=月)[分芬纷]{_FOLLOWS}",
    "末": rf"(?<=[年月度])[未抹]{_FOLLOWS}",
    "日": rf"(?<=[\d一二三四五六七八九十])[曰目]{_FOLLOWS}",
    "前": r"(?<=[年月日号底末旬度])[潜钱签千](?=[，,、；;。）)]|$|完|建|实|达|报|启)",
    "旬": rf"(?<=[上中下])[句询]{_FOLLOWS}",
    "年": r"(?<=\d)[午牛念](?=\d|[底末内上下第]|$)",
    "季度": r"(?<=[一二三四1-4])(?:季|季渡|季都|计度|既度)(?![度节])",
}
_REMNANT = re.compile(
    rf"(?!.是$)[{_ANY_NUM}]+.?$|[之以][^前后内]|(?:第|底|末|月[初中末底]?|半年|季度|日|号|旬|"
    rf"年度?)(?:[前底末]|$)|第[{_ANY_NUM}]?(?:.?度|季|$)|.?半年|.旬|每.$|"
    rf"[去上前后下明次今本当翌来]一?[^\d报]度?$|.{{1,2}}年$"
)
_SLIP = re.compile("|".join(_SLIPS.values()))


@lru_cache(maxsize=4096)
def interpret(words: str, period: str) -> Meaning | None:
    """Read the words of a deadline against the period (`2024`, `2024-H1`, `2021/2025`) of its document.

    Returns None when the words say nothing that this module knows, or leave a doubt.
    """
    if len(words) > _LONGEST:
        return None
    text = _normal(words)
    years = _Period(int(period[:4]), int(period[-4:]) if "/" in period else int(period[:4]))
    if _no_such_day(text):
        return None
    if _RECURRING.search(text):
        return Meaning("recurring")
    rest, durations = _DURATION.subn("；", text)
    found = list(_TIME.finditer(rest))
    left = _TIME.sub("；", rest)
    plan = _FIVE_YEAR.search(left)
    if found:
        if (
            durations
            or _DOUBTFUL.search(left)
            or _SLIP.search(rest)
            or any(map(_is_half_a_word, _beside(left)))
        ):
            return None
        return _last_of(found, rest, years, left)
    if plan:
        return None if durations or _DOUBTFUL.search(left) else _five_year_plan(plan)
    if _ONGOING.search(text) and not _is_doubtful_year(left):
        return Meaning("ongoing")
    if (durations or _SEASON.search(left) or _LOOSE.search(left)) and not _DOUBTFUL.search(left):
        return Meaning("period")
    return None


def several(words: str, period: str) -> list[str]:
    """The deadlines that words state one after the other (2025年底前、每季度),
    of which `interpret` can give but one; or none.

    每年3月、9月 is one deadline: its second part means nothing without the first.
    """
    parts = [part for part in _APART.split(words) if part] if _APART.search(words) else []
    meanings = [interpret(part, period) for part in parts]
    kinds = [meaning.kind for meaning in meanings if meaning]
    if len(kinds) < len(parts) or len(set(meanings)) < 2 or "date" not in kinds:
        return []
    leans_on_first = kinds[0] == "recurring" and not _ALONE.search(parts[-1])
    return [] if leans_on_first else parts


def likely(words: str, period: str) -> str | None:
    """The words as they were probably meant, where a slip of the pen keeps them
    from being read: 十二月低 is 十二月底.
    """
    meant = words
    for right, wrong in _SLIPS.items():
        meant = re.sub(wrong, right, meant)
    return meant if meant != words and interpret(meant, period) else None


def _beside(left: str) -> list[str]:
    """What stands beside the times, a phrase each, without what joins two times."""
    return [
        _JOINS.sub("", phrase)
        for phrase in re.split(r"[；;，,、。：:（）()“”\"「」]", _PLAN_WORDS.sub("", left))
    ]


def _is_half_a_word(phrase: str) -> bool:
    """Whether words beside a time are none: one character, a bare number,
    the rest of a time (月初, 第2度, 去午).
    """
    words = re.sub(r"^(?:(?:年度?|度)(?=[^前]))?(?:[之以]?前后?)?", "", phrase)
    return words not in _LEADS + _TAILS if len(words) == 1 else _REMNANT.match(words) is not None


def _normal(words: str) -> str:
    """The words with ASCII digits and hyphens, Arabic months
    and days, and no white space but that between digits.
    """
    text = words.translate(_DIGITS).translate(_RANGES)
    text = _CLOCK.sub("", _WEEKDAY.sub("", re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", text)))
    text = re.sub(
        r"(?<![〇○零一二三四五六七八九十百千])[〇○零一二三四五六七八九\d]{4}(?=年)",
        lambda m: "".join(str(_NUMERALS.get(c, c)) for c in m[0]),
        text,
    )
    text = re.sub(r"(?<![初零〇○百千\d])元月", "1月", text)
    number = (
        rf"(?<![{_ANY_NUM}])(?:[一二三四五六七八九]?十[一二三四五六七八九]?|"
        rf"[一二三四五六七八九])(?![{_ANY_NUM}])"
    )
    text = re.sub(rf"{number}(?=月|日|号)", lambda m: str(_number(m[0])), text)
    return re.sub(rf"{number}(?=[-至到、和]\d{{1,2}}[月日号])", lambda m: str(_number(m[0])), text)


def _number(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    return (_NUMERALS.get(tens, 1) * 10 if ten else 0) + _NUMERALS.get(ones, 0)


def names_no_day(words: str) -> bool:
    """Whether words that cannot be read name a day that is in no calendar: 2月30日, 2025-06-31."""
    return _no_such_day(
        re.sub(r"(?<!\d)\d{4}[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)", r"\1月\2日", _normal(words))
    )


def _no_such_day(text: str) -> bool:
    """Whether the words name a month that no calendar has, or a day that no year has: 13月, 2月30日."""
    return any(not 1 <= int(m[1]) <= 12 for m in _MONTH.finditer(text) if len(m[1]) < 3) or any(
        _made(2024, int(m[1]), int(m[2]), "day") is None for m in _MONTH_DAY.finditer(text)
    )


def _is_doubtful_year(left: str) -> bool:
    return re.search(r"\d[年月日号]", left) is not None


def _last_of(found: list[re.Match[str]], text: str, years: _Period, left: str) -> Meaning | None:
    """The meaning of the last time: the end of a range (11月至次年3月), the last of a list in order."""
    time: _Time | None = None
    at = 0
    for match in found:
        gap = text[at : match.start()]
        ranged = time is not None and _RANGE.fullmatch(gap) is not None
        if (not ranged and re.search(r"[\d.第近约/-]$", gap)) or "或" in gap:
            return None
        time = _read(match, time, ranged, years)
        if time is None:
            return None
        at = match.end()
    after = text[at:]
    if time is None or re.match(r"[\d./-]", after):
        return None
    if _START.match(after):
        return Meaning("ongoing") if _ONGOING.search(left) else None
    if time.is_span and _BEFORE.match(after):
        return None
    # 2025年Q2, 2025年?月, 2025年待定: part of the year, or no time at all
    if found[-1]["bare"] is not None and _UNSETTLED.match(after):
        return None
    # 2025年春节前: the year is named, the day is not
    if found[-1]["bare"] is not None and _NAMED_DAYS.search(left):
        return Meaning("period") if _SEASON.search(left) else None
    if time.is_span and re.search(r"[前后]", after.removeprefix("前后")):
        return None  # 6月高考前, 2024年开学前: before what?
    plan = _FIVE_YEAR.search(left)
    if plan and _five_year_plan(plan).date != time.day:
        return None
    return time.meaning


def _read(match: re.Match[str], before: _Time | None, ranged: bool, years: _Period) -> _Time | None:
    """The time that a match names, after the one before it;
    None when there is no such time, or no such order.
    """
    groups = match.groupdict()
    named = next(
        (
            int(groups[k])
            for k in (
                "dashed",
                *(f"{p}{k}" for p in ("", "q", "h", "e", "a", "b") for k in ("year", "short")),
            )
            if groups[k]
        ),
        None,
    )
    relative = next((groups[f"{p}rel"] for p in ("", "q", "h", "e", "a", "b") if groups[f"{p}rel"]), None)
    year = named if named is not None else _year(relative, before, years)
    if year is None or not 1949 <= year <= 2100:
        return None
    dated = named is not None or (before is not None and before.is_dated)
    time = _on(groups, year, dated)
    if time is None:
        return None
    if (
        ranged
        and before is not None
        and before.meaning.precision == "year" != time.meaning.precision
        and named is None
    ):
        return None  # 2025年-6月
    if ranged and before is not None and time.day == before.day:
        return None  # 2月至2月
    if _wraps(groups) or (
        ranged and named is None and relative is None and before is not None and time.day < before.day
    ):
        # 12月至2月 ends in the next year. Of several years nobody knows which.
        return _on(groups, year + 1, dated) if dated or years.first == years.last else None
    if before is not None and time.day < before.day:
        return time if ranged and named is not None and not before.is_dated else None  # 11月至2025年3月
    return time


def _year(relative: str | None, before: _Time | None, years: _Period) -> int | None:
    if relative is None:
        return before.day.year if before else years.last
    if before and relative in ("次年", "翌年", "当年") and (before.is_dated or years.first == years.last):
        return before.day.year + _RELATIVE[relative]
    return years.last + _RELATIVE[relative] if years.first == years.last else None


def _wraps(groups: dict[str, str | None]) -> bool:
    first, to, last = groups["from_month"], groups["month_to"], groups["month"]
    return bool(first and last and to in ("-", "至", "到") and int(first) > int(last))


def _on(groups: dict[str, str | None], year: int, dated: bool) -> _Time | None:
    """The time in its year.

    A start that the words give by its number alone (1-6月) must come before the end.
    """
    meaning: Meaning | None
    span = True
    month = groups["month"] or groups["dmonth"]
    if month:
        day, part = groups["day"] or groups["dday"], groups["part"] or groups["dpart"]
        if _reversed(groups["from_day"], groups["day"]) or (
            groups["month_to"] in ("、", "和") and _reversed(groups["from_month"], month)
        ):
            return None
        if groups["from_month"] and (
            not 1 <= int(groups["from_month"]) <= 12 or int(groups["from_month"]) == int(month)
        ):
            return None
        if day:
            meaning, span = _made(year, int(month), int(day), "day"), False
        elif part in ("上旬", "初", "中旬"):
            meaning = _made(year, int(month), 20 if part == "中旬" else 10, "month")
        else:
            meaning, span = _end_of(year, int(month), "month"), not part or part == "下旬"
    elif groups["quarter"]:
        quarter, first = _quarter(groups["quarter"]), groups["from_quarter"]
        if first and _quarter(first) >= quarter:
            return None
        meaning, span = _end_of(year, 3 * quarter, "quarter", "period"), not groups["qpart"]
    elif groups["half"]:
        meaning, span = (
            _end_of(year, 6 if groups["half"] == "上半年" else 12, "half", "period"),
            not groups["hpart"],
        )
    elif groups["from_year"] and int(groups["from_year"]) >= year:
        return None
    else:
        meaning, span = _end_of(year, 12, "year"), groups["end"] in (None, "内")
    return _Time(meaning, meaning.date, span, dated) if meaning and meaning.date else None


def _reversed(first: str | None, last: str | None) -> bool:
    return bool(first and last and int(first) >= int(last))


def _quarter(word: str) -> int:
    return int(word) if word.isdigit() else _NUMERALS[word]


def _end_of(year: int, month: int, precision: Precision, kind: DeadlineKind = "date") -> Meaning | None:
    return (
        _made(year, month, calendar.monthrange(year, month)[1], precision, kind) if 1 <= month <= 12 else None
    )


def _made(
    year: int, month: int, day: int, precision: Precision, kind: DeadlineKind = "date"
) -> Meaning | None:
    try:
        return Meaning(kind, date(year, month, day), precision)
    except ValueError:
        return None


def _five_year_plan(match: re.Match[str]) -> Meaning:
    """“十四五” is 2021 to 2025; the others follow at five years each."""
    return Meaning("period", date(2005 + 5 * _NUMERALS[match[1]], 12, 31), "year")
