"""The words of a cell as a person reads them, those struck out in it, and those that nobody sees."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any, NamedTuple, cast

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils.datetime import from_excel

from generator.importer.readers.ink import BLACK
from generator.importer.readers.number_formats import CHINESE, Printed, is_date, printed, shown
from generator.importer.readers.raised import Rise, joined
from generator.importer.readers.xlsx_looks import CellLook, Letters, Palette

_OF_THE_COMPUTER = (14, 22)  # formats of dates that look different on each computer
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # a character that XML cannot hold


class CellWords(NamedTuple):
    """What a cell shows; what is struck out in it; what it holds and does not show; whether its format is
    understood."""

    shown: str
    struck: str = ""
    unseen: str = ""
    is_sure: bool = True


class CellReader:
    """Reads the cells of one workbook; `epoch` is the day from which it counts."""

    def __init__(self, looks: list[CellLook], palette: Palette, epoch: Any) -> None:
        self._looks, self._palette, self._epoch = looks, palette, epoch
        self._usual = [
            not (look.letters.struck or look.letters.rise or look.hides(look.letters)) for look in looks
        ]

    def read(self, cell: Any, lit: bool = False) -> CellWords:
        """The words of a cell; `lit`: something not known is printed behind it, so that it counts as seen."""
        number = cell._style.fontId
        look = self._looks[number]
        look = look._replace(paper=None) if lit else look
        if isinstance(cell.value, CellRichText):
            return self._rich(cell.value, look)
        text = self._printed(cell.value, look)
        if not text.words.strip():
            return CellWords("", unseen=printed(cell.value, "General"))
        if self._usual[number]:
            return CellWords(text.words, is_sure=text.is_sure)
        return _sorted([(text.words, look.letters)], look)._replace(is_sure=text.is_sure)

    def _printed(self, value: object, look: CellLook) -> Printed:
        code = look.code
        known = CHINESE.get(look.format)
        if known is not None and (code == "General" or look.format in _OF_THE_COMPUTER):
            code = known
        if isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0 and is_date(code):
            with suppress(OverflowError, ValueError):  # a number that is no day
                value = from_excel(value, self._epoch)  # openpyxl knows no date by this format
        if isinstance(value, str):
            value = _ESCAPED.sub(_character, value)
        return shown(value, code)

    def _rich(self, value: CellRichText, look: CellLook) -> CellWords:
        if not shown("文", look.code).words.strip():
            return CellWords("", unseen=str(value))
        pieces: list[tuple[str, Letters]] = []
        for piece in value:
            letters = self._letters(piece.font) if isinstance(piece, TextBlock) else look.letters
            words = piece.text if isinstance(piece, TextBlock) else str(piece)
            pieces.append((_ESCAPED.sub(_character, words or ""), letters))
        return _sorted(pieces, look)

    def _letters(self, font: Any) -> Letters:
        """What the font of a part of a text says."""
        colour, rise = font.color, font.vertAlign
        named = {colour.type: colour.value, "tint": colour.tint} if colour is not None else {}
        return Letters(
            bool(font.strike),
            cast(Rise, rise if rise in ("superscript", "subscript") else ""),
            self._palette.colour(named) or BLACK,
            11 if font.sz is None else float(font.sz),
        )


def _sorted(pieces: list[tuple[str, Letters]], look: CellLook) -> CellWords:
    """Pieces of a cell by whether they are struck out, unseen, or neither."""
    seen: list[tuple[str, Rise]] = []
    struck: list[str] = []
    unseen: list[str] = []
    for words, letters in pieces:
        if look.hides(letters):
            unseen.append(words)
        elif letters.struck:
            struck.append(words)
        else:
            seen.append((words, letters.rise))
    return CellWords(
        joined(seen).strip(), " ".join("".join(struck).split()), " ".join("".join(unseen).split())
    )


def _character(escaped: re.Match[str]) -> str:
    code = int(escaped.group(1), 16)
    return "" if code == 13 else chr(code) if code in (9, 10) or code >= 32 else " "
