"""A deadline is a time by which something is to be done; what is over,
begins or recurs in passing is none.

Counted: 2024年底前, 12月底, 到2025年, 7月15号前, 汛前, 上半年, 2年内, 印发之日起30日内, 会后一周内,
国家扶贫日前后, “十四五”期间, 每年1月15日前, 每季度末前 (a day that comes again).
Not counted: 2021年起 (a start), 2019年1月1日至12月31日, 3年内保留人事关系 (a validity period), 截至11月底
(a result), 每季度 in running text (a way of working). What the words mean is decided elsewhere
(`generator.model.deadlines`); here they are only found, as printed.
"""

from __future__ import annotations

import re

from generator.importer.words.vocabulary import (
    DOCUMENT_KINDS,
    HAN,
    HAN_DIGITS,
    HAN_NUMERALS,
    HAN_ZEROS,
    alt,
    han,
)
from generator.model.names import DIGITS

_FEAST = (
    r"(?:春节|国庆节?|元旦|中秋节?|“?(?:五一|十一)”?(?:假期)?|主?汛期?|入汛|入冬|供暖[季期]?|采暖[季期]?|"
    r"秋季开学|开学)(?:到来)?之?前"
)
_EARLY = "初(?![步期级始中审评])"
_PART = (
    rf"(?:{_FEAST}|[春秋]季(?:学期)?(?:开学)?(?:之?前)?|上旬|中旬|下旬|月底|年底|底|年末|末|{_EARLY}|年中)"
)
_COUNT = rf"(?:\d{{1,3}}|[{HAN_NUMERALS}两]{{1,3}})"
# 通过3—5年的持续发展
_EFFORT = (
    rf"(?:通过|经过|利用|用){_COUNT}(?:[—－\-~～至到]{_COUNT})?年"
    r"(?:时间|(?=左右|(?:的)?(?:时间|持续|不懈|共同|努力|发展|建设|奋斗|攻坚|整治)))"
)
_DOCUMENT = rf"(?:本|该)?{alt(DOCUMENT_KINDS, ('文件',))}?(?:印发|下发|发布|公布|批准)"  # 本意见印发
_WITHIN = rf"\s?{_COUNT}\s?(?:个工作日|个月|个?星期|周|日|天|年)(?:之|以)?内"
# 会后一周内, 汛期结束后1个月内; how soon an office answers (收到投诉后, 受理后) is no deadline of a task
_OVER = (
    r"(?:(?<![社大协省市县区委])会|会议(?:召开)?|(?:(?:会议|活动|行动|检查|排查|督查|培训|演练|整治|普查|竞赛|汛期|假期|学期|专项)(?:工作)?)"
    r"(?:结束|完成))"
)
_FROM_ISSUE = rf"(?:自|从)?{_DOCUMENT}(?:之日起|之?后){_WITHIN}|{_OVER}之?后{_WITHIN}"
_FEAST_DAY = (
    r"(?:国家|世界|国际|全国|全民)[\u4e00-\u9fff]{1,6}[日节](?:之?前后|之前)|"
    r"(?:春节|国庆节?|元旦|清明节?|端午节?|中秋节?|重阳节|教师节|助残日|植树节)前后"
)
# 6月20日18：00前
_CLOCK = r"(?:\s?(?:[上下]午)?(?:\d{1,2}(?:[：:]\d{2}|\s?[时点](?:半|整|\d{1,2}分)?)|下班)(?=之?前|以前))?"
_WEEKDAY = r"(?:\s?[（(](?:星期|周|礼拜)[一二三四五六日天][）)])?"  # 11月24日（星期三）前
# 今年前三个季度 is no time before
_BEFORE = rf"(?:之前|以前|前后|前(?!\s?[{HAN_NUMERALS}两\d]{{1,3}}\s?个|[一二三四]季度)|左右)"
_DAY = rf"(?P<day>\s?\d{{1,2}}\s?[日号]{_WEEKDAY}{_CLOCK})?"
_YEAR = re.compile(
    r"(?P<to>(?:力争|争取|确保)?(?:到|至))?"
    rf"(?P<words>(?:20\d{{2}}\s?年|今年|本年|明年)(?P<month>\s?\d{{1,2}}\s?月(?:份)?)?{_DAY}"
    rf"(?P<part>{_PART})?(?P<half>上半年|下半年|(?:第)?[一二三四]季度[末底]?)?(?P<before>\s?{_BEFORE})?)"
)
_MONTH = re.compile(
    rf"(?P<to>(?:到|至))?(?P<words>(?<![\d年—\-－~至])\d{{1,2}}\s?月(?P<fen>份)?{_DAY}"
    rf"(?P<part>[上中]?[中下]旬|上旬|底|末|{_EARLY})?(?P<before>\s?{_BEFORE})?)"
)
_HAN_DAY = (
    rf"(?:二[〇○零][{HAN_DIGITS}{HAN_ZEROS}]{{2}}年)?(?<![{HAN_NUMERALS}{HAN_ZEROS}]){han(1, 2)}月"
    rf"(?:份|底|末|{han(1, 3)}日)?之?前"
)
_IN_A_YEAR = (
    r"(?<![\d去上每年])年(?:底|末)(?:之?前)?|"
    rf"(?<![\d{HAN_NUMERALS}两半])(?<!\d\s)年内|(?:毕业后?)?(?<![\d一两])半年内|"
    r"(?<![年去每])(?:上半年|下半年)(?=[，,、前完组召开建出制启印投竣对]|主体|封顶|交付|通[车水气电]|动工|"
    r"实施|实现|达到|全[面部]|基本|验收|整改)|(?<![每年])(?:第)?[一二三四]季度(?:末|底)?(?:前|(?=完成))?"
)
_SEASON = (
    r"[春秋]季(?:学期(?:开学)?|开学)之?前|(?:毕业生)?离校前|放?[寒暑]假(?:到来)?前|"
    r"(?:主)?汛(?:期)?(?:到来)?前|"
    r"入汛前|入冬前|[供采]暖[季期]?(?:到来)?前|春节前|国庆(?:节)?前|元旦前|"
    r"“?(?:五一|十一|七一|八一|六一)”?(?:假期)?之?前"
)
_YEARS = (
    r"(?:到|至)?“[一二三四五十]{2,3}五?”(?:期间|末|期末)|"
    r"(?:力争|争取|用)?(?<![近\d—\-－~第过])(?:\d{1,2}\s?|[一二两三四五六])年(?:左右)?(?:的)?(?:内|时间)"
    r"(?!涝)"
)
_ALWAYS = r"(?<=[，,；;。])(?:长期坚持|常年坚持|(?<=负责，)持续推进)(?=[。；;\n]|$)"
_NAMED = re.compile(
    rf"(?P<words>{_IN_A_YEAR}|{_SEASON}|{_YEARS}|{_ALWAYS}|{_EFFORT}|{_FROM_ISSUE}|{_FEAST_DAY}|{_HAN_DAY})"
)
_AGAIN = re.compile(
    r"(?P<words>每(?:年度?|半年|个?季度?|个?月度?|周|旬)的?(?!之?前|以前)"
    r"(?:(?:次年|次月|下月|首月|末月|第一个月|最后一个月)的?|\d{1,2}\s?月份?)?"
    r"(?:\s?\d{1,2}\s?[日号]|月?[上中下]旬|[月年]?[底末初]|[一二三四五六日])?(?:之前|以前|前))"
)
_START = re.compile(r"\s?(?:起|以来|开始|始|年度|度)")
_DONE = re.compile(r"(?:已经?|共|累计|了|顺利|圆满|超额)|(?:截至|截止)")
_FROM = re.compile(r"(?:从|自|自从|截至|截止|截止到|截至到|于(?=.*已))\s?$")
_ABOUT = re.compile(r"(?:对|对于|凡|凡是)在?(?:20\d{2}\s?年)?$")
_DOING = re.compile(
    r"完成|建成|召开|开展|实现|启动|报送|印发|出台|组织|达到|上报|形成|投入|投产|竣工|开工|举办|制定|编制|"
    r"落实|整改|验收|基本|招标|安装|投用|办理|申报|封顶|通[车水气电]|交付"
)
# 2000年底前建成的小区
_EXISTING = re.compile(
    r"(?:之?前)?(?:(?:取得|获得)[^，。；]{0,10}|出台|印发|制定|建成|建设|建造|竣工|交付|投用|投入使用|注册|"
    r"登记|出生|取得|形成|发生)(?:使用|入住)?的"
)
_AT_ONCE = re.compile(r"(?:初步|基本|全面|全部|要|力争|确保|将)?(?:建成|完成|实现|达到)")
# 3年内保留人事关系: how long something holds
_LASTS = re.compile(r"[，,]?(?:保留|享受|给予|免征?|减免|减征|不得|不再|不予|有效|累计|连续|可(?!研))")
_NO_TIME = re.compile(r"(?:目标|任务|计划|工作|情况|指标|成果)$")
_SPAN = re.compile(
    r"(?:20\d{2}年)?\d{1,2}(?:月(?:底|初|[上中下]旬|\d{1,2}日)?)?\s?[—\-－–~～至到]{1,2}\s?"
    r"(?:20\d{2}年|次年)?\d{1,2}月(?:底|初|[上中下]旬|\d{1,2}日)?"
)
_LABELLED = re.compile(
    r"(?:长期|持续|常年|全年|每|按(?!年化|.{0,8}计算?$)|随时|即时|立即|适时|年度|当年|立行立改|立查立改|即知即改|边查边改|常态化)"
)
_SEASONS = ("春", "秋")
_UNTIL = re.compile(r"即日起?[至到]?(?=\d)")
_QUARTER = re.compile(r"(?:20\d{2}年)?第?[一二三四]季度(?:[末底])?(?:之?前)?")
_AFTER_ISSUE = re.compile(rf"{_DOCUMENT}后{_WITHIN}")


