"""A document of the library as paper: head, text by its own numbers, signature, remarks, table of duties.

What search and open data hold beside the words (ids, topics, links, progress) is not on it, and persons
never are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.handout.answers import answer
from generator.handout.duty_table import duty_table
from generator.handout.paper import Cell, Grid, Heading, Paper, Paragraph, Piece, in_hundreds
from generator.library.entries import DocumentEntry, MeasureEntry, PolicyEntry, SectionEntry, TaskEntry
from generator.library.texts import paragraphs
from generator.model.lifecycle import STATUS_WORD, UNPUBLISHED
from generator.model.paper_marks import CHANGE, CITES_LABEL, FIGURES_LABEL, KIND_LABEL, PERIOD_LABEL, Mark
from generator.model.records import Indicator, Measure, Step, Table
from generator.model.table_shapes import head_cells
from generator.pages import labels
from generator.pages.document import disclosure_facts
from generator.pages.revisions import document_rows

_ABRIDGED = "摘编，文字经过概括，以原文为准。"
_NUMBERS: tuple[tuple[str, int], ...] = (("一二三四五六七八九十", 1), ("（(", 2), ("0123456789", 3))
_DEEPEST_STEP = 3
_SAID_ELSEWHERE = ("文号", "成文日期", "发布机构", "发布日期")
_WIDEST, _NARROWEST = 16, 3  # characters that a column of a kept table is measured by


def paper(document: DocumentEntry) -> Paper:
    """The whole of a document; one that is not yet published bears a stamp."""
    record = document.file.record
    head = record.disclosure
    intro = [Paragraph("text", words) for words in paragraphs(record.intro or "")]
    return Paper(
        title=record.title,
        number=head.number or "",
        stamp=f"{STATUS_WORD[record.status]}，尚未公开" if record.status in UNPUBLISHED else "",
        body=(*intro, *(piece for section in document.sections for piece in _section(section, 1, 0))),
        signer=_publisher(document) if head.formed else "",
        day=labels.day(head.formed),
        remarks=tuple(_remarks(document)),
        facts=tuple(_facts(document)),
        annex=tuple(duty_table(document)),
    )


def _publisher(document: DocumentEntry) -> str:
    record = document.file.record
    return record.disclosure.publisher or record.source.publisher


def _section(section: SectionEntry, level: int, above: int) -> Iterator[Piece]:
    record = section.record
    look = _look(record.number, above)
    yield Heading("section", section.heading, level, look)
    text = _lines(record.text)
    yield from (Paragraph("text", line) for line in text)
    yield from _answer(answer(section.obligations))
    yield from _beside(text, record.indicators, (policy for _, policy in section.obligations.cites))
    yield from _tables(record.tables)
    for child in section.children:
        if isinstance(child, SectionEntry):
            yield from _section(child, level + 1, look)
        else:
            yield from _task(child, level + 1, look)


def _task(task: TaskEntry, level: int, above: int) -> Iterator[Piece]:
    record = task.record
    yield Heading("task", task.heading, level, _look(record.number, above))
    text = _lines(record.text)
    yield from (Paragraph("text", line) for line in text)
    yield from _answer(answer(task.obligations))
    for measure in task.measures:
        yield from _measure(measure)
    said = [record.title, *text, *(words for m in record.measures for words in _of_measure(m))]
    figures = [*record.indicators, *(i for m in record.measures for i in m.indicators)]
    yield from _beside(said, figures, (policy for _, policy in task.cites))
    yield from _tables(record.tables)
    if record.note:
        yield Paragraph("note", f"（{_one_line(record.note)}）")


def _look(number: str | None, above: int) -> int:
    """The level of the letters of a heading: that of its number, but always below the heading above."""
    first = (number or "").strip()[:1]
    found = next((level for signs, level in _NUMBERS if first and first in signs), above + 1)
    if found == 2 and any(sign.isdecimal() for sign in number or ""):
        found = 4  # （1）
    return max(found, above + 1)


def _answer(words: str) -> Iterator[Paragraph]:
    if words:
        yield Paragraph("answer", words)


def _measure(entry: MeasureEntry) -> Iterator[Paragraph]:
    record = entry.record
    begin, text = _of_measure(record)
    mark: Mark = "titled" if record.title else "measure"
    yield Paragraph(mark, f"{begin}{text}{answer(entry.obligations)}", len(begin))
    yield from _steps(record.steps, 1)


def _of_measure(measure: Measure) -> tuple[str, str]:
    """Number and title, and the words behind."""
    title = f"{measure.title}。" if measure.title else ""
    return f"{measure.number or ''}{title}", _one_line(measure.text)


def _steps(steps: Iterable[Step], level: int) -> Iterator[Paragraph]:
    marks: tuple[Mark, ...] = ("step1", "step2", "step3")
    for step in steps:
        yield Paragraph(marks[level - 1], f"{step.number or ''}{_one_line(step.text)}")
        yield from _steps(step.steps, min(level + 1, _DEEPEST_STEP))


def _beside(
    said: Sequence[str], figures: Sequence[Indicator], cited: Iterable[PolicyEntry]
) -> Iterator[Paragraph]:
    """The figures and the documents that the words before do not say; a name without quotation marks does not
    show there that it is one.
    """
    text = "\n".join(said)
    left = dict.fromkeys(_figure(i) for i in figures if i.text not in text)
    if left:
        yield Paragraph("figures", f"{FIGURES_LABEL}：{'；'.join(left)}。")
    names = dict.fromkeys(p.name for p in cited if p.record.kind == "name" or p.name not in text)
    if names:
        yield Paragraph("cites", f"{CITES_LABEL}：{'、'.join(names)}。")


def _figure(indicator: Indicator) -> str:
    return f"{_one_line(indicator.text)}{f'（{CHANGE}{indicator.change}）' if indicator.change else ''}"


def _tables(tables: Iterable[Table]) -> Iterator[Piece]:
    for table in tables:
        if table.caption:
            yield Paragraph("caption", table.caption)
        head = tuple(
            tuple(Cell((c.text,), c.column, c.columns, c.rows) for c in row)
            for row in head_cells(table.header)
        )
        rows = tuple(tuple(Cell((_one_line(text),), n) for n, text in enumerate(row)) for row in table.rows)
        yield Grid("row", head, rows, _widths(table))


def _widths(table: Table) -> tuple[int, ...]:
    """Columns as wide as their longest words ask for, within bounds."""
    columns = zip(*table.header[-1:], *table.rows, strict=True)
    longest = (max(len(text.encode("gb18030", "replace")) / 2 for text in column) for column in columns)
    return in_hundreds([min(max(length, _NARROWEST), _WIDEST) for length in longest])


def _remarks(document: DocumentEntry) -> Iterator[Paragraph]:
    """What an editor says of the document, each in a bracket of its own as below the date of a paper."""
    record, source = document.file.record, document.file.record.source
    if record.text == "abridged":
        yield Paragraph("abridged", f"（{_ABRIDGED}）")
    yield from (Paragraph("remark", f"（{_one_line(note)}）") for note in record.notes)
    yield from (Paragraph("contact", f"（{_one_line(contact)}）") for contact in record.contacts)
    where = [source.title or "", source.publisher, labels.day(source.published), source.column or ""]
    if record.text == "abridged" or source.url:
        yield Paragraph("beside", f"（原文：{'，'.join(filter(None, [*where, source.url or '']))}）")
    for row in document_rows(document):
        why = f"。原因：{row.why}" if row.why else ""
        yield Paragraph("beside", f"（{row.date}更正：{_one_line(row.what + why)}）")


def _facts(document: DocumentEntry) -> Iterator[tuple[str, str]]:
    """What the document is, and the head block without what stands elsewhere on the paper."""
    record = document.file.record
    yield KIND_LABEL, labels.DOCUMENT_KIND[record.kind]
    yield PERIOD_LABEL, labels.period(record.period)
    yield "发布机构", _publisher(document)
    if published := labels.day(record.disclosure.published or record.source.published):
        yield "发布日期", published
    for fact in disclosure_facts(record.disclosure):
        if fact.label not in _SAID_ELSEWHERE:
            yield fact.label, _one_line(fact.text)


def _lines(text: str | None) -> list[str]:
    """The lines of a text that have words."""
    return [line.strip() for line in (text or "").split("\n") if line.strip()]


def _one_line(text: str) -> str:
    """Words as one paragraph."""
    return "".join(_lines(text))
