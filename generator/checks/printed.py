"""The text of one document as it is printed, piece by piece, each with its place, for the checks of text.

All pieces stand in one string, so that a rule asks once a document and not once a sentence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from generator.library.entries import DocumentEntry, SectionEntry, TaskEntry
from generator.model.records import Measure, Section, Step, Table, Task
from generator.problems import Finding, RecordPath, Severity

BREAK = "\x1e"  # between two pieces: no text holds it, and no rule reads across it
_ROUND = 6  # characters to either side by which the eye finds a place again
_CLOSE = 3  # characters to either side that a note must quote with it


class Piece(NamedTuple):
    """A text and where it stands. `owner` is the path of the section, task or document that it belongs to;
    `is_prose` tells running text from titles and cells.
    """

    text: str
    path: RecordPath
    owner: RecordPath
    is_prose: bool


@dataclass(frozen=True)
class Printed:
    """The pieces of one document, in its order. `notes` is what its editors tell readers of it."""

    file: str
    document: DocumentEntry
    pieces: tuple[Piece, ...]
    notes: str

    @classmethod
    def of(cls, document: DocumentEntry) -> Printed:
        return cls(document.file.file, document, tuple(_pieces(document)), _notes(document))

    @cached_property
    def whole(self) -> str:
        return BREAK.join(piece.text for piece in self.pieces)

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(piece.text) + 1 for piece in self.pieces), initial=0))

    def placed(self) -> Iterator[tuple[Piece, int]]:
        """Each piece with the place of its first character in `whole`."""
        return zip(self.pieces, self._starts, strict=False)

    def piece_at(self, place: int) -> Piece:
        """The piece in which a place of `whole` lies."""
        return self.pieces[bisect_right(self._starts, place) - 1]

    def around(self, start: int, end: int, more: int = _ROUND) -> str:
        """What stands at a place with a little of what stands around it."""
        piece_start = self._starts[bisect_right(self._starts, start) - 1]
        piece_end = piece_start + len(self.piece_at(start).text)
        found = self.whole[max(piece_start, start - more) : min(piece_end, end + more)]
        return " ".join(found.split())

    def is_known(self, words: str) -> bool:
        """Whether a note quotes these words: then the editors saw them, and readers are told."""
        return words in self.notes

    def is_known_at(self, start: int, end: int) -> bool:
        """Whether a note quotes what stands at a place, with a little of what stands around it."""
        return bool(self.notes) and self.around(start, end, _CLOSE) in self.notes

    def finding(
        self, place: int, words: str, what: str, hint: str, severity: Severity = "warning"
    ) -> Finding:
        """A finding at the words that begin at a place of `whole`."""
        return Finding(self.file, self.piece_at(place).path, what, hint, severity=severity, words=words)


def _pieces(document: DocumentEntry) -> Iterator[Piece]:
    record = document.file.record
    yield Piece(record.title, ("title",), (), False)
    if record.disclosure.number:
        yield Piece(record.disclosure.number, ("disclosure", "number"), (), False)
    if record.intro:
        yield Piece(record.intro, ("intro",), (), True)
    if record.table_title:
        yield Piece(record.table_title, ("table_title",), (), False)
    for part, path in records_of(document):
        yield from _of_section(part, path) if isinstance(part, Section) else _of_task(part, path)


def records_of(document: DocumentEntry) -> Iterator[tuple[Section | Task, RecordPath]]:
    """The sections and tasks of a document with their paths, in its order."""
    for i, section in enumerate(document.sections):
        yield from _records_of(section, ("sections", i))


def _records_of(section: SectionEntry, path: RecordPath) -> Iterator[tuple[Section | Task, RecordPath]]:
    yield section.record, path
    places = {id(record): i for i, record in enumerate(section.record.sections)}
    for child in section.children:
        if isinstance(child, TaskEntry):
            yield child.record, child.path
        else:
            yield from _records_of(child, (*path, "sections", places[id(child.record)]))


def _of_section(section: Section, path: RecordPath) -> Iterator[Piece]:
    yield Piece(section.title, (*path, "title"), path, False)
    yield from _text(section.text, path)
    yield from _of_tables(section.tables, path)


def _of_task(task: Task, path: RecordPath) -> Iterator[Piece]:
    yield Piece(task.title, (*path, "title"), path, False)
    yield from _text(task.text, path)
    for k, measure in enumerate(task.measures):
        yield from _of_measure(measure, (*path, "measures", k), path)
    yield from _of_tables(task.tables, path)
    for i, entry in enumerate(task.progress):
        if entry.text:
            yield Piece(entry.text, (*path, "progress", i, "text"), (*path, "progress", i), True)


def _of_measure(measure: Measure, path: RecordPath, owner: RecordPath) -> Iterator[Piece]:
    if measure.title:
        yield Piece(measure.title, (*path, "title"), owner, False)
    yield Piece(measure.text, (*path, "text"), owner, True)
    yield from _of_steps(measure.steps, path, owner)
    for i, entry in enumerate(measure.progress):
        if entry.text:
            yield Piece(entry.text, (*path, "progress", i, "text"), (*path, "progress", i), True)


def _of_steps(steps: Sequence[Step], path: RecordPath, owner: RecordPath) -> Iterator[Piece]:
    for i, step in enumerate(steps):
        here = (*path, "steps", i)
        yield Piece(step.text, (*here, "text"), owner, True)
        yield from _of_steps(step.steps, here, owner)


def _of_tables(tables: Sequence[Table], path: RecordPath) -> Iterator[Piece]:
    for n, table in enumerate(tables):
        place = (*path, "table", n) if len(tables) > 1 else (*path, "table")
        cells = (cell for row in (*table.header, *table.rows) for cell in row)
        yield from (Piece(text, place, place, False) for text in (table.caption, *cells) if text)


def _text(text: str | None, path: RecordPath) -> Iterator[Piece]:
    if text:
        yield Piece(text, (*path, "text"), path, True)


def _notes(document: DocumentEntry) -> str:
    record = document.file.record
    own = (task.record.note for task in document.tasks)
    return BREAK.join(filter(None, (*record.notes, *own)))
