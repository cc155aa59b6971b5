"""Blocks: pieces of the source that rules cut, label and join, and never drop.

A block owns spans of source lines. Rules take a list of blocks and return a list of blocks that owns exactly
the same characters; `kind` says what a block was recognised as. Whatever is still "text" at the end is body.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from generator.importer.lines import Line
from generator.model.paper_marks import Mark

Kind = Literal[
    "text",  # body, or not yet recognised
    "aside",  # set aside: furniture, repeats, page numbers; `label` says which
    "meta",  # one field of the head block; `label` and `value`
    "title",
    "docnumber",
    "addressee",
    "signature",
    "heading",  # a numbered or styled heading, perhaps with text behind it
    "attachment",  # the line 附件 or 附件1：… that opens an attachment
    "row",  # one row of a task table
    "group",  # a group row inside a task table
    "cells",  # a title of a table, or a row that belongs to none
    "table",  # a whole table that is not one of tasks; `table` has it
]


class Span(NamedTuple):
    """Characters `start` to `end` (exclusive) of source line `line` (counted from 1)."""

    line: int
    start: int
    end: int


class TableRow(NamedTuple):
    """One row of a table as printed, a cell for each column.

    `merged`: the columns in which a merged cell of a row above goes on; None where the format does not say
    what is merged. `at`: the blocks that it was read from, by their position. `group` and `from_above` as in
    Row, where the way in which the table was read tells them.
    """

    cells: tuple[str, ...]
    merged: tuple[int, ...] | None = None
    at: tuple[int, ...] = ()
    group: str | None = None
    from_above: tuple[str, ...] = ()


class Withheld(NamedTuple):
    """What a kept table does not show, as it is about persons: the heading, and the cells as printed, each
    once.

    `doubt`: what its cells leave open. Empty `cells`: nothing is withheld, but a person should look.
    """

    heading: str
    cells: tuple[str, ...]
    doubt: bool = False


class Table(NamedTuple):
    """A table of any format before its cells mean anything: its title, the rows of its header from the top
    (none where it has no header), and the rows below.

    `withheld`: what of a kept table was about persons and is no longer in it; `ink` is how many printed
    characters that were.
    """

    caption: str
    header: tuple[tuple[str, ...], ...]
    rows: tuple[TableRow, ...]
    withheld: tuple[Withheld, ...] = ()
    ink: int = 0


class Row(NamedTuple):
    """One row of a task table, its cells sorted into columns by what they mean."""

    serial: str | None
    task: str
    content: str
    units: tuple[tuple[str, str], ...]  # (column heading, words in the cell)
    deadlines: tuple[str, ...]
    other: tuple[tuple[str, str], ...]
    group: str | None = None
    shared: bool = False  # several rows stand under one serial number
    ditto: tuple[str, ...] = ()  # columns whose cell says 同上 and has the words of the row above
    ditto_of_none: tuple[str, ...] = ()  # columns whose cell says 同上 below an empty one
    from_above: tuple[str, ...] = ()  # columns whose empty cell took these words, though no merge is known
    part: str = ""  # the name of the part of the task that the row is about: 子项目名称
    number: str | None = None  # of the part, or of the measure in `content`
    persons: tuple[tuple[str, str], ...] = ()
    progress: tuple[tuple[str, str], ...] = ()


class Block(NamedTuple):
    """A piece of the source and what it was recognised as."""

    text: str
    spans: tuple[Span, ...]
    kind: Kind = "text"
    label: str = ""
    value: str = ""
    outline: int | None = None
    cells: tuple[str, ...] | None = None
    runs_on: bool = False
    number: str = ""  # the mark as printed, "1."
    style: str = ""  # which notation the mark is in, see rules.levels
    ordinal: int = 0  # the number the mark stands for
    row: Row | None = None
    merged: tuple[int, ...] | None = None  # columns in which a cell of a row above goes on; None: not known
    table: Table | None = None
    mark: Mark | None = None  # what the file itself says that it is

    @property
    def first(self) -> int:
        """The number of the first source line."""
        return self.spans[0].line

    @property
    def place(self) -> tuple[int, int, int]:
        """First and last source line, and the character of the first with which the block begins: tables that
        stand beside each other share their lines."""
        return self.first, self.last, self.spans[0].start

    @property
    def last(self) -> int:
        """The number of the last source line."""
        return self.spans[-1].line

    @property
    def words(self) -> str:
        """The text without the white space around it."""
        return self.text.strip()


def from_line(line: Line) -> Block:
    """The block that owns one whole source line; set aside if the reader did so."""
    kind: Kind = "text" if line.aside is None else "aside"
    span = Span(line.number, 0, len(line.text))
    return Block(
        line.text,
        (span,),
        kind,
        line.aside or "",
        "",
        line.outline,
        line.cells,
        line.runs_on,
        merged=line.merged,
        mark=line.mark,
    )


def cut(block: Block, offsets: Iterable[int]) -> list[Block]:
    """Cut a block at the given offsets of its text; empty pieces are left out, no character is."""
    inside = sorted({o for o in offsets if 0 < o < len(block.text)})
    if not inside:
        return [block]
    bounds = [0, *inside, len(block.text)]
    spans = list(block.spans)
    pieces: list[Block] = []
    for start, end in itertools.pairwise(bounds):
        taken, spans = _take(spans, end - start)
        whole = end == len(block.text)
        pieces.append(
            block._replace(text=block.text[start:end], spans=taken, runs_on=block.runs_on and whole)
        )
    return pieces


def _take(spans: list[Span], count: int) -> tuple[tuple[Span, ...], list[Span]]:
    """Take `count` characters from the front of `spans`; return them and what is left."""
    taken: list[Span] = []
    for i, span in enumerate(spans):
        size = span.end - span.start
        if size >= count:
            taken.append(Span(span.line, span.start, span.start + count))
            rest = [Span(span.line, span.start + count, span.end)] if size > count else []
            return tuple(taken), rest + spans[i + 1 :]
        taken.append(span)
        count -= size
    return tuple(taken), []


def join(pieces: Sequence[Block]) -> Block:
    """Neighbours as one block; the label of the first stays. One pass, however many pieces."""
    if len(pieces) == 1:
        return pieces[0]
    return pieces[0]._replace(
        text="".join(p.text for p in pieces),
        spans=tuple(s for p in pieces for s in p.spans),
        runs_on=pieces[-1].runs_on,
    )


def aside(block: Block, label: str) -> Block:
    """The block set aside under a Chinese label for the fidelity report."""
    return block._replace(kind="aside", label=label)


def row_words(block: Block) -> str:
    """A row of a table as words on one line, for a text."""
    return "　".join(cell for cell in (block.cells or (block.words,)) if cell)


def squeeze(text: str) -> str:
    """The text without any white space, for comparing what line breaks and padding took apart."""
    return "".join(text.split())
