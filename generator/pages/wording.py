"""Two wordings of one text side by side: which words are new, and which are gone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# A figure or a word in Latin letters is read as one, everything else sign by sign.
_TOKEN = re.compile(r"\d[\d.,]*[%％]?|[A-Za-z]+|.", re.S)
_SHORTEST = 2  # signs between two changes that may stay unmarked: one alone reads as noise
_Block = tuple[bool, int, int, int, int]


@dataclass(slots=True, eq=False, repr=False)
class Run:
    """Words in a row of which all or none stand in the other wording."""

    text: str
    is_changed: bool


def marked(old: str, new: str) -> tuple[list[Run], list[Run]]:
    """Both wordings in runs; joined, the runs of each are its whole text."""
    return _runs(_TOKEN.findall(old), _TOKEN.findall(new), _SHORTEST)


def marked_lines(old: Sequence[str], new: Sequence[str]) -> tuple[list[Run], list[Run]]:
    """As `marked`, line by line: a line of which anything is changed is changed."""
    return _runs([f"{line}\n" for line in old], [f"{line}\n" for line in new], 1)


def _runs(a: list[str], b: list[str], shortest: int) -> tuple[list[Run], list[Run]]:
    blocks = list(_merged(_blocks(a, b, shortest)))
    return (
        [Run("".join(a[i:j]), changed) for changed, i, j, _, _ in blocks if i < j],
        [Run("".join(b[k:m]), changed) for changed, _, _, k, m in blocks if k < m],
    )


def _blocks(a: list[str], b: list[str], shortest: int) -> Iterator[_Block]:
    """What is changed and what is not, in order; a short piece between two changes counts as changed."""
    codes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    for n, (what, i, j, k, m) in enumerate(codes):
        is_between = 0 < n < len(codes) - 1
        yield what != "equal" or (is_between and j - i < shortest), i, j, k, m


def _merged(blocks: Iterator[_Block]) -> Iterator[_Block]:
    """Neighbours of one kind as one block."""
    last: _Block | None = None
    for block in blocks:
        if last and last[0] == block[0]:
            last = (last[0], last[1], block[2], last[3], block[4])
        else:
            if last:
                yield last
            last = block
    if last:
        yield last
