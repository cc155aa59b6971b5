"""What the figures in printed words amount to: 22.54万条 is 225400, 三千五百 is 3500,
1.2亿元 is 12000 in 万元.

Shared by the importer, which makes values from words, and the check that a clerk's value agrees with its
words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

SCALES = {
    "万": 10**4,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "千亿": 10**11,
    "万亿": 10**12,
    "十万": 10**5,
    "百亿": 10**10,
    "十亿": 10**9,
}
UNITS = (
    "个百分点|百分点|人次|家次|户次|件次|批次|场次|班次|台套|公里|千米|平方公里|平方米|立方米|公斤|"
    "市斤|斤|千克|元|吨|亩|公顷|千瓦|"
    "%|％|‰|倍|个工作日|个月|个|家|名|人|起|条|件|处|次|支|辆|艘|项|座|台|套|所|户|期|场|批|份|篇|部|只|头|"
    "张|块|张|宗|例|辆次|艘次|架次|架|"
    "公顷|米|天|日|类|种|轮|村|镇|县|例|笔|单|幅|本|册|床|张床位|托位|席|枚|颗|株|桶|立方|分钟|小时|"
    "期次|条线索|区|"
    "微克/立方米|毫克/升|毫克/立方米|千瓦时|兆瓦|吨标准煤|平方千米|海里|学时|课时|栋|幢|间|棵|尾|羽|盏"
)
_UNSURE = frozenset("部区头本单")  # 8部门, 3区县: more often the beginning of a word
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_IN_A_NUMBER = frozenset("0123456789０１２３４５６７８９.．,，")
_WIDE = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")


def _longest_first(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_AMOUNT = re.compile(
    r"(?P<num>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}(?!\d)){1,4}|\d{1,"
    r"30}(?:\.\d{1,30})?|[〇零一二两三四五六七八九十百千]{1,12})\s?[余多]?\s?"
    rf"(?P<scale>{_longest_first(SCALES)})?(?P<loose>[百千](?!分))?\s?[余多]?\s?(?P<unit>"
    rf"{_longest_first(UNITS.split('|'))})?"
)
_THOUSANDS = re.compile(r"[,\s]")
# shares, and numbers of several parts
_OTHERWISE = re.compile(r"分之|半|番|翻|[一二三四五六七八九\d]成|[万亿][零一二三四五六七八九]")
_UNIT_SCALE = re.compile(_longest_first(SCALES))


class Amount(NamedTuple):
    """A number in a text: all that it may be in single units,
    and the unit printed right behind it, if one is.
    """

    printed: str
    values: tuple[Decimal, ...]
    unit: str | None


def han_number(text: str) -> int:
    """二十一 → 21; 〇 is 0. Unreadable numerals give 0."""
    total = digit = 0
    for char in text:
        if char in _POWERS:
            total += (digit or 1) * _POWERS[char]
            digit = 0
        else:
            digit = _DIGITS.get(char, 0) if total else digit * 10 + _DIGITS.get(char, 0)
    return total + digit


def amounts(text: str) -> Iterator[Amount]:
    """The numbers of a text in order."""
    for match in _AMOUNT.finditer(text.translate(_WIDE)):
        printed = _THOUSANDS.sub("", match["num"])
        number = Decimal(printed) if printed[0].isdigit() else Decimal(han_number(printed))
        number *= SCALES.get(match["scale"] or "", 1)
        loose = _POWERS.get(match["loose"] or "", 1)  # 3千人 is three thousand, 3千瓦 is not
        yield Amount(
            match["num"] + (match["scale"] or ""),
            (number, number * loose) if loose > 1 else (number,),
            None if match["unit"] in _UNSURE else match["unit"],
        )


def contradiction(text: str, value: Decimal, unit: str | None) -> str | None:
    """What the words say where a value, or its unit, cannot come from them;
    None where it can, or they have no number.
    """
    at = text.find(f"{value}{unit}") if unit else -1
    if at == 0 or (at > 0 and text[at - 1] not in _IN_A_NUMBER):
        return None  # most are printed as they are valued; there is nothing to work out
    found = list(amounts(text))
    scale = _UNIT_SCALE.match(unit or "")
    per_unit = SCALES[scale[0]] if scale else 1
    fitting = [
        a
        for a in found
        if any(v in (abs(value) * per_unit, abs(value) if scale and v < per_unit else None) for v in a.values)
    ]
    if found and not fitting:
        return None if _OTHERWISE.search(text) else _as_printed(found)
    if unit and fitting and all(a.unit for a in fitting) and _bare(unit) not in text.translate(_WIDE):
        return _as_printed(fitting)
    return None


def _as_printed(found: Iterable[Amount]) -> str:
    return "、".join(a.printed + (a.unit or "") for a in found)


def _bare(unit: str) -> str:
    """The unit without its scale: 元 for 万元."""
    return _UNIT_SCALE.sub("", unit.translate(_WIDE), count=1) or unit
