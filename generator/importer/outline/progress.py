"""Rule: what stands in a column 进展情况 or 完成情况 of a table of tasks is progress of its task.

A status is read only where the words are one: the whole cell (已完成), or its first clause
(已完成，共改造3处) where no later one takes it back (已完成，其余正在推进). The time is that of the heading
(上半年完成情况), else that of the document: what it says it reports up to, the day on which the form was
filled in, or its period. A figure takes the name of the task's own where both name the same, or where the
cell names nothing and the task has one of this unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from generator.importer.outline.identity import part_of_year
from generator.importer.outline.result import Progress
from generator.importer.words.dates import find_date
from generator.importer.words.deadlines import is_deadline_cell
from generator.importer.words.indicators import Figure, figures
from generator.importer.words.names import is_nothing
from generator.model.figure_names import base_unit, name_of_figure
from generator.model.names import DIGITS
from generator.model.periods import bounds
from generator.model.statuses import SETTLED, class_of

NO_STATUS = "“{}”一栏没有写明落实状态的词，请看原文是否说明了完成与否，需要时补上 status"
_DATED = "进展的时间按{}写，请看是何时的进展"
# what is asked of a column, and so of all rows of a table at once
OF_COLUMN = re.compile("没有写明落实状态的词|^进展的时间按")
_UNLIKE = "表中各栏说的落实状态不一致，没有写 status"
_MAY_CONTRADICT = "状态写的是“{}”，文字里似乎还有没做完的"
_NAMED_BY_TASK = "“{}”没有写明是什么，按本任务同单位的指标取名"

_FILLED_IN = ("填报日期", "填报时间", "填表日期", "填表时间", "制表日期", "统计日期", "统计时间", "数据截至")
_CLAUSE_END = re.compile(r"[，,。；;：:！!、（(\n]")
# takes back that all is done
_OPEN = re.compile(r"尚未|还未|未完成|未[能按达开启]|正在|仍|滞后|缓慢|有待|待[^遇]|剩余|其余|除[^险尘湿]")
_UP_TO = re.compile(
    r"截[至止]到?\s?(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|底|末|份)?"
)
_PART = re.compile(
    r"(?:(?P<year>20\d\d)年?度?)?(?P<part>上半年|下半年|第?[一二三四1-4]季度|\d{1,2}月(?=份|底|末|[^\d日]|$))"
)
_YEAR = re.compile(r"(20\d\d)年(?!\d)")
# names nothing: 已完成9.5公里
_ONLY_DONE = re.compile(
    r"(?:截至)?(?:目前|\d{1,2}(?:[至—-]\d{1,2})?月)?(?:已经?|累计|共|现)*"
    r"(?:完成|完工|建成|开工|竣工|开展|实施|推进|拨付|到位|改造|新建)*"
)
_MARKS = frozenset("是否√✓✔☑✅×✕✗○●◎")  # what a cell is ticked with; nobody says that it means done
_ONLY_MARKED = "“{}”一栏只写了“{}”，没有写明落实状态的词，请看它表示什么，需要时补上 status"
# headings without which a cell cannot be read
_SAYS_LITTLE = re.compile(r"时间|日期|问题|困难|原因|是否|有无")
_SHARES = frozenset(("%", "‰", "个百分点"))
_LONGEST_LINE = 60  # of a line that says up to when a table reports


class Reported(NamedTuple):
    """Of what time a document reports, as `progress.date` is written (empty if unknown), and where it says
    so."""

    date: str
    source: str


def report_time(lines: Iterable[str], meta: Mapping[str, str], period: str | None) -> Reported:
    """The time of which the tables of a document report. `lines`: its title and what stands above its
    tables."""
    year, lines = (period or "")[:4], list(lines)
    for line in lines:
        if len(line) <= _LONGEST_LINE and (day := _up_to(line.translate(DIGITS), year)):
            return Reported(day, "表前写明的截止时间")
    for label in _FILLED_IN:
        if day_filled := find_date(meta.get(label, "")):
            return Reported(day_filled.isoformat(), label)
    named = (period or "").rpartition("/")[2]
    # 重点工作任务第三季度进展表: the title says of which part of the year it tells
    part = next((found for line in lines if year and (found := _part_of(line.translate(DIGITS), year))), "")
    return Reported(part if part and len(named) == len(year) else named, "文件的时期")


def _part_of(title: str, year: str) -> str:
    part = _PART.search(title) if len(title) <= _LONGEST_LINE else None
    return _there(f"{year}{part_of_year(part['part'])}") if part else ""


def row_progress(
    cells: Sequence[tuple[str, str]], targets: Sequence[Figure], when: Reported
) -> tuple[Progress, ...]:
    """The progress that the cells of one row state, one entry for each time. `cells`: heading and words."""
    found: dict[Reported, list[tuple[str, str]]] = {}
    for heading, words in cells:
        own = _time_of(heading.translate(DIGITS), when.date[:4])
        found.setdefault(Reported(own, "栏目名称") if own else when, []).append((heading, words.strip()))
    return tuple(_progress(time, same, targets) for time, same in found.items())


def _needs_heading(heading: str, words: str) -> bool:
    """Whether words say little without the heading above them: 是 below 是否完成, 5月10日 below 完成时间."""
    return words == "是" or _SAYS_LITTLE.search(heading) is not None


def states_progress(heading: str, words: str) -> bool:
    """Whether a cell below such a heading says anything but when it is still to be done (工作进度)."""
    bare = words.strip()
    planned = "进度" in heading and is_deadline_cell(bare) and "已" not in bare
    return bool(bare) and not is_nothing(bare) and not planned


def _progress(time: Reported, cells: Sequence[tuple[str, str]], targets: Sequence[Figure]) -> Progress:
    """One entry: its status, and the words of all cells but the one that is the status."""
    status, whole, doubt = _status(cells)
    texts = [cell for n, cell in enumerate(cells) if n != whole]
    alone = len(texts) == 1 and not _needs_heading(*texts[0])
    text = texts[0][1] if alone else "\n".join(f"{heading}：{words}" for heading, words in texts)
    if marked := [(heading, words) for heading, words in cells if words in _MARKS]:
        doubt = _ONLY_MARKED.format(*marked[0]) if status is None else doubt
    taken = [_named(f, targets) for f in figures("\n".join(words for _, words in texts), "actual")]
    named = [f for f in taken if f is not None]
    own = {f.text: f for f in figures(text, "actual")}
    return Progress(
        time.date,
        status,
        text,
        tuple(named),
        (
            _DATED.format(time.source),
            *([doubt] if doubt else []),
            *(
                _NAMED_BY_TASK.format(f.text)
                for f in named
                if f.text in own and _names_nothing(own[f.text].name)
            ),
        ),
    )


def _status(cells: Sequence[tuple[str, str]]) -> tuple[str | None, int | None, str]:
    """The words of the status, the place of the cell that is nothing but these, and what to look at."""
    read = [(n, *_status_of(words)) for n, (_, words) in enumerate(cells)]
    said = [(n, status, is_whole) for n, status, is_whole in read if status]
    if len({class_of(status) for _, status, _ in said}) > 1:
        return None, None, _UNLIKE
    if not said:
        return None, None, NO_STATUS.format(cells[0][0])
    n, status, is_whole = max(said, key=lambda s: s[2])  # of equal ones the first
    beside = "\n".join(words for k, (_, words) in enumerate(cells) if k != n)
    contradicts = class_of(status) in SETTLED and _OPEN.search(beside) is not None
    return status, n if is_whole else None, _MAY_CONTRADICT.format(status) if contradicts else ""


def _status_of(words: str) -> tuple[str, bool]:
    """The word of status that a cell is, or begins with; empty where it says none, or more than one."""
    if class_of(words):
        return "".join(words.split()).rstrip("。；;，,！"), True
    clauses = [clause.strip() for clause in _CLAUSE_END.split(words)]
    first, classes = clauses[0], {found for clause in clauses if (found := class_of(clause))}
    rest = words[len(clauses[0]) :]
    if class_of(first) is None or len(classes) > 1 or (class_of(first) in SETTLED and _OPEN.search(rest)):
        return "", False
    return "".join(first.split()), False


def _named(figure: Figure, targets: Sequence[Figure]) -> Figure | None:
    """A figure by the name that the task gives it; None where nobody says what it counts."""
    unit = base_unit(figure.unit)[0]
    alike = [t for t in targets if base_unit(t.unit)[0] == unit]
    if _names_nothing(figure.name):
        sure = len(alike) == 1 and alike[0].name and unit not in _SHARES
        return figure._replace(name=alike[0].name) if sure else None
    name = name_of_figure(figure.name)
    return figure._replace(name=next((t.name for t in alike if name_of_figure(t.name) == name), figure.name))


def _names_nothing(name: str) -> bool:
    return _ONLY_DONE.fullmatch(name) is not None


def _time_of(heading: str, year: str) -> str:
    """The time that the heading of a column names: 上半年完成情况, 进展情况（截至6月底）."""
    if day := _up_to(heading, year):
        return day
    if part := _PART.search(heading):
        return _there(f"{part['year'] or year}{part_of_year(part['part'])}")
    named = _YEAR.search(heading)
    return named.group(1) if named else ""


def _up_to(words: str, year: str) -> str:
    """The day or month up to which words say that they report."""
    found = _UP_TO.search(words)
    if found is None:
        return ""
    day = f"-{int(found['day']):02d}" if found["day"] else ""
    return _there(f"{found['year'] or year}-{int(found['month']):02d}{day}")


def _there(date: str) -> str:
    """The date if there is such a one, else nothing."""
    try:
        bounds(date)
    except ValueError:
        return ""
    return date
