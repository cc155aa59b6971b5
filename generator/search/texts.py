"""What a page of hits shows: title, place and text of each task, a few neighbouring tasks to a shard.

Only the shards of the ten hits in view are fetched, so a shard is one task; in a large collection it is
some, for the manifest tells the sizes of all. templates/assets/search/texts.js reads them.

A shard is parted by two characters that no text holds: by the one into rows, by the other rows into texts. It
is in GBK, two bytes a Chinese character, a sixth smaller than UTF-8 when compressed; in UTF-8, with its byte
order mark, when one of its characters is not in GBK.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from math import sqrt

from generator.search.records import SearchRecord

_ROW, _TEXT = "\x1e", "\x1f"


def tasks_per_text(tasks: int) -> int:
    """How many tasks share a shard."""
    return max(1, int(sqrt(tasks / 25_000)))


def text_shards(records: Sequence[SearchRecord], size: int = 1) -> Iterator[bytes]:
    """Each shard, of `size` tasks: a row of titles of documents, then a row for each task."""
    for start in range(0, len(records), size):
        documents: dict[str, int] = {}
        rows = []
        for record in records[start : start + size]:
            document = documents.setdefault(record.document_title, len(documents))
            texts = (
                str(document),
                record.url,
                record.number,
                record.title,
                record.title_text,
                record.unit_text,
                record.body_text,
                *_printed(record),
            )
            rows.append(_TEXT.join(texts))
            if rows[-1].count(_TEXT) >= len(texts) or _ROW in rows[-1]:
                rows[-1] = _TEXT.join(map(_plain, texts))
        yield _encoded(_ROW.join([_TEXT.join(map(_plain, documents)), *rows]))


def _printed(record: SearchRecord) -> list[str]:
    """The words of the deadlines, each once.

    When they are as many as the days, the page takes the words in each place for those of the day in that
    place (labels.js, ownDeadlines). Where some words mean two days, or a day has two wordings, that must not
    happen.
    """
    if not record.deadlines:
        return []
    words = list(dict.fromkeys([text for text, _, _ in record.deadlines]))
    is_misleading = record.own_deadlines and len(words) == len(
        {deadline[1:] for deadline in record.deadlines}
    ) < len(set(record.deadlines))
    return [*words, words[-1]] if is_misleading else words


def _plain(text: str) -> str:
    """Both characters count as white space (`normalise`), so a space in their place changes no search."""
    return text.replace(_ROW, " ").replace(_TEXT, " ")


def _encoded(text: str) -> bytes:
    try:
        data = text.encode("gbk")
    except UnicodeEncodeError:
        data = codecs.BOM_UTF8
    return text.encode("utf-8-sig", "replace") if data.startswith(codecs.BOM_UTF8) else data
