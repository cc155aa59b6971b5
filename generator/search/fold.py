"""`normalise` for all texts at once: the rule looked up once for each different character, then applied as arrays.

Characters that may join with a neighbour or become several are left to `normalise`, field by field; they are rare.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from generator.search.normalise import is_space, normalise

U32 = npt.NDArray[np.uint32]
I64 = npt.NDArray[np.int64]

_NO_CHARACTER = 0x110000  # white space stands for none


def fold_fields(fields: Sequence[str]) -> tuple[U32, I64]:
    """The code points of the normal forms in a row, and the length of each."""
    codes, lengths = _code_points(fields)
    table, slow = _rules(codes)
    if slow:
        marks = np.zeros(0x110000, dtype=bool)
        marks[slow] = True
        patched = list(fields)
        for field in np.unique(np.searchsorted(np.cumsum(lengths), np.flatnonzero(marks.take(codes)), side="right")).tolist():
            patched[field] = normalise(fields[field])
        codes, lengths = _code_points(patched)
        table, _ = _rules(codes)  # what is still slow now stands in its normal form
    folded = table.take(codes)
    spaces = np.flatnonzero(folded == _NO_CHARACTER)
    return _without_spaces(folded, lengths, spaces) if len(spaces) else (folded, lengths)


def _code_points(fields: Sequence[str]) -> tuple[U32, I64]:
    codes = np.frombuffer("".join(fields).encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint32, copy=False)
    return codes, np.fromiter(map(len, fields), dtype=np.int64, count=len(fields))


def _rules(codes: U32) -> tuple[U32, list[int]]:
    """code point -> its normal form where that is one character; and which are left to `normalise`."""
    present = np.zeros(0x110000, dtype=bool)
    present[codes] = True
    table = np.arange(0x110000, dtype=np.uint32)
    slow = []
    for code in np.flatnonzero(present).tolist():
        character = chr(code)
        if is_space(character):
            table[code] = _NO_CHARACTER
        elif _may_join(character) or len(normal := normalise(character)) != 1:
            slow.append(code)
        else:
            table[code] = ord(normal)
    return table, slow


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
    codes[spaces[kept]] = 32
    dropped = np.delete(spaces, kept)
    lengths = lengths - np.bincount(np.delete(field, kept), minlength=len(lengths))
    return np.delete(codes, dropped), lengths


def _is_word(codes: U32) -> npt.NDArray[np.bool_]:
    return ((codes >= 48) & (codes <= 57)) | ((codes >= 97) & (codes <= 122))
