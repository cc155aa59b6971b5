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
_SHORT = 20


def join_wrapped(blocks: list[Block]) -> list[Block]:
    """Join what belongs to one paragraph; what was set aside between its halves stays aside."""
    width = _common_width(blocks)
    out: list[Block] = []
    last: int | None = None
    for block in blocks:
        if block.kind != "text" or block.cells is not None:
            out.append(block)
            if block.kind != "aside" or block.label not in ("空白", "页码"):
                last = None
            continue
        if last is not None and _goes_on(out[last], block, width):
            out[last] = join(out[last], block)
        else:
            out.append(block)
            last = len(out) - 1
    return out


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


def _goes_on(above: Block, below: Block, width: int) -> bool:
    """Whether `below` is the rest of the sentence that `above` begins."""
    words, rest = above.text.rstrip(), below.text.strip()
    if not width and not above.runs_on and len(words) < _SHORT:
        return False
    if not words or mark_at(rest, 0) is not None or below.outline is not None or (rest.startswith(("附件", "《")) and _ENDED.search(words)):
        return False
    if above.runs_on:
        return True
    last_line = above.spans[-1].end - above.spans[-1].start
    if width and last_line >= width - 2 and not words.endswith("。"):
        return True
    if _ENDED.search(words) or (below.text[:2] in ("　　", "  ") and not _OPEN_END.search(words)):
        return False
    if _OPEN_END.search(words) and len(words) > _SHORT:
        return True
    return len(words) >= _SHORT and re.search(r"[，。；]", words) is not None and re.search(r"[。；]", rest) is not None and len(rest) > 8
