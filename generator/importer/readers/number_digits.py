"""A number in a format of Excel: sections, conditions, digits in their places, thousands, 万元, fractions.

A format has up to three sections for numbers, by sign or by conditions ([>=10000]0!.0,"万元";0"元"). In a
section each 0, # or ? is a place for a digit; words may stand between two places, and a comma behind the last
one divides by a thousand (ECMA-376 part 1, 18.8.31).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import NamedTuple

from generator.importer.readers.number_words import Token, exact, plain, rounded, sections

_CONDITION = re.compile(r"(?P<sign>[<>]=?|=|<>)(?P<bound>-?\d{1,20}(?:\.\d{1,10})?)")
_PLACES = frozenset("0#?")
_LONGEST_DENOMINATOR = 7  # digits


class Section(NamedTuple):
    """The part of a format that prints a number; whether it prints its sign, too."""

    parts: list[Token]
    with_sign: bool


def number_words(value: int | float | Decimal, code: str) -> str | None:
    """The words of a number; None where the format has what is not known here."""
    number = exact(value)
    if not number.is_finite():
        return None
    section = _section(number, sections(code)[:3])
    if section is None or any(_is_unknown(part) for part in section.parts):
        return None
    words = _written(abs(number), section.parts)
    if words is None:
        return None
    return f"{'-' if section.with_sign and number < 0 and words else ''}{words}".strip()


def _section(number: Decimal, parts: Sequence[list[Token]]) -> Section | None:
    """The section for a number; None where no condition holds (Excel prints #####)."""
    conditions = [_condition(section) for section in parts]
    if any(conditions):
        for section, condition in zip(parts, conditions, strict=True):
            if condition is None or _holds(number, *condition):
                below = condition is not None and condition[0][0] == "<" and condition[1] <= 0
                return Section(section, with_sign=not below)
        return None
    if len(parts) > 2 and number == 0:
        return Section(parts[2], with_sign=False)
    if len(parts) > 1 and number < 0:
        return Section(parts[1], with_sign=False)
    return Section(parts[0], with_sign=True)


def _condition(section: Sequence[Token]) -> tuple[str, Decimal] | None:
    for kind, text in section:
        if kind == "bracket" and (match := _CONDITION.fullmatch(text.replace(" ", ""))):
            try:
                return match.group("sign"), Decimal(match.group("bound"))
            except InvalidOperation:
                return None
    return None


def _holds(number: Decimal, sign: str, bound: Decimal) -> bool:
    return {
        ">": number > bound,
        ">=": number >= bound,
        "<": number < bound,
        "<=": number <= bound,
        "=": number == bound,
        "<>": number != bound,
    }[sign]


def _is_unknown(token: Token) -> bool:
    kind, text = token
    if kind == "bracket":  # a colour, a condition, or a currency or language
        return text.startswith("DBNum") or text.lower() in ("h", "hh", "m", "mm", "s", "ss")
    return kind == "code" and text[0] in "yYmMdDhHsSaA上"


def _written(number: Decimal, parts: list[Token]) -> str | None:
    """A number without its sign."""
    kinds = [(kind, text.upper()) for kind, text in parts]
    if any(kind == "words" and text == "/" for kind, text in kinds) and _is_fraction(parts):
        return _fraction(number, parts)
    if any(kind == "words" and text == "E" for kind, text in kinds):
        return _scientific(number, parts)
    return _digits(number, parts)


def _digits(number: Decimal, parts: list[Token]) -> str:
    """The digits in their places, with the words between and around them."""
    places = [n for n, (kind, text) in enumerate(parts) if kind == "code" and text[0] in _PLACES]
    last = places[-1] if places else -1
    point = next((n for n, part in enumerate(parts) if part == ("code", ".")), len(parts))
    commas = [n for n, part in enumerate(parts) if part == ("code", ",")]
    thousands = [n for n in commas if places and places[0] < n < min(last, point)]
    scaling = [
        n for n in commas if n > last or (n > max((p for p in places if p < point), default=0) and n < point)
    ]
    scaled = number * Decimal(100) ** sum(part == ("code", "%") for part in parts)
    behind = sum(len(parts[n][1]) for n in places if n > point)
    scaled = rounded(scaled.scaleb(-3 * len(scaling)), behind)
    left, _, right = f"{scaled:f}".partition(".")
    left = left.lstrip("0")
    before = _placed(left, "".join(parts[n][1] for n in places if n < point), bool(thousands))
    after = _kept(right.ljust(behind, "0"), "".join(parts[n][1] for n in places if n > point))
    return _with_words(parts, places, point, before, after, number)


def _placed(digits: str, pattern: str, with_commas: bool) -> list[str]:
    """What stands in each place before the point; the first one takes all digits for which there is none."""
    shown: list[str] = []
    for at, place in enumerate(reversed(pattern)):
        digit = digits[-1:]
        digits = digits[:-1]
        shown.append(digit or {"0": "0", "#": "", "?": " "}[place])
        if at == len(pattern) - 1 and digits:
            shown[-1] = digits + shown[-1]
    if with_commas:
        count = 0
        for at, piece in enumerate(shown):
            marked = ""
            for digit in reversed(piece.strip()):
                marked = digit + ("," if count and count % 3 == 0 else "") + marked
                count += 1
            shown[at] = marked if piece.strip() else piece
    return shown[::-1]


def _kept(digits: str, pattern: str) -> list[str]:
    """What stands in each place behind the point: zeros at the end only where the format asks for them."""
    end = len(digits.rstrip("0"))
    return [
        digit if at < end or place == "0" or "0" in pattern[at:] else {"#": "", "?": " "}[place]
        for at, (digit, place) in enumerate(zip(digits, pattern, strict=True))
    ]


def _with_words(
    parts: list[Token], places: list[int], point: int, before: list[str], after: list[str], number: Decimal
) -> str:
    """The section written out; a point without digits behind it is left out, as 3. reads like an item."""
    out: list[str] = []
    for n, (kind, text) in enumerate(parts):
        if n in places:
            queue = before if n < point else after
            out += [queue.pop(0) for _ in text]
        elif n == point:
            out.append("." if any(piece.strip() for piece in after) else "")
        elif kind == "bracket":
            out.append(text[1:].partition("-")[0] if text.startswith("$") else "")
        elif text == "General" or text == "@":
            out.append(plain(number))
        elif (kind, text) != ("code", ","):
            out.append(text)
    return "".join(out).strip()


def _is_fraction(parts: list[Token]) -> bool:
    """Whether a stroke stands between places for digits, or before a number that divides."""
    at = parts.index(("words", "/"))
    before = any(kind == "code" and text[0] in _PLACES for kind, text in parts[:at])
    return before and any(
        (kind == "code" and text[0] in _PLACES) or text.isdecimal() for kind, text in parts[at:]
    )


def _fraction(number: Decimal, parts: list[Token]) -> str | None:
    """1 1/4, 5/4, 2/8: as the places before the stroke and the number behind it ask."""
    at = parts.index(("words", "/"))
    ahead = [text for kind, text in parts[:at] if kind == "code" and text[0] in _PLACES]
    behind = [text for kind, text in parts[at + 1 :] if text[0] in _PLACES or text.isdecimal()]
    fixed = "".join(behind)
    if fixed.isdecimal() and fixed.strip("0"):
        whole_number = Fraction(round(Fraction(number) * int(fixed)), int(fixed))
        below = int(fixed)
    elif len(fixed) <= _LONGEST_DENOMINATOR:
        whole_number = Fraction(number).limit_denominator(10 ** len(fixed) - 1)
        below = whole_number.denominator
    else:
        return None
    above = int(whole_number * below)
    if len(ahead) < 2:
        return f"{above}/{below}"
    whole, rest = divmod(above, below)
    return f"{whole} {rest}/{below}" if whole and rest else f"{rest}/{below}" if rest else str(whole)


def _scientific(number: Decimal, parts: list[Token]) -> str | None:
    """1.23E+04."""
    pattern = "".join(text for kind, text in parts if kind == "code" and text[0] in "0#?.")
    at = next(n for n, (kind, text) in enumerate(parts) if kind == "words" and text.upper() == "E")
    ahead = "".join(text for kind, text in parts[:at] if kind == "code" and text[0] in "0#?.")
    whole, _, behind = ahead.partition(".")
    if len(whole) != 1:  # engineers count in thousands
        return None
    power = number.adjusted() if number else 0
    digits = rounded(number.scaleb(-power), len(behind))
    if digits >= 10:
        power, digits = power + 1, digits / 10
    wide = len(pattern) - len(ahead)
    sign = "-" if power < 0 else "+" if ("words", "+") in parts else ""
    return f"{digits:.{len(behind)}f}E{sign}{abs(power):0{max(1, wide)}}"
