"""Letters to words: those printed twice count once, raised ones are raised in the text, blanks stand where a
reader sees them."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from generator.importer.readers.pdf_marks import Glyph

_TWICE = 0.12  # of a letter's size, that bold by printing twice moves it
_SQUARE = 8.0  # points of the squares in which letters are looked for
_LARGEST = 400.0  # points of a letter; beyond it the reach does not grow
_GAP = 0.18  # of a letter's size, that two words of a European language are apart
_WIDE_GAP = 0.55  # that Chinese words are apart, which programs set off from digits by a quarter
_RAISED = str.maketrans("0123456789+-=()n−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ⁻")
_UP = frozenset(map(chr, _RAISED.values()))
_LOWERED = str.maketrans("0123456789+-=()−", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₋")


def once(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], int]:
    """The letters without those printed again a fraction of a point away, and how many these were.

    Whoever prints a line three or four times moves each a little further, so all are held against the first.
    """
    kept: list[Glyph] = []
    places: dict[tuple[str, int, int], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        if glyph.text.isspace():
            kept.append(glyph)
            continue
        reach = max(_TWICE * min(glyph.size, _LARGEST), 0.3)
        if any(_is_same(glyph, other, reach) for key in _near(glyph, reach) for other in places.get(key, ())):
            continue
        kept.append(glyph)
        places[glyph.text, int(glyph.x // _SQUARE), int(glyph.y // _SQUARE)].append(glyph)
    return kept, len(glyphs) - len(kept)


def _near(glyph: Glyph, reach: float) -> Iterator[tuple[str, int, int]]:
    """The squares of the page in which the same letter may stand."""
    for x in range(int((glyph.x - reach) // _SQUARE), int((glyph.x + reach) // _SQUARE) + 1):
        for y in range(int((glyph.y - reach) // _SQUARE), int((glyph.y + reach) // _SQUARE) + 1):
            yield glyph.text, x, y


def _is_same(one: Glyph, other: Glyph, reach: float) -> bool:
    return (
        abs(one.x - other.x) <= reach
        and abs(one.y - other.y) <= reach
        and abs(one.size - other.size) <= 0.1 * one.size
        and one.turn == other.turn
    )


def raised(glyph: Glyph) -> Glyph:
    """The letter as one that stands above its line."""
    return glyph._replace(text=glyph.text.translate(_RAISED))


def lowered(glyph: Glyph) -> Glyph:
    """The letter as one that stands below its line."""
    return glyph._replace(text=glyph.text.translate(_LOWERED))


def words_of(glyphs: Iterable[Glyph]) -> str:
    """The text of letters on one line, in order from left to right."""
    parts: list[str] = []
    last: Glyph | None = None
    blank = False
    for glyph in glyphs:
        if glyph.text.isspace() or not glyph.text:
            blank = blank or glyph.width > 0.1 * glyph.size
            continue
        if last is not None and (blank or _is_apart(last, glyph)):
            parts.append(" ")
        parts.append(glyph.text)
        last, blank = glyph, False
    return "".join(parts)


def _is_apart(left: Glyph, right: Glyph) -> bool:
    """Whether a reader sees a blank between two letters."""
    size = max(left.size, right.size)
    tight = right.text not in _UP and _is_narrow(left.text[-1:]) and _is_narrow(right.text[:1])
    return right.x - left.right > (_GAP if tight else _WIDE_GAP) * size


def _is_narrow(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) not in ("W", "F", "A")
