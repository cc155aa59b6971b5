"""The one file of the index with a name that stays, `manifest.js`: what every query needs, and the names of
all packs. templates/assets/search/tables.js and directory.js read it.

It is a script, `gongkaiManifest({"version":…,"tasks":…},"…")`. The string holds a stream as a shard does: a
line of JSON with names, then columns of numbers. The version is a hash of all that and, by the names of the
packs, of the whole index.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from generator.search.container import of_columns, script
from generator.search.packs import Packs
from generator.search.varint import encode

TEXT_UNIT = 64  # bytes; the size of a shard of texts is a multiple of it
LISTED = ("guide", "facts", "names", "documents", "texts")
"""The series whose sizes are in the manifest, in their order there; the guide tells of the others."""


def manifest_file(
    names: Mapping[str, Any], columns: Iterable[bytes], packs: Mapping[str, Packs], blocks: Sequence[int]
) -> bytes:
    """The file, of the names and columns of `facets.tables` and all packs by their series; `blocks` tells how
    many the text of each shard of texts takes in the index.
    """
    named = {**names, "packs": {series: "".join(some.names) for series, some in packs.items()}}
    line = json.dumps(named, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    *others, texts = (packs[series] for series in LISTED)
    directory = [number for some in others for number in (*some.counts, *some.sizes)]
    data = of_columns([line + b"\n", *columns, encode(directory), encode(_text_sizes(texts, blocks))])
    head = json.dumps({"version": sha256(data).hexdigest()[:12], "tasks": names["tasks"]})
    return script(f"gongkaiManifest({head}", data)


def _text_sizes(texts: Packs, blocks: Sequence[int]) -> list[int]:
    """How many shards each pack has. For each number of blocks the least size of a shard with so many, which
    most of its size is; then what each shard has above that, a third less to tell than sizes.
    """
    sizes = [size // TEXT_UNIT for size in texts.sizes]
    least = [0] * (max(blocks, default=-1) + 1)
    for number, size in sorted(zip(blocks, sizes, strict=True), reverse=True):
        least[number] = size
    above = [size - least[number] for number, size in zip(blocks, sizes, strict=True)]
    return [*texts.counts, len(least), *least, *above]
