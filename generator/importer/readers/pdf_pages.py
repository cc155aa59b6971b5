"""The pages of a PDF as text: what each shows, without the unseen, the printed twice, and stamps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from generator.importer.readers.pdf_columns import implied
from generator.importer.readers.pdf_device import Device, Interpreter, hidden_layers
from generator.importer.readers.pdf_grid import grids
from generator.importer.readers.pdf_guard import OutlinedError, Spent
from generator.importer.readers.pdf_letters import once
from generator.importer.readers.pdf_lines import Printed, lines_of
from generator.importer.readers.pdf_marks import Glyph, Marks, turned
from generator.importer.readers.pdf_tables import Table, fill
from generator.importer.readers.pdf_unseen import look

_PALE, _WHITE = 0.7, 0.97  # how bright a stamp's letters are, that text shows through
_LARGE = 1.5  # times the usual size, that the letters of a stamp have
_OFTEN = 4  # times that a stamp is repeated on a page


class Page(NamedTuple):
    """A page as text: its lines and tables from the top, and what stands apart from them."""

    number: int
    height: float
    size: float  # of most letters
    lines: list[Printed]
    tables: list[Table]
    stamps: list[str]  # words of stamps, and those turned against the page
    hidden: list[str]  # words that nobody sees
    doubled: int  # letters printed again
    is_recognised: bool
    has_pictures: bool
    is_outlined: bool
    is_damaged: bool


def pages_of(pdf: Any, spent: Spent) -> Iterator[Page]:
    """The pages of a file that pdfplumber opened, in turn. Raises what pdfminer does, and TooLargeError."""
    hidden = hidden_layers(pdf.doc.catalog)
    before: tuple[float, ...] = ()  # columns of a table at the end of the last page, that no rule draws
    for number, page in enumerate(pdf.pages, 1):
        damaged = spent.damaged
        device = Device(pdf.rsrcmgr, spent, number, hidden)
        with suppress(OutlinedError):
            Interpreter(pdf.rsrcmgr, device).process_page(page.page_obj)
        found = _page(
            number, turned(device.marks), before, spent.is_outlined(number), spent.damaged > damaged
        )
        last = found.tables[-1] if found.tables else None
        before = (*last.edges, last.area[2]) if last is not None and last.is_guessed else ()
        yield found
        page.close()


def _page(number: int, marks: Marks, before: tuple[float, ...], is_outlined: bool, is_damaged: bool) -> Page:
    sight = look(marks)
    printed, doubled = once(sight.seen)
    text, stamps = _without_stamps(printed)
    tables, rest = fill(grids(marks.rules), text)
    if lacking := implied(lines_of([g for g in rest if g.turn == 0]), marks.rules, marks.width, before):
        guessed, rest = fill(grids(lacking), rest)
        tables = [*tables, *(table._replace(is_guessed=True) for table in guessed)]
    askew = [g for g in rest if g.turn != 0]
    lines = lines_of([g for g in rest if g.turn == 0]) if askew else lines_of(rest)
    return Page(
        number,
        marks.height,
        _usual(text),
        [line._replace(glyphs=()) for line in lines],
        tables,
        [*stamps, *_in_order(askew)],
        [line.text for line in lines_of(once(sight.unseen)[0])],
        doubled,
        sight.is_recognised,
        marks.has_pictures,
        is_outlined,
        is_damaged,
    )


def _without_stamps(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], list[str]]:
    """The letters of no stamp, and the words of stamps: slanted, or pale and large, or pale and often."""
    usual = _usual(glyphs)
    if not any(g.turn < 0 or _is_pale(g) for g in glyphs):
        return list(glyphs), []
    runs = _runs(glyphs)
    words = ["".join(g.text for g in run).strip() for run in runs]
    often = Counter(word for word, run in zip(words, runs, strict=True) if _is_pale(run[0]))
    text: list[Glyph] = []
    stamps: list[str] = []
    for run, word in zip(runs, words, strict=True):
        is_large = run[0].size >= _LARGE * usual and len(glyphs) > len(run)
        if run[0].turn < 0 or (_is_pale(run[0]) and (is_large or (often[word] >= _OFTEN and len(word) > 2))):
            stamps.append(word)
        else:
            text.extend(run)
    return text, [word for word in stamps if word]


def _usual(glyphs: Sequence[Glyph]) -> float:
    """The size of most letters."""
    sizes = Counter(round(g.size, 1) for g in glyphs if not g.text.isspace())
    return sizes.most_common(1)[0][0] if sizes else 12.0


def _is_pale(glyph: Glyph) -> bool:
    """Whether a letter is so bright that it is meant to be read through."""
    return glyph.colour is not None and _PALE <= min(glyph.colour) < _WHITE


def _runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Letters drawn one behind the other in the same way."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and last.colour == glyph.colour
            and last.turn == glyph.turn
            and abs(last.size - glyph.size) < 0.5
            and (glyph.turn < 0 or abs(last.y - glyph.y) < 0.5)
            and max(abs(last.x - glyph.x), abs(last.y - glyph.y)) < 4 * max(1.0, glyph.size)
        ):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def _in_order(glyphs: Sequence[Glyph]) -> list[str]:
    """The words of letters that are turned, as they were drawn."""
    return [word for run in _runs(glyphs) if (word := "".join(g.text for g in run).strip())]
