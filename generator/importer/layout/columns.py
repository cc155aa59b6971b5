"""Rule: a table is one of tasks when its header names what is to be done and by whom or by when.

Column headings are compared without white space and brackets. 清理牵头单位 in a list of cleaned-up documents
is no responsibility: the names below must match whole, and a column of documents or document numbers rules
tasks out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from generator.importer.blocks import squeeze
from generator.importer.words.names import is_unit
from generator.importer.words.vocabulary import (
    ANSWER,
    LABEL_BODIES,
    LABEL_UNITS,
    LEAD,
    SUPPORT,
    TIMED,
    TIMES,
    alt,
)

HEADER = "表头"  # set aside under this name: what a column says goes with the facts of its cells
ColumnKind = Literal["serial", "task", "content", "unit", "deadline", "other", "unknown"]

# What the names of columns are made of beside the words that the vocabulary has.
_ROLES = ("整改", "包保", "监管", "主管", "承接", "责任牵头", "牵头责任", "协同责任", "配合责任")
_RANKS = ("第一", "主要", "共同", "协同", "主体", "具体", "直接", "总")
_ANSWERING = ("领导", "人", "人员", "队室", "站", "所", "办", "乡镇", "镇街", "镇办", "街道")
_SHARED = ("责任", "牵头", "配合", "参与")  # 责任单位和配合单位
_ROUNDS = (  # work that comes round, and has tables of its own
    *("抽查", "检查", "督查", "普法", "宣传", "培训", "演练"),
    *("调研", "审计", "考核", "监测", "整治", "治理"),
)
_BUILT = ("竣工", "完工", "建成", "投产", "投用", "推进", "实施", "开展", "活动")
_EXPECTED = ("计划完成", "预计完成", "预期完成", "最迟")
_TIMES = (
    *("时间安排", "时间进度", "时限要求", "节点", "进度要求"),
    *("日期", "时序", "时序进度", "完成时限", "完成时间"),
)
_STATES = ("重点", "主要", "年度", "具体", "改革", "目标", "工作", "整改", "落实", "推进")
_TASKS = (
    *("任务", "举措", "工作", "事项", "项目", "措施", "问题"),
    *("任务名称", "任务事项", "任务分解", "任务清单", "任务类别", "工作任务", "工作名称"),
    *("工作目标", "目标任务", "事项名称", "项目名称", "重点工作"),
)
_CONTENTS = (
    *("内容", "举措", "措施", "要求", "要点", "步骤", "目标", "具体任务", "目标要求"),
    *("任务措施", "任务内容", "任务要求", "工作内容", "工作成果"),
    *("细化措施", "细化任务", "完成标准"),
)
_BESIDE = (
    *("目标", "要求", "内容", "措施", "举措", "成果", "标准", "步骤", "规模"),
    *("预期目标", "目标要求", "工作目标"),
)
_OTHERS = (
    *("备注", "推广范围", "类别", "分类"),
    *("来源", "依据", "说明", "联系人", "联系电话", "考核指标", "指标", "指标值", "目标值"),
    *("成果形式", "标志性成果", "完成标准", "存在问题", "下一步打算", "资金来源", "投资额"),
    *("建设地点", "所属领域", "领域", "板块", "一级指标", "二级指标"),
)

# What came of the work, and of which time: 上半年完成情况, 截至6月底工作进度.
_PROGRESS = re.compile(
    rf"""
    (?: 截至? | 至 )? (?: 20\d\d年度? )?
    (?: [上下]半年 | 第?[一二三四1-4]季度 | \d{{1,2}}月(?:份|底|末|\d{{1,2}}日)?
        | 本?年度? | 全年 | 目前 | 当前 )?
    (?: {alt(("工作", "任务", "目标", "目标任务", "工作任务", "项目", "工程", "措施"))}?
        {alt(("进展", "完成", "落实", "推进"))} {alt(("情况", "进度"))}
    | {alt(("工作", "任务", "项目", "工程"))}? 进展 | 工作进度 )
    """,
    re.VERBOSE,
)
_BRACKETED = re.compile(r"[（(][^（）()]{0,40}[）)]")

_UNIT = re.compile(
    rf"""
    (?: {alt("市县区省局镇")} {alt("级直局")}? )?
    (?: {alt(_RANKS)}? {alt(LEAD, SUPPORT, ANSWER, _ROLES)} ){{1,2}}
    {alt(LABEL_UNITS, LABEL_BODIES, _ANSWERING)}
    (?: 及 {alt(("责任人", "联系人", "联系方式", "人员"))} )?
    | {alt(_SHARED)} {alt(("单位", "部门"))} {alt("和、及")} {alt(_SHARED)} {alt(("单位", "部门", "人"))}
    """,
    re.VERBOSE,
)
_DEADLINE = re.compile(
    rf"""
    月份 | 月度
    | (?: 拟? {alt(TIMED, _BUILT, _EXPECTED, _ROUNDS)} )? {alt(TIMES, _TIMES)} {alt(("要求", "安排"))}?
    """,
    re.VERBOSE,
)
_SERIAL = re.compile(r"(?:任务|项目|事项)?(?:序号|编号|项次|序)|号")
_TASK = re.compile(
    rf"""
    {alt(("一级", "二级", "三级", "细分", "分项", "单项", "子"))}?
    (?: {alt(_STATES, ("核心", "总体", "政策", "创建", "攻坚", "联合"), _ROUNDS)} | \d{{4}}年度? )*
    {alt(_TASKS)}
    """,
    re.VERBOSE,
)
_CONTENT = re.compile(
    rf"""
    {alt(_STATES, ("相应的", "任务", "实施", "建设"), _ROUNDS)}*
    {alt(_CONTENTS)} (?: [及和与、] {alt(_BESIDE)} )?
    | 建设规模 (?: [及和与]内容 )?
    """,
    re.VERBOSE,
)
_OTHER = re.compile(
    rf"""
    {alt(_OTHERS)}
    | {_PROGRESS.pattern}
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
    kind: ColumnKind = "unknown"
    for candidate, pattern in (
        ("serial", _SERIAL),
        ("unit", _UNIT),
        ("deadline", _DEADLINE),
        ("content", _CONTENT),
        ("task", _TASK),
        ("other", _OTHER),
    ):
        if len(bare) <= 20 and pattern.fullmatch(bare):
            kind = candidate  # type: ignore[assignment]
            break
    parts = _TWO.split(bare)
    if (
        kind == "unknown"
        and len(parts) == 2
        and sorted(column(p).kind for p in parts) in (["content", "deadline"], ["deadline", "task"])
    ):
        return Column(name, "content", timed=True)
    return Column(name, kind)


