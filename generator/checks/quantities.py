"""The quantities of a text with their places, and how exactly they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from generator.model.amounts import SCALES, UNITS
from generator.model.names import DIGITS

_SCALED = "|".join(sorted(SCALES, key=len, reverse=True))
_UNITS = "|".join(sorted(UNITS.split("|"), key=len, reverse=True))
_QUANTITY = re.compile(
    rf"(?<![\d.])(?P<number>\d{{1,12}}(?:\.\d{{1,6}})?)(?P<about>[余多])?(?P<scale>{_SCALED})?(?P<more>[余多])?"
    rf"(?P<unit>(?:万|亿)?(?:{_UNITS}))"
)
_WIDTHS = DIGITS | str.maketrans("．％", ".%")


class Quantity(NamedTuple):
    """`value` in single units, printed to the nearest `step`; `start` and `end` are its place. One that
    `is_about` (余, 多, 近, 约) is not exact at all.
    """

    value: Decimal
    step: Decimal
    unit: str
    start: int
    end: int
    is_about: bool

    @property
    def least(self) -> Decimal:
        return self.value - self.step / 2

    @property
    def most(self) -> Decimal:
        return self.value + self.step / 2


def quantities(text: str, start: int, end: int) -> Iterator[Quantity]:
    """The quantities of a part of a text, in order, with their places in the whole. 余 and 近 make them about
    so much.
    """
    part = text[start:end].translate(_WIDTHS)
    for match in _QUANTITY.finditer(part):
        number = Decimal(match["number"])
        scale = SCALES.get(match["scale"] or "", 1)
        decimals = len(match["number"].partition(".")[2])
        # a whole number is a count, but for one in 万 and 亿
        step = Decimal(scale).scaleb(-decimals) if decimals or scale > 1 else Decimal(0)
        before = part[max(0, match.start() - 2) : match.start()]
        is_about = bool(match["about"] or match["more"]) or any(sign in before for sign in "近约超逾")
        first, last = start + match.start(), start + match.end()
        yield Quantity(number * scale, step, match["unit"], first, last, is_about)
