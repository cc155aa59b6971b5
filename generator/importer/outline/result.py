"""What an import yields: values that the JSON, the YAML, the report and the check are written from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.importer.blocks import Block, Table
from generator.importer.lines import Source
from generator.importer.outline.tree import Node
from generator.importer.words.cites import Cite
from generator.importer.words.indicators import Figure
from generator.importer.words.responsibility_clause import UnitRole
from generator.model.records import DocumentKind
from generator.problems import Problem


class Step(NamedTuple):
    """A step inside a measure, which a paper that marks its paragraphs tells apart."""

    number: str
    text: str
    steps: tuple[Step, ...] = ()


class Measure(NamedTuple):
    """A step inside a task, as printed (一是…), with the units and deadlines that it states for itself
    alone."""

    number: str
    title: str | None
    text: str
    units: tuple[UnitRole, ...] = ()
    deadlines: tuple[str, ...] = ()
    brackets: tuple[tuple[int, int], ...] = ()  # where in the text these are stated
    persons: tuple[str, ...] = ()  # as printed; never published
    steps: tuple[Step, ...] = ()


class Progress(NamedTuple):
    """What a cell of a table says of the progress of its task: `date` as `progress.date` is written (empty
    if unknown), the word of status as printed, and all else. `doubts`: what a person should look at."""

    date: str
    status: str | None
    text: str
    figures: tuple[Figure, ...] = ()
    doubts: tuple[str, ...] = ()


class Task(NamedTuple):
    """One task found: what the contract's JSON prints, and what the YAML needs beside it."""

    number: str | None
    title: str
    text: str
    units: tuple[UnitRole, ...]
    deadlines: tuple[str, ...]
    cites: tuple[Cite, ...]
    figures: tuple[Figure, ...]
    measures: tuple[Measure, ...]
    lines: tuple[int, int]
    node: Node | None = None
    parent: str | None = None  # in a table: serial and name of the task the row belongs to
    row: str | None = None
    group: str | None = None
    doubts: tuple[str, ...] = ()
    behind_title: str = ""  # the bracket behind the title that names units
    opening: str = ""  # the text before the first measure
    beside: tuple[
        str, ...
    ] = ()  # the words of further columns, each with its heading; the rows of tables in an item
    brackets: tuple[tuple[int, int], ...] = ()  # where in the text units and deadlines are stated
    common: tuple[tuple[UnitRole, ...], tuple[str, ...]] | None = (
        None  # units and deadlines of the whole task, where measures have their own
    )
    progress: tuple[Progress, ...] = ()
    persons: tuple[str, ...] = ()  # as printed; never units, never published
    start: int = 0  # of a row: the character of its first line with which it begins
    tables: tuple[Table, ...] = ()  # that stand in the item and are not of tasks
    note: str = ""  # an editor's, where a paper marks it


def rows_by_place(tasks: Sequence[Task]) -> dict[tuple[int, int, int], Task]:
    """The tasks that rows of tables are, by the place of the row in the source (Block.place)."""
    return {(*t.lines, t.start): t for t in tasks if t.node is None}


def all_persons(tasks: Sequence[Task]) -> frozenset[str]:
    """The persons that tasks and their measures name."""
    return frozenset(
        p for t in tasks for named in (t.persons, *(m.persons for m in t.measures)) for p in named
    )


@dataclass(frozen=True, slots=True)
class Coverage:
    """Where every character of the source went. placed + set aside + unplaced = source, always."""

    source: int
    placed: int
    aside: dict[str, int]
    unplaced: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """One imported document."""

    source: Source
    blocks: tuple[Block, ...]
    root: Node
    title: str | None
    issuer: str | None
    date: str | None
    doc_number: str | None
    kind: DocumentKind
    period: str | None
    meta: dict[str, str]
    sections: tuple[str, ...]
    tasks: tuple[Task, ...]
    figures: tuple[str, ...]  # their phrases
    cites: tuple[Cite, ...]
    intro: tuple[str, ...]
    closing: tuple[str, ...]
    problems: tuple[Problem, ...]
    coverage: Coverage
    table_title: str | None = None
    persons: frozenset[str] = frozenset()  # whom tasks and other texts name; withheld wherever they are named
    notes: Sequence[str] = field(default=())
    section_units: tuple[UnitRole, ...] = ()  # of sections that a paper marks
