"""Words of progress and what they mean: a class, and the words as county offices print them.

Seen on county pages (design, 执行公开 › 年度重点工作进展和完成情况): 达进度, 欠进度, 超进度; 提前完成,
超序时, 按序时推进; 推进缓慢; 常态化开展 is a class of its own. A status in YAML is one of these words, a
class, or both where an office prints a word that is not here: `{class: delayed, words: 滞后于时序}`.
"""

from __future__ import annotations

from typing import Literal

StatusClass = Literal["done", "ahead", "ongoing", "delayed", "recurring", "changed", "dropped", "not_started"]

# The first word of each is what pages say where the record gives the class alone.
STATUS_WORDS: dict[StatusClass, tuple[str, ...]] = {
    "done": ("已完成", "完成", "已办结", "办结", "已落实", "全部完成", "已完成任务", "已达标", "达标"),
    "ahead": (
        "提前完成", "超进度", "超序时", "已提前完成", "超额完成", "已超额完成",
        "提前或超额完成", "已提前或超额完成",
    ),
    "ongoing": (
        "正常推进", "达进度", "按序时推进", "进行中", "推进中", "正在推进", "有序推进", "按计划推进",
        "持续推进", "正在实施", "实施中", "序时推进",
    ),
    "delayed": (
        "推进缓慢", "欠进度", "进度滞后", "滞后", "未达进度", "进展缓慢", "未完成",
        "未按期完成", "逾期未完成",
    ),
    "recurring": ("常态化开展", "长期坚持", "常态化推进", "常态长效", "持续开展", "长期推进"),
    "changed": ("已调整", "调整", "任务调整"),
    "dropped": ("已取消", "取消", "不再实施", "终止", "已终止"),
    "not_started": ("未启动", "尚未启动", "未开始", "未开展", "尚未开展"),
}  # fmt: skip
STATUS_LABEL: dict[StatusClass, str] = {name: words[0] for name, words in STATUS_WORDS.items()}
_CLASS_OF: dict[str, StatusClass] = {word: name for name, words in STATUS_WORDS.items() for word in words}

# Nothing is left to do, or what is done has no end: a passed day is not overdue then (design, section 6).
SETTLED: frozenset[StatusClass] = frozenset({"done", "ahead", "dropped", "changed", "recurring"})


def class_of(words: str) -> StatusClass | None:
    """The class that printed words name, or None: of other words nobody knows, and nothing is guessed."""
    return _CLASS_OF.get("".join(words.split()).rstrip("。；;，,！"))


def is_overdue(last_day: str, status: StatusClass | None, on: str) -> bool:
    """Whether a task is 逾期 on the day `on`: its last day is over, and no public record says that it is
    settled.

    Days are ISO (2026-06-30); an empty `last_day` is of a task without a date. The same rule stands in
    templates/assets/search/due.js, over the same table of cases (tests/data/overdue.json).
    """
    return bool(last_day) and last_day < on and status not in SETTLED
