"""The facts that results are filtered and counted by, as columns of small whole numbers.

The manifest holds what every query needs: the names that the numbers stand for, agency, kind and years of all
tasks, and the way to all shards (`bounds`, `manifest`). Status, deadlines, units and topics lie in shards of
their own (facts), for some hundred neighbouring tasks each; a query reads those of the tasks that it found.
The documents are another shard, for those who choose one. templates/assets/search/tables.js reads them all.

A unit of a task has all deadlines of the task, except where a shard of facts says otherwise at its end: few
tasks have measures that bind one unit by June and another by December, and only these pay for it.

A shard has numbers as bits (`codes`): of all tasks the status, of all the deadlines, how many units each has,
the first of each, all others; how many topics, all topics; then the units with deadlines of their own.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import chain, groupby
from math import sqrt
from typing import Any, Generic, TypeVar

from generator.model.records import ROLES
from generator.search.codes import Code, packed
from generator.search.parts import tasks_per_part
from generator.search.records import SearchRecord, SynonymGroup
from generator.search.texts import tasks_per_text
from generator.search.varint import encode

T = TypeVar("T", bound=Hashable)

Deadlines = Sequence[tuple[str, str, str]]
Days = tuple[tuple[str, str] | tuple[str, str, int], ...]
"""Kinds and days of deadlines, each once; with a 1 where they are met"""

FORMAT = 7
_IN_SHARD = 9  # kinds of numbers


class Numbering(Generic[T]):
    """Gives each value a small number; frequent values get the smallest."""

    def __init__(self, values: Iterable[T]) -> None:
        counted = Counter(values)
        self.values = sorted(counted, key=lambda value: (-counted[value], str(value)))
        self._number = {value: number for number, value in enumerate(self.values)}

    def __getitem__(self, value: T) -> int:
        return self._number[value]


class Units:
    """All units: `table` holds a list for each agency, in the order in which agencies appear, and a last one
    for units of none of them.
    """

    def __init__(self, records: Sequence[SearchRecord], agencies: dict[str, int]) -> None:
        names: dict[str, dict[str, None]] = {}
        for record in {(record.agency, record.responsibility): record for record in records}.values():
            for ref, name, _ in record.responsibility:
                names.setdefault(_unit_key(record, ref, name), {})[name] = None
        rank = {key: (agencies.get(key.partition("/")[0], len(agencies)), key) for key in names}
        ordered = sorted(names, key=rank.__getitem__)
        self.table: list[list[list[str]]] = [[] for _ in range(len(agencies) + 1)]
        for key in ordered:
            agency, _, unit = key.partition("/")
            self.table[rank[key][0]].append([unit if agency in agencies else key, *names[key]])
        self._number = {key: number for number, key in enumerate(ordered)}
        self._base: dict[str, int] = {}
        self._known: dict[tuple[str, tuple[tuple[str, str, str], ...]], list[int]] = {}
        for number, key in enumerate(ordered):
            self._base.setdefault(key.partition("/")[0], number)

    def codes(self, record: SearchRecord) -> list[int]:
        """One number for each unit in each role that answers: (unit,
        counted from the agency's first) × 3 + role.
        """
        key = record.agency, record.responsibility
        if (known := self._known.get(key)) is None:
            known = self._known[key] = list(dict.fromkeys(self._each_code(record)))
        return known

    def own_days(self, record: SearchRecord) -> Iterator[tuple[int, Days]]:
        """Each unit, by its place among the codes, that has not all deadlines
        of the task, and what it has.
        """
        if not record.own_deadlines:
            return
        found: dict[int, list[tuple[str, str, str]]] = {}
        for code, deadlines in zip(self._each_code(record), record.own_deadlines, strict=True):
            found.setdefault(code, []).extend(deadlines)
        whole = set(_days(record.deadlines, record.met))
        for place, own in enumerate(found.values()):
            if set(days := _days(own, record.met)) != whole:
                yield place, days

    def _each_code(self, record: SearchRecord) -> Iterator[int]:
        base = self._base.get(record.agency, 0)
        for ref, name, role in record.responsibility:
            step = self._number[_unit_key(record, ref, name)] - base
            yield (2 * step if step >= 0 else -2 * step - 1) * 3 + ROLES.index(role)


class Words:
    """What the numbers in the columns stand for."""

    def __init__(self, records: Sequence[SearchRecord]) -> None:
        self.agencies: dict[str, int] = {}
        self.agency_names: list[list[str]] = []
        for record in records:
            if self.agencies.setdefault(record.agency, len(self.agencies)) == len(self.agency_names):
                self.agency_names.append([record.agency, record.agency_name, record.region])
        self.kinds = Numbering(record.kind for record in records)
        self.years = Numbering(record.years for record in records)
        self.statuses = Numbering(map(_result, records))
        self.topics = Numbering(topic for record in records for topic in record.topics)
        self.units = Units(records, self.agencies)
        days = {key: _days(*key) for key in {(record.deadlines, record.met) for record in records}}
        self.days = [days[record.deadlines, record.met] for record in records]
        self.own_days = [list(self.units.own_days(record)) for record in records]
        self.due = Numbering([*self.days, *(days for own in self.own_days for _, days in own)])


def tasks_per_facts(tasks: int) -> int:
    """How many tasks share a shard of facts: with more tasks both more and larger shards."""
    return max(150, int(1.5 * sqrt(tasks)))


def tables(
    records: Sequence[SearchRecord], synonyms: Sequence[SynonymGroup], day: str
) -> tuple[dict[str, Any], list[bytes], list[bytes]]:
    """The names of the manifest and its columns; each shard of facts."""
    words, size = Words(records), tasks_per_facts(len(records))
    names = _names(words, len(records)) | {
        "day": day,
        "synonyms": [list(dict.fromkeys(group)) for group in synonyms],
    }
    units = [words.units.codes(record) for record in records]
    topics = [
        sorted({words.topics[topic] for topic in record.topics}) if record.topics else []
        for record in records
    ]
    statuses = [words.statuses[_result(record)] for record in records]
    parts = [slice(start, start + size) for start in range(0, len(records), size)]
    columns = [
        *_runs(records, words),
        [sum(map(len, lists[part])) for part in parts for lists in (units, topics)],
    ]
    shards = [
        (
            statuses[part],
            [words.due[days] for days in words.days[part]],
            *_units(units[part]),
            *_lists(topics[part]),
            *_own_due(words, units[part], words.own_days[part]),
        )
        for part in parts
    ]
    of_tasks = list(zip(*shards, strict=True)) or [()] * _IN_SHARD
    codes = [Code(chain.from_iterable(column)) for column in of_tasks]
    facts = [
        packed("".join([code.bits(column) for code, column in zip(codes, shard, strict=True)]))
        for shard in shards
    ]
    return names, [*map(encode, columns), b"".join([code.told() for code in codes])], facts


def _names(words: Words, tasks: int) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "tasks": tasks,
        "tasksPerPart": tasks_per_part(tasks),
        "tasksPerText": tasks_per_text(tasks),
        "tasksPerFacts": tasks_per_facts(tasks),
        "agencies": words.agency_names,
        "units": words.units.table,
        "kinds": words.kinds.values,
        "years": words.years.values,
        "statuses": words.statuses.values,
        "topics": words.topics.values,
        "due": words.due.values,
    }


def _runs(records: Sequence[SearchRecord], words: Words) -> list[list[int]]:
    """How many runs of tasks share agency, kind and years; of each run these three and its length."""
    runs = [
        (*key, len(list(run)))
        for key, run in groupby(
            records, lambda r: (words.agencies[r.agency], words.kinds[r.kind], words.years[r.years])
        )
    ]
    return [[len(runs)], *([run[part] for run in runs] for part in range(4))]


def documents(records: Sequence[SearchRecord]) -> bytes:
    """A row for each document in its order: the id inside its agency, the title, how many tasks."""
    rows = [
        [document.removeprefix(f"{agency}/"), title, len(list(run))]
        for (agency, document, title), run in groupby(
            records, lambda r: (r.agency, r.document, r.document_title)
        )
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _result(record: SearchRecord) -> tuple[str, int]:
    """The status, and 0 for a task of a plan, 1 for one on which a summary reports, 2 for an entry of a
    summary.
    """
    return record.status, int(record.in_report) if record.is_plan else 2


def _own_due(
    words: Words, units: Sequence[Sequence[int]], own: Sequence[Sequence[tuple[int, Days]]]
) -> tuple[list[int], list[int]]:
    """For each unit that has deadlines of its own: one more than how many units after the one before it,
    and 0 behind the last; and which.
    """
    steps: list[int] = []
    due: list[int] = []
    first = before = 0
    for codes, found in zip(units, own, strict=True):
        for place, days in found:
            steps.append(first + place - before + 1)
            due.append(words.due[days])
            before = first + place
        first += len(codes)
    return [*steps, 0], due


def _units(units: Sequence[Sequence[int]]) -> tuple[list[int], list[int], list[int]]:
    """How many each task has; the first of each, which mostly leads; the others, which mostly support it."""
    counts, _ = _lists(units)
    return counts, [codes[0] for codes in units if codes], [code for codes in units for code in codes[1:]]


def _lists(lists: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    return list(map(len, lists)), list(chain.from_iterable(lists))


def _unit_key(record: SearchRecord, ref: str, name: str) -> str:
    return ref or f"{record.agency}/{name}"


def _days(deadlines: Deadlines, met: frozenset[str]) -> Days:
    return tuple(dict.fromkeys((kind, day, 1) if day in met else (kind, day) for _, kind, day in deadlines))
