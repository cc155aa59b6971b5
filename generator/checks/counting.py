"""What a number before an item counts: （三）, 3., ③ and 三是 are the third of their list."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.model.amounts import han_number
from generator.model.names import DIGITS

_WIDTHS = str.maketrans("（）．，：", "().,:") | DIGITS
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NUMERAL = re.compile(rf"(\d+)|([〇零一二三四五六七八九十百]+)|([{_CIRCLED}])")


class Counted(NamedTuple):
    """`style` is the number with a sign in the place of each numeral: (一), N., 一是, N.N; `numerals` tells
    what kind of numeral the last is, and what stands before it.
    """

    value: int
    style: str
    numerals: str


def counted(number: str | None) -> Counted | None:
    """What a number counts; None for words that count nothing (附件)."""
    words = "".join((number or "").translate(_WIDTHS).split())
    found = _last_numeral(words)
    if found is None:
        return None
    sign = "N" if found[1] else "一" if found[2] else "①"
    value = int(found[1]) if found[1] else han_number(found[2]) if found[2] else _CIRCLED.index(found[3]) + 1
    style = _NUMERAL.sub(lambda each: "N" if each[1] else "一" if each[2] else "①", words)
    return Counted(value, style, f"{words[: found.start()].strip('(第')}{sign}")


def written(value: int, like: str) -> str:
    """The number of an item as it would be written after the model of another: 3 and （二） make （三）."""
    found = _last_numeral(like.translate(DIGITS))
    if found is None:
        return str(value)
    numeral = str(value) if found[1] else _han(value) if found[2] else _circled(value)
    return like[: found.start()] + numeral + like[found.end() :]


def _last_numeral(number: str) -> re.Match[str] | None:
    return next(reversed(list(_NUMERAL.finditer(number))), None)


def _circled(value: int) -> str:
    return _CIRCLED[value - 1] if 0 < value <= len(_CIRCLED) else str(value)


def _han(value: int) -> str:
    ones = "零一二三四五六七八九"
    if not 0 < value < 100:
        return str(value)
    tens, rest = divmod(value, 10)
    return ("" if not tens else "十" if tens == 1 else f"{ones[tens]}十") + (ones[rest] if rest else "")
