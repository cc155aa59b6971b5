"""Links that are probably missing: which task of a summary reports on which of the plan, which row of an
assignment table assigns which, which task of this year's plan continues one of last year's.

Only proposals: nothing is linked by likeness. A pair is proposed within one agency where the titles are
equal, or are near and a further fact speaks for it (a shared unit, figures of one name), or where both are
the only ones of their documents to name a figure. Titles that differ in a word which tells works apart
(一期 and 二期, 城东 and 城西, 防汛 and 防火) are not near, however alike they look. Likeness is that of the
characters in whatever order: 修复水毁堤防 is 水毁堤防修复.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from rapidfuzz import fuzz, process

from generator.library.build import Library
from generator.library.entries import AgencyEntry, TaskEntry
from generator.model.figure_names import base_unit, name_of_figure
from generator.model.names import DIGITS, name_key
from generator.model.periods import bounds
from generator.model.records import LinkKind

_Role = Literal["plan", "assignment", "result"]

_AT_LEAST = 50  # percent of likeness, below which titles are not looked at
_NEAR = 75  # where one fact beside the titles is enough
_MOST = 12  # of the tasks that look most alike, so many are looked at
_SHOWN = 3  # proposals for one task
_FACT = 10  # what a shared unit or figure adds to the likeness
_CLEAR = 4  # characters of a title that say clearly what the work is
_UNLIKE = "标题不同，请看清是不是同一件事"
_SHORTEST = 2  # characters that still say what the work is
_LONG_NAME = 4  # characters of the name of a figure that tells works apart by itself
_SHARES = frozenset(("%", "‰", "个百分点"))
_APART_AT_MOST = 190  # days between a plan, or one of the first half of a year, and that of the next year

# What titles say beside what the work is.
_FILLER = re.compile(
    r"[全我本][省市县区镇]|进一步|持续|全面|深入|扎实|着力|切实|有序|加快|大力|稳步|统筹|积极|认真|继续|"
    r"推进|推动|加强|强化|开展|做好|落实|抓好|实施|完成|提升|促进|深化|工作|情况|任务|[^\w]|的|了|已"
)
_AMOUNT = re.compile(
    r"\d+(?:\.\d+)?(?:万|亿)?(?:公里|千米|平方米|万元|亿元|人次|[元米个户座条处家项场次%％亩吨名人])"
)
_YEAR = re.compile(r"20\d\d年度?")
# A difference in one of these tells works apart: of order and place wherever it is, of kind where one stands
# for another.
_ORDER = frozenset("0123456789一二三四五六七八九十甲乙丙丁东南西北")
_KIND = frozenset("上中下左右前后内外春夏秋冬老城乡省市县区镇村男女汛旱火水电气热路桥大小高低")


@dataclass(frozen=True, slots=True, repr=False)
class Proposal:
    """That `task` gets a link of `kind` to `to`, and why: `reasons` that speak for it and a `doubt` that
    speaks against it, both in Chinese, `score` to sort by."""

    task: TaskEntry
    kind: LinkKind
    to: TaskEntry
    reasons: tuple[str, ...]
    score: float
    doubt: str = ""


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
    core: str  # the title without what others say, too
    letters: str  # the characters of the core in the order of their codes
    units: dict[str, str]  # ref -> name
    figures: dict[tuple[str, str], str]  # name and base unit as compared -> as printed


def suggest(library: Library) -> list[Proposal]:
    """The links that content/ as it stands probably lacks, the surest first. Pure; linked pairs are left
    out."""
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
    """What a summary reports on, or a table assigns: plans of its time, for a summary else tables."""
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
    """Whether a period is the next after another: no year lies between."""
    return 0 < (bounds(period)[0] - bounds(earlier)[1]).days <= _APART_AT_MOST


# Which tasks of two parts are alike


def _between(kind: LinkKind, a: _Part, b: _Part) -> Iterator[Proposal]:
    """The proposals from the tasks of one part to those of another."""
    ours, theirs = [_known(task) for task in a.tasks], [_known(task) for task in b.tasks]
    times = _times(kind, a.period, b.period)
    alike = (
        pair
        for pair in _alike([k.letters for k in ours], [k.letters for k in theirs])
        if _is_sure(ours[pair[0]], theirs[pair[1]], pair[2])
    )
    for i, j, likeness in (*alike, *_by_figures(ours, theirs)):
        task, other = a.tasks[i], b.tasks[j]
        if _linked(task, other) or (kind == "continues" and _is_apart(task, other)):
            continue
        if likeness < 100 and _has_link(task, kind, b.document):
            continue  # what it does is said
        facts = _facts(ours[i], theirs[j])
        score = likeness + _FACT * len(facts)
        titles = _of_titles(ours[i], theirs[j], likeness)
        reasons = (*([titles] if titles else []), *facts, times)
        doubt = "" if titles else _UNLIKE
        yield Proposal(task, kind, other, reasons, score if likeness == 100 else min(score, 99.0), doubt)


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
        "".join(sorted(core)),
        {r.unit.ref: r.unit.record.name for r in task.responsibilities},
        {
            (name_of_figure(i.name), base_unit(i.unit)[0]): f"{i.name}（{i.unit}）" if i.unit else i.name
            for i in (*indicators, *reported)
        },
    )


def _alike(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Pairs of titles by their places, with their likeness in percent; of each of ours the nearest few, or
    where some are equal, these.

    All at once in native code, a few rows at a time: memory does not grow with the square of the tasks.
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


def _by_figures(ours: Sequence[_Known], theirs: Sequence[_Known]) -> Iterator[tuple[int, int, float]]:
    """Pairs with unlike titles, each the only one on its side with a figure of this name. Shares (合格率) and
    short names (资金) say too little."""
    left, right = _only_with(ours), _only_with(theirs)
    pairs = {
        (i, right[key])
        for key, i in left.items()
        if key in right and len(key[0]) >= _LONG_NAME and key[1] not in _SHARES
    }
    for i, j in sorted(pairs):
        likeness = fuzz.ratio(ours[i].letters, theirs[j].letters)
        if likeness < _AT_LEAST:  # others were looked at
            yield i, j, likeness


def _only_with(known: Sequence[_Known]) -> dict[tuple[str, str], int]:
    """The place of the one task that names a figure, for each figure that no other names."""
    found: dict[tuple[str, str], list[int]] = {}
    for n, one in enumerate(known):
        for key in one.figures:
            found.setdefault(key, []).append(n)
    return {key: places[0] for key, places in found.items() if len(places) == 1}


def _is_sure(a: _Known, b: _Known, likeness: float) -> bool:
    """Whether two titles, so like each other, may speak of the same work."""
    if a.core == b.core or (likeness == 100 and len(a.core) >= _CLEAR):
        return True
    left, right = Counter(a.core) - Counter(b.core), Counter(b.core) - Counter(a.core)
    if (_ORDER | _KIND if left and right else _ORDER) & {*left, *right}:
        return False
    short, long = sorted((a.core, b.core), key=len)
    near = likeness >= _NEAR or (len(short) >= _CLEAR and short in long)
    return len(_facts(a, b)) >= (1 if near and not (left and right) else 2)


def _facts(a: _Known, b: _Known) -> tuple[str, ...]:
    """What else two tasks have in common, in words."""
    units = [name for ref, name in a.units.items() if ref in b.units]
    figures = [words for key, words in b.figures.items() if key in a.figures]
    return (
        *([f"责任单位同为{'、'.join(units)}"] if units else []),
        *([f"指标同名：{'、'.join(figures)}"] if figures else []),
    )


def _of_titles(a: _Known, b: _Known, likeness: float) -> str:
    """What of the titles speaks for a link; nothing where they are unlike."""
    if a.title == b.title:
        return "标题相同"
    if a.core == b.core:
        return "标题去掉套话、数字后相同"
    if likeness == 100:
        return "标题用字相同，次序不同"
    if likeness < _AT_LEAST:
        return ""
    return f"标题相近（{likeness:.0f}%）"


def _times(kind: LinkKind, period: str, other: str) -> str:
    if kind == "continues":
        return f"时期前后相接（{other}、{period}）"
    return f"时期相同（{period}）" if period == other else f"时期重叠（{period}、{other}）"


def _linked(a: TaskEntry, b: TaskEntry) -> bool:
    """Whether a link of any kind leads from one to the other."""
    return any(other is b for _, other in (*a.links, *a.back_links))


def _is_apart(new: TaskEntry, old: TaskEntry) -> bool:
    """Whether the documents say that the one is new, or that the other ends."""
    return new.record.continuity == "new" or old.record.continuity == "ended"


def _has_link(task: TaskEntry, kind: LinkKind, document: str) -> bool:
    return any(known == kind and other.document.ref == document for known, other in task.links)
