"""Links that are probably missing: which task of a summary reports on which of the plan, which row of an
assignment table assigns which, which task of this year's plan continues one of last year's.

Only proposals: nothing is linked by likeness. A pair is proposed within one agency where the titles are equal,
or are near and a further fact speaks for it (a shared unit, figures of one name). Titles that differ in a word
which tells works apart (一期 and 二期, 城东 and 城西, 防汛 and 防火) are not near, however alike they look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel, Levenshtein

from generator.library.build import Library
from generator.library.entries import AgencyEntry, TaskEntry
from generator.model.figure_names import base_unit, name_of_figure
from generator.model.names import DIGITS, name_key
from generator.model.periods import bounds
from generator.model.records import LinkKind

_Role = Literal["plan", "assignment", "result"]

_AT_LEAST = 62  # percent of likeness, below which titles are not looked at
_NEAR = 75  # where one fact beside the titles is enough
_MOST = 12  # of the tasks that look most alike, so many are looked at
_SHOWN = 3  # proposals for one task
_FACT = 10  # what a shared unit or figure adds to the likeness
_SHORTEST = 2  # characters that still say what the work is
_YEAR_AHEAD = 366  # days between a plan and the next

# What titles say beside what the work is.
_FILLER = re.compile(
    r"[全我本][省市县区镇]|进一步|持续|全面|深入|扎实|着力|切实|有序|加快|大力|稳步|统筹|积极|认真|继续|推进|推动|加强|强化|开展|做好|落实|抓好|"
    r"实施|完成|提升|促进|深化|工作|情况|任务|[^\w]|的|了|已"
)
_AMOUNT = re.compile(
    r"\d+(?:\.\d+)?(?:万|亿)?(?:公里|千米|平方米|万元|亿元|人次|元|米|个|户|座|条|处|家|项|场|次|%|％|亩|吨|名|人)"
)
_YEAR = re.compile(r"20\d\d年度?")
# A difference in one of these tells works apart: of order and place wherever it is, of kind where one stands for another.
_ORDER = frozenset("0123456789一二三四五六七八九十甲乙丙丁东南西北")
_KIND = frozenset("上中下左右前后内外春夏秋冬老城乡省市县区镇村男女汛旱火水电气热路桥大小高低")


@dataclass(frozen=True, slots=True, repr=False)
class Proposal:
    """That `task` gets a link of `kind` to the task `to`, and why: `reasons` in Chinese, `score` to sort by."""

    task: TaskEntry
    kind: LinkKind
    to: TaskEntry
    reasons: tuple[str, ...]
    score: float


@dataclass(slots=True, repr=False)
class _Part:
    """The tasks of one document that have one role and one period."""

    document: str
    role: _Role
    period: str
    tasks: list[TaskEntry] = field(default_factory=list)


@dataclass(frozen=True, slots=True, repr=False)
class _Known:
    """What is compared of a task."""

    title: str
    core: str
    units: dict[str, str]  # ref -> name
    figures: dict[tuple[str, str], str]  # name and base unit as compared -> as printed


def suggest(library: Library) -> list[Proposal]:
    """The links that content/ as it stands probably lacks, the surest first. Pure; linked pairs are left out."""
    found = [
        proposal
        for agency in library.agencies
        for kind, a, b in _pairs(agency)
        for proposal in _between(kind, a, b)
    ]
    return sorted(_best(found), key=lambda p: -p.score)


def _best(found: Iterable[Proposal]) -> Iterator[Proposal]:
    """Of each task and kind the best few; where titles are equal, these alone."""
    groups: dict[tuple[str, LinkKind], list[Proposal]] = {}
    for proposal in found:
        groups.setdefault((proposal.task.ref, proposal.kind), []).append(proposal)
    for group in groups.values():
        ordered = sorted(group, key=lambda p: -p.score)
        equal = [p for p in ordered if p.score >= 100]
        yield from (equal or ordered)[:_SHOWN]


# Which parts of an agency's documents may be linked


def _pairs(agency: AgencyEntry) -> Iterator[tuple[LinkKind, _Part, _Part]]:
    """Parts whose tasks may be linked, the one that holds the link first."""
    parts = _parts(agency)
    for part in parts:
        kind, over = _above(part, parts)
        yield from ((kind, part, other) for other in over)
        if part.role != "result":
            yield from (("continues", part, other) for other in _before(part, parts))


def _parts(agency: AgencyEntry) -> list[_Part]:
    parts: dict[tuple[str, _Role, str], _Part] = {}
    for document in agency.documents:
        for task in document.tasks:
            role = _role(task)
            if role:
                key = (document.ref, role, task.period)
                parts.setdefault(key, _Part(*key)).tasks.append(task)
    return list(parts.values())


def _role(task: TaskEntry) -> _Role | None:
    """What a task is in a chain of links; problems are nothing in it."""
    if task.is_result:
        return "result"
    if not task.is_plan:
        return None
    return "assignment" if task.document.file.record.kind == "assignment" else "plan"


def _above(part: _Part, parts: Sequence[_Part]) -> tuple[LinkKind, list[_Part]]:
    """What a summary reports on, or an assignment table assigns: plans of its time, else tables of its time."""
    others = [p for p in parts if p.document != part.document and _overlap(p.period, part.period)]
    plans = [p for p in others if p.role == "plan"]
    if part.role == "result":
        return "reports", plans or [p for p in others if p.role == "assignment"]
    return "assigns", plans if part.role == "assignment" else []


def _before(part: _Part, parts: Sequence[_Part]) -> list[_Part]:
    """What a plan continues: that of the year before, else what its summary reports."""
    earlier = [p for p in parts if _follows(part.period, p.period)]
    return [p for p in earlier if p.role == part.role] or [p for p in earlier if p.role == "result"]


def _overlap(a: str, b: str) -> bool:
    (a_first, a_last), (b_first, b_last) = bounds(a), bounds(b)
    return a_first <= b_last and b_first <= a_last


def _follows(period: str, earlier: str) -> bool:
    """Whether a period begins at most a year after the other has ended."""
    return 0 < (bounds(period)[0] - bounds(earlier)[1]).days <= _YEAR_AHEAD


# Which tasks of two parts are alike


def _between(kind: LinkKind, a: _Part, b: _Part) -> Iterator[Proposal]:
    """The proposals from the tasks of one part to those of another."""
    ours, theirs = [_known(task) for task in a.tasks], [_known(task) for task in b.tasks]
    times = _times(kind, a.period, b.period)
    for i, j, likeness in _alike([k.core for k in ours], [k.core for k in theirs]):
        task, other = a.tasks[i], b.tasks[j]
        if _linked(task, other) or not _is_sure(ours[i], theirs[j], likeness):
            continue
        if likeness < 100 and _has_link(task, kind, b.document):
            continue  # what it does is said
        facts = _facts(ours[i], theirs[j])
        score = likeness + _FACT * len(facts)
        reasons = (_of_titles(ours[i], theirs[j], likeness), *facts, times)
        yield Proposal(task, kind, other, reasons, score if likeness == 100 else min(score, 99.0))


def _known(task: TaskEntry) -> _Known:
    record = task.record
    indicators = (*record.indicators, *(i for m in record.measures for i in m.indicators))
    reported = (i for p in record.progress for i in p.indicators)
    title = name_key(record.title).translate(DIGITS)
    core = _FILLER.sub("", _AMOUNT.sub("", _YEAR.sub("", title)))
    core = core if len(core) >= _SHORTEST else title
    return _Known(
        title,
        core,
        {r.unit.ref: r.unit.record.name for r in task.responsibilities},
        {
            (name_of_figure(i.name), base_unit(i.unit)[0]): f"{i.name}（{i.unit}）" if i.unit else i.name
            for i in (*indicators, *reported)
        },
    )


def _alike(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Pairs of titles by their places, with their likeness in percent; of each of ours the nearest few, or
    where some are equal, these.

    All at once in native code, a few rows at a time, so that memory does not grow with the square of the tasks.
    """
    rows = 500
    for start in range(0, len(ours), rows):
        table = process.cdist(
            ours[start : start + rows], theirs, scorer=fuzz.ratio, score_cutoff=_AT_LEAST, dtype=np.float32
        )
        for i, row in enumerate(table, start):
            places = np.flatnonzero(row == 100 if row.max(initial=0) == 100 else row)
            nearest = places[np.argsort(-row[places], kind="stable")[:_MOST]]
            yield from ((i, int(j), float(row[j])) for j in nearest)


