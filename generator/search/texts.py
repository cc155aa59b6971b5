"""What a page of hits shows: title, place and text of each task, a few neighbouring tasks to a file.

Only the files of the ten hits in view are fetched, so files are small; in a large collection they grow a
little. templates/assets/search/texts.js reads them.

The files are JSON in GBK, two bytes a Chinese character: a sixth smaller than UTF-8 when compressed. Characters that
GBK lacks are written as JSON's own \\u escapes.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Sequence
from math import pow

from generator.search.records import SearchRecord

_ESCAPE = "gongkai-json"


def _escape(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{lost[i : i + 2].hex()}" for i in range(0, len(lost), 2)), error.end


codecs.register_error(_ESCAPE, _escape)


def tasks_per_text(tasks: int) -> int:
    """How many tasks share a file."""
    return max(1, int(pow(tasks, 0.4) / 13))


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
        yield json.dumps([list(documents), rows], ensure_ascii=False, separators=(",", ":")).encode("gbk", _ESCAPE)
