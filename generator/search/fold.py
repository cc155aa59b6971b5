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

_SAME, _OTHER, _SPACE, _SLOW = range(4)


def fold_fields(fields: Sequence[str]) -> tuple[U32, I64]:
    """The code points of the normal forms in a row, and the length of each."""
    codes, lengths = _code_points(fields)
    table, kind = _rules(codes)
    slow = np.flatnonzero(kind[codes] == _SLOW)
    if len(slow):
        patched = list(fields)
        for field in np.unique(np.searchsorted(np.cumsum(lengths), slow, side="right")).tolist():
            patched[field] = normalise(fields[field])
        codes, lengths = _code_points(patched)
        table, kind = _rules(codes)  # what is still slow now stands in its normal form
    folded = table[codes]
    spaces = np.flatnonzero(kind[codes] == _SPACE)
    if not len(spaces):
        return folded, lengths
    return _without_spaces(folded, lengths, spaces)


def _code_points(fields: Sequence[str]) -> tuple[U32, I64]:
    codes = np.frombuffer("".join(fields).encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint32, copy=False)
    return codes, np.fromiter(map(len, fields), dtype=np.int64, count=len(fields))


def _rules(codes: U32) -> tuple[U32, npt.NDArray[np.uint8]]:
    """code point -> its normal form where that is one character, and what kind it is."""
    present = np.zeros(0x110000, dtype=bool)
    present[codes] = True
    table = np.arange(0x110000, dtype=np.uint32)
    kind = np.zeros(0x110000, dtype=np.uint8)
    for code in np.flatnonzero(present).tolist():
        character = chr(code)
        if is_space(character):
            kind[code] = _SPACE
        elif _may_join(character):
            kind[code] = _SLOW
        elif (normal := normalise(character)) != character:
            kind[code] = _OTHER if len(normal) == 1 else _SLOW
            table[code] = ord(normal) if len(normal) == 1 else code
    return table, kind


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
    keep = np.ones(len(codes), dtype=bool)
    keep[spaces] = False
    ends = np.cumsum(lengths)
    opens = spaces[np.append(True, np.diff(spaces) > 1)]
    closes = spaces[np.append(np.diff(spaces) > 1, True)]
    inner = (opens > 0) & (closes + 1 < len(codes))
    opens, closes = opens[inner], closes[inner]
    field = np.searchsorted(ends, opens - 1, side="right")
    words = _is_word(codes[opens - 1]) & _is_word(codes[closes + 1])
    words &= field == np.searchsorted(ends, closes + 1, side="right")
    keep[opens[words]] = True
    result = codes.copy()
    result[opens[words]] = 32
    kept = np.concatenate([[0], np.cumsum(keep)])
    return result[keep], kept[ends] - kept[ends - lengths]


def _is_word(codes: U32) -> npt.NDArray[np.bool_]:
    return ((codes >= 48) & (codes <= 57)) | ((codes >= 97) & (codes <= 122))
