"""In a full text the words of a figure stand in the text that it is of: else one of the two is misprinted.

What came of a task is later than its text, and is written as an amount alone (3处) beside words that may have
no number: such a figure is only held against amounts of its unit in the words of its entry.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generator.checks.walks import all_figures
from generator.library.build import Library
from generator.library.texts import measure_lines, table_words
from generator.model.amounts import amounts
from generator.model.figure_names import base_unit, is_amount_alone
from generator.model.records import Answerable, Indicator, Measure, Progress, Section, Task
from generator.problems import Finding

_IN_TEXT = (
    "指标的文字“{}”在这里的正文里没有",
    "请照原文核对正文和指标；全文不在这里的，文件写 text: abridged；确是如此，可不理会",
)
_IN_PROGRESS = (
    "指标的文字“{}”在这项进展的文字里没有",
    "请核对文字和指标，哪个写错了改哪个；确是如此（如一个是累计数），可不理会",
)
_NUMBER = r"[\d〇零一二两三四五六七八九十百千]{1,12}"
# what looks like an amount and is none: 第一批, 8月15日, 3个月, 一次性, 二期工程, 一批
_NO_AMOUNT = re.compile(
    rf"第\s?{_NUMBER}|{_NUMBER}\s?个?\s?(?:月(?:度|\s?{_NUMBER}\s?日)?|季度|星期|小时|多月)|{_NUMBER}\w性|"
    rf"{_NUMBER}期(?=工程|项目)|一批"
)


def find_unprinted_figures(library: Library) -> Iterator[Finding]:
    """One reminder a figure, at its words. An abridged text need not hold them, nor an entry without text."""
    for document in library.documents:
        if document.file.record.text != "full":
            continue
        for record, figure, path in all_figures(document):
            if _holds(record, figure.text) or (isinstance(record, Progress) and _may_stand(record, figure)):
                continue
            what, hint = _IN_PROGRESS if isinstance(record, Progress) else _IN_TEXT
            yield Finding(
                document.file.file, (*path, "text"), what.format(figure.text), hint, severity="warning"
            )


def _may_stand(progress: Progress, figure: Indicator) -> bool:
    """Whether a figure may stand beside the words of its entry: an amount alone, where these name none of its
    unit, or the same in other words (三处), or in parts (新建2处、改建1处). A number without a unit may be
    anything there."""
    if not is_amount_alone(figure.text, figure.unit):
        return False
    unit, factor = base_unit(figure.unit)
    if not unit:
        return True
    said = [
        [value * base_unit(amount.unit)[1] for value in amount.values]
        for amount in amounts(_NO_AMOUNT.sub(" ", progress.text or ""))
        if base_unit(amount.unit)[0] == unit
    ]
    value = figure.value * factor
    return not said or any(value in values for values in said) or value == sum(v[0] for v in said)


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
