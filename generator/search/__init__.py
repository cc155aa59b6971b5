"""Search that finds exactly what is there: a static index for the browser,
made from the records of all tasks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from generator.search.bounds import bound_shards
from generator.search.container import shard_path, wrap
from generator.search.facets import documents, tables
from generator.search.grams import read_text
from generator.search.normalise import normalise
from generator.search.postings import shards_of
from generator.search.records import SearchRecord, Suggestion, SynonymGroup
from generator.search.texts import text_shards

__all__ = ["SearchRecord", "Suggestion", "SynonymGroup", "build_search", "normalise"]


def build_search(
    records: Sequence[SearchRecord],
    suggestions: Sequence[Suggestion] = (),
    synonyms: Sequence[SynonymGroup] = (),
    day: str = "",
) -> Iterable[tuple[str, bytes]]:
    """The files of the index as (path under search/, bytes), the same for the same input.

    All but `manifest.js` lie in a folder named after a hash of everything, so they may be cached for ever,
    and a page can never mix the shards of two builds, which would give a wrong total. `day` is the ISO date up to
    which the records tell.
    """
    records = sorted(records, key=lambda record: record.order)
    text = read_text(
        [field for record in records for field in (record.title_text, record.unit_text, record.body_text)]
    )
    places, fields, common = shards_of(text)
    columns, facts = tables(records, synonyms, text, places, fields, common, day)
    files = [
        ("tables.js", wrap("tables", *columns, words=True)),
        ("names.js", wrap("names", _names(suggestions), words=True)),
        ("documents.js", wrap("documents", documents(records), words=True)),
        *_series("b", bound_shards(places.bounds), words=True),
        *_series("g", _used_up(places.payloads), words=False),
        *_series("c", _used_up(fields.payloads), words=False),
        *(
            (shard_path("f", number), wrap(f"f{number}", *parts, words=True))
            for number, parts in enumerate(facts)
        ),
        *_series("t", text_shards(records), words=True),
    ]
    digest = sha256()
    for path, data in files:
        digest.update(f"{path} {len(data)}\n".encode())
        digest.update(data)
    version = digest.hexdigest()[:12]
    manifest = json.dumps({"version": version, "tasks": len(records)})
    yield "manifest.js", f"gongkaiManifest({manifest});\n".encode()
    for path, data in files:
        yield f"{version}/{path}", data


def _series(series: str, payloads: Iterable[bytes], *, words: bool) -> Iterable[tuple[str, bytes]]:
    for number, payload in enumerate(payloads):
        yield shard_path(series, number), wrap(f"{series}{number}", payload, words=words)


def _used_up(payloads: list[bytes]) -> Iterator[bytes]:
    """The payloads, let go of one by one, so that the index need not be in memory twice."""
    for number in range(len(payloads)):
        payload, payloads[number] = payloads[number], b""
        yield payload


def _names(suggestions: Sequence[Suggestion]) -> bytes:
    rows = [[s.kind, s.name, s.url, s.detail, *s.aliases] for s in suggestions]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
