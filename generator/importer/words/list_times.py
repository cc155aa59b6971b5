"""A time in a list of names, behind a mark or in a bracket, is a deadline and no name:
责任单位：县应急局，2024年6月底前完成.

Names run together with their time answer for it (县工信局于10月底前完成); what is said behind a time
(，逾期通报) is none.
"""

from __future__ import annotations

import re

from generator.importer.words.deadlines import deadlines, is_deadline_cell
from generator.importer.words.names import is_surely_unit, is_unit, split_names
from generator.importer.words.vocabulary import HAN_NUMERALS, bracketed

# what is reached by that time
_RESULT = re.compile(r"(?:(?:基本|全部|全面)?完成|取得[^，,。；]{0,6}(?:进展|成效|成果|突破))$")
_BY = re.compile(rf"^(?:必?须|务必|应当?|要|需)?(?:于|在|力争|争取|确保)?(?=[\d{HAN_NUMERALS}年])")
_DOING = re.compile(r"(?!.*(?:长期|持续|并))[\u4e00-\u9fff]{1,10}")
_NAMES_FIRST = re.compile(
    r"(?P<label>[\u4e00-\u9fff]{2,8}[：:])?由?(?P<names>[^\d，,；;：:]{3,40}?)(?:必?须|务必|应当?|要|需)?"
    r"(?:于|在)?(?=20\d{2}年|\d{1,2}月|年底)"
)
_BEHIND = re.compile(r"[，,；;。]\s{0,4}(?=[\u4e00-\u9fff])")
_ANSWERS = "负责"
_TIMELY = re.compile(r"[年月日号季]|^(?:长期|持续|常年|全程|立即|随时|立行|立查|常态)")
_SAYS_WHEN = re.compile(r"[年月日号季天周旬]|\d|长期|持续|常态|适时|逐步|分批|分步|同步|每|按")
_HINT = re.compile(r"[年月日号季期续每按时即程改态]")
_EACH_ONE = re.compile(r"每(?![年季月旬周日半])")  # 每户补助500元 is no time
_BRACKETED = re.compile(bracketed(2, 20))
_MARKS = re.compile(r"([，,、 \u3000]+)")
_COMMA = re.compile(r"(?<=[，,])")
_MONTH = r"(?:20\d{2}年)?\d{1,2}月(?:份|底|[上中下]旬)?"
_FRONT = re.compile(
    r"(?P<time>(?:(?:20\d{2}年)?\d{1,2}月(?:\d{1,2}日|底|末|[上中下]旬)?|20\d{2}年(?:年?[底末])?|年底)"
    r"(?:之?前)?)(?:[由，,])?(?=[\u4e00-\u9fff]{3})"
)
_OPENS = re.compile(
    rf"\s*(?P<time>{_MONTH}\s?[-—－~～至到]{{1,2}}\s?{_MONTH}|{_MONTH}之?前?|全年|每年|每月|每季度|上半年|"
    r"下半年|第?[一二三四]季度|长期)[，,：:、\s]*"
)


def plain_time(words: str) -> str:
    """A time without the marks around it and what is to be done by then: 6月底前 of 于6月底前拨付资金。"""
    bare = _RESULT.sub("", _BY.sub("", words.strip(" 。，,\u3000")))
    found = deadlines(bare)
    return (
        found[0]
        if len(found) == 1 and bare.startswith(found[0]) and _DOING.fullmatch(bare, len(found[0]))
        else bare
    )


def is_time(words: str) -> bool:
    """Whether a clause says when and nothing before it: 于9月底前拨付资金, not 财政局配合，9月底前拨付."""
    found = deadlines(words)
    return is_deadline_cell(words) and (not found or words.startswith(found[0]))


def split_times(clause: str, verb: re.Pattern[str]) -> tuple[str, list[str]]:
    """A clause without the times in its list, and these. What comes last behind a `verb` may be vaguer:
    公安部负责，持续推进."""
    if _HINT.search(clause) is None:
        return clause, []
    within = [
        m for m in _BRACKETED.finditer(clause) if _is_time(m.group()[1:-1])
    ]  # 县应急局（2024年6月底前）
    for match in reversed(within):
        clause = clause[: match.start()] + clause[match.end() :]
    parts = _MARKS.split(clause)  # words and the marks between them by turns
    led = [_split_names_first(part, verb) for part in parts]
    parts = [names for names, _ in led]
    last = len(parts) - 1
    late = [
        n
        for n in range(2, last + 1, 2)
        if _is_time(parts[n])
        or (n == last and is_deadline_cell(plain_time(parts[n])) and verb.search("".join(parts[: n - 1])))
    ]
    kept = "".join(part for n, part in enumerate(parts) if n not in late and n + 1 not in late)
    return kept, [
        plain_time(words)
        for words in (
            *(m.group()[1:-1] for m in within),
            *(time for _, time in led if time),
            *(parts[n] for n in late),
        )
    ]


def split_opening_time(words: str) -> tuple[str, str]:
    """The time that opens a cell of a column 任务分解/时序进度, or nothing,
    and the words behind it: 3月 修订制度."""
    match = _OPENS.match(words)
    return (match.group("time"), words[match.end() :]) if match else ("", words)


def split_leading_time(name: str) -> tuple[str, str]:
    """A time run together with the name behind it, and the name: 2025年2月底前县发改局."""
    match = _FRONT.match(name)
    return (
        (match.group("time"), name[match.end() :]) if match and is_unit(name[match.end() :]) else ("", name)
    )


def _split_names_first(part: str, verb: re.Pattern[str]) -> tuple[str, str]:
    """The names before a time, as those of who answers, and the time: 县工信局于2025年10月底前完成;
    else the part alone."""
    match = _NAMES_FIRST.match(part)
    time = plain_time(part[match.end() :]) if match else ""
    if match is None or deadlines(time) != [time]:
        return part, ""
    names = match.group("names")
    does = verb.search(names)
    if not all(map(is_surely_unit, split_names(names[: does.start()] if does else names))):
        return part, ""
    label = match.group("label") or ""
    return label + names + (
        "" if does or label else _ANSWERS
    ), time  # else the verb of the next name would be theirs too


def split_time(words: str) -> tuple[str, str]:
    """A time and what is said behind it that is none: 2025年6月底前，逾期通报.
    6月底前，长期坚持 is all time."""
    mark = _BEHIND.search(words)
    time, rest = (
        (plain_time(words[: mark.start()]), words[mark.end() :].strip(" 。；;，,")) if mark else ("", "")
    )
    return (time, rest) if rest and deadlines(time) == [time] and not _SAYS_WHEN.search(rest) else (words, "")


def find_times(words: str) -> tuple[list[str], list[str]]:
    """The times among words that name no unit, and the rest of them."""
    parts = [plain_time(p) for p in _COMMA.split(words)]
    times = [p for p in parts if is_deadline_cell(p) and not _EACH_ONE.match(p)]
    return (times, ["，".join(rest)] if (rest := [p for p in parts if p and p not in times]) else [])


def _is_time(words: str) -> bool:
    """Whether the words of a list are a time and can be no name."""
    return _TIMELY.search(words) is not None and not is_unit(words) and is_deadline_cell(plain_time(words))
