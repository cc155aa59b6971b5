"""Runs of digits in a text, whatever is written between them and in whatever signs they are.

Full-width, circled and small digits, digits in Chinese (一三八…), spaces, dashes, signs that are not seen,
the ends of cells and lines between them: a run has the plain digits, in groups, with their places. A number
begins and ends with a group: then two figures beside each other rarely look like one number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

BREAK = "\x1e"  # between texts that have nothing to do with each other
_ENCLOSED = "⓪①-⑨❶-❾⑴-⑼⒈-⒐⁰¹²³⁴-⁹₀-₉"
_UNSEEN = "\u00ad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff"
_SOFT = rf" \u00a0\u2000-\u200a\u202f\u3000{_UNSEEN}\-‐-―−－﹣_·•・.．~～()（）\[\]【】'’‘\"“”`"
_HARD = r"…\t\r\n|｜,，、;；/／\\:：+＋"
_CHINESE = dict(zip("〇○零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两", "00012345678912345678912", strict=True))
_X = "xX×ХⅩＸｘ"  # the last character of some identity numbers
_LAST = rf"(?:[{_SOFT}\t\n|]{{0,3}}[{_X}](?![A-Za-z]))?"
_LEAST = 7  # digits of the shortest number that is looked for

_RUN = re.compile(rf"[\d{_ENCLOSED}](?:[{_SOFT}{_HARD}]{{0,24}}[\d{_ENCLOSED}]){{{_LEAST - 1},}}{_LAST}")
_GROUP = re.compile(rf"\d+|[{_ENCLOSED}]+|[{_X}]")
_IN_CHINESE = re.compile(
    rf"[{''.join(_CHINESE)}](?:[{_SOFT}]{{0,3}}[{''.join(_CHINESE)}\d]){{{_LEAST + 3},}}{_LAST}"
)
_ANY_HARD = re.compile(rf"[{_HARD}]")


class Group(NamedTuple):
    """Digits without anything between them: text[start:end]; `apart` where more than a space or a dash
    stands before them."""

    digits: str
    start: int
    end: int
    apart: bool


class Run(NamedTuple):
    """Groups that may be parts of one number; the last may be the X of an identity number."""

    groups: tuple[Group, ...]


def runs_in(text: str) -> Iterator[Run]:
    """Every run of at least seven digits."""
    for match in _RUN.finditer(text):
        yield Run(tuple(_groups(text, match.start(), match.end())))
    for match in _IN_CHINESE.finditer(text):
        yield Run(tuple(_groups_in_chinese(text, match.start(), match.end())))


def plain(words: str) -> str:
    """The words in plain characters (NFKC), without spaces and signs that are not seen."""
    return re.sub(rf"[\s{_UNSEEN}]+", "", unicodedata.normalize("NFKC", words))


def _groups(text: str, start: int, end: int) -> Iterator[Group]:
    last = start
    for match in _GROUP.finditer(text, start, end):
        words = match.group()
        digits = "X" if words in _X else "".join(str(unicodedata.digit(c)) for c in words)
        between = text[last : match.start()]
        yield Group(digits, match.start(), match.end(), _ANY_HARD.search(between) is not None)
        last = match.end()


def _groups_in_chinese(text: str, start: int, end: int) -> Iterator[Group]:
    """One group a stretch without separators; all of it is one number, for nobody counts like that."""
    for match in re.finditer(rf"[{''.join(_CHINESE)}\d]+|[{_X}]", text[start:end]):
        digits = "".join(
            _CHINESE.get(c) or ("X" if c in _X else str(unicodedata.digit(c))) for c in match.group()
        )
        yield Group(digits, start + match.start(), start + match.end(), False)
