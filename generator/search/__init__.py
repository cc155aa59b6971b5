"""Search that finds exactly what is there: a static index for the browser,
made from the records of all tasks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import partial
from math import log2
from typing import Any

from generator.search.bounds import coded, guide
from generator.search.container import of_words, padded
from generator.search.facets import documents, tables
from generator.search.manifest import TEXT_UNIT, manifest_file
from generator.search.normalise import normalise
from generator.search.packs import PACK, Packs, by_number, by_size, join
from generator.search.parts import Part, index_part, tasks_per_part
from generator.search.records import SearchRecord, Stretches, Suggestion, SynonymGroup, made_anew
from generator.search.texts import tasks_per_text, text_shards
from generator.search.varint import encode

__all__ = ["SearchRecord", "Suggestion", "SynonymGroup", "build_search", "normalise"]

_PACKS_OF_TEXTS = 16  # at least, so that a small site too keeps most of them when a word is edited
_TEXTS_AT_ONCE = 50  # shards of texts that are made, or known from before, together


def build_search(
    records: Sequence[SearchRecord],
    suggestions: Sequence[Suggestion] = (),
    synonyms: Sequence[SynonymGroup] = (),
    day: str = "",
    stretches: Stretches | None = None,
) -> Iterable[tuple[str, bytes]]:
    """The files of the index as (path under search/, bytes), the same for the same input.

    All but `manifest.js` are packs, named by what they hold (`packs`). `day` is the time up to which the
    records tell (2024-03-22, 2024-03, 2024-Q1). With `stretches` of the same tasks the records need no texts.
    """
    records = sorted(records, key=lambda record: record.order)
    stretches, tasks = stretches or made_anew(records), len(records)
    parts = list(map(Part.of_plain, stretches("index", tasks_per_part(tasks), _index)))
    names, columns, facts = tables(records, synonyms, day)
    cuts, packs = _lists(parts)
    packs |= {
        "facts": by_size("facts", [*map(of_words, facts)]),
        "names": by_size("names", [of_words(_names(suggestions))]),
        "documents": by_size("documents", [of_words(documents(records))]),
        "texts": _texts(stretches, tasks_per_text(tasks)),
    }
    names |= {"block": parts[0].block, "common": [part.common for part in parts]}
    blocks = [count for part in parts for count in part.blocks]
    columns += (encode(count - 1 for count in blocks[field::3]) for field in range(3))
    fields = 3 * tasks_per_text(tasks)
    of_texts = [sum(blocks[start : start + fields]) for start in range(0, len(blocks), fields)]
    yield "manifest.js", manifest_file(names, [*columns, *cuts], packs, of_texts)
    for some in packs.values():
        yield from some.files


def _index(records: Sequence[SearchRecord]) -> tuple[Any, ...]:
    return index_part([text for r in records for text in (r.title_text, r.unit_text, r.body_text)]).plain()


def _lists(parts: Sequence[Part]) -> tuple[list[bytes], dict[str, Packs]]:
    """The packs of all lists and of the guide to them; the columns of the cuts."""
    places, to_places = guide([(part.places.bounds, part.places.packs) for part in parts])
    fields, to_fields = guide([(part.fields.bounds, part.fields.packs) for part in parts])
    return [coded(places), coded(fields)], {
        "places": join([part.places.packs for part in parts]),
        "fields": join([part.fields.packs for part in parts]),
        "guide": by_size("guide", [of_words(shard) for shard in [*to_places, *to_fields]]),
    }


def _texts(stretches: Stretches, size: int) -> Packs:
    """An edit changes the size of a text; so that it seldom moves others to another pack, a pack holds a
    power of two of them."""
    made = stretches("texts", _TEXTS_AT_ONCE * size, partial(_shards, size))
    shards = [shard for some in made for shard in some]
    total = sum(map(len, shards))
    packs = max(_PACKS_OF_TEXTS, total / (PACK / 2))
    return by_number("texts", shards, 1 << max(0, round(log2(max(1, len(shards)) / packs))))


def _shards(size: int, records: Sequence[SearchRecord]) -> list[bytes]:
    return padded([of_words(shard) for shard in text_shards(records, size)], TEXT_UNIT)


def _names(suggestions: Sequence[Suggestion]) -> bytes:
    rows = [[s.kind, s.name, s.url, s.detail, *s.aliases] for s in suggestions]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
