"""Rule: a table is one of tasks when its header names what is to be done and by whom or by when.

Column headings are compared without white space and brackets. 清理牵头单位 in a list of cleaned-up documents
is no responsibility: the names below must match whole, and a column of documents or document numbers rules
tasks out.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from generator.importer.blocks import squeeze
from generator.importer.words.names import is_unit
from generator.importer.words.vocabulary import (
    ANSWER,
    CIRCLED,
    COLUMN_BESIDE,
    COLUMN_BODIES,
    COLUMN_BUILT,
    COLUMN_CALLS,
    COLUMN_CONTENTS,
    COLUMN_DAYS,
    COLUMN_DOING,
    COLUMN_DONE,
    COLUMN_DONE_OF,
    COLUMN_EXPECTED,
    COLUMN_HOLDERS,
    COLUMN_OTHERS,
    COLUMN_PARTS,
    COLUMN_PERSONS,
    COLUMN_RANKS,
    COLUMN_ROLES,
    COLUMN_ROUNDS,
    COLUMN_STATES,
    COLUMN_TASKS,
    COLUMN_TIMES,
    COLUMN_TROUBLE,
    HAN_NUMERALS,
    LABEL_BODIES,
    LABEL_UNITS,
    LEAD,
    SUPPORT,
    TIMED,
    TIMES,
    alt,
)

HEADER = "表头"  # set aside under this name: what a column says goes with the facts of its cells
ColumnKind = Literal[
    "serial",  # 序号
    "task",
    "number",  # of the part named beside it: 1—1
    "part",  # 子项目名称, of the task in another column
    "content",
    "unit",
    "persons",  # 负责人, and how to call them
    "deadline",
    "progress",  # 完成情况: what came of it
    "other",  # 备注
    "unknown",
]

# What came of the work, and of which time: 上半年完成情况, 截至6月底工作进度, 是否完成.
_PROGRESS = re.compile(
    rf"""
    (?: 截至? | 至 )? (?: 20\d\d年度? )?
    (?: [上下]半年 | 第?[一二三四1-4]季度 | \d{{1,2}}月(?:份|底|末|\d{{1,2}}日)?
        | 本?[周月]度? | 本?年度? | 全年 | 目前 | 当前 | 最新 )?
    (?: {alt(COLUMN_DONE_OF)}? {alt(COLUMN_DOING)} {alt(("情况", "进度", "状态", "结果"))}
        (?: 及 {alt(("成效", "进度", "说明", "存在问题"))} )?
    | {alt(COLUMN_DONE_OF)}? 进展 | {alt(("工作", "工程", "项目", "形象", "建设"))} 进度
    | {alt(COLUMN_DONE_OF)}? {alt(("是否", "有无"))} {alt(("按期", "按时", "如期", "已"))}? {alt(COLUMN_DONE)}
    | 实际 {alt(COLUMN_DONE)} {alt(("时间", "日期", "情况"))} )
    """,
    re.VERBOSE,
)
_TROUBLE = re.compile(rf"{alt(COLUMN_TROUBLE)}")
_BODIES_NAMED = tuple(
    word for word in (*LABEL_UNITS, *LABEL_BODIES, *COLUMN_BODIES) if word not in COLUMN_PERSONS
)
_ON_DUTY = ("带班", "值班", "主持", "出席", "审核", "挂钩", "挂点", "驻点")
_SHORT_PERSON = 2  # characters: 领导 or 教师 alone may be those that a work is for
_SHARED = ("责任", "牵头", "配合", "参与")  # 责任单位和配合单位
_BRACKETED = re.compile(r"[（(][^（）()]{0,40}[）)]")

_UNIT = re.compile(
    rf"""
    (?: {alt("市县区省局镇")} {alt("级直局")}? )?
    (?: {alt(COLUMN_RANKS)}? {alt(LEAD, SUPPORT, ANSWER, COLUMN_ROLES)} ){{1,2}}
    {alt(_BODIES_NAMED)}
    (?: 及 {alt(("责任人", "联系人", "联系方式", "人员"))} )?
    | {alt(_SHARED)} {alt(("单位", "部门"))} {alt("和、及")} {alt(_SHARED)} {alt(("单位", "部门", "人"))}
    """,
    re.VERBOSE,
)
_DEADLINE = re.compile(
    rf"""
    月份 | 月度 | {alt(COLUMN_DAYS)}
    | (?: 拟? {alt(TIMED, COLUMN_BUILT, COLUMN_EXPECTED, COLUMN_ROUNDS)} )?
      {alt(TIMES, COLUMN_TIMES)} {alt(("要求", "安排"))}?
    """,
    re.VERBOSE,
)
_PERSONS = re.compile(
    rf"""
    (?: {alt("市县区省局镇馆校院所")} {alt("级直局")}? )?
    (?: (?: {alt(COLUMN_RANKS)}? {alt(LEAD, SUPPORT, ANSWER, COLUMN_ROLES, _ON_DUTY)} ){{1,2}}
            {alt("市县区省局镇馆校院所")}? {alt(COLUMN_PERSONS)}
        | {alt(COLUMN_RANKS)}? {alt(word for word in COLUMN_PERSONS if len(word) > _SHORT_PERSON)} )
    (?: [及和与、]? (?: {alt(COLUMN_CALLS)} | 职务 | 人员 ) )?
    | {alt(COLUMN_CALLS)}
    """,
    re.VERBOSE,
)
_CALLS = re.compile(alt(COLUMN_CALLS))
_HOLDERS = re.compile(rf"[^及和与、/／]{{0,8}}?{alt(COLUMN_HOLDERS)}(?:姓名)?")
_SERIAL = re.compile(rf"(?:任务|项目|事项|措施|举措|{alt(COLUMN_PARTS)})?(?:序号|编号|项次|序)|号")
_TASK = re.compile(
    rf"""
    {alt(("一级", "二级", "三级", "细分", "分项", "单项"))}?
    (?: {alt(COLUMN_STATES, COLUMN_ROUNDS, ("核心", "总体", "政策", "创建", "攻坚", "联合"))}
        | \d{{4}}年度? )*
    {alt(COLUMN_TASKS)}
    """,
    re.VERBOSE,
)
_PART = re.compile(rf"{alt(COLUMN_PARTS)}(?:名称)?")
_CONTENT = re.compile(
    rf"""
    {alt(COLUMN_STATES, ("相应的", "任务", "实施", "建设"), COLUMN_ROUNDS)}*
    {alt(COLUMN_CONTENTS)} (?: [及和与、] (?: {alt(("具体", "主要", "工作"))}? {alt(COLUMN_BESIDE)} ) )?
    | 建设规模 (?: [及和与]内容 )?
    """,
    re.VERBOSE,
)
_OTHER = re.compile(
    rf"""
    {alt(COLUMN_OTHERS)}
    | {alt(("计划", "拟"))}? {alt(("启动", "开始", "起始", "开工", "起"))} {alt(("时间", "日期", "节点"))}
    """,
    re.VERBOSE,
)
_UPPER = re.compile(r"一级(?:任务|目标|工作|项目|事项)")
_TWO = re.compile(r"[/／、及和与]")
_NO_TASKS = re.compile(
    r"文号|文件名称|文件标题|发文字号|规范性文件|清理|制定机关|姓名|单位名称|企业名称|获奖|表彰|职务"
)
# or measures: 单位 may be 亿元
_BODIES = re.compile(r"单位|部门|科室|股室|处室|站所|乡镇|镇街|镇办|街道|县市区|市县区?|县区|区县|地区")


# the number of a part: 1—1, 2.3, （一）, ①
_NUMBER = re.compile(
    rf"[（(]?(?:\d{{1,3}}(?:\s?[.\-—–－．·]{{1,2}}\s?\d{{1,3}}){{0,3}}|[{HAN_NUMERALS}]{{1,3}}|{CIRCLED})[）)]?[.．、]?"
)
_PATTERNS: tuple[tuple[ColumnKind, re.Pattern[str]], ...] = (
    ("serial", _SERIAL),
    ("persons", _PERSONS),
    ("unit", _UNIT),
    ("progress", _PROGRESS),
    ("deadline", _DEADLINE),
    ("part", _PART),
    ("content", _CONTENT),
    ("task", _TASK),
    ("other", _OTHER),
    ("persons", _HOLDERS),
)
_WORKS: frozenset[ColumnKind] = frozenset(("task", "part", "content"))
_DUTIES: frozenset[ColumnKind] = frozenset(("unit", "persons", "deadline"))
_LEAST_COLUMNS = 3
_LOOSE_TASK = re.compile(rf".{{1,8}}{alt(COLUMN_TASKS, ('实事', '活动', '内容', '名称'))}(?:名称)?")
_WHEN_DUE = re.compile("时限|期限|计划|要求|节点|预计|拟|最迟")
_WHEN_DONE = re.compile("(?:完成|办结|完工|竣工)(?:时间|日期)")


class Column(NamedTuple):
    """One column: its heading as printed and what stands in it."""

    name: str
    kind: ColumnKind
    timed: bool = False  # each cell opens with its deadline: 任务分解/时序进度


@lru_cache(maxsize=8192)
def column(words: str) -> Column:
    """What stands in the column under this heading."""
    name = squeeze(words)
    if len(name) > 40:
        return Column(name, "unknown")
    bare = _BRACKETED.sub("", name)
    if len(bare) <= 20:
        for kind, pattern in _PATTERNS:
            if pattern.fullmatch(bare):
                return Column(name, kind)
    parts = _TWO.split(bare)
    if len(parts) != 2:
        return Column(name, "unknown")
    kinds = [column(part).kind for part in parts]
    if sorted(kinds) in (["content", "deadline"], ["deadline", "task"]):
        return Column(name, "content", timed=True)
    # 负责部室/分馆, 责任单位/责任人
    is_unit_too = kinds[0] == "unit" and (parts[1] in _BODIES_NAMED or kinds[1] in ("unit", "persons"))
    return Column(name, "unit" if is_unit_too else "unknown")


def names_tasks(columns: Sequence[Column], cells_known: bool = False) -> bool:
    """Whether a header with these columns stands over a table of tasks; of two columns it does only where the
    cells are known, and the other says who."""
    kinds = {c.kind for c in columns if not _CALLS.fullmatch(c.name) and not _only_holds(c.name)}
    kinds |= {"deadline" for c in columns if c.timed}
    if any(_NO_TASKS.search(c.name) for c in columns):
        return False
    if len(columns) < _LEAST_COLUMNS:
        return cells_known and "unit" in kinds and bool(kinds & _WORKS)
    if not kinds & _DUTIES:
        return False
    return bool(kinds & _WORKS) or _loose_task(columns) is not None


def _only_holds(name: str) -> bool:
    """Whether a column says who holds a post (河长, 组长): by that alone nobody answers for work."""
    return _HOLDERS.fullmatch(name) is not None and _PERSONS.fullmatch(name) is None


def _loose_task(columns: Sequence[Column]) -> int | None:
    """The column that names the work in words of its own (民生实事项目), where others say who and by when."""
    kinds = {c.kind for c in columns}
    if kinds & _WORKS or not {"unit", "deadline"} <= kinds:
        return None
    return next(
        (n for n, c in enumerate(columns) if c.kind == "unknown" and _LOOSE_TASK.fullmatch(c.name)), None
    )


def settle(columns: Sequence[Column]) -> list[Column]:
    """What the columns are beside each other: 完成时间 beside 完成时限 says what came of the work."""
    return _with_task(_with_done(_with_numbers(list(columns))))


def _with_numbers(columns: list[Column]) -> list[Column]:
    """A further column of numbers holds those of the parts or measures; 子项目名称 without a task in another
    column is the task."""
    has_task = any(c.kind == "task" for c in columns)
    seen = False
    out: list[Column] = []
    for one in columns:
        if one.kind == "part" and not has_task:
            one = one._replace(kind="task")
        elif one.kind == "serial":
            one = one._replace(kind="number") if seen else one
            seen = True
        out.append(one)
    return out


def _with_done(columns: list[Column]) -> list[Column]:
    """Of several times one may be when the work was done, or the day of the week; what stood in the way is
    told where progress is."""
    due = [c for c in columns if c.kind == "deadline"]
    is_due = any(_WHEN_DUE.search(c.name) for c in due)
    days = [c for c in due if c.name in COLUMN_DAYS]
    tells = any(c.kind == "progress" for c in columns)
    out: list[Column] = []
    for one in columns:
        if one in due and is_due and _WHEN_DONE.fullmatch(one.name):
            one = one._replace(kind="progress")
        elif one in days and len(days) < len(due):
            one = one._replace(kind="other")
        elif tells and _TROUBLE.fullmatch(one.name):
            one = one._replace(kind="progress")
        out.append(one)
    return out


def _with_task(columns: list[Column]) -> list[Column]:
    """Two columns of content and none of tasks: the first names the task (改革举措, 主要内容)."""
    if (loose := _loose_task(columns)) is not None:
        columns = [c._replace(kind="task") if n == loose else c for n, c in enumerate(columns)]
    if any(c.kind == "task" and not _UPPER.fullmatch(c.name) for c in columns):
        # 二级任务 below it is the task
        columns = [c._replace(kind="other") if _UPPER.fullmatch(c.name) else c for c in columns]
    kinds = [c.kind for c in columns]
    if "task" not in kinds and kinds.count("content") >= 2:
        first = kinds.index("content")
        return [c._replace(kind="task") if i == first else c for i, c in enumerate(columns)]
    if kinds.count("task") >= 2 and "part" not in kinds and "content" not in kinds:
        last = len(kinds) - 1 - kinds[::-1].index("task")
        return [c._replace(kind="content") if i == last else c for i, c in enumerate(columns)]
    return columns


def is_above(col: Column) -> bool:
    """Whether the cells of a column stand for all rows down to the next one that is filled: 一级任务."""
    return _UPPER.fullmatch(col.name) is not None


def fit(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[Column]:
    """The columns as their cells show them to be, beside what their headings say."""
    return _with_bodies(_with_marks(columns, rows), rows)


def _with_marks(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[Column]:
    """The first of two columns under one name (子项目名称) holds the numbers of what stands in the second."""
    out = list(columns)
    for n, (one, following) in enumerate(itertools.pairwise(columns)):
        if one.kind in _WORKS and one == following:
            cells = _filled(rows, n)
            if cells and sum(_NUMBER.fullmatch(words) is not None for words in cells) * 5 >= len(cells) * 4:
                out[n] = one._replace(kind="number" if any(c.kind == "serial" for c in columns) else "serial")
    return out


def _with_bodies(columns: list[Column], rows: Sequence[Sequence[str]]) -> list[Column]:
    """A column headed only 单位 or 乡镇 holds who answers where no other does and most of its cells are names
    of bodies."""
    if any(c.kind == "unit" for c in columns):
        return columns
    for n in (n for n, c in enumerate(columns) if _BODIES.fullmatch(c.name)):
        cells = _filled(rows, n)
        if cells and sum(map(is_unit, cells)) * 2 > len(cells):
            return [c._replace(kind="unit") if i == n else c for i, c in enumerate(columns)]
    return columns


def _filled(rows: Sequence[Sequence[str]], n: int) -> list[str]:
    """The words of one column, empty cells left out."""
    return [words for row in rows if n < len(row) and (words := row[n].strip())]
