"""Where the entries of a block of YAML begin and end, by indentation, dashes and names alone.

Nobody has to be able to read what stands in them: an entry with a slip ends where its neighbour begins. What
does not stand as its neighbours do is not looked into, for nobody knows how much of the rest goes with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from generator.content.yaml_slips import DASHES, colon_slip
from generator.content.yaml_walk import NAME

Kind = Literal["list", "names"]

_DASH = re.compile(r"-(?: +|$)")
_ODD_DASH = re.compile(rf"[{DASHES}]|-[^\s\d-]")
_BARE = re.compile(r"(?:#.*)?$")
_ENDS_IN_NAME = re.compile(r"(?<!\w)[a-z_]\w*[ \t]*[:：][ \t]*(?:#.*)?$")
_INDENT = re.compile(r"[^\S\n]*")
_HEAD_ALONE = re.compile(r"((?:- +)*[a-z_]\w{0,40})[ \t]*[：﹕︰]?[ \t]*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """The lines from `first` up to `end`, counted from 0; of the first only what stands from `column` on.

    One that is not `headed` does not begin as all in its block should, with a dash or with a name and a
    colon or what was meant as such; one that is not `fitting` stands otherwise than its block and goes to
    the end of it.
    """

    first: int
    column: int
    end: int
    headed: bool = True
    fitting: bool = True

    def __contains__(self, line: int) -> bool:
        return self.first <= line < self.end


@dataclass(frozen=True, slots=True)
class Block:
    """A list or a group of names, in one piece an entry."""

    kind: Kind
    parts: list[Piece]


def whole(lines: list[str]) -> Piece:
    """A text as one piece, without the lines at its top that only say that YAML begins."""
    start = next((n for n, line in enumerate(lines) if not _is_idle(line) and line[:1] != "%"), 0)
    return Piece(start + (lines[start].rstrip() == "---" if lines else 0), 0, len(lines))


def alone(lines: list[str], piece: Piece) -> str:
    """The text of a piece, its columns as they were."""
    return "\n".join(
        [" " * piece.column + lines[piece.first][piece.column :], *lines[piece.first + 1 : piece.end]]
    )


def without(lines: list[str], pieces: Iterable[Piece]) -> list[str]:
    """The lines with nothing in the place of the pieces, so that all else stays where it is."""
    rest = list(lines)
    for piece in pieces:
        rest[piece.first] = rest[piece.first][: piece.column].rstrip()
        rest[piece.first + 1 : piece.end] = [""] * (piece.end - piece.first - 1)
    return rest


def with_colon(line: str) -> str | None:
    """A line that has a name alone, with the colon that it lacks or that is a Chinese one."""
    indent = _INDENT.match(line)[0]  # type: ignore[index]
    found = _HEAD_ALONE.match(line[len(indent) :])
    return f"{indent}{found[1]}:" if found else None


def entries(lines: list[str], piece: Piece, *, is_whole: bool = False) -> Block | None:
    """The entries of the whole text, behind a dash or below a name; None where there are none."""
    if any(line.startswith(("---", "...")) for line in lines[piece.first : piece.end]):
        return None
    start, column = piece.first, piece.column
    if not is_whole:
        head = lines[start][column:]
        dash = _DASH.match(head)
        name = None if dash else NAME.match(head)
        behind = dash or name
        if behind is None or (name and not _BARE.match(head[name.end() :])):
            return None
        column += behind.end()
        if _BARE.match(lines[start][column:]):
            start += 1
            below = next((n for n in range(start, piece.end) if not _is_idle(lines[n])), piece.end)
            column = _column(lines[below]) if below < piece.end else -1
            if column < 0:
                return None
    inside = replace(piece, first=start, column=column)
    kinds = list(_kinds(lines, inside))
    kind = next((kind for kind in kinds if kind), None)
    if not is_whole and start == piece.first and not (kinds[0] or _is_meant(lines[start][column:], "names")):
        return None  # text behind a dash, and what does not belong to it
    return Block(kind, list(_parts(lines, inside, kind))) if kind else None


def _kinds(lines: list[str], inside: Piece) -> Iterator[Kind | None]:
    """What the lines at the column of a block begin as."""
    for number in range(inside.first, inside.end):
        line = lines[number]
        if number == inside.first or (not _is_idle(line) and _column(line) == inside.column):
            yield _kind(line[inside.column :])


def _kind(text: str) -> Kind | None:
    if _DASH.match(text):
        return "list"
    return "names" if NAME.match(text) and not _ODD_DASH.match(text) else None


def _is_meant(text: str, kind: Kind) -> bool:
    """Whether a line was meant to begin as one of its block does: its colon or its dash is a Chinese one."""
    return bool(_ODD_DASH.match(text)) if kind == "list" else colon_slip(text) is not None


def _parts(lines: list[str], inside: Piece, kind: Kind) -> Iterator[Piece]:
    """Each entry with all that is indented further."""
    open_: Piece | None = None
    astray = False  # whether what follows may belong to a line of which nobody can tell where it belongs
    for number in range(inside.first, inside.end):
        line = lines[number]
        column = inside.column if number == inside.first and line[inside.column :].strip() else _column(line)
        if _is_idle(line):
            continue
        if column < 0 or (column > inside.column and open_ is not None):
            astray = column < 0 and _may_go_on(line.lstrip())
            continue
        text = line[column:]
        found = _kind(text)
        misfit = astray or column != inside.column or (kind == "list" and found == "names")
        if open_ and not misfit and ((kind == "names" and found == "list") or text[0] in "]}"):
            continue  # a list right under its name, the end of a bracket
        if open_:
            yield replace(open_, end=number)
        open_ = Piece(
            number, column, inside.end, headed=found == kind or _is_meant(text, kind), fitting=not misfit
        )
        if misfit and column <= inside.column:
            break
    if open_:
        yield open_


def ends_open(lines: list[str], piece: Piece) -> bool:
    """Whether the last line of a piece is a name with nothing behind it, to which what follows may belong."""
    last = next((n for n in reversed(range(piece.first, piece.end)) if not _is_idle(lines[n])), piece.first)
    return bool(_ENDS_IN_NAME.search(lines[last]))


def _may_go_on(text: str) -> bool:
    """Whether the lines below may belong to this one."""
    name = NAME.match(text)
    return bool(_DASH.match(text) or (name and _BARE.match(text[name.end() :])))


def _is_idle(line: str) -> bool:
    """Whether nothing stands in a line, or only a comment."""
    return not line.strip() or line.lstrip().startswith("#")


def _column(line: str) -> int:
    """How far a line is indented; -1 where not by spaces alone, so that nobody can tell."""
    indent = _INDENT.match(line)[0]  # type: ignore[index]
    return -1 if indent.strip(" ") else len(indent)
