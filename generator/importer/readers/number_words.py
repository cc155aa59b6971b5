"""The pieces of a number format, and a number without one."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

Token = tuple[str, str]  # kind ("words", "code", "bracket") and text
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|'
    r"(?P<code>AM/PM|上午/下午|General|[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|a{3,4}|0+|#+|\?+|[.,%@;])|(?P<rest>.)",
    re.S,
)
_CHINESE_GENERAL = "G/通用格式"  # as some programs save it
_DIGITS = 15  # what Excel keeps of a number; further digits of a float are noise
_WIDTH = 11  # characters in which it prints a number without a format
_FORMATS = 500  # that are kept in mind
_LONGEST = 21  # digits that are written out


def tokens(code: str) -> tuple[Token, ...]:
    """A format in pieces: words that it prints, codes, and what stands in square brackets."""
    found: list[Token] = []
    for match in _TOKEN.finditer(code.replace(_CHINESE_GENERAL, "General")):
        words = (
            match.group("quoted")
            if match.group("quoted") is not None
            else match.group("escaped") or match.group("rest")
        )
        if match.group("code"):
            found.append(("code", match.group("code")))
        elif match.group("bracket") is not None:
            found.append(("bracket", match.group("bracket")))
        elif words:
            found.append(("words", words))
    return tuple(found)


@lru_cache(maxsize=_FORMATS)
def sections(code: str) -> tuple[list[Token], ...]:
    """The formats for positive numbers, negative ones, zero and text, in pieces."""
    found: list[list[Token]] = [[]]
    for token in tokens(code):
        if token == ("code", ";"):
            found.append([])
        else:
            found[-1].append(token)
    return tuple(found)


def plain(value: int | float | Decimal) -> str:
    """A number as Excel prints it without a format; a large integer digit by digit."""
    number = exact(value)
    if not number.is_finite():
        return "#NUM!"
    if number == number.to_integral_value():
        return f"{number:f}".partition(".")[0] if number.adjusted() < _LONGEST else f"{number.normalize():E}"
    if number.adjusted() < -4:
        return f"{float(number):.6G}"
    places = max(0, _WIDTH - 1 - len(f"{abs(number):f}".partition(".")[0]))
    near = f"{rounded(number, places):f}"
    return near.rstrip("0").rstrip(".") if "." in near else near


def exact(value: int | float | Decimal) -> Decimal:
    """A number without the noise of a float."""
    return Decimal(f"{value:.{_DIGITS}g}") if isinstance(value, float) else Decimal(value)


def rounded(number: Decimal, places: int) -> Decimal:
    """Half up, as Excel does; numbers too long for that as they are."""
    if number.adjusted() + places >= 27:
        return number
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
