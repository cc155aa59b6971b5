"""In which order the sections and the tasks of one section follow each other.

A record holds them in two lists, so that what stands between them is told by their numbers alone: （二） with
items of its own is a section, （三） without any is a task. Where the numbers tell nothing, sections come
first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.model.amounts import han_number
from generator.model.records import Section, Task

_NUMERAL = re.compile(r"\d+|[〇零一二三四五六七八九十百]+")


@dataclass(frozen=True, slots=True)
class Child:
    """A section or a task, and its position among those of its kind, from 0."""

    record: Section | Task
    position: int


def in_order(sections: Sequence[Section], tasks: Sequence[Task]) -> list[Child]:
    """All of them, in the order of their numbers if these are of one notation and all different."""
    children: list[Child] = [
        *map(Child, sections, range(len(sections))),
        *map(Child, tasks, range(len(tasks))),
    ]
    if not (sections and tasks):
        return children
    numbers = [_number(child.record.number or "") for child in children]
    values = [value for _, value in numbers]
    if len({notation for notation, _ in numbers}) > 1 or len(set(values)) < len(values):
        return children
    order = dict(zip(map(id, children), values, strict=True))
    return sorted(children, key=lambda child: order[id(child)])


def _number(printed: str) -> tuple[str, int]:
    """The notation of a number, and its value: （三） is （#） and 3; 0 for none."""
    found = _NUMERAL.search(printed)
    if found is None:
        return printed, 0
    value = int(found[0]) if found[0].isdecimal() else han_number(found[0])
    return _NUMERAL.sub("#", printed, count=1), value
