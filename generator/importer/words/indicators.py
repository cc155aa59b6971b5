"""A figure is a number with a unit that measures work; names, dates,
times and telephone numbers are none.

Excluded: what stands in “” (“2653”行动计划, “1+7”), document and index numbers, clock times and 24小时,
ordinals, years, and numbers inside words such as 12345热线. 万 and 亿 are worked out, the printed form is
kept. Chinese numerals count where a verb of work stands before them in the clause (举办两期, 建成三座), not
in 两个维护 or 一批. What a figure starts from is none (由82%提高到90% is 90%); a range is its lower end, and
at least that (10—15座).
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import islice
from typing import Literal, NamedTuple

from generator.importer.words.figure_values import digits_of, plain, unit_of, value_of
from generator.importer.words.rhythms import is_rhythm
from generator.importer.words.vocabulary import HAN, HAN_NUMERALS, han
from generator.model.amounts import UNITS

# what can stand behind the digits
_NEXT = "万亿千百余多" + "".join(sorted({unit[0] for unit in UNITS.split("|")}))
_FIGURE = re.compile(  # begins with the digit, not with what may not stand before it: this is quick
    r"(?P<num>\d(?<![\d.A-Za-z〔\[+＋－“^]\d)(?<!\d/\d)(?>\d{0,2}(?:[,，]\d{3})+(?:\.\d+)?|"
    r"\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3}(?!\d)){1,4}|\d{0,11}(?:\.\d{1,6})?))"
    # no line break between number and unit: 3 in one cell, 县发改局 in the next are no three counties
    rf"(?=[^\S\n]{{0,3}}[{_NEXT}])[^\S\n]?(?P<scale>万|亿|千万|百万|千亿|万亿)?(?P<vague>余|多)?[^\S\n]?"
    rf"(?P<scale2>万|亿)?(?P<vague2>余|多)?[^\S\n]?(?P<unit>{UNITS})"
    r"(?P<bound>以上|以下|以内|及以上|及以下|左右)?"
)
_HAN_UNITS = "期|次|场|座|支|所|家|处|条|套"
_HELD = "举办|组织|开展|召开|举行|进行"  # what happens so many times
_MADE = "建成|新建|建设|新增|改造|修建|培育|创建|组建|设立|打造"  # what there is so much of
_HAN_FIGURE = re.compile(
    rf"(?:(?P<held>{_HELD})[^，,。；;：:、\n“”《》0-9]{{0,18}}?|"
    rf"(?:{_MADE})[^，,。；;：:、\n“”《》0-9]{{0,4}}?)(?<![第上新每这那另同])"
    rf"(?P<num>[{HAN_NUMERALS}两]{{1,3}})(?P<unit>{_HAN_UNITS})(?!工程|项目|建设|性|件)(?P<bound>以上|以下)?"
    r"(?P<scale>(?!))?(?P<scale2>(?!))?(?P<vague>(?!))?(?P<vague2>(?!))?"
)
# one look spares most texts the search
_HAN_COUNT = re.compile(rf"[{HAN_NUMERALS}两](?:{_HAN_UNITS})")
_TIMES = frozenset("期次场")
_MIN = re.compile(r"(?:不少于|不低于|至少|超过|突破|达到|高于|大于|多于|以上|及以上|余|多)")
_MAX = re.compile(r"(?:不超过|不高于|低于|少于|控制在|以内|以下|及以下|小于|不得超过)")
_CHANGE = re.compile(
    r"同比(?:分别)?(?P<way>增长|上升|提高|增加|下降|减少|降低|上涨)(?:了)?\s?"
    r"(?P<num>\d{1,6}(?:\.\d{1,4})?)\s?(?P<unit>%|％|个百分点)"
)
_NAME_VERBS = re.compile(
    r"(?:分别)?(?:达到|达|为|(?<![签合节公预条制违契订履特邀立相集毁])约为?|不少于|不低于|不超过|不高于|超过|"
    r"突破|至少|完成|共计|共|累计|合计|实现|降至|增至|提高到|提升至|提高至|稳定在|保持在|控制在|力争|确保|的|"
    r"了|在|由|至|到|近|"
    r"每年|全年|均|已|其中|新增|下达|也)*$"
)
_POINT = re.compile(rf"^第?{han(1, 2)}是")  # of a list in running text: 三是每季度…
_AROUND = " 　、≥≤＞＜>"  # what stands between a name and its number
_WHEN = re.compile(  # 4月底前完成, 每月对, 力争2027年: when and how, not what
    r"^(?:(?:从|自)?(?:20\d{2}年)?\d{1,2}月\d{1,2}日(?:起|之?前)[，,]?|(?:今年|本年|年内)(?:以来)?[，,]?|"
    r"(?:(?:力争|争取|确保|到|至|于|在)?(?:20\d{2}年)?(?:\d{1,2}月)?(?:年底|月底|底|末)?(?:之?前)?|"
    r"第?[一二三四]季度(?:末|底)?(?:之?前)?|每(?:年|半年|季度|月|周)(?:度)?)(?<=[年月底末前度季周])(?:[，,]|完成|对|将|要|实现)?)"
)
_OF_ALL_DAY = re.compile(r"(?![以及和与或左不])[\u3400-\u9fff]")  # 24小时书房, 24小时值班, not 24小时以上
_SHORTEST_NAME = 2
_ONLY_VERB = re.compile(  # what is done to what the noun behind the number names
    r"(?:每(?:半?年|季度?|[两三]?个?月|周)|全年)?(?:要|将|并|须|应|可|拟|再)?(?:至少)?"
    r"(?:建设|建立|建成|新建|改建|扩建|组建|创建|打造|培育|培养|引进|配备|推动|推进|做好|组织|开展|举办|举行|召开|进行|"
    r"加强|明确|集中|聚焦|支持|吸纳|选派|选树|评选|"
    r"遴选|征集|编制|制定|出台|发放|安排|落实|选拔|聘请|招募|购置|设置|设立|布设|安装|共有|拥有|现有|还有|"
    rf"以及|或按|{HAN}是|圆满|积极|继续|统筹|成立|对(?:全[省市县区镇乡]|辖区|所有)?内?)"
    r"|(?:确保)?每个?(?:县|区|乡镇|镇|乡|村|社区|街道|单位|学校)(?:都|均)?(?:至少)?(?:建有|有|组织|开展|举办)"
)
# what is done to the noun behind the number, and part of the name: 改造46个小区, 治理36家企业
_DONE_TO = re.compile(
    r"(?:全年|每年|计划)?(?P<verb>改造|治理|整治|打通|更换|清理|拆除|修复|升级|救助|帮扶|检查|抽查|巡查|盘活|"
    r"更新|维修|加固|排查|走访|培训|关停|搬迁)"
)
# units behind which the noun stands
_COUNTS = frozenset("个家名起条件处支辆艘项座台套所户期场批份篇部只头张块宗例类种轮幅册席枚颗株")
_PEOPLE = frozenset(["人", "人次"])
_GROWN = re.compile(r"新增|下达|完成|实现")
_FUNCTION = re.compile(
    r"[\W_]*(?:等|按|并|向|对|从|将|把|以|与|和|或|及|给|让|使|有|是|还|再|又|也|就|用|每|另|含|其|该|各|共|"
    rf"以及|或按|来自|{HAN}是)"
)
_NO_NOUN = re.compile(r"[^\u3400-\u9fffA-Za-z]")
_WORD = re.compile(r"[\u3400-\u9fffA-Za-z]")
_NOUN_END = re.compile(  # what is said of the noun begins here
    r"均|全部|全面|逐一|逐户|分别|已|将|启动|参加|参演|参与|开展|进入|单独|入选|通过|影响|观看|完成|进行|"
    r"建立|实现|达到|位于|获|被|可|按|向|给|让|为|在|以|近|共|和|及|与|或|并|对"
)
_STOPS = frozenset("，。；：！？,;:!?（(）)\n“”、")
_STOP = re.compile("[，。；：！？,;:!?（(）)\\n“”、]")
_NOTE_MARK = re.compile(r"(?:[\[［]\d{1,3}[\]］]|(?<=[\u4e00-\u9fff])[⁰¹²³⁴-⁹]{1,3})\Z")  # 投入105元[1]
_FAR_BACK = 80  # characters from 分别 to its last number
_EACH = re.compile(r"分别(?=[^，,。；;\n]*\Z)")
_CLAUSE = re.compile(rf"[^，,。；;\n]{{0,{_FAR_BACK}}}")
_BACK = 40  # characters of a clause before its number
_NEAR = 20
_SHARES = frozenset(["%", "％", "‰", "个百分点"])
_COMPARED = re.compile(r"[≥≤＞＜>]$")
_RISES = r"(?:提高|增加|增长|上升|提升|扩大|上涨|压缩|下降|降低|减少|缩短|压减|增|升|降|减|翻番)"
_STARTED = re.compile(  # 由82%提高到90%: before the number that it starts from,
    r"[由从自](?:20\d{2}年(?:底|末)?的?)?[^，,。；;\d]{0,10}"
    r"(?:\d{1,9}(?:\.\d{1,6})?[^，,。；;、\d]{1,4}、){0,3}$"
)
# behind it,
_GOES_TO = re.compile(
    r"(?:、\d{1,9}(?:\.\d{1,6})?[^，,。；;、\d]{1,4}){0,3}"
    rf"[^，,。；;\d]{{0,4}}{_RISES}?[^，,。；;\d]{{0,2}}[到至为][^，,。；;\d]{{0,3}}\d"
)
# and before the one that is reached
_CAME = re.compile(rf"[由从自][^，,。；;]{{1,20}}?{_RISES}?[到至为](?:20\d{{2}}年(?:底|末)?的?)?$")
# 收入15万元以上的村占比达到60%: which villages
_QUALIFIES = re.compile(r"的?[^，,。；;：:、\d]{0,12}(?:占比|比例|比重|覆盖率|达标率|[^功效]率)")
_ITEM = re.compile(r"^(?:\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[\u2460-\u2473])\s?")
_ALREADY = re.compile(r"已经?[\u4e00-\u9fff]{0,5}$")  # 已完成50%
_LOWER = re.compile(r"(?<![\d.年第-])(?P<low>\d{1,9}(?:\.\d{1,6})?)[%％万亿]?\s?[-－–—~～至到]{1,2}\s?$")
_TO = frozenset("-－–—~～至到 ")
_UPPER = re.compile(r"\s?[-－–—~～至到]{1,2}\s?\d")
_RANGE = re.compile(r"\d{1,9}(?:\.\d{1,6})?[%％万亿]?\s?[-－–—~～至到]\s?$")  # 3-5%
_BELOW_ZERO = re.compile(r"[\u3400-\u9fff：:（(][-－−–](?=\d|$)")
_SPANS = frozenset(["个", "个工作日", "个月", "小时", "天", "日", "年"])
_WITHIN = re.compile("(?:星期|季度)?[之以]?内")
_NO_RANGE = frozenset(["小时"])
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
MOST = 20_000  # numbers of one text that are looked at


class Figure(NamedTuple):
    """One figure: the words it was printed in, what it counts, its value in single units, and its sense; if
    `is_rhythm`, how much it is each time, and no amount of the year; if `is_of_several`, one of some numbers
    behind 分别, whose names a person must tell apart."""

    text: str
    name: str
    value: Decimal
    unit: str
    kind: Literal["target", "actual"]
    bound: Literal["min", "max"] | None
    change: str | None = None
    is_rhythm: bool = False
    is_of_several: bool = False


def figures(text: str, kind: Literal["target", "actual"] = "target") -> list[Figure]:
    """The figures of a text in order, each printed phrase once."""
    return [
        _figure(text, phrase, match, start, kind) for phrase, (match, start) in _find_figures(text).items()
    ]


def _figure(
    text: str, phrase: str, match: re.Match[str], start: int, kind: Literal["target", "actual"]
) -> Figure:
    value = value_of(match)
    bound = _bound(text, match)
    at = match.start("num")
    lower = _LOWER.search(text, max(0, at - 14), at) if text[at - 1 : at] in _TO else None
    if (
        lower
        and match.group("unit") not in _NO_RANGE
        and not _is_starting_point(text, lower)
        and Decimal(lower.group("low")) < Decimal(digits_of(match))
    ):
        value, bound = value / Decimal(digits_of(match)) * Decimal(lower.group("low")), "min"
    elif _UPPER.match(text, match.end()):
        bound = "min"
    done = "已" in text[max(start, at - 8) : at] and _ALREADY.search(text, max(start, at - 8), at)
    return Figure(
        phrase,
        _name(text, start, match),
        plain(-value if _is_below_zero(text, match) else value),
        unit_of(match),
        "actual" if done else kind,
        bound,
        _change(text, match),
        is_rhythm(text, start, at, match.end("unit"), match.group("unit")),
        _is_of_several(text, at),
    )


def _is_of_several(text: str, at: int) -> bool:
    """Whether the number at this place is one of those that several things share: 分别降低20%和50%."""
    if (found := _EACH.search(text, max(0, at - _FAR_BACK), at)) is None:
        return False
    clause = _CLAUSE.match(text, found.end())
    return clause is not None and len(_NUMBER.findall(clause.group())) > 1


def figure_phrases(text: str) -> list[str]:
    """The phrases alone, for a list of all figures of a document."""
    return list(_find_figures(text))


def _find_figures(text: str) -> dict[str, tuple[re.Match[str], int]]:
    """Each printed phrase once, with its number and where its clause begins."""
    found: dict[str, tuple[re.Match[str], int]] = {}
    clause = seen = 0  # where the present clause begins, and how far the text was looked through
    for match in _find_candidates(text):
        at = match.start("num")
        for i in range(at - 1, max(seen, at - _BACK) - 1, -1):
            if text[i] in _STOPS:
                clause = i + 1
                break
        seen = at
        start = max(clause, at - _BACK)
        phrase = text[start : _phrase_end(text, match.end())].strip(" 　、和及与")
        found.setdefault(phrase[-60:], (match, start))
    return found


def _find_candidates(text: str) -> list[re.Match[str]]:
    """The numbers that are figures, in the order of the text."""
    hits = [
        m
        for m in islice(_FIGURE.finditer(text), MOST)
        if not _is_no_figure(text, m) and not _is_start(text, m)
    ]
    if _HAN_COUNT.search(text) is None:
        return hits
    spoken = [
        m
        for m in islice(_HAN_FIGURE.finditer(text), MOST)
        if (m.group("unit") in _TIMES) == (m.group("held") is not None)
    ]
    spoken = [m for m in spoken if m.group("held") or m.group("num") != "一"]
    return sorted([*hits, *spoken], key=lambda m: m.start("num")) if spoken else hits


def may_skip(text: str) -> bool:
    """Whether a text may have more numbers than are looked at."""
    return len(text) > 2 * MOST and sum(1 for _ in islice(_DIGITS.finditer(text), MOST + 1)) > MOST


def _is_no_figure(text: str, match: re.Match[str]) -> bool:
    """Times of day, years of rules, ordinals, names with numbers in them."""
    unit = match.group("unit")
    if match.group("bound") and _QUALIFIES.match(text, match.end()):
        return True
    before = text[max(0, match.start() - 3) : match.start()]
    after = text[match.end() : match.end() + 3]
    if before.endswith(("第", "附件", "No.", "〔", "年第", "表", "图", "+", "－", "3.")):
        return True
    if before.endswith(("后", "起")) and unit in _SPANS and _WITHIN.match(text, match.end("unit")):
        return True  # 收到通知后15个工作日内
    if unit == "小时" and match.group("num") in ("24", "12", "365"):
        return after[:1] == "" or _OF_ALL_DAY.match(after) is not None
    if len(unit) > 1 or unit in "%％‰":
        return len(match.group("num")) >= 11 + match.group("num").count(",")
    if unit in ("日", "天") and before.endswith("月"):
        return True
    if unit in ("日",) and not before.endswith(("为", "在", "于")):
        return True
    if unit in ("部",) or (unit == "区" and not after.startswith("县")):
        return True
    if unit == "人" and after.startswith(("民", "大", "才", "力", "员", "社")):
        return after.startswith(("民", "大", "力"))
    if unit == "条" and after.startswith(("规定", "款", "第")):
        return True
    if unit == "家" and after.startswith(("庭", "长")):
        return True
    if unit in ("期", "本", "单", "场", "类", "处", "份", "村", "镇", "县") and after[:1] in (
        "间",
        "级",
        "位",
        "所",
        "科",
        "室",
    ):
        return True
    number = match.group("num").replace(",", "")
    return unit == "年" or len(number) >= 11 or (len(number) >= 7 and "." not in number and unit in "个号")


def _is_start(text: str, match: re.Match[str]) -> bool:
    """Whether the number is what another is reached from: 由82%提高到90%."""
    at = match.start("num")
    return (
        _GOES_TO.match(text, match.end()) is not None
        and _STARTED.search(text, max(0, at - 40), at) is not None
    )


def _is_starting_point(text: str, lower: re.Match[str]) -> bool:
    """Whether the lower number is no end of a range but what another is reached from: 从82%到90%,
    not 由5至10人组成."""
    return (
        lower.group()[len(lower.group("low"))] in "%％"
        and _STARTED.search(text, max(0, lower.start() - 18), lower.start()) is not None
    )


def _phrase_end(text: str, at: int) -> int:
    """The end of the clause when it is near, so that 24支专业应急救援队伍 keeps what is counted."""
    stop = _STOP.search(text, at, at + _NEAR + 1)
    if stop is None and len(text) > at + _NEAR:
        return at
    end = stop.start() if stop else len(text)
    mark = _NOTE_MARK.search(text, at, end)
    return mark.start() if mark else end


def _name(text: str, start: int, match: re.Match[str]) -> str:
    """What is counted: the words before the number, else the noun behind it,
    else what the clause before speaks of.

    Empty where none of them has two characters of meaning: 30家 alone names nothing.
    """
    before = _meaning(_RANGE.sub("", text[start : match.start("num") - _is_below_zero(text, match)]))
    # 县财政局等6个部门
    is_verb = _ONLY_VERB.fullmatch(before.removeprefix("其中").removeprefix("已")) is not None
    done_to = _DONE_TO.fullmatch(before) if match.group("unit") in _COUNTS else None
    if len(before) >= _SHORTEST_NAME and not (is_verb or done_to or before.endswith("等")):
        return before
    behind = _NO_NOUN.split(text[match.end() : match.end() + _NEAR])[0]
    unit = match.group("unit")
    people = unit in _PEOPLE  # 1542人参演观摩: what they do is what is counted
    end = _NOUN_END.search(behind, _SHORTEST_NAME if people else 1)
    noun = (behind[: end.start()] if end else behind).removeprefix("的")
    is_counted = people or unit in _COUNTS or unit in _TIMES or behind.startswith("的")
    if is_counted and unit != "个月" and len(noun) >= _SHORTEST_NAME:
        return (done_to["verb"] if done_to else "") + noun
    if before and _FUNCTION.fullmatch(before) is None:
        return before if not is_verb and len(before) >= _SHORTEST_NAME else ""  # 新建30座: of what?
    if (grown := _GROWN.search(text, start, match.start("num"))) is not None:
        return grown.group()
    clauses = _STOP.split(text[max(0, start - 2 * _BACK) : start].rpartition("。")[2].rpartition("\n")[2])
    earlier = _meaning(clauses[-2]) if len(clauses) > 1 else ""
    return (
        earlier
        if len(earlier) >= _SHORTEST_NAME
        and not _DIGITS.search(earlier)
        and _FUNCTION.fullmatch(earlier) is None
        else ""
    )


def _meaning(words: str) -> str:
    """Words without the verbs that only lead to a number; numbers alone are none."""
    words = _WHEN.sub("", _POINT.sub("", _CAME.sub("", _ITEM.sub("", words.strip(_AROUND)))))
    before = ""
    while before != words:
        before = words
        words = _NAME_VERBS.sub("", words).strip(_AROUND)
    return words[-30:] if _WORD.search(words) else ""


def _is_below_zero(text: str, match: re.Match[str]) -> bool:
    """Whether the dash before a share is a sign: 增速-3.5%, not 3-5% or 5%-8%."""
    return (
        match.group("unit") in _SHARES
        and _BELOW_ZERO.search(text, max(0, match.start("num") - 2), match.start("num")) is not None
    )


def _bound(text: str, match: re.Match[str]) -> Literal["min", "max"] | None:
    before = text[max(0, match.start("num") - 6) : match.start("num")]
    if (sign := _COMPARED.search(before)) is not None:
        return "min" if sign.group() in ("≥", "＞", ">") else "max"
    behind = match.group("bound") or match.group("vague") or match.group("vague2") or ""
    if re.search(r"(?:不超过|不高于|低于|少于|控制在|不得超过|小于)\D{0,2}$", before) and not re.search(
        r"不(?:低于|少于)", before
    ):
        return "max"
    if behind in ("以内", "以下", "及以下"):
        return "max"
    if behind in ("以上", "及以上", "余", "多") or re.search(
        r"(?:不少于|不低于|至少|超过|突破|高于|大于|多于)\D{0,2}$", before
    ):
        return "min"
    return None


def _change(text: str, match: re.Match[str]) -> str | None:
    """同比增长 5% right behind the figure, as +5% or -5%."""
    window = text[match.end() : match.end() + 24]
    change = _CHANGE.search(window)
    # 同比分别增长5%、6%: of which, nobody knows
    if (
        change is None
        or _DIGITS.search(window, 0, change.start())
        or "。" in window[: change.start()]
        or "分别" in change.group()
    ):
        return None
    sign = "+" if change.group("way") in ("增长", "上升", "提高", "增加", "上涨") else "-"
    return f"{sign}{change.group('num')}{change.group('unit')}"
