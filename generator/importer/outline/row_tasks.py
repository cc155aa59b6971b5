"""The tasks of tables: one a row; under a shared serial number each measure is one.

Columns like 进展情况 tell its progress; persons (负责人) are no units. The words of columns that are none of
these (备注) stay with the task.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.importer.blocks import Block, Row
from generator.importer.outline.measures import split_measures
from generator.importer.outline.progress import Reported, row_progress, states_progress
from generator.importer.outline.result import Task
from generator.importer.words.cites import cites
from generator.importer.words.indicators import figures
from generator.importer.words.list_times import split_leading_time, split_time
from generator.importer.words.named_persons import find_named
from generator.importer.words.names import is_no_name, is_nothing, is_unit
from generator.importer.words.numerals import holds_several, mark_at
from generator.importer.words.persons import asks_for_person, bracket_persons, is_person
from generator.importer.words.responsibility_bracket import responsibilities, states_first_leads
from generator.importer.words.responsibility_clause import UnitRole, let_first_lead, merge_units
from generator.importer.words.statements import Statement
from generator.importer.words.titles import SHORT, split_title
from generator.importer.words.unit_cells import (
    cell_names,
    cell_units,
    close_up,
    named_persons,
    names_posts,
    persons_beside,
)
from generator.importer.words.unit_doubts import (
    person_doubt,
    persons_doubts,
    strange_doubts,
    unread_doubt,
    unsaid_doubt,
)

_JOINTS = re.compile(r"[、，,;；。/／|\s]+")  # between names
_MARKS = "、，,;；/／|：: \t\n\u3000"
_LEFT_OVER = re.compile(r"[（(][、，, ]*[）)]")  # of a bracket that named persons alone
# 1—1 before the name of a part; a mark as of an item (（1）) is one, too
_PART_NUMBER = re.compile(
    r"(?P<number>\d{1,3}(?:\s?[.．\-—–－]{1,2}\s?\d{1,3}){1,2}[.．、]?|[（(]\d{1,2}[）)]|\d{1,2}[.．、])\s{0,4}(?=\D)"
)
_PARTED = re.compile("[；;](?=.)")
_NAMED_BESIDE = "时限一栏里还有“{}”，没有登记，如果是责任单位请补上"
_SAID_BESIDE = "时限一栏里还有“{}”，已照录在任务正文里，请核对"
_AGAIN = "与上一项的序号、名称相同，可能是一项任务分成几行，请核对是否合并"
_DITTO = "“{}”一栏写的是“同上”一类的字样，已取上一行的内容"
_DITTO_OF_NONE = "“{}”一栏写的是“同上”一类的字样，上一行却是空白，没有登记"
_FROM_ABOVE = "“{}”一栏是空白，已取上一行的内容"


def row_tasks(rows: Iterable[Block], leads: bool, when: Reported) -> list[Task]:
    """One task a row; `leads` tells that the first unit of each list is in the lead, `when` of what time the
    tables report."""
    tasks = [_row_task(block, block.row, leads, when) for block in rows if block.row is not None]
    found = [t for t in tasks if t.title or t.units or t.deadlines]
    return [*found[:1], *(_again(over, task) for over, task in itertools.pairwise(found))]


def _again(over: Task, task: Task) -> Task:
    """A task that repeats the one above: a cell merged over rows that differ in unit or time."""
    same = (
        over.title
        and (over.number, over.title, over.group, over.parent)
        == (task.number, task.title, task.group, task.parent)
        and (over.parent is None or over.text == task.text)
    )
    return task._replace(doubts=(*task.doubts, _AGAIN)) if same else task


class _Answering(NamedTuple):
    """Who answers for a row. Persons are no units; `beside` are cells of which nothing could be read."""

    units: list[UnitRole]
    people: tuple[str, ...]
    doubts: tuple[str, ...]
    beside: tuple[tuple[str, str], ...]


def _row_task(block: Block, row: Row, leads: bool, when: Reported) -> Task:
    words = "\n".join(w for w in (row.task, row.content) if w)
    number, title, text = _titled(row)
    who = _answering(row, words, leads)
    is_part = row.shared or bool(row.part)
    everything = f"{title}\n{text}" if is_part else words
    opening, measures = split_measures(text)
    due = [(d, *_time_alone(d)) for d in row.deadlines]
    done = [cell for cell in row.progress if states_progress(*cell)]
    still_to_do = [cell for cell in row.progress if cell not in done and not is_nothing(cell[1].strip())]
    wanted = tuple(figures(everything))
    return Task(
        number=number,
        title=title,
        text=text,
        units=tuple(merge_units(who.units)),
        deadlines=tuple(" ".join(time.split("\n")) for _, time, _ in due),
        cites=tuple(cites(everything)),
        figures=wanted,
        measures=tuple(measures),
        lines=(block.first, block.last),
        start=block.spans[0].start,
        parent=_parent(row) if is_part else None,
        row=row.serial,
        persons=who.people,
        group=row.group,
        doubts=(*who.doubts, *_doubts_of_cells(row, [rest for *_, rest in due if rest])),
        opening=opening,
        brackets=tuple((f.start, f.end) for f in responsibilities(text)),
        beside=(
            *(f"时限：{cell}" for cell, _, rest in due if rest),
            *(
                f"{heading}：{' '.join(cell.split())}"
                for heading, cell in (*who.beside, *row.other, *still_to_do)
            ),
        ),
        progress=row_progress(done, wanted, when),
    )


def _answering(row: Row, words: str, leads: bool) -> _Answering:
    """The units that the cells of a row name, else those in the brackets of its `words`."""
    named = [(heading, cell, cell_units(heading, cell)) for heading, cell in (*row.units, *row.persons)]
    other = [
        (heading, cell, [u.name for u in got if is_no_name(u.name)])
        for heading, cell, got in named
        if (heading, cell) not in row.persons  # a telephone there is how to call a person
    ]
    said = (words, *(cell for _, cell in (*row.other, *row.progress)))
    people = tuple(dict.fromkeys([*_persons(row), *(name for text in said for name in find_named(text))]))
    units = [
        u
        for _, cell, got in named
        for u in _as_printed([u for u in got if not is_no_name(u.name)], cell, people)
    ]
    found = () if units else responsibilities(words)
    leads = leads or any(states_first_leads(heading) for heading, _ in row.units)
    return _Answering(
        (_led_by_first(units) if leads else units) or _of_brackets(found, leads),
        people,
        (
            *(person_doubt(heading) for heading, cell in row.units if _persons_among(heading, cell)),
            *persons_doubts(u for _, _, got in named for u in got),
            *strange_doubts(units),
            *(unread_doubt(name) for _, _, names in other for name in names),
            *_doubts_of_brackets(found),
        ),
        (
            *((heading, cell) for heading, cell, unread in other if unread),
            *(cell for cell in row.persons if names_posts(*cell)),  # 局长: nobody's name
        ),
    )


def _parent(row: Row) -> str | None:
    """Serial and name of the task that a row is a part or a measure of."""
    return " ".join(w for w in (row.serial, "".join(row.task.split("\n"))) if w) or None


def _doubts_of_brackets(found: Sequence[Statement]) -> Iterator[str]:
    """What could not be read of the brackets that name who answers."""
    yield from persons_doubts(u for f in found for u in f.units)
    yield from (unread_doubt(words) for f in found for words in f.unread)
    yield from (unsaid_doubt(name) for f in found for name in f.unsaid)


def _doubts_of_cells(row: Row, beside_times: Sequence[str]) -> Iterator[str]:
    """What else stands in the cells for deadlines, and which cells have what stands above them."""
    yield from ((_NAMED_BESIDE if is_unit(rest) else _SAID_BESIDE).format(rest) for rest in beside_times)
    yield from (_DITTO.format(heading) for heading in row.ditto)
    yield from (_DITTO_OF_NONE.format(heading) for heading in row.ditto_of_none)
    yield from (_FROM_ABOVE.format(heading) for heading in row.from_above)


def _time_alone(cell: str) -> tuple[str, str]:
    """The time of a cell without the name run together with it (2025年2月底前县发改局) or what follows
    (…，逾期通报), and these."""
    time, name = split_leading_time(cell)
    return (time, name) if time else split_time(cell)


def _led_by_first(units: list[UnitRole]) -> list[UnitRole]:
    """The units of a row's cells, all of them one list, with the first in the lead unless one is said to
    be."""
    roles = let_first_lead([u._replace(words="") for u in units])
    return [u._replace(role=r.role) for u, r in zip(units, roles, strict=True)]


def _of_brackets(found: Iterable[Statement], leads: bool) -> list[UnitRole]:
    units = [u for f in found for u in f.units]
    return let_first_lead(units) if leads else units


def _as_printed(units: Sequence[UnitRole], cell: str, people: Sequence[str]) -> list[UnitRole]:
    """The units of a cell; the first keeps the words of the cell, without persons, where they say more than
    names: 财政局、水利局等部门."""
    cell = bracket_persons(close_up(cell)) if people else cell
    for person in sorted(people, key=len, reverse=True):
        cell = cell.replace(person, "")
    cell = _LEFT_OVER.sub("", cell).strip(_MARKS) if people else cell
    says_more = _JOINTS.sub("", cell) != "".join([u.name for u in units])
    return [u._replace(words=cell if says_more and n == 0 else "") for n, u in enumerate(units)]


def _persons(row: Row) -> Iterator[str]:
    """The persons that the cells of a row name: under headings of their own, among units, behind them."""
    yield from (
        name
        for heading, cell in row.persons
        for name in named_persons(heading, cell)
        if not names_posts(heading, cell)
    )
    yield from (name for heading, cell in row.units for name in _persons_among(heading, cell))
    yield from (name for _, cell in row.units for name in persons_beside(cell))


def _persons_among(heading: str, cell: str) -> list[str]:
    """The persons in a cell of units whose heading asks for both: 责任单位及责任人."""
    return [name for name in cell_names(cell) if is_person(name)] if asks_for_person(heading) else []


def _titled(row: Row) -> tuple[str | None, str, str]:
    """Number, title and text: of the part that the row names, of its measure, or of its task."""
    if row.part:
        numbered = _PART_NUMBER.match(row.part) if row.number is None else None
        number = numbered["number"] if numbered else row.number
        return number, *_row_title(row.part[numbered.end() :] if numbered else row.part, row.content)
    if row.number and not row.shared and row.serial and row.content:
        row = row._replace(content=f"{row.number}{row.content}")  # of what is to be done, not of the task
    number, title, text = _shared_title(row) if row.shared else _own_title(row)
    return (row.number or number if row.shared else number or row.number), title, text


def _shared_title(row: Row) -> tuple[str | None, str, str]:
    """Number, title and text of a measure that stands in a row of its own under a task."""
    mark = mark_at(row.content, 0)
    content = row.content[mark.end :] if mark else row.content
    first = split_title(content, SHORT)
    return mark.printed if mark else None, first.words, content[first.end :].strip()


def _own_title(row: Row) -> tuple[str | None, str, str]:
    """Number, title and text of a row; where no column has the numbers, they stand before the task."""
    mark = mark_at(row.task, 0) if row.serial is None and not holds_several(row.task) else None
    title, text = _row_title(row.task[mark.end :] if mark else row.task, row.content)
    return mark.printed if mark else row.serial, title, text


def _row_title(task: str, content: str) -> tuple[str, str]:
    """The title and text of a row: its task cell, or the first clause of a long one, as for an item
    (rules.titles)."""
    name = "".join(task.split("\n")).strip() or content
    if len(name) <= SHORT and task:
        return re.sub(r"[。；]$", "", name), content
    if len(name) <= SHORT and _PARTED.search(name) and "。" not in name[:-1] and "\n" not in name:
        return re.sub(r"[。；]$", "", name), ""  # several short works, none of them the title of all
    mark = mark_at(name, 0)
    words = name[mark.end :] if mark else name
    first = split_title(words, SHORT)
    title = f"{name[: mark.end].strip()}{first.words}" if mark else first.words
    return title, "\n".join(p for p in (words[first.end :].strip(), content if task else "") if p)
