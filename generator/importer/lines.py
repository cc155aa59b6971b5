"""What every reader hands over: the text of a file as numbered lines, with nothing lost.

A `Line` keeps its own line end, so that the lines joined again are the source. Where the file knows more than
its text (the outline level of a heading, the cells of a table row, a line that runs on), the line carries it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from generator.model.paper_marks import Mark
from generator.model.radicals import plain, radicals_in

_LINE = re.compile(r"([^\r\n\v\f\u2028\u2029]*)([\r\n\v\f\u2028\u2029]+|$)")
_END = re.compile(r"\r\n|\r|\n")
_ODD_END = re.compile(r"[\v\f\u2028\u2029]")  # line breaks that editors do not count
_UNPRINTED = re.compile(
    r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]+"
)
_BLANK = frozenset(["Zs", "Zl", "Zp", "Cc", "Cf"])  # Unicode categories
# letters and marks by name, blank in print
_UNSEEN = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0\ufe0e\ufe0f")
# labels: words struck out, the sound of words printed above them, names of sheets, words that nobody sees in
# print, what an unfilled field says, words that lie over a sheet
STRUCK, READING, SHEET, UNSEEN, UNFILLED, BOXED = (
    "删除线文字",
    "注音",
    "工作表名",
    "看不见的文字",
    "未填写的提示",
    "文本框文字",
)
# what readers say of tables in the cells of others
NESTED = "有 {} 张表套在别的表的格子里，已移到那张表后面单独成表，请核对它属于哪一项"
ATTACHED = "附件目录"  # label: names of attachments that are not in the text
_MOST = 10_000  # lines of a document, if they are shorter than this on average:
_USUAL = 60  # characters; a plan or a table of tasks does not come near either
_ROWS_FOR_A_LINE = 3  # of a table whose cells the reader knows: they need no guessing


class UnreadableError(Exception):
    """The file cannot be imported. The message is a whole Chinese sentence for the user."""


class Line(NamedTuple):
    """One line of the source.

    `number` counts from 1; `end` is the line end as found, with those of the empty lines behind it. `outline`
    is the heading level a word processor gave (1 = top), `cells` the cells of a table row (their texts joined
    by tabs are `text`), `runs_on` tells that the layout shows the sentence continuing on the next line.
    `aside` is a label for the report when the reader knows that the line is no part of the text (navigation,
    page header). `merged` are the columns in which a merged cell of a row above goes on; None where the
    format does not say what is merged. `mark` is what a paper that was handed out says itself of the
    paragraph (`model.paper_marks`).
    """

    number: int
    text: str
    end: str = ""
    outline: int | None = None
    cells: tuple[str, ...] | None = None
    runs_on: bool = False
    aside: str | None = None
    merged: tuple[int, ...] | None = None
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its lines, its name, the title its format knows, and what a person should hear.

    `notes` are Chinese sentences about what the file carries beside its text: comments, tracked changes,
    hidden rows, authors (隐藏信息), or a decoding that needed a guess. `fields` are head-block fields the
    format carries outside its text (meta tags of a page).
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
    """Whether anything in the lines can be seen: no blanks, marks of direction, joiners,
    control characters."""
    return any(
        unicodedata.category(c) not in _BLANK and c not in _UNSEEN for line in lines for c in line.text
    )


def most_lines(chars: int) -> int:
    """How many lines a document of so many characters can have; what lies behind is read as one piece."""
    return max(_MOST, chars // _USUAL)


def split_lines(text: str) -> tuple[Line, ...]:
    """Cut a text at its line ends (LF, CRLF, CR, rarely VT, FF, U+2028, U+2029);
    joined again the lines are the text, character by character.

    Behind `most_lines` the rest is one line, so that a megabyte of nothing but line ends takes no more time
    than a megabyte of sentences.
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
        number += 1 if len(end) < 2 else max(1, len(_END.findall(end)))
    return tuple(lines)


def number_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Give lines made by a reader their numbers and a line end each, the last one excepted.

    As in `split_lines`, those behind the most that a document can have are one line.
    """
    lines = _with_one_rest([part for line in lines for part in _parts(line)])
    last = len(lines)
    return tuple(Line(n, line.text, "" if n == last else "\n", *line[3:]) for n, line in enumerate(lines, 1))


def without_unprinted(source: Source) -> Source:
    """The source, its characters without width (in 县发改局 they make another unit)
    on a line of their own at the end."""
    found = [marks for line in source.lines for marks in _UNPRINTED.findall(line.text)]
    if not found:
        return source
    lines = [_printed(line) if _UNPRINTED.search(line.text) else line for line in source.lines]
    last = Line(lines[-1].number + 1, "".join(found), aside="不可见字符")
    return replace(source, lines=(*lines, last), title=source.title and _UNPRINTED.sub("", source.title))


def with_plain_characters(source: Source) -> Source:
    """The source with plain characters in the place of radicals, and a note that says so."""
    found = [match.group() for line in source.lines for match in radicals_in(line.text)]
    if not found:
        return source
    note = (
        f"原文有 {len(found)} 个字用了部首的编码（如“{found[0]}”，PDF 里常见），"
        f"已换成平常的字（“{plain(found[0])}”）"
    )
    lines = tuple(
        line._replace(text=plain(line.text), cells=line.cells and tuple(map(plain, line.cells)))
        for line in source.lines
    )
    return replace(
        source, lines=lines, title=source.title and plain(source.title), notes=(*source.notes, note)
    )


def _printed(line: Line) -> Line:
    """The line without the characters that have no width."""
    cells = line.cells if line.cells is None else tuple(_UNPRINTED.sub("", cell) for cell in line.cells)
    return line._replace(text=_UNPRINTED.sub("", line.text), cells=cells)


def _parts(line: Line) -> list[Line]:
    """The lines that rare line breaks make of one; the cells of a row stay together."""
    if not _ODD_END.search(line.text):
        return [line]
    if line.cells is not None:
        return [
            line._replace(
                text=_ODD_END.sub(" ", line.text), cells=tuple(_ODD_END.sub(" ", cell) for cell in line.cells)
            )
        ]
    words = _ODD_END.split(line.text)
    return [
        line._replace(
            text=part, outline=line.outline if n == 0 else None, runs_on=line.runs_on and n == len(words) - 1
        )
        for n, part in enumerate(words)
    ]


def _with_one_rest(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, those too many joined into the last one;
    a file can have some more rows than it has paragraphs."""
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
