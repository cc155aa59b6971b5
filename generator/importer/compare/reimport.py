"""What a file that is imported again would change in the YAML that is there: tasks added, removed, changed,
in a few Chinese lines each."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any

from generator.importer.compare.differences import named
from generator.importer.compare.facts import TaskFacts, ink, paired, section_facts, tasks, value_at
from generator.problems import RecordPath

_FIGURE = re.compile(r"[0-9.%‰-]+")
_SHOWN = 20  # lines
_WORDS = 40  # characters of a text
_HEAD: tuple[tuple[str, RecordPath], ...] = (
    ("标题", ("title",)),
    ("类型", ("kind",)),
    ("时期", ("period",)),
    ("发布机关", ("source", "publisher")),
    ("发布日期", ("source", "published")),
    ("成文日期", ("disclosure", "formed")),
    ("文号", ("disclosure", "number")),
    ("引言", ("intro",)),
)
ROLES = {"lead": "牵头", "responsible": "责任", "support": "配合"}
# by words, not by lines: those move when a paragraph is put in
SAME: tuple[Callable[[TaskFacts], Hashable], ...] = (
    lambda t: ink(t.title) and (t.number, ink(t.title)),
    lambda t: ink(t.title),
    lambda t: "".join(ink(words) for _, words in t.texts),
    lambda t: t.ident and t.number and (t.number, _FIGURE.sub("", ink(t.title))),  # 15公里 became 18公里
    lambda t: not t.ident and t.number,  # a section; the number of a task goes on to the next when one is cut
)


def changes(before: Any, after: Any) -> list[str]:
    """How a YAML that is there differs from a fresh draft, as lines; none where both say the same."""
    out = [
        f"{label}：{_change(value_at(before, place), value_at(after, place))}"
        for label, place in _HEAD
        if ink(value_at(before, place)) != ink(value_at(after, place))
    ]
    for ours, theirs in (
        (section_facts(before), section_facts(after)),
        (tasks(before), tasks(after)),
    ):
        pairs, gone, new = paired(ours, theirs, SAME)
        out += [f"新增{named(task)}" for task in new]
        out += [f"少了{named(task)}（{task.ident}）" if task.ident else f"少了{named(task)}" for task in gone]
        out += [f"{named(a)}：{'；'.join(told)}" for a, b in pairs if (told := list(_changed(a, b)))]
    return out


def told_changes(lines: Sequence[str]) -> str:
    """The lines for a terminal, the first of them where there are many."""
    more = [f"  另有 {len(lines) - _SHOWN} 处不同。"] if len(lines) > _SHOWN else []
    return "\n".join([*(f"  {line}" for line in lines[:_SHOWN]), *more])


def _changed(a: TaskFacts, b: TaskFacts) -> Iterator[str]:
    """What a task, or a section, says otherwise."""
    for label, ours, theirs in (
        ("标题", [a.title], [b.title]),
        ("序号", [a.number or a.row], [b.number or b.row]),
        ("责任单位", _units(a), _units(b)),
        ("完成时限", [d.words for d in a.dues], [d.words for d in b.dues]),
        ("指标", [f.words for f in a.figures], [f.words for f in b.figures]),
        ("引用文件", [c.name for c in a.cites], [c.name for c in b.cites]),
        ("进展", [p.status or p.text for p in a.progress], [p.status or p.text for p in b.progress]),
    ):
        if [ink(words) for words in ours] != [ink(words) for words in theirs]:
            yield f"{label} {_change('、'.join(ours), '、'.join(theirs))}"
    ours, theirs = ([words for _, words in t.texts] for t in (a, b))
    if ink("".join(ours)) != ink("".join(theirs)):
        yield f"正文 {_change(*around_change(''.join(ours), ''.join(theirs)))}"


def _units(task: TaskFacts) -> list[str]:
    return [f"{a.name}（{ROLES.get(a.role, a.role)}）" for a in task.answers]


def around_change(before: str, after: str) -> tuple[str, str]:
    """Two texts from a little before the place where they begin to differ."""
    same = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), None)
    same = min(len(before), len(after)) if same is None else same
    start = max(0, same - _WORDS // 4)
    lead = "…" if start else ""
    return lead + before[start:], lead + after[start:]


def _change(before: str, after: str) -> str:
    return f"现有“{short(before)}”，这次“{short(after)}”" if before and after else _one_sided(before, after)


def _one_sided(before: str, after: str) -> str:
    return f"现有“{short(before)}”，这次没有" if before else f"现有的没有，这次“{short(after)}”"


def short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _WORDS else f"{words[:_WORDS]}…"
