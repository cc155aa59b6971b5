"""What a page of a PDF shows, as values: letters by their base line, boxes, pictures and rules.

Places are in points from the upper left corner of the page as it is read: `y` grows downwards, and a page
whose words all run up or down its side is turned (`turned`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import NamedTuple

Colour = tuple[float, float, float] | None  # red, green, blue from 0 to 1; None: not known
Area = tuple[float, float, float, float]  # left, top, right, bottom

ASCENT, DESCENT = 0.86, 0.14  # of a letter's size, above and below its base line
SLANTED = -1


class Glyph(NamedTuple):
    """A letter: where its base line begins, how far it goes, how it is printed.

    `turn`: degrees by which its line is turned against the page, SLANTED for any that are no right angle.
    `order`: the place in which it was drawn, among boxes and pictures. `is_blind`: drawn without ink (render
    mode 3, wholly transparent, in a layer that is switched off, clipped away). `place`: among
    the letters.
    """

    text: str
    x: float
    y: float
    width: float
    size: float
    turn: int = 0
    order: int = 0
    colour: Colour = (0.0, 0.0, 0.0)
    is_blind: bool = False
    place: int = 0

    @property
    def right(self) -> float:
        """Where the letter ends."""
        return self.x + self.width

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the letter."""
        along, up = self.width / 2, self.size * (ASCENT - DESCENT) / 2
        if self.turn == 90:
            return self.x - up, self.y - along
        if self.turn == 180:
            return self.x - along, self.y + up
        if self.turn == 270:
            return self.x + up, self.y + along
        return self.x + along, self.y - up


class Box(NamedTuple):
    """A filled shape or a picture. `is_solid`: nothing behind it can be seen, all over `area`."""

    area: Area
    order: int
    colour: Colour = None
    is_solid: bool = True
    is_picture: bool = False


class Rule(NamedTuple):
    """A straight line along the page, its ends in order; the edge of a cell, perhaps."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_level(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 > self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Marks:
    """All that a page shows. `window` is the part of it that readers see and printers print."""

    width: float
    height: float
    window: Area
    glyphs: list[Glyph] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    @property
    def has_pictures(self) -> bool:
        """Whether there is a picture on the page."""
        return any(box.is_picture for box in self.boxes)


def turned(marks: Marks) -> Marks:
    """The page turned so that most of its words run from left to right."""
    turns = Counter(g.turn for g in marks.glyphs if g.turn != SLANTED and not g.text.isspace())
    turn = max(turns, key=lambda t: (turns[t], -t), default=0)
    if turn == 0:
        return marks
    width, height = (marks.width, marks.height) if turn == 180 else (marks.height, marks.width)
    return replace(
        marks,
        width=width,
        height=height,
        window=_area(marks.window, turn, marks),
        glyphs=[_glyph(g, turn, marks) for g in marks.glyphs],
        boxes=[b._replace(area=_area(b.area, turn, marks)) for b in marks.boxes],
        rules=[Rule(*_area(r, turn, marks)) for r in marks.rules],
    )


def _glyph(glyph: Glyph, turn: int, page: Marks) -> Glyph:
    x, y = _point(glyph.x, glyph.y, turn, page)
    rest = SLANTED if glyph.turn == SLANTED else (glyph.turn - turn) % 360
    return glyph._replace(x=x, y=y, turn=rest)


def _area(area: Area | Rule, turn: int, page: Marks) -> Area:
    x0, y0 = _point(area[0], area[1], turn, page)
    x1, y1 = _point(area[2], area[3], turn, page)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _point(x: float, y: float, turn: int, page: Marks) -> tuple[float, float]:
    """Where a point lies on the page turned back by `turn` degrees."""
    if turn == 90:
        return page.height - y, x
    if turn == 180:
        return page.width - x, page.height - y
    return y, page.width - x
