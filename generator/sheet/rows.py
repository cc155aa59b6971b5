"""The rows of the sheet: what of a document can be reported on, and where each of its words stands in the
YAML.

A row is a task; or, where measures of a task have units, deadlines or results of their own, each of its
measures, behind a row for the task if that has some, too. All words of a row stand in it, those of the task
again in each of its measures, so that rows can be sorted and filtered.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from generator.library.entries import (
    DocumentEntry,
    MeasureEntry,
    Obligations,
    SectionEntry,
    TaskEntry,
)
from generator.model.records import ROLES, Indicator, Measure, Progress, Role, Step, Task
from generator.model.values import BOUND, labels
from generator.problems import RecordPath
from generator.sheet.columns import LONGEST, PRINTED

_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_BOUND = labels(BOUND)
_TOO_LONG = "（文字太长，表格里放不下，请看网页）"


class Piece(NamedTuple):
    """A measure or a step as the sheet prints it; `path` leads to its record, of which number and title may
    be missing.
    """

    path: RecordPath
    number: str
    title: str
    text: str

    @property
    def words(self) -> str:
        """Number, title and text run together."""
        return self.number + (f"{self.title}。" if self.title else "") + self.text


class Duty(NamedTuple):
    """A unit as printed, its role, the words of the document for it; `ref` is that of the registered unit."""

    unit: str
    role: Role
    words: str
    ref: str


@dataclass(frozen=True)
class Band:
    """The heading of a section: a row that nobody fills in."""

    key: str
    heading: str


@dataclass(frozen=True)
class Row:
    """`path` leads to the task or the measure, `title_path` to the title of the task, `cells` are the printed
    columns, `period` that of the task. `units` are the ids of those that it names.
    """

    key: str
    path: RecordPath
    title_path: RecordPath
    heading: str
    cells: dict[str, str]
    pieces: tuple[Piece, ...]
    duties: tuple[Duty, ...]
    deadlines: tuple[str, ...]
    targets: tuple[Indicator, ...]
    progress: tuple[Progress, ...]
    state: str
    period: str
    units: frozenset[str]
    repeats: bool = False
    """Whether number and title stand above already"""
    is_measure: bool = False

    @cached_property
    def stamp(self) -> Stamp:
        """The row as it is now: its printed words, and what is reported of it."""
        return Stamp(printed(self.cells), self.state)

    def is_as(self, before: Stamp) -> bool:
        """Whether nothing of its own has changed; number and title of a measure's row are its task's."""
        own = [name for name in PRINTED if not (self.is_measure and name in ("number", "task"))]
        return all(self.prints(name, before.printed[name]) for name in own) and self.state == before.state

    def prints(self, name: str, stamped: str) -> bool:
        """Whether the cell of a column is the one of this digest. Sheets that went out before they said
        不超过 and 不少于 come back with the targets as bare numbers.
        """
        if name == "targets" and stamped == digest([_lines(self.targets, bare=True)]):
            return True
        return stamped == self.stamp.printed[name]


class Stamp(NamedTuple):
    """What a row was when its sheet was written: a digest of each printed cell, by the name of its column,
    and one of what was reported of it.
    """

    printed: dict[str, str]
    state: str

    @property
    def words(self) -> str:
        """As it stands in the hidden column."""
        return "-".join([*self.printed.values(), self.state])


def stamp_of(words: str) -> Stamp | None:
    """The stamp that the words of the hidden column are; None where somebody has changed them."""
    parts = words.split("-")
    if len(parts) != len(PRINTED) + 1:
        return None
    return Stamp(dict(zip(PRINTED, parts, strict=False)), parts[-1])


def printed(cells: Mapping[str, str]) -> dict[str, str]:
    """A digest of each printed cell."""
    return {name: digest([cells.get(name, "")]) for name in PRINTED}


def digest(words: Iterable[str]) -> str:
    """A short digest of the words of some cells."""
    return hashlib.sha256("\x1f".join(map(normal, words)).encode()).hexdigest()[:8]


def normal(words: str) -> str:
    """The words of a cell without what programs add or change: line ends, white space before them, tabs,
    characters that nobody sees.
    """
    words = _UNSEEN.sub("", words.replace("_x000D_", "").replace("\t", " "))
    lines = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def rows_of(document: DocumentEntry) -> list[Row | Band]:
    """All rows of a document, in its order."""
    return [row for section in document.sections for row in _section(section)]


def for_unit(rows: Sequence[Row | Band], unit: str) -> list[Row | Band]:
    """The rows that name a unit, with the headings over them."""
    kept: list[Row | Band] = []
    bands: list[Band] = []
    for row in rows:
        if isinstance(row, Band):
            bands.append(row)
        elif unit in row.units:
            kept += [*bands[-1:], row]
            bands = []
    return kept


def _section(section: SectionEntry) -> Iterator[Row | Band]:
    if section.tasks or any(below.tasks for below in section.walk()):
        yield Band(section.ref, section.heading)
    for child in section.children:
        yield from _section(child) if isinstance(child, SectionEntry) else _task(child)


def _task(task: TaskEntry) -> Iterator[Row]:
    record = task.record
    if not any(map(_is_own, task.measures)):
        pieces = list(_measure_pieces(task)) or _text_piece(task)
        yield _row(task, task.ref, task.path, task.obligations, pieces, _targets(task, with_measures=True))
        return
    has_own = record.responsibility or record.deadlines or record.progress or record.status
    if has_own or _targets(task, with_measures=False):
        targets = _targets(task, with_measures=False)
        yield _row(task, task.ref, task.path, task.obligations, _text_piece(task), targets)
    for i, measure in enumerate(task.measures):
        path = (*task.path, "measures", i)
        pieces = list(_pieces(measure.record, path))
        own = [figure for figure in measure.record.indicators if figure.kind == "target"]
        key = f"{task.ref}/{i + 1}"
        yield _row(
            task, key, path, measure.obligations, pieces, own, measure.record, repeats=bool(i or has_own)
        )


def _is_own(measure: MeasureEntry) -> bool:
    record = measure.record
    return bool(record.responsibility or record.deadlines or record.progress)


def _row(
    task: TaskEntry,
    key: str,
    path: RecordPath,
    own: Obligations,
    pieces: Sequence[Piece],
    targets: Sequence[Indicator],
    measure: Measure | None = None,
    *,
    repeats: bool = False,
) -> Row:
    record = measure or task.record
    duties = tuple(
        Duty(r.record.unit, r.record.role, r.record.text or "", r.unit.record.id)
        for r in own.responsibilities
    )
    deadlines = tuple(deadline.text for deadline in record.deadlines)
    words = "\n".join(piece.words for piece in pieces)
    cells: dict[str, str] = {
        "number": task.record.row or task.record.number or "",
        "task": task.record.row_title or task.record.title,
        "measures": words if len(words) < LONGEST else _TOO_LONG,
        "deadlines": "\n".join(deadlines),
        "targets": _lines(targets),
    }
    for role in ROLES:
        cells[role] = "\n".join(duty.unit for duty in duties if duty.role == role)
    inherited = duties or [Duty("", "lead", "", r.unit.record.id) for r in task.obligations.responsibilities]
    return Row(
        key,
        path,
        (*task.path, "row_title" if task.record.row_title else "title"),
        task.heading + (f" {pieces[0].number}" if measure and pieces and pieces[0].number else ""),
        cells,
        tuple(pieces) if len(words) < LONGEST else (),
        duties,
        deadlines,
        tuple(targets),
        tuple(record.progress),
        _state(record),
        task.period,
        frozenset(duty.ref for duty in inherited),
        repeats,
        measure is not None,
    )


def _lines(targets: Sequence[Indicator], *, bare: bool = False) -> str:
    """事故：不超过3起, a line a target; `bare` without the words that say which way it is meant."""
    bounds = [_BOUND[f.bound] if f.bound and not bare else "" for f in targets]
    return "\n".join(
        f"{f.name}：{bound}{f.value:f}{f.unit or ''}" for f, bound in zip(targets, bounds, strict=True)
    )


def _measure_pieces(task: TaskEntry) -> Iterator[Piece]:
    for i, measure in enumerate(task.record.measures):
        yield from _pieces(measure, (*task.path, "measures", i))


def _pieces(measure: Measure, path: RecordPath) -> Iterator[Piece]:
    yield Piece(path, measure.number or "", measure.title or "", measure.text)
    yield from _step_pieces(measure.steps, path)


def _step_pieces(steps: Sequence[Step], path: RecordPath) -> Iterator[Piece]:
    for i, step in enumerate(steps):
        at = (*path, "steps", i)
        yield Piece(at, step.number or "", "", step.text)
        yield from _step_pieces(step.steps, at)


def _text_piece(task: TaskEntry) -> list[Piece]:
    return [Piece(task.path, "", "", task.record.text)] if task.record.text else []


def _targets(task: TaskEntry, *, with_measures: bool) -> list[Indicator]:
    figures = list(task.record.indicators)
    if with_measures:
        figures += [figure for measure in task.record.measures for figure in measure.indicators]
    return [figure for figure in figures if figure.kind == "target"]


def _state(record: Task | Measure) -> str:
    """A digest of what is reported of a task or a measure."""
    status = record.status if isinstance(record, Task) else None
    words = [status.words if status else ""]
    for progress in record.progress:
        words += [progress.date, progress.status.words if progress.status else "", progress.text or ""]
        words += [f"{f.name}{f.value}{f.unit}" for f in progress.indicators]
    return digest(words)
