"""How well a colour is read beside another, by the relative luminance and the contrast ratio of WCAG 2.2
(definitions there; 1.4.3 asks 4.5 of text).

A colour is six hexadecimal digits, RRGGBB, also with # before them.
"""

from __future__ import annotations

import math

WHITE = "#ffffff"
SOFT = "#f3f5f8"  # --soft of the style sheet: behind menu, foot, notes and heads of tables
LEAST_CONTRAST = 4.5  # of text of ordinary size with what is behind it: WCAG 2.2, 1.4.3, level AA


def contrast(one: str, other: str) -> float:
    """The contrast ratio, from 1 for equal colours to 21 for black and white."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def is_readable(colour: str, ground: str = WHITE) -> bool:
    """Whether text in this colour is read on the ground, and text of the ground's colour on this one."""
    return contrast(colour, ground) >= LEAST_CONTRAST


def readable(colour: str, ground: str = WHITE) -> str:
    """The colour, or the nearest darker one of the same hue that is read on the ground: #rrggbb.

    The ground is a pale one: black is read on it.
    """
    parts = _parts(colour)
    darkening = ("#" + "".join(f"{round(part * k / 255):02x}" for part in parts) for k in range(255, -1, -1))
    return next(one for one in darkening if is_readable(one, ground))


def shown_ratio(ratio: float) -> str:
    """A ratio in words, cut rather than rounded: 4.499 is not yet 4.5."""
    return f"{math.floor(ratio * 100) / 100:.2f}"


def _parts(colour: str) -> bytes:
    """Red, green and blue, 0 to 255."""
    return bytes.fromhex(colour.removeprefix("#"))


def _luminance(colour: str) -> float:
    """Relative luminance, 0 for black to 1 for white."""
    parts = (part / 255 for part in _parts(colour))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
