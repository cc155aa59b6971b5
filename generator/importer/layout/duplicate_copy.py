"""Rule: a text pasted twice is imported once; the second copy is set aside.

A copy is a run of at least three long paragraphs, in the order of the first, of 200 characters or more in
all.
"""

from __future__ import annotations

from generator.importer.blocks import Block, aside, squeeze

_LONG = 30
_PARAGRAPHS = 3
_CHARACTERS = 200


def set_aside_repeats(blocks: list[Block]) -> list[Block]:
    """Label every second copy of a run of paragraphs."""
    live = [i for i, b in enumerate(blocks) if b.kind == "text" and b.cells is None]
    keys = {i: squeeze(blocks[i].text) for i in live}
    first: dict[str, int] = {}
    position = {i: n for n, i in enumerate(live)}
    out = list(blocks)
    done = -1
    for n, i in enumerate(live):
        if n <= done:
            continue
        if len(keys[i]) >= _LONG and keys[i] in first:
            run = _run(live, keys, position[first[keys[i]]], n)
            long = [k for k in run if len(keys[k]) >= _LONG]
            if len(long) >= _PARAGRAPHS and sum(len(keys[k]) for k in long) >= _CHARACTERS:
                for k in run:
                    out[k] = aside(blocks[k], "重复的正文")
                done = n + len(run) - 1
                continue
        first.setdefault(keys[i], i)
    return out


def _run(live: list[int], keys: dict[int, str], a: int, b: int) -> list[int]:
    """The paragraphs from position `b` on that repeat those from position `a` on."""
    run: list[int] = []
    start = b
    while b < len(live) and a < start and keys[live[a]] == keys[live[b]]:
        run.append(live[b])
        a += 1
        b += 1
    return run
