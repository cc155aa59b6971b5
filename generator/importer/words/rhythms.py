"""What a figure counts a quarter, a month or a week says how often, and is no amount of the year.

每季度演练1次 promises four of them, and neither 1 nor 4 may be held against what a report adds up to.
每年4次 is the amount of a year, and what is no sum stays: 每月整改率98%, 每月补贴200元, 每周学习2小时.
"""

from __future__ import annotations

import re

_MANY = "[两三四五六0-9]"
_EACH = (
    rf"(?:每{_MANY}?个?(?:半年|季度?|月度?|周|旬|星期)|每{_MANY}个?年|[按逐](?:季度?|月度?|周|旬))"  # no 每年
)
_EVERY = re.compile(  # of several in one clause the last one before the number counts
    rf"{_EACH}|(?P<day>每[日天])|(?P<year>每年|年均|全年|年内|年度|累计|合计|共)"
)
_ONLY_WHEN = re.compile(  # 每季度末，召开例会1次, and not 每季度检查一次，共检查20家
    rf"(?:^|[，,。；;：:、\n])(?:坚持|原则上)?{_EACH}(?:末|底|初|内|结束[前后])?[，,]$"
)
_BEHIND = re.compile(r"\s?(?:[/／每](?:半年|季度?|月|周|旬|星期|日|天)|[（(]每(?:半年|季度?|月|周|旬|星期))")
# how often something happens; others may be a capacity: 每日处理500吨, 供水5万吨/日
_TIMES = frozenset("期次场轮") | {
    "人次",
    "家次",
    "户次",
    "件次",
    "批次",
    "场次",
    "班次",
    "期次",
    "辆次",
    "艘次",
}
_NO_SUM = frozenset("%％‰元倍年天日") | {"个百分点", "百分点", "小时", "分钟", "学时", "课时", "个工作日"}
_NEAR = 12  # characters of the clause before


def is_rhythm(text: str, start: int, at: int, end: int, unit: str) -> bool:
    """Whether a number says what is done each time, or how long it is until the next. `start`: of its clause;
    `at`, `end`: of the number with its unit."""
    if text[at - 1 : at] == "每":  # 每2个月
        return True
    if unit in _NO_SUM:
        return False
    said = list(_EVERY.finditer(text, start, at))
    if not said and _ONLY_WHEN.search(text[max(0, start - _NEAR) : start]):
        return True
    if said:
        return not said[-1]["year"] and (not said[-1]["day"] or unit in _TIMES)
    return unit in _TIMES and _BEHIND.match(text, end) is not None
