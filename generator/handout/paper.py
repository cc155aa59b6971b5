"""What stands on a paper that is handed out, piece by piece, before it has a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model.paper_marks import Mark


@dataclass(frozen=True, slots=True)
class Heading:
    """A section or a task: `level` from 1 at the top, without gaps; `look` is the level of its numbers, by
    which offices choose the letters (一、 is 1, （一） 2, 1. 3)."""

    mark: Mark
    text: str
    level: int
    look: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`strong` is how many of the first characters stand out: the number and title of a measure."""

    mark: Mark
    text: str
    strong: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell where it begins: its lines, and how many columns and rows it takes."""

    lines: tuple[str, ...]
    column: int
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `widths` of its columns add up to 100; `middle` are the columns whose words stand in the
    middle."""

    mark: Mark
    head: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    middle: frozenset[int] = frozenset()


Piece = Heading | Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Paper:
    """A document from top to bottom.

    `stamp` stands on every page of one that is not published. `signer` and `day` close the text, both or
    neither; `remarks` stand below; `facts` are the lines of a head block, label and words; `annex` begins a
    new page.
    """

    title: str
    number: str
    stamp: str
    body: tuple[Piece, ...]
    signer: str
    day: str
    remarks: tuple[Paragraph, ...]
    facts: tuple[tuple[str, str], ...]
    annex: tuple[Piece, ...]


def in_hundreds(weights: Sequence[float]) -> tuple[int, ...]:
    """Widths in the proportion of the weights, together 100."""
    whole = sum(weights)
    widths = [max(1, int(100 * weight / whole)) for weight in weights]
    widths[widths.index(max(widths))] += 100 - sum(widths)
    return tuple(widths)
