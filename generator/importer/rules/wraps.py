"""Rule: a paragraph that breaks off in the middle of a sentence goes on in the next one.

It does so when the layout says so (PDF), when its lines all end at one width, or when it is a sentence without
its end and the next paragraph has one, carries no number, and is no heading, label, date or signature.
"""

from __future__ import annotations

import re
from collections import Counter

from generator.importer.blocks import Block, join
from generator.importer.rules.numerals import mark_at

_ENDED = re.compile(r"[。！？；：!?;:…]$|[。！？；][”’）)》】」]{1,2}$|[）)】〕]$")
_OPEN_END = re.compile(r"[，,、（(《“]$|(?:的|和|与|及|以及|或|在|对|把|将|为|以|等)$")
_COMMAS = frozenset("，。；")
_STOPS = frozenset("。；")
_SHORT = 20


def join_wrapped(blocks: list[Block]) -> list[Block]:
    """Join what belongs to one paragraph; what was set aside between its halves stays aside."""
    width = _common_width(blocks)
    out: list[list[Block]] = []
    last: _Open | None = None
    for block in blocks:
        if block.kind != "text" or block.cells is not None:
            out.append([block])
            if block.kind != "aside" or block.label not in ("空白", "页码"):
                last = None
        elif last is not None and _goes_on(last, block, width):
            last.add(block)
        else:
            last = _Open(block)
            out.append(last.pieces)
    return [join(pieces) for pieces in out]


class _Open:
    """The paragraph that may go on: its pieces, and as much of its words as a decision needs."""

    __slots__ = ("comma", "pieces", "runs_on", "size", "tail")

    def __init__(self, block: Block) -> None:
        self.pieces: list[Block] = []
        self.size = 0
        self.comma = False
        self.add(block)

    def add(self, block: Block) -> None:
        """Let `block` go on with the paragraph."""
        self.pieces.append(block)
        words = block.text.rstrip()
        self.size += len(words)
        self.tail = words[-4:]
        self.comma = self.comma or not _COMMAS.isdisjoint(words)
        self.runs_on = block.runs_on


def _common_width(blocks: list[Block]) -> int:
    """The width at which a hard-wrapped text breaks its lines, 0 when it is not wrapped."""
    lengths = [len(b.text.rstrip()) for b in blocks if b.kind == "text"]
    if len(lengths) < 12:
        return 0
    common = Counter(lengths)
    width = max(common, key=lambda w: (common[w] + common[w - 1] + common[w + 1], w))
    near = sum(common[w] for w in range(width - 2, width + 2))
    longer = sum(1 for n in lengths if n > width + 2)
    return width if 18 <= width <= 60 and near >= 0.4 * len(lengths) and longer <= 0.05 * len(lengths) else 0


def _goes_on(above: _Open, below: Block, width: int) -> bool:
    """Whether `below` is the rest of the sentence that `above` begins."""
    if not above.tail or (not width and not above.runs_on and above.size < _SHORT):
        return False
    rest = below.text.strip()
    if below.outline is not None or mark_at(rest, 0) is not None or (rest.startswith(("附件", "《")) and _ENDED.search(above.tail)):
        return False
    if above.runs_on:
        return True
    line = above.pieces[-1].spans[-1]
    if width and line.end - line.start >= width - 2 and not above.tail.endswith("。"):
        return True
    open_end = _OPEN_END.search(above.tail) is not None
    if _ENDED.search(above.tail) or (below.text[:2] in ("　　", "  ") and not open_end):
        return False
    if open_end and above.size > _SHORT:
        return True
    return above.size >= _SHORT and above.comma and len(rest) > 8 and not _STOPS.isdisjoint(rest)
