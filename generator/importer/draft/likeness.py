"""Which rows of an attached table name the work that a task of the text has named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from generator.importer.outline.result import Task

_BARE = re.compile(r"[^0-9A-Za-z\u3400-\u9fff%]")
_SAYS = 4  # characters that name a work


def said_before(rows: Sequence[Task], tasks: Mapping[str, Task]) -> Iterator[tuple[Task, str]]:
    """The rows that say what a task of the text says, each with the id of that task: the row stands in its
    words, or its title in the row.

    A table may have twenty thousand rows: what is compared is made once.
    """
    titles = {ident: title for ident, t in tasks.items() if len(title := _bare(t.title)) >= _SAYS}
    texts = {ident: f"{_bare(t.title)}{_bare(t.text)}" for ident, t in tasks.items()}
    whole = "\n".join(texts.values())
    for row in rows:
        name = _bare(row.title)
        if len(name) < _SAYS:
            continue
        found = next((ident for ident, title in titles.items() if title in name), "")
        if not found and name in whole:
            found = next(ident for ident, text in texts.items() if name in text)
        if found:
            yield row, found


def _bare(words: str) -> str:
    return _BARE.sub("", unicodedata.normalize("NFKC", words))
