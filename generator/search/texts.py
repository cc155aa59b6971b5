"""What a page of hits shows: title, place and text of each task, a few neighbouring tasks to a file.

Only the files of the ten hits in view are fetched, so files are small; in a large collection they grow as the root of
the number of tasks. templates/assets/search/texts.js reads them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from math import isqrt

from generator.search.records import SearchRecord


def tasks_per_text(tasks: int) -> int:
    """How many tasks share a file."""
    return max(1, isqrt(tasks) // 40)


def text_shards(records: Sequence[SearchRecord]) -> Iterator[bytes]:
    """Each file: [[titles of documents], [task, task, …]]."""
    size = tasks_per_text(len(records))
    for start in range(0, len(records), size):
        documents: dict[str, int] = {}
        rows = [
            [
                documents.setdefault(record.document_title, len(documents)),
                record.url,
                record.number,
                record.title,
                record.title_text,
                record.unit_text,
                record.body_text,
                [text for text, _, _ in record.deadlines],
            ]
            for record in records[start : start + size]
        ]
        yield json.dumps([list(documents), rows], ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
