"""What every reader hands over: the text of a file as numbered lines, with nothing lost.

A `Line` keeps its own line end, so that the lines joined again are the source. Where the file knows more than
its text (the outline level of a heading, the cells of a table row, a line that runs on), the line carries it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_LINE = re.compile(r"([^\r\n]*)([\r\n]+|$)")
_END = re.compile(r"\r\n|\r|\n")
_BLANK = frozenset(["Zs", "Zl", "Zp", "Cc", "Cf"])  # Unicode categories
_UNSEEN = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0\ufe0e\ufe0f")  # letters and marks by name, blank in print
STRUCK, READING = "删除线文字", "注音"  # labels: words struck out, the sound of words printed above them
_MOST = 10_000  # lines of a document, if they are shorter than this on average:
_USUAL = 60  # characters; a plan or a table of tasks does not come near either
_ROWS_FOR_A_LINE = 3  # of a table whose cells the reader knows: they need no guessing


class UnreadableError(Exception):
    """The file cannot be imported. The message is a whole Chinese sentence for the user."""


class Line(NamedTuple):
    """One line of the source.

    `number` counts from 1; `end` is the line end as found, with those of the empty lines behind it. `outline` is the heading level a
    word processor gave (1 = top), `cells` the cells of a table row (their texts joined by tabs are `text`),
    `runs_on` tells that the layout shows the sentence continuing on the next line. `aside` is a label for
    the report when the reader knows that the line is no part of the text (navigation, page header). `merged` are the
    columns in which a merged cell of a row above goes on.
    """

    number: int
    text: str
    end: str = ""
    outline: int | None = None
    cells: tuple[str, ...] | None = None
    runs_on: bool = False
    aside: str | None = None
    merged: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its lines, its name, the title its format knows, and what a person should hear.

    `notes` are Chinese sentences about what the file carries beside its text: comments, tracked changes,
    hidden rows, authors (隐藏信息), or a decoding that needed a guess. `fields` are head-block fields the format
    carries outside its text (meta tags of a page).
    """

    lines: tuple[Line, ...]
    name: str = ""
    title: str | None = None
    notes: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def chars(self) -> int:
        """Characters in the source, line ends included."""
        return sum(len(line.text) + len(line.end) for line in self.lines)


def has_words(lines: Iterable[Line]) -> bool:
    """Whether anything in the lines can be seen: no blanks, marks of direction, joiners, control characters."""
    return any(unicodedata.category(c) not in _BLANK and c not in _UNSEEN for line in lines for c in line.text)


def most_lines(chars: int) -> int:
    """How many lines a document of so many characters can have; what lies behind is read as one piece."""
    return max(_MOST, chars // _USUAL)


def split_lines(text: str) -> tuple[Line, ...]:
    """Cut a text at its line ends (LF, CRLF, CR); joined again the lines are the text, character by character.

    Behind `most_lines` the rest is one line, so that a megabyte of nothing but line ends takes no more time than
    a megabyte of sentences.
    """
    lines: list[Line] = []
    most = most_lines(len(text))
    number = 1
    for match in _LINE.finditer(text):
        words, end = match.groups()
        if not words and not end:
            break
        if len(lines) == most:
            lines.append(Line(number, text[match.start() :]))
            break
        lines.append(Line(number, words, end))
        number += 1 if len(end) < 2 else len(_END.findall(end))
    return tuple(lines)


def number_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Give lines made by a reader their numbers and a line end each, the last one excepted.

    As in `split_lines`, those behind the most that a document can have are one line.
    """
    lines = _with_one_rest(lines)
    last = len(lines)
    return tuple(Line(n, line.text, "" if n == last else "\n", *line[3:]) for n, line in enumerate(lines, 1))


def _with_one_rest(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, those too many joined into the last one; a file can have some more rows than it has paragraphs."""
    most = most_lines(sum(len(line.text) + 1 for line in lines))
    if len(lines) <= most:
        return lines
    room = most * _ROWS_FOR_A_LINE
    for n, line in enumerate(lines):
        room -= _ROWS_FOR_A_LINE if line.cells is None else 1
        if room < 0:
            rest = lines[n:]
            aside = line.aside if all(other.aside for other in rest) else None
            return [*lines[:n], Line(0, "\n".join(other.text for other in rest), aside=aside)]
    return lines
