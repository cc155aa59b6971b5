"""Runs of digits in a text, whatever is written between them and in whatever signs they are.

Full-width, circled and small digits, digits in Chinese (一三八…), spaces, dashes, signs that are not seen,
the ends of cells and lines between them: a run has the plain digits, in groups, with their places. A number
begins and ends with a group: then two figures beside each other rarely look like one number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from operator import add
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
_GROUP = re.compile(rf"(\d+|[{_ENCLOSED}]+|[{_X}])([^\d{_ENCLOSED}{_X}]*)")
_GROUP_IN_CHINESE = re.compile(rf"([{''.join(_CHINESE)}\d]+|[{_X}])([^{''.join(_CHINESE)}\d{_X}]*)")
_IN_CHINESE = re.compile(
    rf"[{''.join(_CHINESE)}](?:[{_SOFT}]{{0,3}}[{''.join(_CHINESE)}\d]){{{_LEAST + 3},}}{_LAST}"
)
_BLANK = re.compile(rf"[\s{_UNSEEN}]+")
_ANY_HARD = re.compile(rf"[{_HARD}]")


class Group(NamedTuple):
    """Digits without anything between them: text[start:end]."""

    start: int
    end: int
    place: int  # of the first of them among the digits of the run
    breaks: int  # before it in the run: how often more than a space or a dash stands between two groups


class Run(NamedTuple):
    """Groups that may be parts of one number, and the digits of all; the last may be the X of an identity
    number."""

    digits: str
    groups: tuple[Group, ...]
    places: dict[int, int]  # which group begins at a place among the digits; behind them, how many there are


def runs_in(text: str) -> Iterator[Run]:
    """Every run of at least seven digits."""
    for match in _RUN.finditer(text):
        yield _run(_GROUP, match)
    for match in _IN_CHINESE.finditer(text):
        yield _run(_GROUP_IN_CHINESE, match)


def plain(words: str) -> str:
    """The words in plain characters (NFKC), without spaces and signs that are not seen."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", words))


def _run(group: re.Pattern[str], match: re.Match[str]) -> Run:
    """The digits of a run with their places, a few steps of the interpreter a group: a run may be a whole
    text."""
    words, between = zip(*group.findall(match.group()), strict=True)
    digits = "".join(words)
    sizes = list(map(len, words))
    places = list(accumulate(sizes, initial=0))
    starts = list(accumulate(map(add, sizes, map(len, between)), initial=match.start()))
    breaks = accumulate((_ANY_HARD.search(signs) is not None for signs in between), initial=0)
    return Run(
        digits if digits.isascii() and digits.isdigit() else "".join(map(_digit, digits)),
        tuple(map(Group, starts, map(add, starts, sizes), places, breaks)),
        dict(zip(places, range(len(places)), strict=True)),
    )


@cache
def _digit(character: str) -> str:
    if character in _X:
        return "X"
    return _CHINESE.get(character) or str(unicodedata.digit(character))
