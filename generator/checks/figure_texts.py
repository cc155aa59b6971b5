"""In a full text the words of a figure stand in the text that it is of: else one of the two is misprinted."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from generator.checks.walks import all_figures
from generator.library.build import Library
from generator.library.texts import measure_lines, table_words
from generator.model.records import Answerable, Measure, Progress, Section, Task
from generator.problems import Finding


def find_unprinted_figures(library: Library) -> Iterator[Finding]:
    """One reminder a figure, at its words. An abridged text need not hold them, nor an entry without text."""
    for document in library.documents:
        if document.file.record.text != "full":
            continue
        for record, figure, path in all_figures(document):
            if not _holds(record, figure.text):
                yield Finding(
                    document.file.file,
                    (*path, "text"),
                    f"指标的文字“{figure.text}”在这里的正文里没有",
                    "请照原文核对正文和指标；全文不在这里的，文件写 text: abridged；确是如此，可不理会",
                    severity="warning",
                )


def _holds(record: Answerable | Progress, words: str) -> bool:
    """Asked as printed first: most are so, and nothing needs to be made alike."""
    text = record.text if isinstance(record, (Task, Measure, Section, Progress)) else None
    if text and words in text:
        return True
    whole = _alike("".join(_texts(record)))
    return not whole or _alike(words) in whole


def _texts(record: Answerable | Progress) -> Iterator[str]:
    """All that stands on the record itself; of a task with what its measures say."""
    if isinstance(record, (Task, Section)):
        yield record.title
    if isinstance(record, Task):
        yield record.row_title or ""
        yield from (line for measure in record.measures for line in measure_lines(measure))
    elif isinstance(record, Measure):
        yield from measure_lines(record)
    if isinstance(record, (Task, Section, Progress)):
        yield record.text or ""
    if isinstance(record, (Task, Section)):
        yield from (word for table in record.tables for word in table_words(table))


def _alike(words: str) -> str:
    """Without white space, and full-width forms as plain ones."""
    return "".join(unicodedata.normalize("NFKC", words).split())
