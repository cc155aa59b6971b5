"""What a figure counts a quarter, a month or a week says how often, and is no amount of the year.

每季度演练1次 promises four of them, and neither 1 nor 4 may be held against what a report adds up to.
每年4次 is the amount of a year, and what is no sum stays: 每月整改率98%, 每月补贴200元, 每周学习2小时.
"""

from __future__ import annotations

import re

_NUMBER = r"[一两二三四五六0-9０-９]{1,2}"
_MANY = rf"隔?(?:{_NUMBER}(?:[至到~～—–-]{{1,2}}{_NUMBER})?)?"
# What is searched ends where the number begins: there is the $.
# A manner of working, and not how much each time: 按月调度推进新建3个, 落实每月例会制度; but 按月通报1次
_RULED = r"度?(?:工作)?(?:例会|调度|通报|会商|联席会议|研判|报告)[^，,。；;、\d]{0,4}?(?:制度|机制)"
_MANNER = r"度?(?:落实|推进|推动|完成|(?:调度|通报|会商)(?!会|(?:不少于|不低于|至少)?$))"
_EACH = (  # no 每年
    rf"(?:每{_MANY}个?(?:半年|季度?|月度?|周|旬|星期|学期)(?!{_RULED})|每{_NUMBER}个?年|"
    rf"[按逐](?:季度?|月度?|周|旬)(?!{_MANNER}|{_RULED}))"
)
# 公共, 中共, 共建, 共享 and the like are words of their own; 共建成 and 共治理 are not
_IN_ALL = (
    r"(?<![公中])共(?!建(?![成设立造]|$)|治(?![理]|$)|管(?![护理]|$)|创(?![建]|$)|识(?!别)|"
    r"[享同产用青济商融驻和性鸣赢议])"
)
_OF_THE_YEAR = (  # 全年重点工作, 年度工作会议 name what is worked at
    r"(?:全年|年内)(?!的?(?:重点|工作|任务|计划|会议|总结))|"
    r"年度(?=内|累计|合计|总计|共|不少于|不低于|不得少于|至少|达|完成|开展|新增|新建|建成|举办|$)"
)
_EVERY = re.compile(  # of several in one clause the last one before the number counts
    rf"{_EACH}|(?P<day>每(?:{_MANY}[日天]|晚))|(?P<year>每年|年均|{_OF_THE_YEAR}|累计|合计|{_IN_ALL})"
)
_UNTIL_NEXT = re.compile(rf"每隔?(?:{_NUMBER}[至到~～—–-]{{1,2}})?$")  # 每2个月, 每1至2个月
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
_NO_SUM = frozenset("%％‰元倍年天日") | {
    "个百分点",
    "百分点",
    "小时",
    "分钟",
    "学时",
    "课时",
    "个工作日",
    "个月",
}
_NEAR = 12  # characters of the clause before


def is_rhythm(text: str, start: int, at: int, end: int, unit: str) -> bool:
    """Whether a number says what is done each time, or how long it is until the next. `start`: of its clause;
    `at`, `end`: of the number with its unit."""
    if _UNTIL_NEXT.search(text, max(0, at - 6), at):
        return True
    if unit in _NO_SUM:
        return False
    said = list(_EVERY.finditer(text, start, at))
    if not said and _ONLY_WHEN.search(text[max(0, start - _NEAR) : start]):
        return True
    if said:
        return not said[-1]["year"] and (not said[-1]["day"] or unit in _TIMES)
    return unit in _TIMES and _BEHIND.match(text, end) is not None
