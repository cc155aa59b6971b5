"""Which letters of a page nobody sees: without ink, in the colour of what lies behind them, off the page, too
small, or under a bar or a picture.

They stand in the file and are found by whoever copies or searches it, so they are told and not imported.
There is one honest kind: a scanned page whose text was found by recognition (OCR) and laid unseen over or
under the picture. It is what the picture shows, with mistakes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from generator.importer.readers.pdf_guard import TooLargeError
from generator.importer.readers.pdf_marks import Area, Box, Colour, Glyph, Marks

_SMALLEST = 1.6  # points of a letter that can be seen
_ALIKE = 0.06  # of a colour from 0 to 1
_BANDS = 80  # strips of a page in which boxes are looked for
_MOST_LOOKS = 3_000_000  # letters times boxes; a page of tables has 100,000
_SCAN = 0.4  # of a page, that a picture covers which is a scan
_OCR = 10  # times more unseen letters than seen ones
_WHITE: Colour = (1.0, 1.0, 1.0)


class Sight(NamedTuple):
    """The letters of a page by whether a reader sees them. `is_recognised`: it is a scan, the text found by
    recognition."""

    seen: list[Glyph]
    unseen: list[Glyph]
    is_recognised: bool = False


def look(marks: Marks) -> Sight:
    """What of a page is seen. Raises TooLargeError for a page of too many boxes under too many letters."""
    around = _Boxes(marks)
    seen: list[Glyph] = []
    unseen: list[Glyph] = []
    for glyph in marks.glyphs:
        (seen if _is_seen(glyph, marks.window, around.at(glyph)) else unseen).append(glyph)
    recognised = [g for g in unseen if _is_recognised(g, marks, around.at(g))]
    if sum(not g.text.isspace() for g in seen) * _OCR <= len(recognised) > 0:
        kept = set(map(id, recognised))
        return Sight([*seen, *recognised], [g for g in unseen if id(g) not in kept], is_recognised=True)
    places = {_place(g) for g in seen}
    return Sight(seen, [g for g in unseen if not g.text.isspace() and _place(g) not in places])


def _place(glyph: Glyph) -> tuple[str, int, int]:
    """Where a letter stands, within two points: one that was covered and printed again is seen."""
    return glyph.text, round(glyph.x / 2), round(glyph.y / 2)


class _Boxes:
    """The boxes of a page by strips from top to bottom, to look only at those near a letter."""

    def __init__(self, marks: Marks) -> None:
        self._step = max(1.0, marks.height / _BANDS)
        self._bands: dict[int, list[Box]] = defaultdict(list)
        for box in marks.boxes:
            first, last = (min(_BANDS, max(-1, int(y // self._step))) for y in (box.area[1], box.area[3]))
            for band in range(first, last + 1):
                self._bands[band].append(box)
        looks = sum(len(self._bands.get(self._band(g), ())) for g in marks.glyphs)
        if looks > _MOST_LOOKS:
            raise TooLargeError(
                "有一页的图形和文字多得不合常理，可能是恶意文件，没有读完，请改用 Word 原稿再导入。"
            )

    def _band(self, glyph: Glyph) -> int:
        return min(_BANDS, max(-1, int(glyph.middle[1] // self._step)))

    def at(self, glyph: Glyph) -> list[Box]:
        """The boxes around the middle of a letter, in the order they were drawn."""
        x, y = glyph.middle
        return [b for b in self._bands.get(self._band(glyph), ()) if _holds(b.area, x, y)]


def _holds(area: Area, x: float, y: float) -> bool:
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]


def _is_seen(glyph: Glyph, window: Area, boxes: Iterable[Box]) -> bool:
    """Whether a reader of the printed page sees a letter."""
    if glyph.text.isspace():
        return True
    if glyph.is_blind or glyph.size < _SMALLEST or not _holds(window, *glyph.middle):
        return False
    behind: Colour = _WHITE
    for box in boxes:
        if box.order > glyph.order:
            if box.is_solid:
                return False
        else:
            behind = box.colour if box.is_solid else None
    return glyph.colour is None or behind is None or not _is_alike(glyph.colour, behind)


def _is_alike(one: tuple[float, float, float], other: tuple[float, float, float]) -> bool:
    return all(abs(a - b) <= _ALIKE for a, b in zip(one, other, strict=True))


def _is_recognised(glyph: Glyph, marks: Marks, boxes: Iterable[Box]) -> bool:
    """Whether an unseen letter lies over or under a scan, and no bar was drawn over the two."""
    boxes = list(boxes)
    scan = next(
        (b for b in boxes if b.is_picture and _size(b.area) >= _SCAN * marks.width * marks.height), None
    )
    if scan is None or glyph.size < _SMALLEST or not _holds(marks.window, *glyph.middle):
        return False
    return not any(b.is_solid and not b.is_picture and b.order > max(scan.order, glyph.order) for b in boxes)


def _size(area: Area) -> float:
    return (area[2] - area[0]) * (area[3] - area[1])
