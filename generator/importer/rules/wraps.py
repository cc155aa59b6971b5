"""Rule: a paragraph that breaks off in the middle of a sentence goes on in the next one.

It does so when the layout says so (PDF), when its lines all end at one width, or when it is a sentence without
its end and the next paragraph has one, carries no number, and is no heading, label, date or signature. A numbered
line that is shorter than the paragraph below it is a heading; it goes on in a still shorter line where its words
break off.
"""

from __future__ import annotations

import re
from collections import Counter

from generator.importer.blocks import Block, join
from generator.importer.rules.numerals import mark_at
from generator.importer.rules.titles import NOUN_ENDS

_ENDED = re.compile(r"[。！？；：!?;:…]$|[。！？；][”’）)》】」]{1,2}$|[）)】〕]$")
_OPEN_END = re.compile(r"[，,、（(《“]$|(?:的|和|与|及|以及|或|在|对|把|将|为|以|等)$")
_COMMAS = frozenset("，。；")
_STOPS = frozenset("。；")
_POINTS = frozenset("。；：，！？:;,（(《")
_SHORT = 20
_HEADING = 45  # characters of a heading on a line of its own
_LONG = 60  # characters that only a paragraph has
_INDENTS = ("　　", "  ", "\u00a0\u00a0")
_COMPLETE = re.compile(rf"(?:{NOUN_ENDS}|情况|成效|问题|做法|要求|打算|要点|原则|目标|思路|安排|内容|范围|对象|条件|程序|步骤|单位|时间|地点|人员|名单|个人|集体)$")


def join_wrapped(blocks: list[Block]) -> list[Block]:
    """Join what belongs to one paragraph; what was set aside between its halves stays aside."""
    width = common_width(blocks)
    out: list[list[Block]] = []
    last: _Open | None = None
    for i, block in enumerate(blocks):
        if block.kind != "text" or block.cells is not None:
            out.append([block])
            if block.kind != "aside" or block.label not in ("空白", "页码"):
                last = None
        elif last is not None and (_goes_on(last, block, width) or _heading_goes_on(last, block, blocks[i + 1 : i + 4])):
            last.add(block)
        else:
            last = _Open(block)
            out.append(last.pieces)
    return [join(pieces) for pieces in out]


class _Open:
    """The paragraph that may go on: its pieces, and as much of its words as a decision needs."""

    __slots__ = ("comma", "heading", "pieces", "runs_on", "size", "tail")

    def __init__(self, block: Block) -> None:
        self.pieces: list[Block] = []
        self.size = 0
        self.comma = False
        self.heading = mark_at(block.words[:12], 0) is not None
        self.add(block)

    def add(self, block: Block) -> None:
        """Let `block` go on with the paragraph."""
        self.pieces.append(block)
        words = block.text.rstrip()
        self.size += len(words)
        self.tail = words[-4:]
        self.heading = self.heading and self.size <= _LONG and _STOPS.isdisjoint(words)
        self.comma = self.comma or not _COMMAS.isdisjoint(words)
        self.runs_on = block.runs_on


def common_width(blocks: list[Block]) -> int:
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
    if _ENDED.search(above.tail) or (below.text[:2] in _INDENTS and not open_end):
        return False
    if above.heading and not open_end and (width or (above.size <= _HEADING and len(rest) > above.size)):
        return False
    if open_end and above.size > _SHORT:
        return True
    return above.size >= _SHORT and above.comma and len(rest) > 8 and not _STOPS.isdisjoint(rest)


def _heading_goes_on(above: _Open, below: Block, behind: list[Block]) -> bool:
    """Whether a heading whose words break off goes on in a shorter line, with a paragraph or a number behind that."""
    rest = below.words
    if not above.heading or len(above.pieces) > 1 or not 15 <= above.size <= _HEADING or not 1 < len(rest) <= above.size:
        return False
    if not _POINTS.isdisjoint(rest) or above.comma or below.outline is not None or mark_at(rest, 0) is not None or _COMPLETE.search(above.tail):
        return False
    following = next((b for b in behind if b.kind != "aside"), None)
    return following is not None and following.kind == "text" and (len(following.words) >= _LONG or mark_at(following.words, 0) is not None)