_HINT = re.compile(r"[年月日汛冬节庆旦季明午秋校假“]|长期|持续|[五十七八六]一|后.{1,6}内")


def deadlines(text: str) -> list[str]:
    """The deadlines in running text that says what is to be done, as printed, each once, in order."""
    if _HINT.search(text) is None:
        return []
    found: list[tuple[int, str]] = []
    taken: list[tuple[int, int]] = []
    for sign, rule, accept in _RULES:
        if sign.search(text) is None:  # a quick look, for the rules are slow where they find nothing
            continue
        for match in rule.finditer(text):
            span = match.span("words")
            if not match.group("words") or any(a < span[1] and span[0] < b for a, b in taken[-6:]):
                continue
            if _is_period_or_past(text, match):
                taken.append(span)
                continue
            if accept(text, match):
                taken.append(span)
                to = match.groupdict().get("to") or ""
                found.append(
                    (
                        match.start(),
                        to.removeprefix("力争").removeprefix("争取").removeprefix("确保")
                        + match.group("words"),
                    )
                )
        taken.sort()
    words: dict[str, None] = {}
    for _, phrase in sorted(found):
        words.setdefault(phrase.strip(), None)
    return list(words)


def _is_period_or_past(text: str, match: re.Match[str]) -> bool:
    """A start, one end of a period, or a time that is over."""
    start, end = match.span("words")
    before = text[max(0, start - 8) : start]
    after = text[end : end + 12]
    if _ABOUT.search(before) and "的" in _clause_after(text, end):
        return True  # 对3月底前投产的企业给予奖励: whom it concerns
    if _START.match(after) or _EXISTING.match(after) or _FROM.search(before):
        return True
    if re.match(rf"\s?(?:至|—|－|-|~|～|到)\s?(?:\d|{HAN})", after):
        return True
    if re.search(r"\d{1,2}[月日号年]?\s?(?:至|—|－|-|~|～)\s?$", before) or re.search(
        r"日(?:起)?至\s?$", before
    ):
        return True
    return _DONE.search(_clause_after(text, end)) is not None or (
        text.startswith("年内", end - 2) and _LASTS.match(after) is not None
    )


