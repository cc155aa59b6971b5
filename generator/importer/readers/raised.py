"""Raised and lowered characters: 10⁵, m² and CO₂ keep their sense in plain text only as other characters.

Characters that have no such form stay as they are, with all that stands beside them: a note mark [1] is [1].
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Literal

Rise = Literal["", "superscript", "subscript"]
_BASE = "0123456789+-=()−－＋（）"
_SUPERSCRIPT = str.maketrans(f"{_BASE}ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾⁻⁻⁺⁽⁾ⁿⁱ")
_SUBSCRIPT = str.maketrans(f"{_BASE}aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₋₋₊₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")


def shifted(words: str, rise: Rise) -> str:
    """The words raised or lowered; unchanged where one of their characters has no such form."""
    table = {"superscript": _SUPERSCRIPT, "subscript": _SUBSCRIPT}.get(rise)
    if table is None or not all(ord(c) in table or c.isspace() for c in words):
        return words
    return words.translate(table)


def powers(words: str, rise: Rise) -> str:
    """The words of a formula raised or lowered; behind ^ or _ where their characters have no such form."""
    moved = shifted(words, rise)
    if moved != words or not rise or not words.strip():
        return moved
    return f"{'^' if rise == 'superscript' else '_'}{words if len(words) == 1 else f'({words})'}"


def joined(pieces: Iterable[tuple[str, Rise]]) -> str:
    """Pieces of text, each with its rise, as one; what is raised together is looked at together."""
    return "".join(
        shifted("".join(words for words, _ in group), rise) for rise, group in groupby(pieces, lambda p: p[1])
    )
