"""A document number has its year in 〔〕 and its number behind: 〔2019〕115号."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.printed import Printed
from generator.problems import Finding

_OPENING, _CLOSING = r"[〔［\[（(【]", r"[〕］\]）)】]"
_HAN = "\u4e00-\u9fff"
_YEAR = r"(?:19|20)\d\d"
_ODD = re.compile(
    rf"{_OPENING}(?P<lost>{_YEAR})(?P<after>\d{{1,4}})号"  # 〔2019115号
    rf"|(?<=[{_HAN}])(?P<bare>{_YEAR})[〕］\]](?P<behind>\d{{1,5}})号"  # 发2019〕115号
    rf"|(?<=[{_HAN}])[［\[（(【](?P<other>{_YEAR}){_CLOSING}(?P<number>\d{{1,5}})号"  # 发[2019]115号
    rf"|〔(?P<padded>{_YEAR})〕(?:第\s?0*|0+)(?P<digits>[1-9]\d{{0,4}})号"  # 〔2019〕第015号
    rf"|〔(?P<cut>{_YEAR})〕(?P<end>\d{{1,5}})(?=[）)》，。；文])"  # 〔2019〕115）
)
_HINT = "请核对原件；原文确是如此，请在 note 里引上这几个字说明"


def find_odd_numbers(printed: Printed) -> Iterator[Finding]:
    """One reminder a number, at it."""
    told: set[str] = set()
    for match in _ODD.finditer(printed.whole):
        words = match[0]
        if words not in told and not printed.is_known(words):
            told.add(words)
            yield printed.finding(match.start(), words, *_said(match))


def _said(match: re.Match[str]) -> tuple[str, str]:
    words = match[0]
    for year, number, what in (
        ("lost", "after", "少了右括号"),
        ("bare", "behind", "少了左括号"),
        ("other", "number", "的年份没有用六角括号"),
        ("padded", "digits", "里多了“第”或 0"),
        ("cut", "end", "的末尾少了“号”"),
    ):
        if match[year]:
            return f"文号“{words}”{what}", f"一般写作〔{match[year]}〕{match[number]}号，{_HINT}"
    raise AssertionError(words)
