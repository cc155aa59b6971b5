"""Whether letters can be told from what they are printed on: white on white cannot, white on blue can.

A colour is six hexadecimal digits, RRGGBB.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generator.model.colours import contrast

WHITE = "FFFFFF"
BLACK = "000000"
_LEAST_CONTRAST = 1.2  # of WCAG, from 1 to 21; the palest grey that still shows on paper has 1.3
_NEAR = 24  # of 255, by which red, green or blue may differ: yellow on white is pale, but seen
_TINY = 2.0  # points; what is printed smaller is a line of dust
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")


def is_colour(words: object) -> bool:
    """Whether the words are a colour."""
    return isinstance(words, str) and _COLOUR.fullmatch(words) is not None


@lru_cache(maxsize=1000)
def is_lost(ink: str, paper: str) -> bool:
    """Whether nobody sees letters of one colour on the other."""
    if any(abs(a - b) > _NEAR for a, b in zip(bytes.fromhex(ink), bytes.fromhex(paper), strict=True)):
        return False
    return contrast(ink, paper) < _LEAST_CONTRAST


def is_tiny(points: float) -> bool:
    """Whether letters of this size look like dust."""
    return points <= _TINY
