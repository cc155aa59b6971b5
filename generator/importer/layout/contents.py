"""Rule: a table of contents, the short lines between 目录 and the first heading printed again,
is set aside."""

from __future__ import annotations

import re

from generator.importer.blocks import Block, aside, squeeze

_LONGEST_LINE = 60


def set_aside_contents(blocks: list[Block]) -> list[Block]:
    """Label the lines of a table of contents."""
    live = [i for i, b in enumerate(blocks) if b.kind == "text"]
    start = next(
        (
            n
            for n, i in enumerate(live)
            if blocks[i].words.startswith("目") and squeeze(blocks[i].text) == "目录"
        ),
        None,
    )
    if start is None:
        return blocks
    entries: list[int] = []
    first = ""
    for i in live[start + 1 :]:
        entry = re.sub(r"[.…·\s]*\d*$", "", blocks[i].words)
        if len(blocks[i].words) > _LONGEST_LINE or "。" in entry or (first and squeeze(entry) == first):
            break
        first = first or squeeze(entry)
        entries.append(i)
    if len(entries) < 2:
        return blocks
    inside = {live[start], *entries}
    return [aside(b, "目录") if i in inside else b for i, b in enumerate(blocks)]
