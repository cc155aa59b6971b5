"""Accounting: every character of the source is placed in the tree or head, set aside under a name, or
unplaced.

Placed is decided by what the finished import reaches, not by what the rules meant to place: a block that no
node of the tree and no field holds is unplaced, and is reported with its line.
"""

from __future__ import annotations

from collections import Counter

from generator.importer.blocks import Block, Span
from generator.importer.layout.kept_persons import PERSONAL
from generator.importer.lines import Source
from generator.importer.outline.result import Coverage
from generator.importer.outline.tree import Node, walk
from generator.importer.outline.withheld import withheld_ink

_BLANK = "空白和换行"
_FIELDS = frozenset({"meta", "title", "docnumber", "signature"})


def account(
    source: Source, blocks: list[Block], root: Node, persons: frozenset[str] = frozenset()
) -> Coverage:
    """Count the characters of the source by where they went; what names `persons` is not published."""
    texts = {line.number: line.text for line in source.lines}
    held = {id(b) for n in walk(root) for b in n.own_blocks}
    placed = 0
    blank = sum(len(line.end) for line in source.lines)
    aside: Counter[str] = Counter()
    lost: list[tuple[int, str]] = []
    seen: Counter[int] = Counter()
    for block in blocks:
        if id(block) in held and (hidden := withheld_ink(block, persons)):
            aside[PERSONAL] += hidden
            placed -= hidden
        for span in block.spans:
            words = texts[span.line][span.start : span.end]
            seen[span.line] += len(words)
            space = _blanks(words)
            blank += space
            ink = len(words) - space
            if not ink:
                continue
            if block.kind == "aside":
                aside[block.label] += ink
            elif id(block) in held or block.kind in _FIELDS:
                placed += ink
            else:
                lost.append((span.line, words))
                blank -= space
    lost.extend(_never_seen(source, seen, blocks))
    if blank:
        aside[_BLANK] = blank
    return Coverage(source.chars, placed, dict(aside.most_common()), tuple(lost))


def _blanks(words: str) -> int:
    """White-space characters in the words."""
    return len(words) - len("".join(words.split()))


def _never_seen(source: Source, seen: Counter[int], blocks: list[Block]) -> list[tuple[int, str]]:
    """Lines some of whose characters no block owns: a fault of a rule, reported rather than hidden."""
    short = [line for line in source.lines if seen[line.number] < len(line.text)]
    if not short:
        return []
    spans: dict[int, list[Span]] = {}
    for block in blocks:
        for span in block.spans:
            spans.setdefault(span.line, []).append(span)
    lost: list[tuple[int, str]] = []
    for line in short:
        at = 0
        for span in sorted(spans.get(line.number, []), key=lambda s: s.start):
            if span.start > at:
                lost.append((line.number, line.text[at : span.start]))
            at = max(at, span.end)
        if at < len(line.text):
            lost.append((line.number, line.text[at:]))
    return lost