def _clause_after(text: str, at: int) -> str:
    """The words up to the next comma or stop."""
    window = text[at : at + 40]
    cut = re.search(r"[，,。；;]", window)
    return window[: cut.start()] if cut else window


def _again_counts(_text: str, _match: re.Match[str]) -> bool:
    return True


def _year_counts(text: str, match: re.Match[str]) -> bool:
    if (match.group("before") or "").strip() == "左右":
        return False
    if (match.group("part") or "")[:1] in _SEASONS and not match.group("words").endswith("前"):
        return _DOING.search(_clause_after(text, match.end())) is not None  # 今年春季气温偏高 is the weather
    if match.group("to") or match.group("before") or match.group("part"):
        if match.group("to") in ("至",) and match.group("day"):
            return False  # the end of a period of validity
        return not (match.group("day") and not match.group("before") and not match.group("to"))
    if match.group("day"):
        return False
    half = match.group("half")
    if half and half.endswith("半年"):
        return not re.match(r"工作|总结|全市|全县|全省|全区|的", text[match.end() : match.end() + 2])
    if half or match.group("month"):
        after = _clause_after(text, match.end())
        return _DOING.search(after) is not None and not after.startswith(("季报", "报"))
    return _AT_ONCE.match(text, match.end()) is not None


def _month_counts(text: str, match: re.Match[str]) -> bool:
    if match.group("day"):
        return match.group("before") is not None
    if match.group("part") or match.group("before"):
        return True
    if match.group("fen"):
        return not re.match(r"(?:期间|的)", text[match.end() : match.end() + 3])
    return False


