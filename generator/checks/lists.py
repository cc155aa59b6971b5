"""The numbered lists of a document: which items stand beside each other, with their numbers and places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.checks.counting import counted
from generator.library.entries import DocumentEntry, SectionEntry, TaskEntry
from generator.model.records import Measure, Step
from generator.problems import RecordPath


class Item(NamedTuple):
    """The number of one item as printed, and where the item stands."""

    number: str
    path: RecordPath


class Numbered(NamedTuple):
    """The items of one list that have a number. The lists of one `level`, how deep they stand, may run on
    across headings, as the tasks of a plan do. `beside` is the path of what holds the parts of which this
    is one, where they have tasks: the tasks of all of them are numbered alike.
    """

    level: str
    items: list[Item]
    beside: RecordPath | None = None


def lists_of(document: DocumentEntry) -> Iterator[Numbered]:
    """Every list of two kinds of things: sections with tasks, and what stands inside a task."""
    top = [(section, ("sections", i)) for i, section in enumerate(document.sections)]
    yield _numbered("0", [Item(section.record.number or "", path) for section, path in top])
    for section, path in top:
        yield from _inside(section, path, 1)


def _inside(section: SectionEntry, path: RecordPath, depth: int) -> Iterator[Numbered]:
    places = {id(record): i for i, record in enumerate(section.record.sections)}
    parts: list[tuple[SectionEntry | TaskEntry, RecordPath]] = [
        (child, child.path if isinstance(child, TaskEntry) else (*path, "sections", places[id(child.record)]))
        for child in section.children
    ]
    if parts:
        items = [Item(child.record.number or "", place) for child, place in parts]
        is_part = bool(section.tasks) and counted(section.record.number) is not None  # 附件 is no part
        yield _numbered(str(depth), items, path[:-2] if is_part else None)
    for child, place in parts:
        if isinstance(child, SectionEntry):
            yield from _inside(child, place, depth + 1)
        elif child.record.measures:
            yield from _of_measures(child.record.measures, place)


def _of_measures(measures: Sequence[Measure], path: RecordPath) -> Iterator[Numbered]:
    places: list[RecordPath] = [(*path, "measures", k) for k in range(len(measures))]
    yield _numbered("", [Item(m.number or "", place) for m, place in zip(measures, places, strict=True)])
    for measure, place in zip(measures, places, strict=True):
        yield from _of_steps(measure.steps, place)


def _of_steps(steps: Sequence[Step], path: RecordPath) -> Iterator[Numbered]:
    if steps:
        yield _numbered("", [Item(s.number or "", (*path, "steps", i)) for i, s in enumerate(steps)])
        for i, step in enumerate(steps):
            yield from _of_steps(step.steps, (*path, "steps", i))


def _numbered(level: str, items: list[Item], beside: RecordPath | None = None) -> Numbered:
    return Numbered(level, [item for item in items if item.number], beside)
