"""What the number and the unit of a figure come to: 22.54万条 is 225400 条, and 300万元 stays 300 万元.

`match` has the groups num, scale, scale2 and unit.
"""

from __future__ import annotations

import re
from decimal import Decimal

from generator.model.amounts import SCALES, han_number

_THOUSANDS = re.compile(r"[,，\s]")


def value_of(match: re.Match[str]) -> Decimal:
    """The value in single units; amounts of money keep theirs."""
    number = Decimal(digits_of(match))
    if match.group("unit") == "元":
        return plain(number)
    for scale in (match.group("scale"), match.group("scale2")):
        number *= SCALES.get(scale or "", 1)
    return plain(number)


def digits_of(match: re.Match[str]) -> str:
    """The number without the marks between its thousands, in digits."""
    printed = _THOUSANDS.sub("", match.group("num"))
    return printed if printed[0].isdigit() else str(han_number(printed))


def plain(number: Decimal) -> Decimal:
    """Without an exponent and without zeros that say nothing (225400, not 225400.00)."""
    return Decimal(f"{number.normalize():f}")


def unit_of(match: re.Match[str]) -> str:
    """The unit; amounts of money keep theirs (万元, 亿元), everything else is worked out to single units."""
    unit = match.group("unit")
    return (
        f"{match.group('scale') or ''}{match.group('scale2') or ''}{unit}"
        if unit == "元"
        else unit.replace("％", "%")
    )
