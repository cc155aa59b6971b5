"""Nothing is said twice: no sentence in one section or task, and no long one in a whole document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.printed import Printed
from generator.problems import Finding, RecordPath

_SENTENCE = re.compile(r"[^。！？!?；;\n]{8,}")  # shorter ones may be said again by chance
_LONG = 30  # characters of one that no two places of a document have by chance
_OF_TABLES = {"table", "table_title"}  # whose cells repeat what they list
_SHOWN = 20


def find_repeated_sentences(printed: Printed) -> Iterator[Finding]:
    """One reminder a task, section or entry, at the first that it says again."""
    said: dict[str, RecordPath] = {}
    told: set[RecordPath] = set()
    for piece, start in printed.placed():
        for match in () if _OF_TABLES.intersection(piece.path) else _SENTENCE.finditer(piece.text):
            words = match[0].strip()
            if words not in said:
                said[words] = piece.owner
                continue
            is_near = said[words] == piece.owner
            if (is_near or (piece.is_prose and len(words) >= _LONG)) and piece.owner not in told:
                told.add(piece.owner)
                yield from _finding(printed, start + match.start(), words, is_near=is_near)


def _finding(printed: Printed, place: int, words: str, *, is_near: bool) -> Iterator[Finding]:
    shown = words[:_SHOWN]
    if not printed.is_known(shown):
        yield printed.finding(
            place,
            words,
            f"“{shown}{'…' if len(words) > _SHOWN else ''}”在{'这里' if is_near else '本文件里'}说了两遍",
            "请照原文核对，多余的删去；原文确是如此，请在 note 里引上这几个字说明",
        )