def _is_sure(a: _Known, b: _Known, likeness: float) -> bool:
    """Whether two titles, so like each other, may speak of the same work."""
    if likeness == 100:
        return True
    differences = [
        (a.core[o.src_start : o.src_end], b.core[o.dest_start : o.dest_end])
        for o in Levenshtein.opcodes(a.core, b.core)
        if o.tag != "equal"
    ]
    exchanged = any(left and right for left, right in differences)
    if any((_ORDER | _KIND if left and right else _ORDER) & {*left, *right} for left, right in differences):
        return False
    facts = len(_facts(a, b))
    return facts >= 2 if exchanged or likeness < _NEAR else facts >= 1


def _facts(a: _Known, b: _Known) -> tuple[str, ...]:
    """What else two tasks have in common, in words."""
    units = [name for ref, name in a.units.items() if ref in b.units]
    figures = [words for key, words in b.figures.items() if key in a.figures]
    return (
        *([f"责任单位同为{'、'.join(units)}"] if units else []),
        *([f"指标同名：{'、'.join(figures)}"] if figures else []),
    )


def _of_titles(a: _Known, b: _Known, likeness: float) -> str:
    if a.title == b.title:
        return "标题相同"
    if likeness == 100:
        return "标题去掉套话、数字后相同"
    return f"标题相近（{100 * Indel.normalized_similarity(a.title, b.title):.0f}%）"


def _times(kind: LinkKind, period: str, other: str) -> str:
    if kind == "continues":
        return f"时期前后相接（{other}、{period}）"
    return f"时期相同（{period}）" if period == other else f"时期重叠（{period}、{other}）"


def _linked(a: TaskEntry, b: TaskEntry) -> bool:
    """Whether a link of any kind leads from one to the other."""
    return any(other is b for _, other in (*a.links, *a.back_links))


def _has_link(task: TaskEntry, kind: LinkKind, document: str) -> bool:
    return any(known == kind and other.document.ref == document for known, other in task.links)