def _named_counts(text: str, match: re.Match[str]) -> bool:
    words = match.group("words")
    before = text[max(0, match.start() - 1) : match.start()]
    if words.lstrip("到至").startswith("“"):
        return "五" in words or words.endswith("前")
    if (words.endswith("前") and "汛" in words) or words.startswith("入"):
        return before in ("", *"，。；、：,;:\n", "在", "于") and not text.startswith("的", match.end())
    if words.endswith("季度") and re.match(r"季?报|报表|财报", text[match.end() : match.end() + 2]):
        return False
    if words.endswith("季度"):
        return _DOING.search(_clause_after(text, match.end())) is not None and not text[
            : match.start()
        ].endswith(("各", "逐"))
    return not text[max(0, match.start() - 2) : match.start()].endswith(("近", "过去", "最近", "连续"))


_NAMED_SIGN = re.compile(
    r"[校假]|年[底末内左的时]|国庆|通过|经过|利用|用|汛|冬前|暖|学[前之到]|[节日旦天五一](?:到来)?[假前之”]|"
    rf"节|“|半年|季|坚持|推进|日起|后|{HAN}月"
)
_RULES = (
    (re.compile("每"), _AGAIN, _again_counts),
    (re.compile("年"), _YEAR, _year_counts),
    (re.compile("月"), _MONTH, _month_counts),
    (_NAMED_SIGN, _NAMED, _named_counts),
)


def is_deadline_cell(words: str) -> bool:
    """Whether the words of a table cell can be a deadline (长期坚持, 每季度, 2024年12月, 2020.12)."""
    words = _UNTIL.sub("", words.strip().translate(DIGITS))
    if not words or len(words) > 40:
        return False
    return (
        (_LABELLED.match(words) is not None and _NO_TIME.search(words) is None)
        or bool(deadlines(words))
        or any(form.fullmatch(words) is not None for form in (_SPAN, _QUARTER, _AFTER_ISSUE))
        or re.fullmatch(
            r"(?:20\d{2}[年.\-/]\d{1,2}(?:[月.\-/]\d{0,2}日?)?|20\d{2}年?|"
            r"\d{1,2}月(?:份|底|末|前)?(?:\d{1,2}日)?(?:之?前)?)(?:之?前|底|完成)?",
            words,
        )
        is not None
    )