def tells_progress(heading: str) -> bool:
    """Whether the cells under this heading say what came of the work: 进展情况, 上半年完成情况."""
    return _PROGRESS.fullmatch(_BRACKETED.sub("", squeeze(heading))) is not None


def names_tasks(columns: list[Column]) -> bool:
    """Whether a header with these columns stands over a table of tasks."""
    kinds = {c.kind for c in columns} | {"deadline" for c in columns if c.timed}
    if any(_NO_TASKS.search(c.name) for c in columns):
        return False
    return bool(kinds & {"unit", "deadline"}) and bool(kinds & {"task", "content"}) and len(columns) >= 3


def settle(columns: list[Column]) -> list[Column]:
    """Two columns of content and none of tasks: the first names the task (改革举措, 主要内容)."""
    if any(c.kind == "task" and not _UPPER.fullmatch(c.name) for c in columns):
        # 二级任务 below it is the task
        columns = [c._replace(kind="other") if _UPPER.fullmatch(c.name) else c for c in columns]
    kinds = [c.kind for c in columns]
    if "task" not in kinds and kinds.count("content") >= 2:
        first = kinds.index("content")
        return [c._replace(kind="task") if i == first else c for i, c in enumerate(columns)]
    if kinds.count("task") >= 2:
        last = len(kinds) - 1 - kinds[::-1].index("task")
        if "content" not in kinds:
            return [c._replace(kind="content") if i == last else c for i, c in enumerate(columns)]
    return columns


def is_above(col: Column) -> bool:
    """Whether the cells of a column stand for all rows down to the next one that is filled: 一级任务."""
    return _UPPER.fullmatch(col.name) is not None


def with_bodies(columns: list[Column], rows: Iterable[Sequence[str]]) -> list[Column]:
    """A column headed only 单位 or 乡镇 holds who answers where no other does and most of its cells are names
    of bodies."""
    if any(c.kind == "unit" for c in columns):
        return columns
    for n in (n for n, c in enumerate(columns) if _BODIES.fullmatch(c.name)):
        cells = [words for row in rows if n < len(row) and (words := row[n].strip())]
        if cells and sum(map(is_unit, cells)) * 2 > len(cells):
            return [c._replace(kind="unit") if i == n else c for i, c in enumerate(columns)]
    return columns
