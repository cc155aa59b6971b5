"""Tables that blanks lay out: the place at which a word is printed says to which column it belongs, where a
header has a second line or a row leaves a cell empty."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from generator.importer.layout.columns import Column, column, settle
from generator.importer.words.vocabulary import LABEL_UNITS, alt

_LEAST_PARTS, _MOST_PARTS, _MOST_COLUMNS = 2, 4, 12  # names on the second line of a header
_PARTED = frozenset(("unit", "persons", "deadline"))  # what columns are parted into
_ENDING = re.compile(rf"{alt(LABEL_UNITS, ('时间', '时限'))}$")
_LONGEST = 400  # characters of a line
_NAME = re.compile(r"\S+")
_CELL = re.compile(r"\S+(?: \S+)*")
_OFF = 2  # half characters that a cell may stand beside its heading


class Header(NamedTuple):
    """The columns of a header, and where each of them begins in half characters; no places where tabs part
    them."""

    columns: list[Column]
    places: tuple[int, ...]


def places(line: str) -> tuple[int, ...]:
    """Where the words of a header are printed; nothing where one blank parts them, as in a line that was
    never laid out."""
    return tuple(at for at, _ in _placed(line, _NAME)) if _is_laid_out(line) else ()


def _is_laid_out(line: str) -> bool:
    return "\t" not in line and _CELL.findall(line) == line.split()


def header_of_two(above: str, below: str) -> Header | None:
    """The header of two lines: the names of the second one stand for the column of the first above them
    (责任分工 over 牵头科室 and 配合科室); None where the second line is no part of the header."""
    names, parts = _placed(above, _NAME), _placed(below, _NAME)
    if not _LEAST_PARTS <= len(parts) <= _MOST_PARTS or len(names) + len(parts) - 1 > _MOST_COLUMNS:
        return None
    parent = max((n for n, (at, _) in enumerate(names) if at <= parts[0][0] + 1), default=0)
    ending = _ENDING.search(names[parent][1])
    whole = [
        (at, name if column(name).kind != "unknown" else f"{name}{ending[0] if ending else ''}")
        for at, name in parts
    ]
    if any(column(name).kind not in _PARTED for _, name in whole):
        return None
    every = [*names[:parent], *whole, *names[parent + 1 :]]
    columns = settle([column(name) for _, name in every])
    return Header(
        columns, tuple(at for at, _ in every) if _is_laid_out(above) and _is_laid_out(below) else ()
    )


def aligned(line: str, columns: Sequence[int], filled: int) -> list[str] | None:
    """The cells of a row, empty ones too, each below the heading at whose place it is printed; None where one
    stands below none, or they are not as many as `filled`."""
    if not columns or "\t" in line:
        return None
    cells = [""] * len(columns)
    for at, words in _placed(line, _CELL):
        n = min(range(len(columns)), key=lambda k: abs(columns[k] - at))
        if abs(columns[n] - at) > _OFF or cells[n]:
            return None
        cells[n] = words
    return cells if sum(map(bool, cells)) == filled else None


def _placed(line: str, words: re.Pattern[str]) -> list[tuple[int, str]]:
    """The words of a line, each with the place at which it is printed; none of a line too long for a row."""
    if len(line) > _LONGEST:
        return []
    at, done, found = 0, 0, []
    for word in words.finditer(line):
        at += sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in line[done : word.start()])
        found.append((at, word.group()))
        done = word.start()
    return found
