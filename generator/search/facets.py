"""The facts that results are filtered and counted by, as columns of small whole numbers.

One file, `tables.js`, holds what every query needs: the names that the numbers stand for, agency, kind and years of all
tasks, and the first names of all shards. Status, deadlines, units and topics lie in files of their own, for some hundred
neighbouring tasks each; a query reads those of the tasks that it found. templates/assets/search/tables.js reads both.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from itertools import groupby
from math import sqrt
from typing import Any, Generic, TypeVar

from generator.search.grams import Text
from generator.search.postings import Shards
from generator.search.records import SearchRecord, SynonymGroup
from generator.search.texts import tasks_per_text
from generator.search.varint import encode

T = TypeVar("T", bound=Hashable)

ROLES = ("lead", "responsible", "support")
FORMAT = 2


class Numbering(Generic[T]):
    """Gives each value a small number; frequent values get the smallest."""

    def __init__(self, values: Iterable[T]) -> None:
        counted = Counter(values)
        self.values = sorted(counted, key=lambda value: (-counted[value], str(value)))
        self._number = {value: number for number, value in enumerate(self.values)}

    def __getitem__(self, value: T) -> int:
        return self._number[value]


class Units:
    """All units, those of one agency side by side in the order in which agencies appear."""

    def __init__(self, records: Sequence[SearchRecord], agencies: dict[str, int]) -> None:
        names: dict[str, dict[str, None]] = {}
        for record in {(record.agency, record.responsibility): record for record in records}.values():
            for ref, name, _ in record.responsibility:
                names.setdefault(_unit_key(record, ref, name), {})[name] = None
        rank = {key: (agencies.get(key.partition("/")[0], len(agencies)), key) for key in names}
        ordered = sorted(names, key=rank.__getitem__)
        self.table = [[rank[key][0], key, *names[key]] for key in ordered]
        for row in self.table:
            agency, _, unit = str(row[1]).partition("/")
            if agency in agencies:
                row[1] = unit
        self._number = {key: number for number, key in enumerate(ordered)}
        self._base: dict[str, int] = {}
        self._known: dict[tuple[str, tuple[tuple[str, str, str], ...]], list[int]] = {}
        for number, key in enumerate(ordered):
            self._base.setdefault(key.partition("/")[0], number)

    def codes(self, record: SearchRecord) -> list[int]:
        """One number for each unit that answers: (unit, counted from the agency's first) × 3 + role."""
        key = record.agency, record.responsibility
        if (known := self._known.get(key)) is not None:
            return known
        base = self._base.get(record.agency, 0)
        found: list[int] = []
        for ref, name, role in record.responsibility:
            step = self._number[_unit_key(record, ref, name)] - base
            found.append((2 * step if step >= 0 else -2 * step - 1) * 3 + ROLES.index(role))
        return self._known.setdefault(key, list(dict.fromkeys(found)))


def tasks_per_facts(tasks: int) -> int:
    """How many tasks share a file of facts: with more tasks both more and larger files."""
    return max(200, int(4 * sqrt(tasks)))


def tables(
    records: Sequence[SearchRecord],
    synonyms: Sequence[SynonymGroup],
    text: Text,
    places: Shards,
    fields: Shards,
    common: Sequence[str],
) -> tuple[list[bytes], list[list[bytes]]]:
    """The parts of the file `tables.js`, a line of JSON with names and then columns; the columns of each file of facts."""
    agencies: dict[str, int] = {}
    agency_names: list[list[str]] = []
    for record in records:
        if agencies.setdefault(record.agency, len(agencies)) == len(agency_names):
            agency_names.append([record.agency, record.agency_name])
    kinds = Numbering(record.kind for record in records)
    years = Numbering(record.years for record in records)
    statuses = Numbering(record.status for record in records)
    topics = Numbering(topic for record in records for topic in record.topics)
    dues = [_due(record) for record in records]
    due = Numbering(dues)
    units = Units(records, agencies)
    names: dict[str, Any] = {
        "format": FORMAT,
        "tasks": len(records),
        "tasksPerText": tasks_per_text(len(records)),
        "tasksPerFacts": tasks_per_facts(len(records)),
        "block": text.block,
        "common": common,
        "agencies": agency_names,
        "units": units.table,
        "kinds": kinds.values,
        "years": years.values,
        "statuses": statuses.values,
        "topics": topics.values,
        "due": due.values,
        "synonyms": [list(dict.fromkeys(group)) for group in synonyms],
    }
    runs = [(key, len(list(run))) for key, run in groupby(records, lambda r: (agencies[r.agency], kinds[r.kind]))]
    topic_lists = [sorted({topics[topic] for topic in record.topics}) for record in records]
    unit_lists = [units.codes(record) for record in records]
    columns: list[Iterable[int]] = [
        [len(runs)],
        (agency for (agency, _), _ in runs),
        (kind for (_, kind), _ in runs),
        (length for _, length in runs),
        (years[record.years] for record in records),
        *((text.blocks[field::3] - 1).tolist() for field in range(3)),
        _bounds(places.bounds),
        _bounds(fields.bounds),
    ]
    sums: list[int] = []
    facts: list[list[bytes]] = []
    for start in range(0, len(records), tasks_per_facts(len(records))):
        part = slice(start, start + tasks_per_facts(len(records)))
        sums += [sum(map(len, unit_lists[part])), sum(map(len, topic_lists[part]))]
        facts.append([
            encode(statuses[record.status] for record in records[part]),
            encode(due[found] for found in dues[part]),
            *_lists(unit_lists[part]),
            *_lists(topic_lists[part]),
        ])
    line = json.dumps(names, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return [line + b"\n", *map(encode, columns), encode(sums)], facts


def _lists(lists: Sequence[Sequence[int]]) -> tuple[bytes, bytes]:
    return encode(map(len, lists)), encode(number for found in lists for number in found)


def _unit_key(record: SearchRecord, ref: str, name: str) -> str:
    return ref or f"{record.agency}/{name}"


def _due(record: SearchRecord) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((kind, day) for _, kind, day in record.deadlines))


def _bounds(bounds: Sequence[tuple[int, ...]]) -> list[int]:
    """The first names of shards, each as what differs from the one before."""
    found = [len(bounds)]
    before: tuple[int, ...] = ()
    for bound in bounds:
        shared = 0
        while shared < min(len(before), len(bound) - 1) and before[shared] == bound[shared]:
            shared += 1
        reference = before[shared] if shared < len(before) else 0
        found += [shared * 16 + len(bound) - shared, bound[shared] - reference, *bound[shared + 1 :]]
        before = bound
    return found
