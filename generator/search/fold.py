"""`normalise` for all texts at once: the rule looked up once for each different character,
then applied as arrays.

Characters that may join with a neighbour or become several are left to `normalise`, field by field; they are
rare.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from generator.search.normalise import is_space, normalise

U32 = npt.NDArray[np.uint32]
I64 = npt.NDArray[np.int64]

_CODES = 0x110000
_NO_CHARACTER = _CODES  # white space stands for none
_SLOW = _CODES + 1  # left to `normalise`
_SPACE = 32  # what is kept of white space between words


def fold_fields(fields: Sequence[str]) -> tuple[U32, I64, set[int]]:
    """The code points of the normal forms in a row,
    the length of each, and which code points may be among them.
    """
    codes, lengths = _code_points(fields)
    table, normal = _rules(codes)
    if _SLOW in normal:
        patched = list(fields)
        slow = np.flatnonzero(table.take(codes) == _SLOW)
        for field in np.unique(np.searchsorted(np.cumsum(lengths), slow, side="right")).tolist():
            patched[field] = normalise(fields[field])
        codes, lengths = _code_points(patched)
        table, normal = _rules(codes, settled=True)
    folded = table.take(codes)
    if _NO_CHARACTER in normal:
        folded, lengths = _without_spaces(folded, lengths, np.flatnonzero(folded == _NO_CHARACTER))
    return folded, lengths, normal - {_NO_CHARACTER} | {_SPACE}


def _code_points(fields: Sequence[str]) -> tuple[U32, I64]:
    codes = np.frombuffer("".join(fields).encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(
        np.uint32, copy=False
    )
    return codes, np.fromiter(map(len, fields), dtype=np.int64, count=len(fields))


def _rules(codes: U32, *, settled: bool = False) -> tuple[U32, set[int]]:
    """code point -> what stands for it, for all that are present; and all that stand for one.

    In a `settled` text what is slow stands in its normal form already.
    """
    present = np.zeros(_CODES, dtype=bool)
    present[codes] = True
    known = np.flatnonzero(present).tolist()
    rules = [
        code if settled and rule == _SLOW else rule
        for code, rule in zip(known, map(_rule, known), strict=True)
    ]
    table = np.zeros(_CODES, dtype=np.uint32)
    table[known] = rules
    return table, set(rules)


@cache
def _rule(code: int) -> int:
    """The code point of the normal form where that is one character, or _NO_CHARACTER, or _SLOW."""
    character = chr(code)
    if is_space(character):
        return _NO_CHARACTER
    if _may_join(character) or len(normal := normalise(character)) != 1:
        return _SLOW
    return ord(normal)


def _may_join(character: str) -> bool:
    """Marks and Hangul letters, which may become one character with the one before."""
    return (
        unicodedata.category(character)[0] == "M"
        or "\u1100" <= character <= "\u11ff"
        or "\ua960" <= character <= "\ua97f"
        or "\ud7b0" <= character <= "\ud7ff"
    )


def _without_spaces(codes: U32, lengths: I64, spaces: I64) -> tuple[U32, I64]:
    """Drop white space, but keep one space between two ASCII letters or digits of the same field."""
    ends = np.cumsum(lengths)
    field = np.searchsorted(ends, spaces, side="right")
    apart = np.diff(spaces) > 1
    apart |= np.diff(field) > 0
    opens, closes = np.flatnonzero(np.append(True, apart)), np.flatnonzero(np.append(apart, True))
    before, after = spaces[opens] - 1, spaces[closes] + 1
    inner = (before >= (ends - lengths)[field[opens]]) & (after < ends[field[closes]])
    opens, before, after = opens[inner], before[inner], after[inner]
    kept = opens[_is_word(codes[before]) & _is_word(codes[after])]
    codes[spaces[kept]] = _SPACE
    dropped = np.delete(spaces, kept)
    lengths = lengths - np.bincount(np.delete(field, kept), minlength=len(lengths))
    return np.delete(codes, dropped), lengths


def _is_word(codes: U32) -> npt.NDArray[np.bool_]:
    return ((codes >= 48) & (codes <= 57)) | ((codes >= 97) & (codes <= 122))
