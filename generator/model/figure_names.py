"""The forms in which names and units of figures are compared, never by likeness (design, section 6).

A written list of heads and tails is taken off names, and units fold to the same base (万元 and 亿元, 公里 and
千米).
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from generator.model.amounts import SCALES
from generator.model.names import name_key

# What a report or a plan puts before or behind the name of a figure, longest first.
_HEADS = (
    "截至目前", "全年累计", "本年累计", "今年累计", "累计完成", "已经完成", "计划完成", "力争完成",
    "确保完成", "目标",
    "全年", "全市", "全县", "全区", "全省", "本年", "今年", "年内", "累计", "已经", "共计", "计划",
    "力争", "确保", "实际", "新增", "新建", "完成", "实现", "达到", "共", "已", "拟",
)  # fmt: skip
_TAILS = (
    "完成数量",
    "目标数",
    "完成数",
    "完成量",
    "目标值",
    "任务数",
    "总数",
    "数量",
    "目标",
    "任务",
    "完成",
    "以上",
    "数",
    "量",
)
_HEAD = re.compile("|".join(sorted(_HEADS, key=len, reverse=True)))
_TAIL = re.compile(f"(?:{'|'.join(sorted(_TAILS, key=len, reverse=True))})$")
_SAME_UNIT = {"千米": "公里", "％": "%", "平方千米": "平方公里", "人次": "人次", "百分点": "个百分点"}
_LENGTH = {"公里": Decimal(1000), "米": Decimal(1)}


@lru_cache(maxsize=65536)
def name_of_figure(name: str) -> str:
    """The form in which names of figures are compared: 累计完成管道更换 and 管道更换数 are 管道更换."""
    words = name_key(name)
    while (head := _HEAD.match(words)) and head.end() < len(words):
        words = words[head.end() :]
    while (tail := _TAIL.search(words)) and tail.start() > 0:
        words = words[: tail.start()]
    return words


_AMOUNT_ALONE = re.compile(  # nothing is given back that was taken: long rows of commas stay quick
    r"[-－]?[\d.,，．]++(?:[ \u00a0\u2009\u202f]\d{3}(?!\d))*+\s*+(?P<unit>\D*+)"
)


@lru_cache(maxsize=4096)
def base_unit(unit: str | None) -> tuple[str, Decimal]:
    """The unit without its scale, and what one of it is in single ones: 万元 is 元 and 10000."""
    words = (unit or "").strip()
    for scale in sorted(SCALES, key=len, reverse=True):
        if words.startswith(scale) and len(words) > len(scale):
            return _base(words[len(scale) :], Decimal(SCALES[scale]))
    return _base(words, Decimal(1))


def _base(unit: str, factor: Decimal) -> tuple[str, Decimal]:
    unit = _SAME_UNIT.get(unit, unit)
    return ("米", factor * _LENGTH[unit]) if unit in _LENGTH else (unit, factor)


def is_amount_alone(text: str, unit: str | None) -> bool:
    """Whether the words of a figure are a number and its unit and nothing else: 3处, but not 新建3处. Such
    words say no more than its value does."""
    found = _AMOUNT_ALONE.fullmatch(text.strip())
    return found is not None and base_unit(found["unit"])[0] == base_unit(unit)[0]
